"""The contract of the HTTP interface: its objects, its statuses, its one shape of errors."""

import json
import time
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from qa_service import __version__
from qa_service.domain.answer import Interpretation, NamedPeriod
from qa_service.domain.article import Carrier, Provenance, Span
from qa_service.domain.errors import ModelError, QAServiceError, StoreInUse
from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.domain.warnings import ArticleWarning, WarningKind
from qa_service.web.app import create_app
from qa_service.wire import answer_object

from .fakes import COST, PORT, FakeService


def problem(response: TestResponse, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    body: dict[str, Any] = json.loads(response.data)
    assert list(body) == ["type", "title", "status", "detail"]
    assert body["status"] == status
    assert body["detail"].endswith(".")
    return body


def read(response: TestResponse) -> dict[str, Any]:
    assert response.mimetype == "application/json"
    body: dict[str, Any] = json.loads(response.data)
    return body


def ended(client: FlaskClient, address: str) -> dict[str, Any]:
    for _ in range(100):
        job = read(client.get(address))
        if job["state"] != "running":
            return job
        time.sleep(0.02)
    raise AssertionError("the job does not end")


def test_an_answer_has_the_contract_s_object_and_a_new_conversation(client: FlaskClient) -> None:
    body = read(client.post("/api/ask", json={"question": "Qui a payé ?"}))
    assert body["status"] == "answered"
    assert body["answer"] == f"{COST.quote} [1]"
    (citation,) = body["citations"]
    assert PORT.text[citation["start"] : citation["end"]] == citation["quote"] == COST.quote
    answer = PORT.text[citation["answer_start"] : citation["answer_end"]]
    assert answer == COST.answer == "12 millions d’euros"
    assert len(body["conversation_id"]) == 32
    again = read(client.post("/api/ask", json={"question": "Qui a payé ?"}))
    assert again["conversation_id"] != body["conversation_id"]


def test_a_citation_without_a_short_answer_says_so(client: FlaskClient) -> None:
    body = read(client.post("/api/ask", json={"question": "Quand a-t-il rouvert ?"}))
    with_answer, without = body["citations"]
    assert PORT.text[with_answer["answer_start"] : with_answer["answer_end"]] == "lundi"
    assert (without["answer_start"], without["answer_end"]) == (None, None)


def test_what_the_caller_wants_searched_reaches_the_service(
    client: FlaskClient, service: FakeService
) -> None:
    given = {"from": "2020-01-01", "to": None, "as_of": "2021-06-11", "ignore_dates": True}
    named = {"outlet": "APA", "language": ["FR", "en"], "article_ids": ["a1"]}
    for more in (given, {}, named, {"outlet": ["APA", "DW"], "language": "fr"}):
        assert client.post("/api/ask", json={"question": "Qui a payé ?", **more}).status_code == 200
    period = Period(date(2020, 1, 1), None)
    assert service.scopes == [
        Scope(period, date(2021, 6, 11), True),
        EVERYTHING,
        Scope(outlets=("APA",), languages=("fr", "en"), article_ids=("a1",)),
        Scope(outlets=("APA", "DW"), languages=("fr",)),
    ]


def test_so_many_citations_are_asked_for(client: FlaskClient, service: FakeService) -> None:
    client.post("/api/ask", json={"question": "Qui a payé ?", "max_citations": 2})
    assert service.max_citations == 2


def test_how_a_question_was_understood_is_in_the_answer(service: FakeService) -> None:
    june = Period(date(2021, 6, 1), date(2021, 6, 30))
    answer = replace(
        service.ask("Qui a payé ?"),
        interpretation=Interpretation(
            "Qu'a dit le maire en juin 2021 ?",
            "fr",
            june,
            dates=(NamedPeriod("en juin 2021", june),),
            binding=(NamedPeriod("en juin 2021", june),),
            statement=StatementQuestion("le maire", "", True),
        ),
    )
    assert answer_object(answer)["interpretation"] == {
        "question": "Qu'a dit le maire en juin 2021 ?",
        "asked": None,
        "rewritten_by": None,
        "language": "fr",
        "filters": {
            "from": "2021-06-01",
            "to": "2021-06-30",
            "as_of": None,
            "outlet": None,
            "language": None,
            "article_ids": None,
        },
        "dates": [
            {"text": "en juin 2021", "from": "2021-06-01", "to": "2021-06-30", "in_force": True}
        ],
        "statement": {"speaker": "le maire", "subject": None},
        "broad": None,
        "note": None,
        "about": None,
    }


def test_a_citation_names_its_speaker(client: FlaskClient) -> None:
    (citation,) = read(client.post("/api/ask", json={"question": "Une digue ?"}))["citations"]
    assert citation["speaker"] == "Le maire"


def test_articles_tell_what_was_found_in_them(client: FlaskClient, service: FakeService) -> None:
    service.warned = {
        "a1": (
            ArticleWarning(WarningKind.INSTRUCTION, "Le maire promet", Span(140, 155)),
            ArticleWarning(WarningKind.HIDDEN_CHARACTERS, "⟨U+202E⟩", None),
        )
    }
    told = [
        {"kind": "instruction", "snippet": "Le maire promet", "start": 140, "end": 155},
        {"kind": "hidden_characters", "snippet": "⟨U+202E⟩", "start": None, "end": None},
    ]
    assert read(client.get("/api/articles/a1"))["warnings"] == told
    listed = read(client.get("/api/articles"))["articles"]
    assert {one["id"]: one["warnings"] for one in listed} == {"a1": told, "a2": []}


def test_articles_name_the_others_that_tell_their_story(
    client: FlaskClient, service: FakeService
) -> None:
    other = Carrier("a2", "Valmer", "L’Écho", date(2021, 9, 3), Provenance.PRINTED, None)
    service.others = {"a1": (other,)}
    told = {
        "article_id": "a2",
        "title": "Valmer",
        "outlet": "L’Écho",
        "published": "2021-09-03",
        "published_from": "printed",
        "url": None,
    }
    assert read(client.get("/api/articles/a1"))["also_in"] == [told]
    listed = read(client.get("/api/articles"))["articles"]
    assert {one["id"]: one["also_in"] for one in listed} == {"a1": [told], "a2": []}


def test_a_conversation_keeps_its_id(client: FlaskClient) -> None:
    body = read(client.post("/api/ask", json={"question": "Et hier ?", "conversation_id": "abc"}))
    assert (body["status"], body["conversation_id"]) == ("refused", "abc")
    assert (body["citations"], len(body["closest"])) == ([], 1)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"question": "a"}', "text/plain", 415),
        (b"question=a", "application/x-www-form-urlencoded", 415),
        (b'{"question": "a"}', None, 415),
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        ('{"question": "a"}'.encode("utf-16"), "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"question": ' + b"9" * 5_000 + b"}", "application/json", 400),
        (b'["question"]', "application/json", 400),
        (b"null", "application/json", 400),
        (b"{}", "application/json", 422),
        (b'{"question": 7}', "application/json", 422),
        (b'{"question": null}', "application/json", 422),
        (b'{"question": ""}', "application/json", 422),
        (b'{"question": "\\ud800"}', "application/json", 422),
        (json.dumps({"question": "a" * 2001}).encode(), "application/json", 422),
        (b'{"question": "a", "conversation_id": 7}', "application/json", 422),
        (b'{"question": "a", "conversation_id": ""}', "application/json", 422),
        (b'{"question": "a", "as_of": "hier"}', "application/json", 422),
        (b'{"question": "a", "from": 2021}', "application/json", 422),
        (b'{"question": "a", "to": "2021-02-30"}', "application/json", 422),
        (b'{"question": "a", "from": "2022-01-01", "to": "2021-01-01"}', "application/json", 422),
        (b'{"question": "a", "ignore_dates": "yes"}', "application/json", 422),
        (b'{"question": "a", "as_of": "2021-6-1"}', "application/json", 422),
        (b'{"question": "a", "outlets": "APA"}', "application/json", 422),
        (b'{"question": "a", "outlet": ""}', "application/json", 422),
        (b'{"question": "a", "outlet": ["\\ud800"]}', "application/json", 422),
        (b'{"question": "a", "article_ids": "a1"}', "application/json", 422),
        (b'{"question": "a", "article_ids": []}', "application/json", 422),
        (b'{"question": "a", "start": "2021-01-01"}', "application/json", 422),
        (b'{"question": "a", "max_citations": 0}', "application/json", 422),
        (b'{"question": "a", "max_citations": true}', "application/json", 422),
        (b'{"question": "a", "ignored_dates": "en 2022"}', "application/json", 422),
        (b'{"question": "a", "ignored_dates": [2022]}', "application/json", 422),
        (b'"' + b"a" * 70_000 + b'"', "application/json", 413),
    ],
)
def test_what_is_no_question_is_told_so(
    client: FlaskClient, body: bytes, content_type: str | None, status: int
) -> None:
    problem(client.post("/api/ask", data=body, content_type=content_type), status)


def test_json_may_name_its_charset(client: FlaskClient) -> None:
    response = client.post(
        "/api/ask", data=b'{"question": "a"}', content_type="application/json; charset=utf-8"
    )
    assert response.status_code == 200


def test_articles_are_listed_without_their_text(client: FlaskClient) -> None:
    listed = read(client.get("/api/articles"))
    articles = listed["articles"]
    assert [article["id"] for article in articles] == ["a1", "a2"]
    assert "text" not in articles[0]
    assert articles[0]["published_from"] == "printed"
    assert (listed["total"], listed["page"], listed["pages"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("query", "ids", "total", "pages"),
    [
        ("per_page=1", ["a1"], 2, 2),
        ("per_page=1&page=2", ["a2"], 2, 2),
        ("page=3", [], 2, 1),
        ("q=VALMER gazette", ["a1"], 1, 1),
        ("q=nothing", [], 0, 1),
        ("language=EN", ["a2"], 1, 1),
        ("language=fr&language=en", ["a1", "a2"], 2, 1),
        ("outlet=La Gazette de Valmer", ["a1"], 1, 1),
        ("from=2021-09-01&to=2021-09-01", ["a1"], 1, 1),
        ("from=2021-09-02", [], 0, 1),
    ],
)
def test_a_part_of_the_articles_is_listed(
    client: FlaskClient, query: str, ids: list[str], total: int, pages: int
) -> None:
    listed = read(client.get(f"/api/articles?{query}"))
    assert [article["id"] for article in listed["articles"]] == ids
    assert (listed["total"], listed["pages"]) == (total, pages)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=one",
        "page=9999999999",
        "per_page=1001",
        "from=hier",
        "from=2022-01-01&to=2021-01-01",
        "outlets=APA",
    ],
)
def test_what_is_no_part_of_the_articles_is_told_so(client: FlaskClient, query: str) -> None:
    problem(client.get(f"/api/articles?{query}"), 422)


def test_an_article_comes_with_its_text(client: FlaskClient) -> None:
    assert read(client.get("/api/articles/a1"))["text"] == PORT.text
    assert "articles" in problem(client.get("/api/articles/none"), 404)["detail"]


def test_it_is_alive_and_ready(client: FlaskClient) -> None:
    assert read(client.get("/api/health")) == {"status": "ok", "version": __version__}
    assert read(client.get("/api/ready")) == {
        "status": "ready",
        "articles": 2,
        "version": __version__,
    }


def test_verify(client: FlaskClient) -> None:
    assert read(client.get("/api/verify"))["ok"] is True


def test_sources_are_listed(client: FlaskClient) -> None:
    assert read(client.get("/api/sources"))["sources"] == [
        {
            "path": "/archive",
            "there": True,
            "articles": 2,
            "first": "2021-09-01",
            "last": "2021-09-01",
        },
        {"path": "/media/<disk>", "there": False, "articles": 1, "first": None, "last": None},
    ]


def test_a_store_is_rebuilt_and_repaired(client: FlaskClient) -> None:
    assert read(client.post("/api/rebuild", json={}))["ok"] is True
    body = read(client.post("/api/repair", json={}))
    assert list(body) == [
        "ok", "articles", "passages", "sentences", "problems", "found", "dropped", "rebuilt"
    ]  # fmt: skip
    assert (body["ok"], body["dropped"], body["rebuilt"]) == (True, ["/archive/x.txt"], True)


@pytest.mark.parametrize("address", ["/api/rebuild", "/api/repair"])
def test_a_form_does_not_start_work_on_the_store(client: FlaskClient, address: str) -> None:
    problem(client.post(address, data={"a": "b"}), 415)
    problem(client.get(address), 405)


def test_an_ingestion_is_followed_to_its_report(client: FlaskClient, service: FakeService) -> None:
    started = client.post("/api/ingest", json={})
    assert started.status_code == 202
    address = started.headers["Location"]
    assert address == f"/api/jobs/{read(started)['id']}"
    second = client.post("/api/ingest", data=b"", content_type="application/json")
    assert (second.status_code, second.headers["Location"]) == (202, address)
    running = read(client.get(address))
    assert running["state"] == "running"
    assert running["report"] is None
    service.may_finish.set()
    job = ended(client, address)
    assert list(job) == [
        "id", "kind", "state", "done", "total", "label", "report", "error", "uploads"
    ]  # fmt: skip
    assert (job["state"], job["done"], job["total"], job["error"]) == ("done", 1, 2, None)
    assert job["report"]["failed"] == [{"path": "/archive/x.pdf", "reason": "It holds no text."}]
    assert (job["report"]["moved"], job["report"]["embedded"]) == (3, 7)
    third = client.post("/api/ingest", json={})
    assert third.headers["Location"] != address


@pytest.mark.parametrize(
    ("failure", "shown"),
    [(StoreInUse("Stop the other one."), "Stop the other one."), (ValueError("secret"), "log")],
)
def test_a_failed_ingestion_says_why(
    client: FlaskClient, service: FakeService, failure: Exception, shown: str
) -> None:
    service.failure = failure
    service.may_finish.set()
    job = ended(client, client.post("/api/ingest", json={}).headers["Location"])
    assert job["state"] == "failed"
    assert shown in job["error"]
    assert "secret" not in job["error"]


def test_an_ingestion_is_not_started_by_a_form(client: FlaskClient) -> None:
    problem(client.post("/api/ingest"), 415)
    problem(client.post("/api/ingest", data={"a": "b"}), 415)


@pytest.mark.parametrize(
    "address", ["/api", "/api/", "/api/nothing", "/api/jobs/none", "/api/ask/", "/api/articles/a/b"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_addresses(client: FlaskClient, address: str, method: str) -> None:
    if (address, method) != ("/api/jobs/none", "POST"):
        problem(client.open(address, method=method), 404)


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "/api/ask", "POST"),
        ("DELETE", "/api/articles", "GET"),
        ("PUT", "/api/verify", "GET"),
    ],
)
def test_wrong_methods_name_the_right_ones(
    client: FlaskClient, method: str, address: str, allowed: str
) -> None:
    response = client.open(address, method=method)
    problem(response, 405)
    assert allowed in response.headers["Allow"]


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (StoreInUse("Another process owns the store. Stop it."), 503),
        (QAServiceError("It failed. Try again."), 500),
    ],
)
def test_our_errors_speak_for_themselves(
    client: FlaskClient, service: FakeService, failure: Exception, status: int
) -> None:
    service.failure = failure
    assert problem(client.get("/api/articles"), status)["detail"] == str(failure)


def test_other_errors_show_nothing_of_themselves(client: FlaskClient, service: FakeService) -> None:
    service.failure = KeyError("secret")
    assert "secret" not in str(problem(client.get("/api/articles"), 500))


@pytest.mark.parametrize("address", ["/api/ready", "/api/articles", "/api/articles/a1"])
def test_while_the_archive_is_opened_callers_are_asked_back(address: str) -> None:
    may_open = Event()

    def load() -> FakeService:
        may_open.wait(10)
        return FakeService()

    app = create_app(load)
    client = app.test_client()
    response = client.get(address)
    problem(response, 503)
    assert int(response.headers["Retry-After"]) > 0
    problem(client.post("/api/ask", json={"question": "a"}), 503)
    assert client.get("/api/health").status_code == 200
    may_open.set()
    assert app.extensions["loading"].wait(5)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("failure", "shown"),
    [(ModelError("No model. Run prepare."), "No model. Run prepare."), (OSError("secret"), "log")],
)
def test_an_archive_that_cannot_be_opened_says_why(failure: Exception, shown: str) -> None:
    def load() -> FakeService:
        raise failure

    app = create_app(load)
    assert app.extensions["loading"].wait(5)
    response = app.test_client().get("/api/ready")
    detail = problem(response, 503)["detail"]
    assert shown in detail
    assert "secret" not in detail
    assert "Retry-After" not in response.headers


@pytest.mark.parametrize(
    ("site", "status"),
    [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200), (None, 200)],
)
def test_other_sites_may_not_post(client: FlaskClient, site: str | None, status: int) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}
    response = client.post("/api/ask", json={"question": "a"}, headers=headers)
    assert response.status_code == status
    if status == 403:
        problem(response, 403)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("archive.example:443", 200),
        ("evil.example", 421),
        ("localhost.evil.example:8000", 421),
    ],
)
def test_only_trusted_hosts_are_answered(host: str, status: int) -> None:
    app = create_app(FakeService, trusted_hosts=["archive.example"])
    assert app.extensions["loading"].wait(5)
    response = app.test_client().get("/api/health", headers={"Host": host})
    assert response.status_code == status


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for address in ("/api/health", "/api/nothing", "/", "/nothing", "/static/style.css"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; script-src 'self'"
        )
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Permitted-Cross-Domain-Policies"] == "none"
        assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
