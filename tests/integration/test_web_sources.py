"""Sources on the web as their users meet them: commands, and a server that fetches by itself."""

from pathlib import Path

import pytest

from tests.ingestion.fetching.site import NOON, StillClock, feed, page, site
from tests.integration.processes import START_SECONDS, Server, run, serving, until

QUESTION = "Qu’a décidé le conseil municipal de Valmer ?"


def test_a_feed_is_followed_by_commands_and_by_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.chdir(tmp_path)  # where there is no corpus/
    store, here = tmp_path / "store", {"QA_FETCH_PRIVATE": "true", "QA_FETCH_DELAY": "0"}
    with site(StillClock()) as gazette:
        base = gazette.url
        gazette.routes |= {
            "/rss": feed(base, ("Le pont de Valmer", "/pont", NOON)),
            "/pont": page("Le pont de Valmer"),
            "/halle": page("La halle de Valmer"),
        }
        refused = run("sources", "add", f"{base}/rss", "--store", store)
        assert "private network: give a public address" in refused.complaint(1)
        added = run("sources", "add", f"{base}/rss", "--every", "5m", "--store", store, **here)
        assert "/rss: feed “La Gazette de Valmer” with 1 entry, every 5m" in added.err
        report = run("ingest", "--store", store, "--json", **here).object()
        assert (report["added"], report["fetched"][0]["new"]) == (1, 1)
        (told,) = run("sources", "list", "--store", store, "--json").object()["web"]
        assert (told["url"], told["kept"], told["error"]) == (f"{base}/rss", 1, None)
        answer = run("ask", QUESTION, "--store", store, "--json", **here).object()
        assert answer["citations"][0]["url"] == f"{base}/pont"

        with serving(store, **here) as server:
            # the server does it: this command may ask no host of this machine
            found = run("sources", "add", f"{base}/halle", "--store", store)
            assert (found.code, "/halle: page “La halle de Valmer”" in found.err) == (0, True)
            until(lambda: server_has(server, f"{base}/halle"), START_SECONDS)
            assert "Traceback" not in server.log.read_text(encoding="utf-8")
            gone = run("sources", "remove", f"{base}/halle", "--store", store)
            assert "1 articles were removed." in gone.err
            assert server_has(server, f"{base}/halle") is None
            missing = run("sources", "remove", f"{base}/halle", "--store", store)
            assert "is not followed" in missing.complaint(2)
        assert run("verify", "--store", store, "--json").object()["ok"]


def server_has(server: Server, url: str) -> bool | None:
    """Whether a server has the article of an address; None where it has not."""
    articles = server.get("/api/articles").body["articles"]
    return any(one["url"] == url for one in articles) or None
