"""Conversations over HTTP, with the real service behind."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from qa_service.service import QAService
from qa_service.web.app import create_app

DJIM, KASSOGUE = "Qui est Issa Kaou Djim ?", "Qui est Timothée Kassogué ?"
FOLLOW_UP = "Est-il hostile à la France ?"
BOTH = "De quoi ont parlé Mikhaïl Bogdanov et Harouna Samaké ?"


@pytest.fixture(scope="module")
def app(news_service: QAService) -> Flask:
    app = create_app(lambda: news_service)
    assert app.extensions["loading"].wait(5)
    return app


def ask(app: Flask, question: str, conversation: str | None = None) -> dict[str, Any]:
    body = {"question": question, "conversation_id": conversation}
    answer: dict[str, Any] = app.test_client().post("/api/ask", json=body).get_json()
    return answer


def test_a_follow_up_is_understood_in_its_own_conversation(app: Flask) -> None:
    first = ask(app, DJIM)["conversation_id"]
    second = ask(app, KASSOGUE)["conversation_id"]
    meant = {
        name: ask(app, FOLLOW_UP, name)["interpretation"]["question"]
        for name in (first, second, "unknown")
    }
    assert list(meant.values()) == [
        "Issa Kaou Djim est-il hostile à la France ?",
        "Timothée Kassogué est-il hostile à la France ?",
        FOLLOW_UP,
    ]


def test_conversations_at_the_same_time_do_not_mix(app: Flask) -> None:
    def talk(number: int) -> tuple[str, str]:
        name, opening = f"talk-{number}", (DJIM, KASSOGUE)[number % 2]
        ask(app, opening, name)
        return opening, ask(app, FOLLOW_UP, name)["interpretation"]["question"]

    with ThreadPoolExecutor(4) as pool:
        for opening, meant in pool.map(talk, range(8)):
            assert meant.removesuffix(" est-il hostile à la France ?") in opening


def test_an_unclear_question_offers_its_meanings(app: Flask) -> None:
    name = ask(app, BOTH)["conversation_id"]
    answer = ask(app, "Quelle est sa fonction ?", name)
    assert (answer["status"], answer["citations"], answer["reason"]) == ("unclear", [], None)
    assert answer["choices"] == [
        "Quelle est la fonction de Mikhaïl Bogdanov ?",
        "Quelle est la fonction d'Harouna Samaké ?",
    ]
    chosen = ask(app, "Samaké", name)
    assert chosen["interpretation"]["question"] == answer["choices"][1]
    assert chosen["interpretation"]["asked"] == "Samaké"


def test_the_page_keeps_its_conversation_without_a_script(app: Flask) -> None:
    form = {"question": BOTH, "conversation_id": "page"}
    sent = app.test_client().post("/", data=form, follow_redirects=True)
    assert sent.text.count('value="page"') == 1
    form["question"] = "Quelle est sa fonction ?"
    client = app.test_client()
    shown = client.post("/", data=form, follow_redirects=True).text.split("<template")[0]
    choice = "Quelle est la fonction de Mikhaïl Bogdanov ?"
    assert f'name="question" value="{choice}"' in shown
    assert shown.count('value="page"') == 2  # of the choices and of the composer
    form["question"] = "Samaké"
    shown = client.post("/", data=form, follow_redirects=True).text.split("<template")[0]
    assert "Compris comme" in shown.split("</article>")[2]


def test_a_shared_answer_leads_to_its_quotes(app: Flask) -> None:
    answer = ask(app, DJIM)
    client = app.test_client()
    kept = client.get(f"/api/answers/{answer['answer_id']}").get_json()
    assert kept["citations"] == answer["citations"]
    assert {one["standing"] for one in kept["citations"]} == {"stands"}
    page = client.get(f"/answers/{answer['answer_id']}").text
    for one in answer["citations"]:
        assert f"/articles/{one['article_id']}?start={one['start']}&amp;end={one['end']}" in page
