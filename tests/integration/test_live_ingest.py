"""Changing the archive while it is being questioned, and what survives a crash."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from qa_service.store.catalogue import Catalogue
from tests.integration.articles import FLOCK_QUESTION, HALLE, PHARE, flock
from tests.integration.processes import (
    START_SECONDS,
    VERIFICATION,
    Json,
    Server,
    check_answer,
    run,
    serving,
    until,
    watching,
)

PHARE_QUESTION = "Combien a coûté la restauration du phare de Kerdolan ?"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds `articles`, a folder, and `store`."""
    root = tmp_path_factory.mktemp("live")
    folder = root / "articles"
    folder.mkdir()
    (folder / "phare.txt").write_text(PHARE, encoding="utf-8")
    (folder / "halle.md").write_text(HALLE, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    """Serves the two articles of `root`."""
    run("ingest", root / "articles", "--store", root / "store", "--json").object()
    with serving(root / "store") as server:
        yield server


def check_quotes(server: Server, answer: Json) -> None:
    """Every quote stands in its article, at its code points."""
    check_answer(answer)
    for citation in answer["citations"]:
        article = server.get(f"/api/articles/{citation['article_id']}")
        assert article.status == 200
        text = article.body["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert article.body["title"] == citation["title"]


def verified(store: Path, code: int = 0) -> Json:
    report = run("verify", "--store", store, "--json").object(code)
    assert set(report) == VERIFICATION
    assert report["ok"] is (code == 0), report["problems"]
    return report


@pytest.fixture
def reader(server: Server) -> Iterator[None]:
    """Asks again and again while others write: the lighthouse, which is never touched, and sheep,
    which come and go."""
    stop, asked, wrong = Event(), list[Json](), list[object]()

    def ask() -> None:
        while not stop.wait(0.3):
            try:
                asked.append(server.ask(PHARE_QUESTION))
                if asked[-1]["status"] != "answered":
                    wrong.append(asked[-1])
                check_answer(server.ask(FLOCK_QUESTION))
            except Exception as error:
                wrong.append(error)

    thread = Thread(target=ask)
    thread.start()
    yield
    stop.set()
    thread.join()
    assert asked
    assert wrong == []


@pytest.mark.usefixtures("reader")
def test_ten_ingestions_by_another_process_are_answered_from_at_once(
    root: Path, server: Server
) -> None:
    store, file = root / "store", root / "articles" / "troupeau.txt"
    for number in range(10):
        comes, sheep = number % 2 == 0, 310 + number
        if comes:
            file.write_text(flock(sheep), encoding="utf-8")
        else:
            file.unlink()
        report = run("ingest", "--store", store, "--json").object()
        assert (report["added"], report["removed"]) == ((1, 0) if comes else (0, 1))
        assert (report["replaced"], report["unchanged"], report["failed"]) == (0, 2, [])

        answer = server.ask(FLOCK_QUESTION)
        check_quotes(server, answer)
        quotes = [citation["quote"] for citation in answer["citations"]]
        if comes:
            assert answer["status"] == "answered"
            assert f"compte {sheep} brebis" in quotes[0]
        else:
            assert not any("brebis" in quote for quote in quotes)
            assert "brebis" not in answer["answer"]
        assert verified(store)["articles"] == (3 if comes else 2)


def test_the_command_line_asks_the_server_that_owns_the_store(root: Path, server: Server) -> None:
    answer = run("ask", PHARE_QUESTION, "--store", root / "store", "--json").object()
    check_quotes(server, answer)
    assert answer["status"] == "answered"
    assert "840 000 euros" in answer["citations"][0]["quote"]
    # the server does not keep what was asked at the command line
    assert (answer["conversation_id"], answer["answer_id"]) == (None, None)
    question = "Combien d’ardoises a reçu le toit de la halle de Saint-Aubert ?"
    cited = run("ask", question, "--store", root / "store", "--json").object()["citations"][0]
    assert "3 200 ardoises" in cited["quote"]
    assert cited["title"] == "La halle de Saint-Aubert change de toit"
    assert (cited["outlet"], cited["author"]) == ("Le Courrier d’Aubert", "Nadège Corvel")
    assert (cited["published"], cited["published_from"]) == ("2022-10-12", "front_matter")
    assert cited["url"] == "https://courrier.example/halle"


def test_a_refusal_is_no_failure(root: Path, server: Server) -> None:
    assert server.process.poll() is None
    question = "Qui a inventé le téléphone ?"
    refusal = run("ask", question, "--store", root / "store", "--json").object()
    check_answer(refusal)
    assert (refusal["status"], refusal["citations"]) == ("refused", [])


def test_people_read_the_answer_with_its_sources(root: Path, server: Server) -> None:
    assert server.process.poll() is None
    done = run("ask", "Qui a dirigé le chantier de la halle ?", "--store", root / "store")
    assert (done.code, done.err) == (0, "")
    assert "Solène Brault a dirigé le chantier. [1]\nHigh confidence\n" in done.out
    assert "\n[1] Le Courrier d’Aubert, La halle de Saint-Aubert change de toit" in done.out


@pytest.mark.parametrize("question", ["", " \n", "é" * 2001])
def test_the_server_s_refusal_of_a_question_is_wrong_usage(
    root: Path, server: Server, question: str
) -> None:
    assert server.process.poll() is None
    assert "question" in run("ask", question, "--store", root / "store").complaint(2)


def test_a_proxy_of_the_machine_is_not_asked_for_the_server(root: Path, server: Server) -> None:
    proxies = {"http_proxy": "http://127.0.0.1:9", "no_proxy": ""}  # nobody listens there
    answer = run("ask", PHARE_QUESTION, "--store", root / "store", "--json", **proxies).object()
    check_quotes(server, answer)


def test_a_second_server_of_the_store_names_the_first(
    root: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_service.server.HANDOVER_SECONDS", 0.1)
    complaint = run("serve", "--store", root / "store", "--port", "0").complaint(1)
    assert server.url in complaint
    assert "--store" in complaint
    assert server.get("/api/health").status == 200


def test_an_ingestion_over_http_ends_in_its_report(root: Path, server: Server) -> None:
    file = root / "articles" / "alpage.txt"
    file.write_text(flock(977), encoding="utf-8")
    job = server.ingest()
    names = {"id", "kind", "state", "done", "total", "label", "report", "error", "uploads"}
    assert set(job) == names
    assert (job["state"], job["error"]) == ("done", None)
    assert (job["report"]["added"], job["report"]["unchanged"]) == (1, 2)
    answer = server.ask(FLOCK_QUESTION)
    check_quotes(server, answer)
    assert "977 brebis" in answer["citations"][0]["quote"]

    file.unlink()
    assert server.ingest()["report"]["removed"] == 1
    assert "brebis" not in server.ask(FLOCK_QUESTION)["answer"]
    assert verified(root / "store")["articles"] == 2


def test_work_on_the_store_is_done_by_the_server_that_owns_it(root: Path, server: Server) -> None:
    store, file = root / "store", root / "saved.zip"
    (generation,) = (store / "indexes").iterdir()
    assert server.post("/api/rebuild", {}).body["ok"]
    assert not generation.exists()
    check_quotes(server, server.ask(PHARE_QUESTION))

    with sqlite3.connect(store / "catalogue.sqlite") as catalogue:
        catalogue.execute("UPDATE sentences SET start = 9999 WHERE passage = 0 AND ordinal = 0")
    catalogue.close()
    repaired = run("repair", "--store", store)
    assert repaired.code == 0, repaired.err
    assert "Dropped" in repaired.out
    assert str(root / "articles" / "phare.txt") in repaired.out
    assert "qa-service ingest" in repaired.err
    assert server.ingest()["report"]["added"] == 2

    saved = run("backup", file, "--store", store, "--json").object()
    assert (saved["file"], saved["articles"]) == (str(file), 2)
    assert saved["bytes"] == file.stat().st_size
    assert "2 articles" in run("restore", file, "--store", root / "other").out


def test_what_a_killed_server_leaves_is_mended_by_the_next_command(tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "articles"
    folder.mkdir()
    (folder / "phare.txt").write_text(PHARE, encoding="utf-8")
    with serving(store, QA_CORPUS=str(folder)) as server:
        assert server.ingest()["report"]["added"] == 1  # nothing was named: the default folder
        assert verified(store)["articles"] == 1
        kept = server.ask(PHARE_QUESTION)

        # Another process commits an article; then the indexes lose sight of it.
        (folder / "troupeau.txt").write_text(flock(412), encoding="utf-8")
        assert run("ingest", "--store", store, "--json").object()["added"] == 1
        with sqlite3.connect(store / "catalogue.sqlite") as catalogue:
            assert catalogue.execute("DELETE FROM pending").rowcount == 1
        catalogue.close()
        problems = verified(store, code=1)["problems"]
        indexes = ["lexical index", "vector index", "rows"]
        assert [problem.split(":")[0] for problem in problems] == indexes

        # And the server dies over many others.
        for number in range(12):
            (folder / f"{number}.md").write_text(f"{HALLE}\nLe n° {number}.\n", encoding="utf-8")
        assert server.post("/api/ingest", {}).status == 202
        server.kill()

    answer = run("ask", FLOCK_QUESTION, "--store", store, "--json").object()
    check_answer(answer)
    assert "412 brebis" in answer["citations"][0]["quote"]
    report = run("ingest", "--store", store, "--json").object()
    assert report["added"] + report["unchanged"] == 14
    assert (report["replaced"], report["removed"], report["failed"]) == (0, 0, [])
    assert verified(store)["articles"] == 14
    with closing(Catalogue(store / "catalogue.sqlite")) as opened:
        assert opened.conversations.answer(kept["answer_id"]).answer.answer == kept["answer"]


def test_a_watch_outlives_the_server_that_is_killed(tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "articles"
    folder.mkdir()
    (folder / "phare.txt").write_text(PHARE, encoding="utf-8")
    with watching(folder, store) as watch, serving(store) as server:
        assert watch.rounds(1)[0]["added"] == 1
        check_quotes(server, server.ask(PHARE_QUESTION))
        (folder / "troupeau.txt").write_text(flock(412), encoding="utf-8")
        server.kill()
        rounds = len(watch.rounds(2))
        (folder / "alpage.txt").write_text(flock(977), encoding="utf-8")
        watch.rounds(rounds + 1)
        until(lambda: sum(one["added"] for one in watch.rounds(1)) == 3 or None, START_SECONDS)
        assert verified(store)["articles"] == 3
        answer = run("ask", PHARE_QUESTION, "--store", store, "--json").object()
        assert "840 000 euros" in answer["citations"][0]["quote"]
