"""The whole chain with a chat model: the same finding and refusing, another writer."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient

from qa_service.answering import refusal
from qa_service.answering.time_limit import TimeLimit
from qa_service.bootstrap import service_of
from qa_service.domain.answer import Answer, Assurance, Status
from qa_service.domain.article import Span
from qa_service.domain.checked import Checked, Verdict
from qa_service.domain.written import Fallback
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.service import QAService
from qa_service.settings import read_settings
from qa_service.web.app import create_app
from qa_service.wire import answer_object
from tests.answering.test_chat import Heard
from tests.conftest import silent
from tests.scripted_chat import (
    Scripted,
    endless,
    full_question,
    honest,
    mixed,
    no_answer,
    says,
    scripted,
)

WHEAT = "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?"


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted(honest) as running:
        yield running


@pytest.fixture(scope="module")
def chatting(
    corpus_service: QAService, embeddings: SentenceEmbeddings, server: Scripted
) -> QAService:
    """The service on `corpus/` with the scripted model."""
    settings = read_settings(
        {
            "store": corpus_service._archive._store,
            "reading_model": "off",
            "chat_model": "scripted",
            "chat_base_url": server.url,
            "chat_seconds": 30.0,
            "today": date(2024, 10, 15),
        }
    )
    return service_of(corpus_service._archive, embeddings, settings, silent, TimeLimit(60))


@pytest.fixture(autouse=True)
def script(server: Scripted) -> None:
    server.script.__init__(honest)  # type: ignore[misc]


def check(answer: Answer) -> None:
    """What holds of every answer with a chat model: each sentence has its citation, verbatim."""
    assert answer.status is Status.ANSWERED
    for citation in answer.citations:
        assert f"[{citation.marker}]" in answer.answer


def test_the_model_writes_and_the_answer_says_so(chatting: QAService) -> None:
    heard = Heard()
    answer = chatting.ask(WHEAT, listener=heard)
    check(answer)
    assert (answer.writer, answer.fallback) == ("scripted", None)
    assert "".join(map(str, heard.told)) == answer.answer
    assert tuple(heard.cited) == answer.citations
    for citation in answer.citations:
        text = chatting.article(citation.article_id).text
        assert text[citation.start : citation.end] == citation.quote


def test_what_is_found_and_refused_is_the_same(chatting: QAService, server: Scripted) -> None:
    refused = chatting.ask("Qui a gagné la Coupe du monde de rugby en 1995 ?")
    assert refused.status is Status.REFUSED
    about = chatting.ask("Merci !")
    assert about.status is Status.ABOUT
    assert chatting.search(WHEAT)
    assert chatting.ask("Que sais-tu faire ?").examples
    assert "modèle de langage, scripted, rédige" in chatting.ask("Qui es-tu ?").answer
    assert "un modèle de langage rédige" in chatting.ask("Que sais-tu faire ?").answer
    assert "a language model writes" in chatting.ask("What can you do?").answer
    assert server.script.prompts == []  # none of these asks the model
    quoted = chatting.outcome(WHEAT).answer
    written = chatting.ask(WHEAT)
    assert quoted.writer == "extractive"
    assert quoted.confidence == written.confidence
    assert quoted.citations[0].quote in server.script.prompts[0].quotes


def test_a_broad_question_is_written_from_its_lines(chatting: QAService, server: Scripted) -> None:
    question = "Que sait-on de la coopération entre la Russie et le Mali ?"
    quoted = chatting.outcome(question).answer
    answer = chatting.ask(question)
    check(answer)
    assert answer.writer == "scripted"
    assert answer.interpretation is not None
    assert answer.interpretation.broad is not None
    assert server.script.prompts[0].given["form"] == answer.interpretation.broad.kind
    assert {one.quote for one in quoted.citations} <= set(server.script.prompts[0].quotes)


@pytest.mark.parametrize(
    "question", [WHEAT, "Que sait-on de la coopération entre la Russie et le Mali ?"]
)
def test_of_what_is_only_the_closest_no_model_is_asked(
    chatting: QAService, server: Scripted, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(refusal, "LIKELY_FROM", 1.1)
    monkeypatch.setattr(refusal, "SURE_FROM", 1.2)
    answer = chatting.ask(question)
    check(answer)
    assert server.script.prompts == []
    assert (answer.assurance, answer.writer) == (Assurance.CLOSEST, "extractive")
    opening, *lines = answer.answer.split("\n")
    assert opening == "Peut-être pas la réponse exacte ; le plus proche :"
    assert lines
    assert 1 <= len(answer.citations) <= 2


@pytest.mark.parametrize(
    ("reason", "script"),
    [
        (Fallback.CUT, {"finish": "length"}),
        (Fallback.RATE_LIMITED, {"status": 429}),
        (Fallback.NO_ANSWER, {"writes": no_answer}),
        (Fallback.NOTHING_SUPPORTED, {"writes": says("Les éléphants dansent [1].")}),
    ],
)
def test_what_fails_falls_back_to_the_quotes(
    chatting: QAService, server: Scripted, reason: Fallback, script: dict[str, object]
) -> None:
    server.script.__init__(**{"writes": honest, **script})  # type: ignore[misc]
    heard = Heard()
    answer = chatting.ask(WHEAT, listener=heard)
    quoted = chatting.outcome(WHEAT).answer
    assert (answer.fallback, answer.writer) == (reason, "extractive")
    assert (answer.answer, answer.citations) == (quoted.answer, quoted.citations)
    assert answer.unverified == ()
    assert not heard.told or heard.told[-1] is None


def test_kept_answers_keep_what_the_model_did(chatting: QAService, server: Scripted) -> None:
    server.script.writes = mixed
    answer = chatting.ask(WHEAT, conversation_id="mixed")
    assert len(answer.unverified) == 2
    kept = chatting.conversations.answer(str(answer.id)).answer
    assert answer_object(kept) == answer_object(answer)
    server.script.status = 500
    answer = chatting.ask(WHEAT, conversation_id="mixed")
    read = chatting.conversations.answer(str(answer.id)).answer
    assert read.fallback is Fallback.UNREACHABLE
    chatting.conversations.delete("mixed")


def test_unsure_sentences_are_kept_where_they_stand(
    chatting: QAService, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checked, "verdict", property(doubted))
    server.script.writes = mixed
    answer = chatting.ask(WHEAT, conversation_id="doubted")
    assert answer.to_check == (Span(0, len(answer.answer)),)
    assert [one.verdict for one in answer.checks] == ["unsupported", "unsure", "unsupported"]
    kept = chatting.conversations.answer(str(answer.id)).answer
    assert kept.to_check == answer.to_check
    assert answer_object(kept) == answer_object(answer)
    chatting.conversations.delete("doubted")


def doubted(checked: Checked) -> Verdict:
    return Verdict.UNSUPPORTED if checked.faults else Verdict.UNSURE


def test_a_follow_up_is_written_out_by_the_model(chatting: QAService, server: Scripted) -> None:
    chatting.ask(WHEAT, conversation_id="talk")
    in_full = "Quand la Russie a-t-elle livré du blé au Mali ?"
    server.script.rewrites = full_question(in_full)
    understood = chatting.ask("Et quand ?", conversation_id="talk").interpretation
    assert understood is not None
    assert (understood.question, understood.asked) == (in_full, "Et quand ?")
    assert understood.rewritten_by == "scripted"
    turns = json.loads(server.script.prompts[1].user)["conversation"]
    assert [turn["question"] for turn in turns] == [WHEAT]

    server.script.rewrites = says("Je ne sais pas")
    understood = chatting.ask("Et au Niger ?", conversation_id="talk").interpretation
    assert understood is not None
    assert understood.rewritten_by == "rules"
    chatting.conversations.delete("talk")


# -- over HTTP -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(chatting: QAService) -> FlaskClient:
    app = create_app(lambda: chatting)
    assert app.extensions["loading"].wait(5)
    return app.test_client()


FAULTS: dict[str, dict[str, object]] = {
    "500": {"status": 500},
    "401": {"status": 401},
    "disconnect": {"breaks_after": 5},
    "endless": {"writes": endless},
    "broken": {"raw": b"data: {broken\n\n"},
    "markup": {"writes": says("<script>alert(1)</script> Il y a du blé [1].")},
    "filtered": {"finish": "content_filter"},
}


@pytest.mark.parametrize("script", FAULTS.values(), ids=FAULTS.keys())
def test_no_fault_is_more_than_a_reason_over_http(
    client: FlaskClient, server: Scripted, script: dict[str, object]
) -> None:
    server.script.__init__(**{"writes": honest, **script})  # type: ignore[misc]
    body = {"question": WHEAT, "keep": False}
    whole = client.post("/api/ask", json=body)
    assert whole.status_code == 200
    assert whole.json is not None
    assert whole.json["fallback"]
    stream = client.post("/api/ask", json=body, headers={"Accept": "text/event-stream"})
    events = re.findall(r"^event: (\w+)$", stream.text, re.MULTILINE)
    assert events[-1] == "done"
    after = events[events.index("restart") + 1 :] if "restart" in events else events
    assert after == [*["citation", "sentence"] * len(whole.json["citations"]), "done"]
    page = client.post("/", data={"question": WHEAT}, follow_redirects=True)
    assert page.status_code == 200
    assert "writing-note" in page.text
    chat = {"model": "qa-service", "messages": [{"role": "user", "content": WHEAT}]}
    for stream_too in (False, True):
        completion = client.post("/v1/chat/completions", json={**chat, "stream": stream_too})
        assert completion.status_code == 200
        assert whole.json["fallback"] in completion.text


def test_an_answer_streams_over_http(client: FlaskClient, server: Scripted) -> None:
    server.script.writes = mixed
    stream = client.post(
        "/api/ask",
        json={"question": WHEAT, "keep": False},
        headers={"Accept": "text/event-stream"},
    )
    events = re.findall(r"^event: (\w+)\ndata: (.+)$", stream.text, re.MULTILINE)
    assert [name for name, _ in events] == [
        "unverified",
        "citation",
        "sentence",
        "unverified",
        "done",
    ]
    answer = json.loads(events[-1][1])
    assert answer["writer"] == "scripted"
    assert [one["text"] for one in answer["unverified"]] == [
        json.loads(events[number][1])["text"] for number in (0, 3)
    ]
