"""An answer as server-sent events."""

import json
from threading import Event
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from qa_service.answering.listening import Listener
from qa_service.domain.checked import Fault, Verdict
from qa_service.domain.errors import StoreInUse
from qa_service.domain.written import Unverified
from qa_service.models.chat_stream import NobodyWaits
from qa_service.web.app import create_app
from qa_service.web.streaming import TAKEN, event_stream, sentences
from qa_service.wire import answer_object

from .fakes import COST, CROWD, FakeService

EVENTS = {"Accept": "text/event-stream"}


def told(response: TestResponse) -> list[tuple[str, Any]]:
    """The events of a response: name and data, each of which is one line."""
    assert (response.status_code, response.mimetype) == (200, "text/event-stream")
    assert response.text.startswith(TAKEN)
    events = []
    for block in response.text.removeprefix(TAKEN).removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def ask(client: FlaskClient, question: str, accept: str = EVENTS["Accept"]) -> TestResponse:
    return client.post("/api/ask", json={"question": question}, headers={"Accept": accept})


def test_each_sentence_follows_its_citations(client: FlaskClient) -> None:
    events = told(ask(client, "Quand a-t-il rouvert ?"))
    assert [name for name, _ in events] == ["citation", "sentence", "citation", "sentence", "done"]
    answer = events[-1][1]
    assert {data["verdict"] for name, data in events if name == "sentence"} == {None}  # quotes
    assert [data for name, data in events if name == "citation"] == answer["citations"]
    assert "".join(data["text"] for name, data in events if name == "sentence") == answer["answer"]
    whole = client.post(
        "/api/ask",
        json={
            "question": "Quand a-t-il rouvert ?",
            "conversation_id": answer["conversation_id"],
        },
    )
    assert whole.json == answer


def test_a_marker_without_a_citation_announces_none(client: FlaskClient) -> None:
    events = told(ask(client, "hostile"))
    assert [name for name, _ in events] == ["citation", "sentence", "done"]


@pytest.mark.parametrize("question", ["Et hier ?", "Quoi de neuf ?"])
def test_what_cites_nothing_is_told_too(client: FlaskClient, question: str) -> None:
    *parts, (last, answer) = told(ask(client, question))
    assert {name for name, _ in parts} == {"sentence"}
    assert "".join(data["text"] for _, data in parts) == answer["answer"]
    assert last == "done"


@pytest.mark.parametrize(
    ("failure", "status", "shown"),
    [(StoreInUse("Stop the other one."), 503, "Stop"), (KeyError("secret"), 500, "log")],
)
def test_what_fails_once_it_has_begun_is_an_event(
    client: FlaskClient, service: FakeService, failure: Exception, status: int, shown: str
) -> None:
    service.failure = failure
    ((name, problem),) = told(ask(client, "Qui a payé ?"))
    assert (name, problem["status"]) == ("error", status)
    assert list(problem) == ["type", "title", "status", "detail"]
    assert shown in problem["detail"]
    assert "secret" not in problem["detail"]


INVENTED = Unverified("Inventé.", 0, (Fault.SUPPORT,))


def test_sentences_are_sent_as_they_are_checked(client: FlaskClient, service: FakeService) -> None:
    def tells(listener: Listener) -> None:
        listener.unverified(INVENTED)
        listener.sentence(f"{COST.quote} [1]", [COST], Verdict.UNSURE)

    service.tells = tells
    events = told(ask(client, "Qui a payé ?"))
    assert [name for name, _ in events] == ["unverified", "citation", "sentence", "done"]
    assert events[0][1] == {"text": "Inventé.", "faults": ["support"]}
    answer = events[-1][1]
    assert events[1][1] == answer["citations"][0]
    assert events[2][1] == {"text": answer["answer"], "verdict": "unsure"}


def test_what_is_withdrawn_is_followed_by_another_answer(
    client: FlaskClient, service: FakeService
) -> None:
    def tells(listener: Listener) -> None:
        listener.sentence("Autre chose. [1]", [CROWD], Verdict.SUPPORTED)
        listener.restart()

    service.tells = tells
    events = told(ask(client, "Qui a payé ?"))
    names = [name for name, _ in events]
    assert names == ["citation", "sentence", "restart", "citation", "sentence", "done"]
    assert events[-2][1]["text"] == events[-1][1]["answer"]


def test_a_reader_who_leaves_is_noticed(service: FakeService) -> None:
    left = Event()

    def answered(listener: Listener) -> dict[str, Any]:
        listener.sentence("Un. [1]", [COST], Verdict.SUPPORTED)
        while not listener.is_gone():
            left.wait(0.01)
        left.set()
        raise NobodyWaits

    events = event_stream(answered)
    assert next(events) == TAKEN
    assert next(events).startswith("event: citation")
    events.close()  # type: ignore[attr-defined]
    assert left.wait(5)


def test_a_silent_answer_keeps_its_reader(service: FakeService) -> None:
    go_on = Event()

    def answered(_: Listener) -> dict[str, Any]:
        go_on.wait(5)
        return answer_object(service.ask("Qui a payé ?"))

    events = event_stream(answered)
    assert [next(events), next(events)] == [TAKEN, TAKEN]
    go_on.set()
    assert "event: done" in list(events)[-1]


@pytest.mark.parametrize("question", ["", " \n", "a" * 2001, 7])
def test_what_is_no_question_is_an_ordinary_problem(
    client: FlaskClient, question: str | int
) -> None:
    response = client.post("/api/ask", json={"question": question}, headers=EVENTS)
    assert (response.status_code, response.mimetype) == (422, "application/problem+json")


def test_an_archive_that_cannot_be_opened_is_an_ordinary_problem() -> None:
    def load() -> FakeService:
        raise StoreInUse("Stop the other one.")

    app = create_app(load)
    assert app.extensions["loading"].wait(5)
    response = ask(app.test_client(), "Qui ?")
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/html", "application/json"),
        ("application/json, text/event-stream;q=0.5", "application/json"),
        ("text/event-stream, application/json;q=0.5", "text/event-stream"),
    ],
)
def test_a_stream_comes_where_it_is_preferred(
    client: FlaskClient, accept: str, mimetype: str
) -> None:
    assert ask(client, "Qui a payé ?", accept).mimetype == mimetype


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("Rien.", ["Rien."]),
        ("Un [1]\nDeux [2]", ["Un [1]\n", "Deux [2]"]),
        ("Titres :\n– « Un »\n– « Deux »\n", ["Titres :\n", "– « Un »\n", "– « Deux »\n"]),
        ("Un.\u2028Deux. [1] [2] Trois. [10]", ["Un.\u2028Deux. [1] [2] ", "Trois. [10]"]),
    ],
)
def test_sentences_are_the_text_again(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts
    assert "".join(parts) == text
