"""Questions as OpenAI's clients ask them: `POST /v1/chat/completions` and `GET /v1/models`.

There is one model, the archive. Nothing is kept between requests.
"""

import json
import time
from collections.abc import Iterator
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from qa_service.domain.answer import Answer
from qa_service.web.access_log import note_question
from qa_service.web.api import json_body
from qa_service.web.chat_content import content, token_count
from qa_service.web.chat_requests import (
    MODEL,
    ChatRequest,
    UnknownModel,
    WrongParameter,
    chat_request,
    question_of,
)
from qa_service.web.loading import Loading
from qa_service.web.problems import Problem, problem_of
from qa_service.wire import Json, citation_object, is_text, scope_of

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
        answer = service.ask_after(question, scope_of(body), exchanges)
        completion = Completion(asked, answer, content(answer, request.host_url))
        if asked.stream:
            return Response(completion.events(), mimetype="text/event-stream")
        return jsonify(completion.whole())

    return routes


class Completion:
    """An answer in the objects of OpenAI's interface."""

    def __init__(self, asked: ChatRequest, answer: Answer, text: str) -> None:
        self._asked, self._answer, self._text = asked, answer, text
        self._id, self._created = f"chatcmpl-{uuid4().hex}", int(time.time())

    def whole(self) -> Json:
        """In one object."""
        message = {"role": "assistant", "content": self._text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {
            **self._head("chat.completion"),
            "choices": [choice],
            "usage": self._usage(),
            **self._ours(),
        }

    def events(self) -> Iterator[str]:
        """Line by line, as server-sent events; what is ours comes with the end of the text."""
        yield self._event({"role": "assistant", "content": ""})
        for line in self._text.splitlines(keepends=True):
            yield self._event({"content": line})
        yield self._event({}, "stop", **self._ours())
        options = self._asked.stream_options
        if options is not None and options.include_usage:
            chunk = {**self._head("chat.completion.chunk"), "choices": [], "usage": self._usage()}
            yield _data(json.dumps(chunk))
        yield _data("[DONE]")

    def _event(self, delta: Json, finish_reason: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        chunk = {**self._head("chat.completion.chunk"), "choices": [choice], **more}
        return _data(json.dumps(chunk, ensure_ascii=False))

    def _head(self, kind: str) -> Json:
        return {"id": self._id, "object": kind, "created": self._created, "model": MODEL}

    def _usage(self) -> Json:
        asked, written = token_count(self._asked.text), token_count(self._text)
        return {
            "prompt_tokens": asked,
            "completion_tokens": written,
            "total_tokens": asked + written,
        }

    def _ours(self) -> Json:
        """What OpenAI's interface has no field for."""
        return {
            "status": self._answer.status,
            "confidence": round(self._answer.confidence, 4),
            "citations": [citation_object(citation) for citation in self._answer.citations],
        }


def error_response(error: Exception) -> Response:
    """A problem in the shape that OpenAI's clients read."""
    problem = problem_of(error)
    body = {
        "message": problem.detail,
        "type": _kind(problem),
        "param": getattr(error, "param", None),
        "code": getattr(error, "code_name", None) or CODES.get(problem.status),
    }
    response = Response(
        json.dumps({"error": body}),
        status=problem.status,
        headers=problem.headers,
        mimetype="application/json",
    )
    if problem.status == 504:
        response.headers["X-Should-Retry"] = "false"  # OpenAI's client would, and double the load
    return response


def _kind(problem: Problem) -> str:
    if problem.status == 429:
        return "requests"
    return "invalid_request_error" if problem.status < 500 else "server_error"


def _model(created: int) -> Json:
    return {"id": MODEL, "object": "model", "created": created, "owned_by": "qa-service"}


def _data(text: str) -> str:
    return f"data: {text}\n\n"
