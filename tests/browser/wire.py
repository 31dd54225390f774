"""A server whose answers come as a test sends them, byte by byte if it likes, and that is rated.

It speaks the contract of `POST /api/ask` with `Accept: text/event-stream`; all else is the pages
over `FakeService`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

from flask import Flask
from werkzeug.wrappers import Request, Response

from qa_service.domain.scope import EVERYTHING
from qa_service.web.app import create_app
from qa_service.wire import answer_object
from tests.web.fakes import FakeService

PATIENCE = 30  # seconds until a test counts as having forgotten to end its stream

Json = dict[str, Any]


@dataclass(eq=False)
class Wire:
    """What goes to the page, in pieces; None ends the answer, an error breaks the connection."""

    pieces: Queue[bytes | Exception | None] = field(default_factory=Queue)
    asked: list[Json] = field(default_factory=list)
    rated: list[tuple[str, Json]] = field(default_factory=list)
    closed: Queue[bool] = field(default_factory=Queue)  # whether each answer came to its end
    refuses_ratings: bool = False

    def send(self, *events: bytes) -> None:
        for event in events:
            self.pieces.put(event)

    def end(self, how: Exception | None = None) -> None:
        self.pieces.put(how)

    def body(self) -> Iterator[bytes]:
        ended = False
        try:
            while (piece := self.pieces.get(timeout=PATIENCE)) is not None:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
            ended = True
        finally:
            self.closed.put(ended)


class Pages:
    """The WSGI application."""

    def __init__(self, wire: Wire) -> None:
        self._wire, self._app = wire, pages()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        request = Request(environ)
        rating = re.fullmatch(r"/api/answers/([^/]+)/feedback", request.path)
        if rating and request.method == "POST":
            self._wire.rated.append((rating[1], json.loads(request.get_data())))
            status = 503 if self._wire.refuses_ratings else 204
            return Response(status=status)(environ, start_response)
        if request.path != "/api/ask":
            return self._app(environ, start_response)
        assert request.headers["Accept"] == "text/event-stream"
        self._wire.asked.append(json.loads(request.get_data()))
        response = Response(self._wire.body(), mimetype="text/event-stream")
        return response(environ, start_response)


def pages() -> Flask:
    app = create_app(FakeService)
    assert app.extensions["loading"].wait(PATIENCE)
    return app


def event(name: str, data: Json) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def answer_to(question: str, **changes: object) -> Json:
    """The answer object of `FakeService`."""
    answer = answer_object(FakeService().ask(question, EVERYTHING), "c1")
    return {**answer, "answer_id": None, **changes}


def parts_of(answer: Json) -> list[bytes]:
    """For each sentence, the citations that it uses first and the sentence itself, in one piece."""
    cited = {citation["marker"]: citation for citation in answer["citations"]}
    parts = []
    for text in re.findall(r".*?\[\d+\]\s*|.+$", answer["answer"], re.DOTALL):
        markers = [int(marker) for marker in re.findall(r"\[(\d+)\]", text)]
        first = [cited.pop(marker) for marker in markers if marker in cited]
        told = [event("citation", citation) for citation in first]
        parts.append(b"".join([*told, event("sentence", {"text": text})]))
    return parts
