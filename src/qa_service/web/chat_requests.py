"""What OpenAI's clients send: checked, and read as a question after others."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import BadRequest, NotFound

from qa_service.domain.article import Article
from qa_service.domain.errors import NotFound as NoArticle
from qa_service.domain.exchange import Exchange
from qa_service.web.pages import lit_spans
from qa_service.wire import Json

MODEL = "qa-service"
# A line of the sources under an answer, as `chat_content` writes it.
SOURCE = re.compile(r"^- \[\d+\] .*?<?(https?://\S+?/articles/[^\s>]+)>?$", re.MULTILINE)


class WrongParameter(BadRequest):
    """A field of the body is not what it should be."""

    def __init__(self, param: str, description: str) -> None:
        super().__init__(description)
        self.param = param


class UnknownModel(NotFound):
    """There is one model."""

    param = "model"
    code_name = "model_not_found"

    def __init__(self) -> None:
        super().__init__(f'There is no such model. Name the one there is, "{MODEL}".')


class Part(BaseModel):
    """A part of a message: text alone."""

    type: Literal["text", "refusal"]
    text: str = ""


class Message(BaseModel):
    """One message of the conversation."""

    role: Literal["developer", "system", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream holds besides the answer."""

    include_usage: bool = False


class ResponseFormat(BaseModel):
    """Text is all that we write."""

    type: Literal["text"]


class ChatRequest(BaseModel):
    """The body, as far as it matters here: what steers a language model has nothing to steer."""

    model_config = ConfigDict(extra="allow")

    model: str
    messages: list[Message] = Field(min_length=1)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    response_format: ResponseFormat | None = None
    n: Literal[1] | None = 1

    @property
    def text(self) -> str:
        """All that was said, to be counted."""
        return "\n".join(message.text for message in self.messages)


def chat_request(body: Json) -> ChatRequest:
    """The request. Raises WrongParameter, or UnknownModel."""
    try:
        request = ChatRequest.model_validate(body)
    except ValidationError as error:
        raise _wrong(error) from error
    if request.model != MODEL:
        raise UnknownModel
    return request


def question_of(
    messages: Sequence[Message], article: Callable[[str], Article]
) -> tuple[str, list[Exchange]]:
    """The last message of the user, and the exchanges before it. Raises WrongParameter."""
    asked = [at for at, message in enumerate(messages) if message.role == "user"]
    if not asked:
        raise WrongParameter("messages", "No message is the user's. Send a question as one.")
    exchanges = [
        exchange(messages[at].text, _reply(messages[at + 1 : until]), article)
        for at, until in pairwise(asked)
    ]
    return messages[asked[-1]].text, exchanges


def _reply(messages: Sequence[Message]) -> str:
    return "\n".join(message.text for message in messages if message.role == "assistant")


def exchange(question: str, reply: str, article: Callable[[str], Article]) -> Exchange:
    """A question with what the sources under its answer lead to."""
    quotes, answers, ids = list[str](), list[str](), list[str]()
    for address in SOURCE.findall(reply):
        parts = urlsplit(address)
        article_id = parts.path.rpartition("/")[2]
        try:
            text = article(article_id).text
        except NoArticle:
            continue
        ids.append(article_id)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        quote, short = lit_spans(given, text)
        quotes.extend([quote.of(text)] if quote else [])
        answers.extend([short.of(text)] if short else [])
    return Exchange(question, tuple(quotes), tuple(answers), tuple(dict.fromkeys(ids)))


def _wrong(error: ValidationError) -> WrongParameter:
    first: dict[str, Any] = dict(error.errors()[0])
    tried = ("str", "list[Part]")  # of the kinds that a content can have
    where = ".".join(str(part) for part in first["loc"] if part not in tried)
    return WrongParameter(where, f"{where}: {first['msg']}. Correct it or leave it out.")
