"""What OpenAI's own client makes of /v1, over real HTTP."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam
from werkzeug.serving import make_server

from qa_service.answering.listening import Listener
from qa_service.domain.article import Span
from qa_service.domain.checked import Verdict
from qa_service.domain.errors import TooSlow
from qa_service.domain.written import Fallback
from qa_service.text.language import detect_language
from qa_service.web.app import create_app

from .fakes import COST, CROWD, DYKE, OPENED, FakeService

MODEL = "qa-service"
PAID = "Combien la ville a-t-elle payé ?"


@pytest.fixture(scope="module")
def shared() -> FakeService:
    return FakeService()


@pytest.fixture
def service(shared: FakeService) -> Iterator[FakeService]:
    yield shared
    shared.failure = shared.tells = shared.fallback = None
    shared.to_check, shared.language = (), "fr"


@pytest.fixture(scope="module")
def client(shared: FakeService) -> Iterator[OpenAI]:
    app = create_app(lambda: shared)
    assert app.extensions["loading"].wait(5)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    with OpenAI(
        base_url=f"http://127.0.0.1:{server.port}/v1", api_key="any", max_retries=0
    ) as opened:
        yield opened
    server.shutdown()
    thread.join()
    server.server_close()


def user(text: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": text}


def test_there_is_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]
    assert client.models.retrieve(MODEL).owned_by == "qa-service"
    with pytest.raises(openai.NotFoundError, match=MODEL) as caught:
        client.models.retrieve("gpt-4o")
    assert caught.value.code == "model_not_found"


def test_an_answer_has_markers_sources_citations_and_counts(client: OpenAI) -> None:
    completion = client.chat.completions.create(
        model=MODEL, messages=[{"role": "system", "content": "Be brief."}, user(PAID)]
    )
    (choice,) = completion.choices
    assert choice.finish_reason == "stop"
    text, title, source = (choice.message.content or "").split("\n\n")[0], "", ""
    _, title, source = (choice.message.content or "").rsplit("\n", 2)
    assert text == f"{COST.quote} [1]"
    assert title == "Sources\u00a0:"
    assert source.startswith(
        "- [1] La Gazette de Valmer, Le port de Valmer rouvre ses quais, 1er septembre 2021 <http://"
    )
    assert f"/articles/a1?start={COST.start}&end={COST.end}" in source
    extra = completion.model_extra or {}
    assert extra["status"] == "answered"
    assert extra["citations"][0]["quote"] == COST.quote
    assert extra["citations"][0]["article_id"] == "a1"
    usage = completion.usage
    assert usage is not None
    assert 0 < usage.prompt_tokens < usage.completion_tokens
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens


def test_a_stream_is_the_same_answer(client: OpenAI) -> None:
    asked: list[ChatCompletionMessageParam] = [user("Quand le port a-t-il rouvert ?")]
    whole = client.chat.completions.create(model=MODEL, messages=asked)
    chunks = list(
        client.chat.completions.create(
            model=MODEL, messages=asked, stream=True, stream_options={"include_usage": True}
        )
    )
    pieces = [chunk.choices[0] for chunk in chunks[:-1]]
    assert pieces[0].delta.role == "assistant"
    assert (
        "".join(piece.delta.content or "" for piece in pieces) == whole.choices[0].message.content
    )
    assert [piece.finish_reason for piece in pieces] == [None] * (len(pieces) - 1) + ["stop"]
    assert len(pieces) > 4
    assert (chunks[-2].model_extra or {})["citations"] == (whole.model_extra or {})["citations"]
    assert chunks[-1].choices == []
    assert chunks[-1].usage == whole.usage


def streamed(client: OpenAI, question: str = PAID) -> str:
    chunks = client.chat.completions.create(model=MODEL, messages=[user(question)], stream=True)
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_sentences_come_as_they_are_checked(client: OpenAI, service: FakeService) -> None:
    service.tells = lambda listener: listener.sentence(
        f"{COST.quote} [1]", [COST], Verdict.SUPPORTED
    )
    asked = [user(PAID)]
    whole = client.chat.completions.create(model=MODEL, messages=asked)
    assert streamed(client) == whole.choices[0].message.content


@pytest.mark.parametrize(
    ("question", "said"), [(PAID, "à vérifier"), ("Who has payé for it?", "to be checked")]
)
def test_unsure_sentences_are_called_so(
    client: OpenAI, service: FakeService, question: str, said: str
) -> None:
    text = f"{COST.quote} [1]"
    service.to_check, service.language = (Span(0, len(text)),), detect_language(question)
    whole = client.chat.completions.create(model=MODEL, messages=[user(question)])
    assert (whole.choices[0].message.content or "").startswith(f"{text} ({said})\n")
    service.tells = lambda listener: listener.sentence(text, [COST], Verdict.UNSURE)
    assert streamed(client, question) == whole.choices[0].message.content


def test_what_is_withdrawn_is_said_to_be(client: OpenAI, service: FakeService) -> None:
    def tells(listener: Listener) -> None:
        listener.sentence("Autre <b>chose</b>. [1]", [CROWD], Verdict.SUPPORTED)
        listener.restart()

    service.tells = tells
    service.fallback = Fallback.TIMEOUT
    said = streamed(client)
    first, withdrawn, why, text, *_ = said.split("\n\n")
    assert first == "Autre \\<b>chose\\</b>. [1]"
    assert withdrawn == "Ce qui précède est retiré."
    assert "pas fini à temps" in why
    assert text == f"{COST.quote} [1]"


def test_a_refusal_is_an_ordinary_message(client: OpenAI) -> None:
    completion = client.chat.completions.create(model=MODEL, messages=[user("Qui a gagné ?")])
    said = completion.choices[0].message.content or ""
    assert said.startswith("L’archive ne permet pas de répondre.\n\nAucun article n’en parle.")
    assert f"« {CROWD.quote} »" in said
    assert "[1]" not in said
    assert completion.choices[0].message.refusal is None
    assert (completion.model_extra or {})["citations"] == []


def test_earlier_messages_are_the_history(client: OpenAI, service: FakeService) -> None:
    messages: list[ChatCompletionMessageParam] = []
    for question in ("Quand le port a-t-il rouvert ?", "Qui promet une digue ?"):
        messages.append(user(question))
        reply = client.chat.completions.create(model=MODEL, messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})
    messages.append({"role": "user", "content": [{"type": "text", "text": "Et combien payé ?"}]})
    client.chat.completions.create(model=MODEL, messages=messages)
    first, second = service.exchanges
    assert first.question == "Quand le port a-t-il rouvert ?"
    assert (first.quotes, first.answers) == ((OPENED.quote, CROWD.quote), ("lundi",))
    assert (second.quotes, second.answers) == ((DYKE.quote,), ("l’été 2023",))
    assert second.article_ids == ("a1",)


def test_invented_sources_are_passed_over(client: OpenAI, service: FakeService) -> None:
    invented = (
        "- [1] x <http://x/articles/none?start=0&end=4>\n"
        "- [2] x <http://x/articles/a1?start=-3&end=99999#quote>\n"
        "- [3] x <http://x/articles/..%2f..%2fverify?start=a>\nhttp://x/articles/a2"
    )
    client.chat.completions.create(
        model=MODEL,
        messages=[user("Et ?"), {"role": "assistant", "content": invented}, user(PAID)],
    )
    (exchange,) = service.exchanges
    assert (exchange.quotes, exchange.article_ids) == ((), ("a1",))


def test_markup_of_an_article_stays_text(client: OpenAI) -> None:
    completion = client.chat.completions.create(model=MODEL, messages=[user("hostile")])
    said = completion.choices[0].message.content or ""
    assert "\\<script>" in said
    assert "\\<b>gras\\</b>" in said


def test_filters_are_taken_from_the_body(client: OpenAI, service: FakeService) -> None:
    client.chat.completions.create(
        model=MODEL, messages=[user(PAID)], temperature=0.2, extra_body={"as_of": "2021-06-11"}
    )
    assert str(service.scopes[-1].as_of) == "2021-06-11"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"model": "gpt-4o"}, "model"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "assistant", "content": "?"}]}, "messages"),
        ({"messages": [{"role": "robot", "content": "?"}]}, "messages.0.role"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "x"}]}]},
            "messages.0.content",
        ),
        ({"n": 2}, "n"),
        ({"stream": "perhaps"}, "stream"),
        ({"response_format": {"type": "json_object"}}, "response_format.type"),
    ],
)
def test_errors_have_openais_shape(client: OpenAI, body: dict[str, object], param: str) -> None:
    with pytest.raises(openai.APIStatusError) as caught:
        client.post(
            "/chat/completions",
            body={"model": MODEL, "messages": [user(PAID)], **body},
            cast_to=object,
        )
    error = caught.value
    assert error.status_code == (404 if param == "model" else 400)
    assert error.type == "invalid_request_error"
    assert (error.param or "").startswith(param)
    assert isinstance(error.body, dict)
    assert error.body["message"]


def test_what_fails_fails_clearly(client: OpenAI, service: FakeService) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="empty"):
        client.chat.completions.create(model=MODEL, messages=[user(" ")])
    with pytest.raises(openai.APIStatusError) as large:
        client.chat.completions.create(model=MODEL, messages=[user("x" * 2_000_000)])
    assert large.value.status_code == 413
    long_history = [user("x" * 100_000), user(PAID)]
    assert client.chat.completions.create(model=MODEL, messages=long_history).choices
    for failure, status, code in (
        (TooSlow("The answer took longer than 1 s. Ask again."), 504, "timeout"),
        (ZeroDivisionError("secret"), 500, None),
    ):
        service.failure = failure
        with pytest.raises(openai.InternalServerError) as caught:
            client.chat.completions.create(model=MODEL, messages=[user(PAID)], stream=True)
        assert caught.value.status_code == status
        assert caught.value.code == code
        assert caught.value.type == "server_error"
        assert "secret" not in str(caught.value)


def test_what_took_too_long_is_not_asked_again(client: OpenAI, service: FakeService) -> None:
    service.failure = TooSlow("The answer took longer than 1 s. Ask again.")
    before = len(service.scopes)
    with pytest.raises(openai.InternalServerError):
        client.with_options(max_retries=2).chat.completions.create(
            model=MODEL, messages=[user(PAID)]
        )
    assert len(service.scopes) == before + 1


def test_the_fields_of_our_own_are_documented() -> None:
    page = Path(__file__).resolve().parents[2].joinpath("docs", "programs.md").read_text("utf-8")
    for name in ("citations", "status", "confidence", "assurance"):
        assert f"`{name}`" in page
