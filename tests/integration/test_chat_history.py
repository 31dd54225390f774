"""A conversation that its client keeps is understood as one that the server keeps."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient

from qa_service.service import QAService
from qa_service.web.app import create_app
from tests.conftest import PROJECT

Json = dict[str, Any]
# Between them: an ellipsis, a reference, a new topic, and a question that is asked back.
DIALOGUES = ("dialogue-03", "dialogue-14")


def dialogues() -> dict[str, list[Mapping[str, Any]]]:
    lines = (PROJECT / "tests" / "data" / "dialogues.jsonl").read_text("utf-8").splitlines()
    return {one["id"]: one["turns"] for one in map(json.loads, lines)}


@pytest.fixture(scope="module")
def client(news_service: QAService) -> FlaskClient:
    app = create_app(lambda: news_service)
    assert app.extensions["loading"].wait(5)
    return app.test_client()


def kept_here(client: FlaskClient, questions: Sequence[str]) -> list[Json]:
    messages: list[Json] = []
    completions = []
    for question in questions:
        messages.append({"role": "user", "content": question})
        body = {"model": "qa-service", "messages": messages}
        completions.append(client.post("/v1/chat/completions", json=body).get_json())
        messages.append(completions[-1]["choices"][0]["message"])
    return completions


def kept_there(client: FlaskClient, questions: Sequence[str], dialogue: str) -> list[Json]:
    bodies = ({"question": question, "conversation_id": dialogue} for question in questions)
    return [client.post("/api/ask", json=body).get_json() for body in bodies]


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_the_same_citations_are_found(client: FlaskClient, dialogue: str) -> None:
    questions = [turn["question"] for turn in dialogues()[dialogue]]
    for mine, theirs in zip(
        kept_here(client, questions), kept_there(client, questions, dialogue), strict=True
    ):
        assert (mine["status"], mine["citations"]) == (theirs["status"], theirs["citations"])
        if theirs["interpretation"]["asked"]:
            understood = theirs["interpretation"]["question"]
            assert understood in mine["choices"][0]["message"]["content"]
