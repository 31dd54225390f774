"""The access log: a line a request, without what was asked unless that is wanted."""

import re
from threading import Event

import pytest

from qa_service.web.app import create_app

from .fakes import FakeService

ASK = "Combien la ville a-t-elle payé ?\nforged line"
CHAT = {"model": "qa-service", "messages": [{"role": "user", "content": ASK}], "stream": True}


@pytest.mark.parametrize("wanted", [False, True])
def test_questions_are_logged_only_when_wanted(wanted: bool) -> None:
    lines: list[str] = []
    app = create_app(FakeService, log=lines.append, log_questions=wanted)
    assert app.extensions["loading"].wait(5)
    client = app.test_client()
    for response in (
        client.post("/api/ask", json={"question": ASK}),
        client.post("/", data={"question": ASK}),
        client.post("/v1/chat/completions", json=CHAT),
        client.get("/articles?q=secret"),
        client.get("/a%0Ab"),
    ):
        response.close()  # as a server does once it is sent

    logged = [re.fullmatch(r"\S+T\S+Z (\w+ \S+ \d+) \d+ ms(.*)", line) for line in lines]
    assert [found and found[1] for found in logged] == [
        "POST /api/ask 200",
        "POST / 200",
        "POST /v1/chat/completions 200",
        "GET /articles 200",
        "GET /a%0Ab 404",
    ]
    told = [found[2] for found in logged if found]
    asked = ' "Combien la ville a-t-elle payé ?\\nforged line"' if wanted else ""
    assert told == [asked] * 3 + [""] * 2


def test_once_stopping_every_request_is_refused() -> None:
    stopping = Event()
    app = create_app(FakeService, stopping=stopping)
    assert app.extensions["loading"].wait(5)
    client = app.test_client()
    assert client.get("/api/health").status_code == 200
    stopping.set()
    refused = client.post("/api/ask", json={"question": ASK})
    assert refused.status_code == 503
    assert "being stopped" in refused.get_json()["detail"]
