"""Questions as OpenAI's clients ask them: `POST /v1/chat/completions` and `GET /v1/models`.

There is one model, the archive. Nothing is kept between requests.
"""

import json
import logging
import time
from collections.abc import Generator, Iterable, Iterator
from uuid import uuid4

from flask import Blueprint, Response, copy_current_request_context, jsonify, request
from flask.typing import ResponseReturnValue

from qa_service.answering.listening import NOBODY, Listener
from qa_service.domain.answer import Answer
from qa_service.domain.checked import Verdict
from qa_service.text.language import detect_language
from qa_service.web.access_log import note_question
from qa_service.web.api import json_body
from qa_service.web.chat_content import content, plain, token_count, words_of
from qa_service.web.chat_requests import (
    MODEL,
    ChatRequest,
    UnknownModel,
    WrongParameter,
    chat_request,
    question_of,
)
from qa_service.web.i18n import Words
from qa_service.web.loading import Loading
from qa_service.web.problems import Problem, problem_of
from qa_service.web.streaming import EVENT_STREAM, TAKEN
from qa_service.web.telling import Failed, Finished, Part, Quiet, Sentence, begun, told
from qa_service.wire import Json, citation_object, is_text, scope_of

logger = logging.getLogger(__name__)

BODY_LIMIT = 1024 * 1024  # bytes: a conversation comes back with each question
CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded", 504: "timeout"}


def blueprint(loading: Loading) -> Blueprint:
    """The routes below /v1."""
    routes = Blueprint("chat_completions", __name__, url_prefix="/v1")
    started = int(time.time())

    @routes.get("/models")
    def models() -> ResponseReturnValue:
        return jsonify({"object": "list", "data": [_model(started)]})

    @routes.get("/models/<path:name>")
    def model(name: str) -> ResponseReturnValue:
        if name != MODEL:
            raise UnknownModel
        return jsonify(_model(started))

    @routes.post("/chat/completions")
    def complete() -> ResponseReturnValue:
        request.max_content_length = BODY_LIMIT
        body = json_body()
        asked = chat_request(body)
        service = loading.service()
        question, exchanges = question_of(asked.messages, service.article)
        if not is_text(question):
            raise WrongParameter("messages", "Half of a surrogate pair. Send whole characters.")
        note_question(question)
        scope, words = scope_of(body), words_of(detect_language(question))
        completion = Completion(asked, request.host_url, words)

        def answered(listener: Listener = NOBODY) -> Answer:
            return service.ask_after(question, scope, exchanges, listener)

        if not asked.stream:
            return jsonify(completion.whole(answered()))
        events = within_request(completion.events(begun(told(answered))))
        return Response(events, mimetype=EVENT_STREAM)

    return routes


def within_request(events: Generator[str]) -> Iterator[str]:
    """The events, each made with the request at hand, since links are made by it.

    `stream_with_context` leaves it to the thread's next request, with the question in it.
    """

    @copy_current_request_context
    def following() -> str | None:
        return next(events, None)

    def passed_on() -> Iterator[str]:
        try:
            while (event := following()) is not None:
                yield event
        finally:
            events.close()

    return passed_on()


class Completion:
    """An answer in the objects of OpenAI's interface; links in it begin with `root`.

    What is said beside a sentence that is told before its answer is of these `words`.
    """

    def __init__(self, asked: ChatRequest, root: str, words: Words) -> None:
        self._asked, self._root, self._words = asked, root, words
        self._id, self._created = f"chatcmpl-{uuid4().hex}", int(time.time())

    def whole(self, answer: Answer) -> Json:
        """In one object."""
        text = content(answer, self._root)
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {
            **self._head("chat.completion"),
            "choices": [choice],
            "usage": self._usage(text),
            **_ours(answer),
        }

    def events(self, parts: Iterable[Part[Answer]]) -> Generator[str]:
        """Sentence by sentence, as server-sent events; what is ours comes with the text's end.

        What was told cannot be taken back here: where another answer takes its place, it says so.
        """
        yield self._event({"role": "assistant", "content": ""})
        told = ""
        for part in parts:
            match part:
                case Sentence():
                    text = plain(self._said(part))
                    told += text
                    yield self._event({"content": text})
                case Quiet():
                    yield TAKEN
                case Failed(error):
                    logger.error("a question failed", exc_info=error)
                    yield _data(json.dumps(_error_object(error)))
                case Finished(answer):
                    yield from self._end(answer, told)

    def _end(self, answer: Answer, told: str) -> Iterator[str]:
        """The rest of the message after what was told of it, and how it ended."""
        is_whole = bool(told) and answer.fallback is None
        rest = content(answer, self._root, is_told=is_whole)
        if told:
            rest = f"\n\n{rest}" if is_whole else f"\n\n{_withdrawn(answer)}\n\n{rest}"
        for line in rest.splitlines(keepends=True):
            yield self._event({"content": line})
        yield self._event({}, "stop", **_ours(answer))
        options = self._asked.stream_options
        if options is not None and options.include_usage:
            usage = self._usage(told + rest)
            chunk = {**self._head("chat.completion.chunk"), "choices": [], "usage": usage}
            yield _data(json.dumps(chunk))
        yield _data("[DONE]")

    def _said(self, sentence: Sentence) -> str:
        is_unsure = sentence.verdict is Verdict.UNSURE
        return f"{sentence.text} ({self._words('check.label')})" if is_unsure else sentence.text

    def _event(self, delta: Json, finish_reason: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        chunk = {**self._head("chat.completion.chunk"), "choices": [choice], **more}
        return _data(json.dumps(chunk, ensure_ascii=False))

    def _head(self, kind: str) -> Json:
        return {"id": self._id, "object": kind, "created": self._created, "model": MODEL}

    def _usage(self, text: str) -> Json:
        asked, written = token_count(self._asked.text), token_count(text)
        return {
            "prompt_tokens": asked,
            "completion_tokens": written,
            "total_tokens": asked + written,
        }


def _ours(answer: Answer) -> Json:
    """What OpenAI's interface has no field for."""
    return {
        "status": answer.status,
        "confidence": round(answer.confidence, 4),
        "assurance": answer.assurance,
        "citations": [citation_object(citation) for citation in answer.citations],
        "writer": answer.writer,
        "fallback": answer.fallback,
    }


def _withdrawn(answer: Answer) -> str:
    return words_of(answer.language)("withdrawn")


def error_response(error: Exception) -> Response:
    """A problem in the shape that OpenAI's clients read."""
    problem = problem_of(error)
    response = Response(
        json.dumps(_error_object(error)),
        status=problem.status,
        headers=problem.headers,
        mimetype="application/json",
    )
    if problem.status == 504:
        response.headers["X-Should-Retry"] = "false"  # OpenAI's client would, and double the load
    return response


def _error_object(error: Exception) -> Json:
    problem = problem_of(error)
    body = {
        "message": problem.detail,
        "type": _kind(problem),
        "param": getattr(error, "param", None),
        "code": getattr(error, "code_name", None) or CODES.get(problem.status),
    }
    return {"error": body}


def _kind(problem: Problem) -> str:
    if problem.status == 429:
        return "requests"
    return "invalid_request_error" if problem.status < 500 else "server_error"


def _model(created: int) -> Json:
    return {"id": MODEL, "object": "model", "created": created, "owned_by": "qa-service"}


def _data(text: str) -> str:
    return f"data: {text}\n\n"
