"""A line for each request, without what was asked, unless that is wanted."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from time import perf_counter
from urllib.parse import quote

from flask import Flask, Response, g, request

from qa_service.wire.objects import moment_text

Write = Callable[[str], None]


def install(app: Flask, write: Write, *, with_questions: bool) -> None:
    """Write a line once a response is out: the time, method, path, status and milliseconds.

    Install it first: what comes before it is not timed.
    """
    lock = Lock()

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def log(response: Response) -> Response:
        started = g.started
        line = f"{request.method} {quote(request.path)} {response.status_code}"
        asked = g.get("asked") if with_questions else None

        def finish() -> None:
            milliseconds = (perf_counter() - started) * 1000
            moment = moment_text(datetime.now(UTC))
            with lock:
                write(f"{moment} {line} {milliseconds:.0f} ms{_quoted(asked)}")

        response.call_on_close(finish)
        return response


def note_question(question: str) -> None:
    """Tells what this request asks, for a log that is to hold it."""
    g.asked = question


def _quoted(asked: str | None) -> str:
    return "" if asked is None else f" {json.dumps(asked, ensure_ascii=False)}"
