"""A file of several articles, kept in step: what changes, and nothing else."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.domain.reports import IngestReport
from qa_service.ingestion.pipeline import ingest
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import open_catalogue
from qa_service.store.catalogue import Catalogue
from tests.ingestion import files
from tests.ingestion.files import LAST, LEAD, PLAIN, TITLE, write


class Folder:
    """A folder of articles and the catalogue that follows it."""

    def __init__(self, path: Path, catalogue: Catalogue, embeddings: SentenceEmbeddings) -> None:
        self.path, self.catalogue, self._embeddings = path, catalogue, embeddings

    def ingest(self) -> IngestReport:
        return ingest([self.path], self.catalogue, self._embeddings)

    def counts(self) -> tuple[int, int, int, int, int]:
        """Added, replaced, removed, unchanged and failed, of another run."""
        report = self.ingest()
        done = (report.added, report.replaced, report.removed, report.unchanged)
        return (*done, len(report.failed))

    def texts(self) -> dict[str, str]:
        """What is stored, by part."""
        return {article.part: article.text for article in self.catalogue.articles()}

    def ids(self) -> dict[str, str]:
        return {article.part: article.id for article in self.catalogue.articles()}


@pytest.fixture
def folder(tmp_path: Path, embeddings: SentenceEmbeddings) -> Iterator[Folder]:
    path = tmp_path / "articles"
    path.mkdir()
    with closing(open_catalogue(tmp_path / "store", embeddings.name)) as catalogue:
        yield Folder(path, catalogue, embeddings)


def lines(**texts: str) -> str:
    records = ({"id": part, "title": TITLE, "text": text} for part, text in texts.items())
    return "".join(json.dumps(record) + "\n" for record in records)


def test_an_export_is_followed_line_by_line(folder: Folder) -> None:
    export = write(folder.path / "news.jsonl", lines(a=LEAD, b=LAST))
    assert folder.counts() == (2, 0, 0, 0, 0)
    ids = folder.ids()
    assert folder.counts() == (0, 0, 0, 2, 0)
    # Another order, a changed line, a new one before the others.
    write(export, lines(c=LAST, b=LAST, a=LAST))
    assert folder.counts() == (1, 1, 0, 1, 0)
    assert folder.texts() == {"a": LAST, "b": LAST, "c": LAST}
    assert {part: folder.ids()[part] for part in ids} == ids
    write(export, lines(c=LAST))
    assert folder.counts() == (0, 0, 2, 1, 0)
    export.unlink()
    assert folder.counts() == (0, 0, 1, 0, 0)
    assert folder.texts() == {}
    assert folder.catalogue.files() == {}


def test_a_broken_line_removes_nothing_and_is_reported_until_it_is_mended(folder: Folder) -> None:
    export = write(folder.path / "news.jsonl", lines(a=LEAD, b=LAST))
    folder.ingest()
    write(export, lines(a=LAST) + '{"id": "b", "ti')
    assert folder.counts() == (0, 1, 0, 0, 1)
    assert folder.texts() == {"a": LAST, "b": LAST}
    assert folder.counts() == (0, 0, 0, 1, 1)
    [failure] = folder.ingest().failed
    assert failure.path == f"{export}#line 2"
    write(export, lines(a=LAST))
    assert folder.counts() == (0, 0, 1, 1, 0)
    assert folder.texts() == {"a": LAST}


def test_an_archive_that_breaks_off_keeps_what_it_held(folder: Folder) -> None:
    data = files.gzipped(lines(a=LEAD, b=LAST))
    export = write(folder.path / "news.jsonl.gz", data)
    folder.ingest()
    write(export, data[:-12])
    assert folder.counts() == (0, 0, 0, 0, 1)
    assert folder.texts() == {"a": LEAD, "b": LAST}


def test_a_member_that_cannot_be_read_keeps_its_articles(folder: Folder) -> None:
    week: dict[str, str | bytes] = {
        "day.zip": files.zipped({"a.txt": PLAIN}),
        "b.txt": PLAIN,
        "c.txt": PLAIN,
    }
    archive = write(folder.path / "week.zip", files.zipped(week))
    assert folder.counts() == (3, 0, 0, 0, 0)
    write(archive, files.zipped({"day.zip": b"PK\x03\x04", "b.txt": ""}))
    assert folder.counts() == (0, 0, 1, 0, 2)
    assert sorted(folder.texts()) == ["b.txt", "day.zip#a.txt"]


def test_a_crash_repeats_at_most_a_batch(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_service.ingestion.pipeline.BATCH", 1)
    write(folder.path / "news.jsonl", lines(a=LEAD, b=LAST, c=LEAD))
    stored = folder.catalogue.put

    def put(*arguments: object) -> None:
        if len(folder.texts()) == 2:
            raise KeyboardInterrupt
        stored(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(folder.catalogue, "put", put)
        with pytest.raises(KeyboardInterrupt):
            folder.ingest()
    assert folder.counts() == (1, 0, 0, 2, 0)
    assert folder.counts() == (0, 0, 0, 3, 0)


def test_without_their_fingerprints_all_files_are_read_again(folder: Folder) -> None:
    write(folder.path / "news.jsonl", lines(a=LEAD))
    folder.ingest()
    folder.catalogue.forget_fingerprints()
    assert folder.catalogue.counts().articles == 1  # nothing is gone before it is replaced
    assert folder.counts() == (0, 1, 0, 0, 0)


def test_after_a_change_of_our_rules_all_files_are_read_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder.path / "news.jsonl", lines(a=LEAD))
    write(folder.path / "a.txt", PLAIN)
    assert folder.counts() == (2, 0, 0, 0, 0)
    monkeypatch.setattr("qa_service.ingestion.sources.RULES", "next")
    assert folder.counts() == (0, 2, 0, 0, 0)
    assert folder.counts() == (0, 0, 0, 2, 0)


def test_what_is_known_of_an_article_is_stored(folder: Folder) -> None:
    record = {"id": "a", "title": TITLE, "text": LEAD, "section": "Transports",
              "date": "2023-02-06", "modified": "2023-02-08"}  # fmt: skip
    write(folder.path / "news.json", json.dumps(record))
    folder.ingest()
    [article] = folder.catalogue.articles()
    assert (article.section, str(article.updated), article.part) == (
        "Transports",
        "2023-02-08",
        "a",
    )
