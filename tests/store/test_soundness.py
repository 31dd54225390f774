"""Damage in the catalogue itself: seen, and mended by reading the article again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.domain.errors import StoreError
from qa_service.ingestion.pipeline import ingest
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from tests.conftest import PORT, TRAM, silent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "port.txt").write_text(f"Le port\n\n{PORT}", encoding="utf-8")
    (folder / "tram.txt").write_text(f"Le tramway\n\n{TRAM}", encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Iterator[Archive]:
    store = tmp_path / "store"
    with closing(Archive(store, open_catalogue(store, "drawn"), silent)) as archive:
        ingest([folder], archive.catalogue, DrawnEmbeddings())
        archive.refresh()
        yield archive


def write(archive: Archive, statement: str) -> None:
    """Damages the catalogue behind everybody's back."""
    with closing(sqlite3.connect(archive._store / "catalogue.sqlite")) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()


THE_PORT = "title = 'Le port'"
PORT_ID = "article_id = (SELECT id FROM articles WHERE title = 'Le port')"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (f"UPDATE sentences SET vector = x'00' WHERE {PORT_ID} AND ordinal = 1", "broken vector"),
        (f"UPDATE sentences SET vector = zeroblob(1536) WHERE {PORT_ID}", "broken vector"),
        (f"UPDATE sentences SET start = start + 1000 WHERE {PORT_ID}", "not in its passage"),
        (f"DELETE FROM sentences WHERE {PORT_ID} AND ordinal = 0", "sentence missing"),
        (f"DELETE FROM sentences WHERE {PORT_ID}", "without sentences"),
        (f"DELETE FROM passages WHERE {PORT_ID}", "not in its passage"),
        (f'UPDATE speeches SET start = 9, "end" = 9 WHERE {PORT_ID}', "speech that is not in its"),
        ("UPDATE articles SET text = 'Le' WHERE title = 'Le port'", "not in its text"),
        (f"UPDATE articles SET pages = '[[0,1,null],[9999,2,null]]' WHERE {THE_PORT}", "page that"),
        (f"UPDATE articles SET pages = '[[0,2,null],[9,1,null]]' WHERE {THE_PORT}", "page that"),
        (f"UPDATE articles SET pages = '[[3,1,null]]' WHERE {THE_PORT}", "page that"),
        (f"UPDATE articles SET pages = '[[0,1' WHERE {THE_PORT}", "page that is not in its text"),
        (f"UPDATE articles SET pages = '{'[' * 99_999}' WHERE {THE_PORT}", "page that is not in"),
        ("DELETE FROM articles WHERE title = 'Le port'", "without an article"),
    ],
)
def test_a_damaged_article_is_dropped_and_read_again(
    archive: Archive, folder: Path, statement: str, told: str
) -> None:
    write(archive, statement)
    assert told in " ".join(archive.verify().problems)
    report = archive.repair()
    assert told in report.found[0]
    assert report.after.ok
    assert (report.rebuilt, report.after.articles, len(report.dropped)) == (True, 1, 1)
    again = ingest([folder], archive.catalogue, DrawnEmbeddings())
    assert (again.added, again.unchanged) == (1, 1)
    archive.refresh()
    assert archive.verify().ok
    assert archive.verify().articles == 2


def test_a_link_that_its_article_left_behind_is_mended(archive: Archive, folder: Path) -> None:
    for table in ("sentences", "passages"):
        write(archive, f"DELETE FROM {table} WHERE {PORT_ID}")
    write(archive, "DELETE FROM articles WHERE title = 'Le port'")
    assert "without an article" in archive.verify().problems[0]
    assert archive.repair().after.ok
    assert ingest([folder], archive.catalogue, DrawnEmbeddings()).added == 1


def test_a_sound_store_is_left_alone(archive: Archive) -> None:
    generation = archive.catalogue.setting("generation")
    report = archive.repair()
    assert (report.found, report.dropped, report.rebuilt) == ((), (), False)
    assert archive.catalogue.setting("generation") == generation


def test_a_file_that_cannot_be_mended_is_told_with_the_way_out(archive: Archive) -> None:
    path = archive._store / "catalogue.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sentences'"
        ).fetchone()
    archive.catalogue.close()  # whose connections remember the page
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert "catalogue" in archive.verify().problems[0]
    with pytest.raises(StoreError, match="qa-service restore"):
        archive.repair()
