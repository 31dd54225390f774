"""Rounds over feeds, sitemaps and pages: what becomes an article, and what becomes of it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa_service.domain.article import Provenance
from qa_service.domain.errors import FetchError, NotFound, UsageError
from qa_service.domain.fetching import FetchReport
from qa_service.domain.reports import IngestReport
from qa_service.ingestion.fetching.bounds import FetchBounds
from qa_service.store.archive import open_catalogue
from tests.ingestion.fetching.site import (
    NOON,
    Archive,
    Reply,
    Site,
    StillClock,
    feed,
    page,
    robots,
    site,
    sitemap,
)

OWN = "{} : voici le résumé que le fil donne de cet article, assez long pour être lu et cité."


def counts(report: IngestReport) -> dict[str, int]:
    """Of the one source that was visited, those that are not nought."""
    (found,) = report.fetched
    names = FetchReport.__dataclass_fields__.keys() - {"url"}
    return {name: count for name in names if (count := getattr(found, name))}


def reasons(report: IngestReport) -> dict[str, str]:
    """Why something failed, by the last part of its address."""
    return {failure.path.rpartition("/")[2]: failure.reason for failure in report.failed}


def test_a_feed_becomes_its_pages(archive: Archive, gazette: Site) -> None:
    base = gazette.url
    gazette.routes |= {
        "/rss": feed(base, ("Le pont", "/2023/05/04/pont", NOON), ("La halle", "/halle", NOON - 9)),
        "/2023/05/04/pont": page("Le pont"),
        "/halle": page("La halle"),
    }
    found = archive.fetcher.add(f"{base}/rss", "30m")
    assert (found.kind, found.title, found.listed, found.every) == (
        "feed", "La Gazette de Valmer", 2, 1800
    )  # fmt: skip
    report = archive.round()
    assert (counts(report), report.added) == ({"new": 2}, 2)
    pont, halle = f"{base}/2023/05/04/pont", f"{base}/halle"
    assert archive.articles() == {pont: "Le pont", halle: "La halle"}
    (dated,) = [one for one in archive.catalogue.articles() if one.published]
    assert (str(dated.published), dated.published_from) == ("2023-05-04", Provenance.URL)
    assert dated.outlet == "La Gazette de Valmer"
    told = archive.fetcher.sources()[0]
    assert (told.kept, told.failing, told.error) == (2, 0, None)
    assert told.fetched is not None
    assert told.next is not None
    assert (told.next - told.fetched).total_seconds() == 1800

    assert archive.round().fetched == ()  # nothing is due
    ids = {one.url: one.id for one in archive.catalogue.articles()}
    gazette.routes["/rss"] = feed(
        base, ("Le bac", "/bac", NOON + 9), ("La halle", "/halle", NOON + 5)
    )
    gazette.routes |= {"/bac": page("Le bac"), "/halle": page("La halle rouvre", "mardi")}
    report = archive.later(0.6)
    assert (counts(report), report.added, report.replaced) == ({"new": 1, "changed": 1}, 1, 1)
    assert archive.articles() == {
        pont: "Le pont", halle: "La halle rouvre", f"{base}/bac": "Le bac"
    }  # fmt: skip
    assert ids.items() <= {one.url: one.id for one in archive.catalogue.articles()}.items()
    assert len(archive.files()) == 3

    asked = len(gazette.asked)
    archive.later(0.6)
    assert gazette.paths()[asked - len(gazette.asked) :][:1] == ["/rss"]
    assert "/2023/05/04/pont" not in gazette.paths()[4:]  # which is listed no longer
    assert archive.fetcher.remove(f"{base}/rss") == 3
    assert (archive.articles(), archive.files(), archive.fetcher.sources()) == ({}, [], [])
    with pytest.raises(NotFound, match="is not followed"):
        archive.fetcher.remove(f"{base}/rss")


def test_the_feeds_own_text_stands_in_for_a_page(archive: Archive, gazette: Site) -> None:
    base = gazette.url
    entries = [(name, f"/{name}", NOON) for name in ("pont", "halle", "bac", "port")]
    gazette.routes |= {
        "/robots.txt": robots("Disallow: /bac"),
        "/rss": feed(base, *entries, text=OWN),
        "/pont": Reply(403),
        "/halle": Reply(500),
        "/port": Reply(body=b"<html><title>Video</title><video></video></html>"),
    }
    archive.fetcher.add(f"{base}/rss")
    report = archive.round()
    assert (counts(report), report.added, report.failed) == ({"new": 4}, 4, ())
    texts = {one.title: one.text for one in archive.catalogue.articles()}
    assert texts == {name: OWN.format(name) for name, _, _ in entries}
    assert archive.articles().keys() == {f"{base}/{name}" for name, _, _ in entries}
    assert archive.fetcher.sources()[0].failing == 4

    before = {one.url: one.id for one in archive.catalogue.articles()}
    gazette.routes["/halle"] = page("La halle")
    report = archive.later(0.2)  # before the feed is due: what failed is tried again sooner
    assert (report.added, report.replaced, report.removed) == (0, 1, 0)
    assert archive.articles()[f"{base}/halle"] == "La halle"
    assert {one.url: one.id for one in archive.catalogue.articles()} == before
    assert len(archive.files()) == 4
    gazette.routes["/halle"] = Reply(500)
    archive.later(2)
    assert archive.articles()[f"{base}/halle"] == "La halle"


def test_what_left_the_feed_before_it_could_be_had_is_still_wanted(
    archive: Archive, gazette: Site
) -> None:
    base = gazette.url
    gazette.routes |= {"/rss": feed(base, ("Le pont", "/pont", NOON)), "/pont": Reply(500)}
    archive.fetcher.add(f"{base}/rss")
    assert reasons(archive.round())["pont"].startswith("The host fails (500)")
    gazette.routes["/rss"] = feed(base)
    archive.later(1)
    gazette.routes["/pont"] = page("Le pont")
    archive.later(1)
    assert archive.articles() == {f"{base}/pont": "Le pont"}
    before = gazette.paths().count("/pont")
    archive.later(24)
    assert gazette.paths().count("/pont") == before  # which is listed no longer


def test_an_entry_without_a_page_is_its_text(archive: Archive, gazette: Site) -> None:
    xml = feed(gazette.url, ("Le pont", "", NOON), text=OWN).body
    xml = xml.replace(f"<link>{gazette.url}</link>".encode(), b"")
    gazette.routes["/rss"] = Reply(body=xml, type="text/xml")
    archive.fetcher.add(f"{gazette.url}/rss")
    assert archive.round().added == 1
    assert [one.text for one in archive.catalogue.articles()] == [OWN.format("Le pont")]
    assert counts(archive.later(2)) == {}
    assert gazette.paths() == ["/rss"] * 3


def test_a_vanished_page_keeps_its_article(archive: Archive, gazette: Site) -> None:
    base = gazette.url
    gazette.routes |= {"/rss": feed(base, ("Le pont", "/pont", NOON)), "/pont": page("Le pont")}
    archive.fetcher.add(f"{base}/rss")
    archive.round()
    del gazette.routes["/pont"]
    report = archive.later(1.1)
    assert (counts(report), report.removed, report.useful) == ({"gone": 1}, 0, True)
    assert "its article is kept" in reasons(report)["pont"]
    assert archive.articles() == {f"{base}/pont": "Le pont"}
    assert archive.later(24 * 8).failed == ()  # told once, looked for now and then
    (archive.store / "fetched" / archive.files()[0]).unlink(missing_ok=True)
    for path in (archive.store / "fetched").rglob("*.html"):
        path.unlink()  # as where a backup was restored: the article stays
    assert archive.later(1).removed == 0
    gazette.routes["/pont"] = page("Le pont rouvre", "jeudi")
    archive.later(24 * 8)
    assert archive.articles() == {f"{base}/pont": "Le pont rouvre"}


def test_a_page_that_lost_its_article_keeps_it(archive: Archive, gazette: Site) -> None:
    gazette.routes["/pont"] = page("Le pont")
    found = archive.fetcher.add(f"{gazette.url}/pont")
    assert (found.kind, found.title, found.listed, found.every) == ("page", "Le pont", 1, 86_400)
    assert archive.round().added == 1
    gazette.routes["/pont"] = Reply(body=b"<html><head><title>Accueil</title></head></html>")
    report = archive.later(24)
    assert "No article" in reasons(report)["pont"]
    assert archive.articles() == {f"{gazette.url}/pont": "Le pont"}
    told = archive.fetcher.sources()[0]
    assert told.error is not None
    assert "No article" in told.error


def test_what_changes_at_each_visit_but_says_the_same_is_unchanged(
    archive: Archive, gazette: Site
) -> None:
    gazette.routes["/pont"] = page("Le pont")
    archive.fetcher.add(f"{gazette.url}/pont", "1h")
    archive.round()
    body = page("Le pont").body.replace(b"<nav>", b"<!-- 23:59:01 --><nav>")
    gazette.routes["/pont"] = Reply(body=body)
    report = archive.later(1)
    assert (counts(report), report.replaced) == ({"unchanged": 1}, 0)


# -- sitemaps --------------------------------------------------------------------------------------


def test_of_a_sitemap_the_newest_pages_are_taken(
    archive: Archive, gazette: Site, clock: StillClock
) -> None:
    base = gazette.url
    days = {f"/{n}": f"2023-05-{n:02}" for n in range(1, 10)}
    gazette.routes |= {path: page(f"Article {path[1:]}") for path in days}
    gazette.routes |= {
        "/index.xml": sitemap(
            (f"{base}/old.xml.gz", "2023-05-04"),
            (f"{base}/older.xml", "2023-05-02"),
            (f"{base}/new.xml", "2023-05-09"),
            index=True,
        ),
        "/new.xml": sitemap(*((base + path, days[path]) for path in list(days)[6:])),
        "/old.xml.gz": sitemap(
            *((base + path, days[path]) for path in list(days)[:6]), packed=True
        ),
        "/older.xml": sitemap((f"{base}/1", "2023-05-01")),
    }
    few = Archive(
        archive.store, archive.catalogue, clock, FetchBounds(private=True, seconds=5, pages=5)
    )
    found = few.fetcher.add(f"{base}/index.xml")
    assert found.kind == "sitemap"
    report = few.round()
    assert gazette.paths() == [
        "/index.xml", "/index.xml", "/new.xml", "/old.xml.gz", *(f"/{n}" for n in range(9, 4, -1))
    ]  # fmt: skip
    assert counts(report) == {"new": 5, "beyond": 4}
    told = few.fetcher.sources()[0]
    assert (told.listed, told.beyond, told.kept) == (9, 4, 5)

    days["/10"] = "2023-05-10"
    gazette.routes["/new.xml"] = sitemap(*((base + path, days[path]) for path in list(days)[6:]))
    gazette.routes["/10"] = page("Article 10")
    gazette.routes["/index.xml"] = sitemap(
        (f"{base}/new.xml", "2023-05-10"), (f"{base}/old.xml.gz", "2023-05-04"), index=True
    )
    few.later(6)
    kept = {f"{base}/{n}" for n in range(5, 11)}
    assert few.articles().keys() == kept  # 5, no longer among the newest, is kept as it is
    gazette.routes |= {"/5": page("Nouveau", "mardi"), "/6": page("Nouveau", "mardi")}
    few.later(24 * 7)
    assert (few.articles()[f"{base}/5"], few.articles()[f"{base}/6"]) == ("Article 5", "Nouveau")


def test_two_sources_share_a_page(archive: Archive, gazette: Site) -> None:
    base = gazette.url
    gazette.routes |= {
        "/rss": feed(base, ("Le pont", "/pont", NOON), ("La halle", "/halle", NOON)),
        "/ports": feed(base, ("Le pont", "/pont", NOON)),
        "/pont": page("Le pont"),
        "/halle": page("La halle"),
    }
    for path in ("/rss", "/ports"):
        archive.fetcher.add(base + path)
    archive.round()
    assert gazette.paths().count("/pont") == 1
    assert len(archive.articles()) == 2
    assert archive.fetcher.remove(f"{base}/rss") == 1
    assert archive.articles() == {f"{base}/pont": "Le pont"}
    assert archive.later(2).removed == 0


# -- what can be followed --------------------------------------------------------------------------


def test_what_cannot_be_followed_is_told_with_what_can(archive: Archive, gazette: Site) -> None:
    base = gazette.url
    home = b"""<html><head><title>La Gazette</title><link rel="alternate" href="/rss"
        type="application/rss+xml"></head><body><a href="/pont">Le pont</a></body></html>"""
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel>&a;</channel></rss>'
    )
    gazette.routes |= {
        "/": Reply(body=home),
        "/empty": Reply(body=home.replace(b"Le pont", b"")),
        "/form": Reply(body=b"<html><head><title>Connexion</title></head></html>"),
        "/film": Reply(body=b"x", type="video/mp4"),
        "/bomb": Reply(body=bomb, type="text/xml"),
        "/xml": Reply(body=b"<liste><mot>port</mot></liste>", type="text/xml"),
    }
    for path, said in (
        ("/", f"add a feed that this page names, {base}/rss"),
        ("/empty", f"add a feed that this page names, {base}/rss"),
        ("/form", "No article was found in the page"),
        ("/film", "of the kind video/mp4"),
        ("/bomb", "defines XML entities"),
        ("/xml", "of the kind text/xml"),
        ("/none", "nothing at this address"),
    ):
        with pytest.raises(FetchError, match=said):
            archive.fetcher.add(base + path)
    for address, said in (
        ("ftp://gazette.example/", "http or https"),
        ("https://awa:secret@gazette.example/", "leave it out"),
        ("https://", "check its spelling"),
    ):
        with pytest.raises(UsageError, match=said):
            archive.fetcher.add(address)
    gazette.routes["/rss"] = feed(base)
    with pytest.raises(UsageError, match="such as 30m"):
        archive.fetcher.add(f"{base}/rss", "often")
    assert archive.fetcher.sources() == []
    assert archive.fetcher.add(f"{base}/rss#top", "2h").listed == 0
    assert archive.fetcher.add(f"{base}/rss", "3h").every == 3 * 3600  # again: how often
    assert [one.every for one in archive.fetcher.sources()] == [3 * 3600]


def test_a_source_that_fails_says_why_and_goes_on(archive: Archive, gazette: Site) -> None:
    base = gazette.url
    gazette.routes |= {"/rss": feed(base, ("Le pont", "/pont", NOON)), "/pont": page("Le pont")}
    archive.fetcher.add(f"{base}/rss")
    archive.round()
    gazette.routes["/rss"] = Reply(429, headers={"Retry-After": "7200"})
    report = archive.later(1)
    assert "asks for patience (429)" in reasons(report)["rss"]
    told = archive.fetcher.sources()[0]
    assert told.error is not None
    assert told.next is not None
    assert told.next.timestamp() == pytest.approx(archive.clock.now() + 7200)
    before = len(gazette.asked)
    archive.later(1.9)
    assert len(gazette.asked) == before
    gazette.routes["/rss"] = page("La page d’accueil")
    assert "neither feed nor sitemap" in reasons(archive.later(1))["rss"]
    gazette.routes["/rss"] = feed(base, ("Le bac", "/bac", NOON))
    gazette.routes["/bac"] = page("Le bac")
    assert archive.later(3).added == 1
    assert archive.fetcher.sources()[0].error is None


def test_one_dead_host_stops_no_other(archive: Archive, gazette: Site, clock: StillClock) -> None:
    with site(clock) as dead:
        base = dead.url
        links = [(f"Mort {n}", f"/{n}", NOON - n) for n in range(9)]
        dead.routes["/rss"] = feed(base, *links)
        archive.fetcher.add(f"{base}/rss")
        clock.time += 90_000  # its robots.txt is old by then
    gazette.routes |= {"/rss": feed(gazette.url, ("Le pont", "/pont", NOON))}
    gazette.routes["/pont"] = page("Le pont")
    archive.fetcher.add(f"{gazette.url}/rss")
    report = archive.round()
    assert archive.articles() == {f"{gazette.url}/pont": "Le pont"}
    assert [failure.path for failure in report.failed] == [f"{base}/rss"]


# -- crashes ---------------------------------------------------------------------------------------


def test_what_a_crash_leaves_is_taken_up(
    archive: Archive, gazette: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = gazette.url
    gazette.routes |= {
        "/rss": feed(base, ("Le pont", "/pont", NOON), text=OWN), "/pont": Reply(500)
    }  # fmt: skip
    archive.fetcher.add(f"{base}/rss")
    archive.round()
    (before,) = archive.catalogue.articles()
    gazette.routes["/pont"] = page("Le pont")
    web = type(archive.catalogue.web)
    with monkeypatch.context() as patch:
        patch.setattr(web, "save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            archive.later(0.2)
    assert len(archive.files()) == 2  # the page is in its place, and nobody knows it
    archive.fetcher.sweep()
    assert len(archive.files()) == 1
    archive.later(0.1)
    (after,) = archive.catalogue.articles()
    assert (after.id, after.part, after.title) == (before.id, "", "Le pont")
    assert archive.files() == [Path(after.source).name]


def test_a_store_that_was_moved_keeps_its_articles(
    archive: Archive, gazette: Site, clock: StillClock, tmp_path: Path
) -> None:
    base = gazette.url
    gazette.routes |= {"/rss": feed(base, ("Le pont", "/pont", NOON)), "/pont": page("Le pont")}
    archive.fetcher.add(f"{base}/rss")
    archive.round()
    (before,) = archive.catalogue.articles()
    archive.store.rename(tmp_path / "moved")
    with closing(open_catalogue(tmp_path / "moved", "model")) as catalogue:
        moved = Archive(tmp_path / "moved", catalogue, clock)
        report = moved.later(0.1)
        assert (report.moved, report.added, report.removed) == (1, 0, 0)
        (after,) = catalogue.articles()
        assert after == replace(before, source=after.source)
        assert Path(after.source).is_relative_to(tmp_path / "moved")
