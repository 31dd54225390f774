"""Uploads, deletion and its undoing, over a real catalogue with drawn vectors."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa_service.domain.errors import NotFound, StoreError, UsageError
from qa_service.domain.library import UNDATED, ArticleStatus, Outcome, UploadReport
from qa_service.domain.reports import IngestReport, Progress, no_progress
from qa_service.domain.scope import EVERYTHING
from qa_service.ingestion.following import unfollow
from qa_service.ingestion.library import Library
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.pipeline import ingest, preview
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.store.catalogue import Catalogue
from qa_service.store.listing import listed
from tests.conftest import PORT, TRAM

SEARCHABLE, WAITING, MISSING, REMOVED = (
    ArticleStatus.SEARCHABLE,
    ArticleStatus.WAITING,
    ArticleStatus.MISSING,
    ArticleStatus.REMOVED,
)


class Counting:
    """Drawn vectors, and how many were."""

    def __init__(self) -> None:
        self.drawn, self._model = 0, DrawnEmbeddings()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.drawn += len(texts)
        return self._model.encode(texts)


def library_of(catalogue: Catalogue, store: Path, folder: Path, encoder: Counting) -> Library:
    def apply(_: Progress) -> None:
        catalogue.applied(catalogue.pending())

    return Library(catalogue, store, lambda: nullcontext(encoder), Limits(), folder, apply)


class Shop:
    """A store beside a followed folder."""

    def __init__(self, root: Path, catalogue: Catalogue) -> None:
        self.catalogue, self.encoder = catalogue, Counting()
        self.folder, self.uploads = root / "articles", root / "store" / "uploads"
        self.folder.mkdir()
        self.library = library_of(catalogue, root / "store", self.folder, self.encoder)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text)
        return path

    def ingest(self) -> IngestReport:
        sources = [self.folder, *([self.uploads] if self.uploads.exists() else [])]
        report = ingest(sources, self.catalogue, self.encoder)
        self.catalogue.applied(self.catalogue.pending())
        return report

    def upload(self, **files: str) -> UploadReport:
        """By their stems; of articles as JSON lines where the text is such."""
        named = [
            (f"{stem}{'.jsonl' if text.startswith('{') else '.txt'}", BytesIO(text.encode()))
            for stem, text in files.items()
        ]
        return self.library.take_in(self.library.receive(named), no_progress)

    def titles(self, status: ArticleStatus | None = None) -> list[str]:
        found = listed(self.catalogue.engine, EVERYTHING, "", 0, 100, status=status)
        return sorted(one.title for one in found.articles)

    def id_of(self, title: str) -> str:
        (found,) = [one.id for one in self.catalogue.articles() if one.title == title]
        return found


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    (tmp_path / "store").mkdir()
    with closing(Catalogue(tmp_path / "store" / "catalogue.sqlite")) as catalogue:
        yield Shop(tmp_path, catalogue)


def titled(title: str, text: str) -> str:
    return f"{title}\n\n{text}\n"


PORT_FILE, TRAM_FILE = titled("Le port", PORT), titled("Le tram", TRAM)
BOTH = "\n".join(
    json.dumps({"id": title, "title": title, "text": text})
    for title, text in (("Le port", PORT), ("Le tram", TRAM))
)


def test_what_was_deleted_of_a_folder_stays_deleted(shop: Shop) -> None:
    path = shop.write("port.txt", PORT_FILE)
    tram = shop.write("tram.txt", TRAM_FILE)
    shop.ingest()
    shop.library.remove(shop.id_of("Le port"))
    assert path.read_text() == PORT_FILE
    assert (shop.titles(), shop.titles(REMOVED)) == (["Le tram"], ["Le port"])
    assert shop.ingest().added == 0
    shop.catalogue.forget_fingerprints()  # as --reread does
    found = preview([shop.folder], shop.catalogue)
    assert (found.report.added, [file.path for file in found.files]) == (0, [str(tram)])
    assert shop.ingest().added == 0
    path.rename(shop.folder / "harbour.txt")
    assert shop.ingest().added == 0
    assert shop.titles() == ["Le tram"]


def test_a_deleted_article_comes_back_when_its_file_changes(shop: Shop) -> None:
    shop.write("port.txt", PORT_FILE)
    shop.ingest()
    deleted = shop.id_of("Le port")
    shop.library.remove(deleted)
    shop.write("port.txt", PORT_FILE + "\nLa digue sera finie en mars.\n")
    assert shop.ingest().added == 1
    assert shop.id_of("Le port") == deleted
    assert shop.titles(REMOVED) == []


def test_undoing_brings_the_article_back_without_embedding(shop: Shop) -> None:
    shop.write("port.txt", PORT_FILE)
    shop.ingest()
    before, vectors = shop.catalogue.articles(), shop.encoder.drawn
    entry = next(shop.catalogue.entries([before[0].id]))
    shop.library.remove(before[0].id)
    with pytest.raises(NotFound):
        shop.library.remove(before[0].id)
    assert shop.library.restore(before[0].id) == before[0]
    restored = next(shop.catalogue.entries([before[0].id]))
    assert shop.catalogue.articles() == before
    assert restored.sentences == entry.sentences
    assert np.array_equal(restored.vectors, entry.vectors)
    assert shop.encoder.drawn == vectors
    assert shop.ingest().unchanged == 1
    with pytest.raises(NotFound):
        shop.library.restore(before[0].id)


def test_an_upload_is_read_and_followed(shop: Shop) -> None:
    shop.write("tram.txt", TRAM_FILE)
    report = shop.upload(port=PORT_FILE)
    assert [(one.name, one.outcome, one.articles) for one in report.uploads] == [
        ("port.txt", Outcome.ADDED, 1)
    ]
    assert shop.titles() == ["Le port"]  # what lies in folders waits for an update
    assert shop.catalogue.sources() == sorted(map(str, (shop.folder, shop.uploads)))
    assert (shop.ingest().added, shop.titles()) == (1, ["Le port", "Le tram"])


def test_an_upload_of_the_same_name_replaces_and_keeps_the_id(shop: Shop) -> None:
    shop.upload(port=PORT_FILE)
    first = shop.id_of("Le port")
    again = shop.upload(port=PORT_FILE).uploads[0]
    assert (again.outcome, again.replaces) == (Outcome.UNCHANGED, True)
    other = shop.upload(port=titled("Le nouveau port", PORT)).uploads[0]
    assert (other.outcome, other.replaces) == (Outcome.CHANGED, True)
    assert shop.id_of("Le nouveau port") == first
    assert [path.name for path in shop.uploads.iterdir() if path.is_file()] == ["port.txt"]


def test_what_cannot_be_read_is_refused_and_replaces_nothing(shop: Shop) -> None:
    shop.upload(port=BOTH)
    report = shop.upload(port='{"nothing": "at all"}', tram=TRAM_FILE)
    refused, added = report.uploads
    assert (refused.outcome, added.outcome) == (Outcome.REFUSED, Outcome.ADDED)
    assert "text" in (refused.reason or "")
    assert (shop.uploads / "port.jsonl").read_text() == BOTH
    assert shop.titles() == ["Le port", "Le tram", "Le tram"]
    assert list((shop.uploads / ".incoming").iterdir()) == []


def refused(shop: Shop) -> list[str]:
    """The names of the uploads that were refused and are listed."""
    return sorted(one.path for one in shop.library.failures().failures if one.refused)


def test_a_refused_upload_is_listed_until_it_is_read_or_dismissed(shop: Shop) -> None:
    shop.upload(port=PORT_FILE)
    files = {"../a.txt": "a", "été.pdf": "no pdf", "bus.jsonl": "[]", "tram.txt": TRAM_FILE}
    named = [(name, BytesIO(text.encode())) for name, text in files.items()]
    delivery = shop.library.receive(named)
    assert refused(shop) == ["../a.txt", "été.pdf"]  # by name or kind; the rest waits
    shop.library.take_in(delivery, no_progress)
    assert refused(shop) == ["../a.txt", "bus.jsonl", "été.pdf"]
    shop.ingest()
    shop.upload(bus=json.dumps({"title": "Le bus", "text": TRAM}))
    assert refused(shop) == ["../a.txt", "été.pdf"]
    for one in shop.library.failures().failures:
        if one.path == "été.pdf":
            assert "It is no PDF file" in shop.library.dismiss(one.id).reason
            with pytest.raises(NotFound, match="GET /api/failures"):
                shop.library.dismiss(one.id)
    assert refused(shop) == ["../a.txt"]
    shop.library.receive([("e\u0301té.pdf", BytesIO(b"no pdf"))])  # sent again, to be told again
    assert refused(shop) == ["../a.txt", "été.pdf"]


def test_of_two_files_of_one_name_the_refused_one_is_listed(shop: Shop) -> None:
    files = [("port.txt", BytesIO(text.encode())) for text in (PORT_FILE, TRAM_FILE)]
    shop.library.take_in(shop.library.receive(files), no_progress)
    assert (shop.titles(), refused(shop)) == (["Le port"], ["port.txt"])


def test_what_was_not_read_of_an_upload_goes_with_its_file(shop: Shop) -> None:
    shop.upload(both=f"{BOTH}\nbroken")
    [failure] = shop.library.failures().failures
    assert (failure.path, failure.part) == (str(shop.uploads / "both.jsonl"), "line 3")
    assert not failure.refused
    for title in ("Le port", "Le tram"):
        assert shop.library.failures().total == 1
        shop.library.remove(shop.id_of(title))
    assert shop.library.failures().total == 0


def test_two_files_of_one_name_in_an_upload(shop: Shop) -> None:
    files = [("port.txt", BytesIO(text.encode())) for text in (PORT_FILE, TRAM_FILE)]
    delivery = shop.library.receive(files)
    assert [one.outcome for one in delivery.uploads] == [Outcome.WAITING, Outcome.REFUSED]
    report = shop.library.take_in(delivery, no_progress)
    assert [one.outcome for one in report.uploads] == [Outcome.ADDED, Outcome.REFUSED]
    assert shop.titles() == ["Le port"]
    with pytest.raises(UsageError):
        shop.library.receive([])


def test_an_uploaded_file_goes_with_its_last_article(shop: Shop) -> None:
    shop.upload(both=BOTH)
    port, tram, file = shop.id_of("Le port"), shop.id_of("Le tram"), shop.uploads / "both.jsonl"
    shop.library.remove(port)
    assert file.exists()
    shop.ingest()
    assert shop.titles() == ["Le tram"]
    shop.library.remove(tram)
    assert not file.exists()
    shop.ingest()
    assert shop.titles() == []
    shop.library.restore(tram)  # the other one stays deleted, though the file is back
    assert file.exists()
    shop.ingest()
    assert (shop.titles(), shop.titles(REMOVED)) == (["Le tram"], ["Le port"])


def test_uploading_a_file_again_brings_back_what_was_deleted_of_it(shop: Shop) -> None:
    shop.upload(both=BOTH)
    shop.library.remove(shop.id_of("Le port"))
    report = shop.upload(both=BOTH)
    assert report.uploads[0].outcome is Outcome.CHANGED
    assert (shop.titles(), shop.titles(REMOVED)) == (["Le port", "Le tram"], [])
    shop.library.remove(shop.id_of("Le port"))
    shop.library.remove(shop.id_of("Le tram"))
    shop.write("both.jsonl", BOTH)  # the same from a folder is another file
    assert shop.ingest().added == 2


def test_an_upload_is_deleted_for_good(shop: Shop) -> None:
    shop.write("tram.txt", TRAM_FILE)
    shop.ingest()
    shop.upload(port=PORT_FILE)
    port, tram = shop.id_of("Le port"), shop.id_of("Le tram")
    for article_id in (port, tram):
        shop.library.remove(article_id)
    shop.library.forget(port)
    assert [path for path in shop.uploads.rglob("*") if path.is_file()] == []
    with pytest.raises(NotFound):
        shop.library.restore(port)
    with pytest.raises(UsageError, match="followed folder"):
        shop.library.forget(tram)
    assert shop.titles(REMOVED) == ["Le tram"]


def test_a_lost_folder_of_uploads_is_not_taken_for_an_empty_one(shop: Shop) -> None:
    shop.upload(port=PORT_FILE)
    shop.uploads.rename(shop.uploads.with_name("elsewhere"))
    with pytest.raises(StoreError, match="Put it back"):
        shop.upload(tram=TRAM_FILE)
    shop.uploads.with_name("elsewhere").rename(shop.uploads)
    shop.upload(tram=TRAM_FILE)
    assert shop.titles() == ["Le port", "Le tram"]


def test_a_folder_that_is_followed_no_longer_has_nothing_deleted(shop: Shop) -> None:
    shop.write("port.txt", PORT_FILE)
    shop.catalogue.add_source(str(shop.folder))
    shop.ingest()
    shop.library.remove(shop.id_of("Le port"))
    unfollow(shop.catalogue, [shop.folder])
    assert shop.titles(REMOVED) == []
    assert shop.ingest().added == 1


def test_each_article_says_how_it_stands(shop: Shop) -> None:
    for name, text in (("port", PORT_FILE), ("tram", TRAM_FILE), ("bus", titled("Le bus", TRAM))):
        shop.write(f"{name}.txt", text)
    shop.ingest()
    shop.write("ferry.txt", titled("Le ferry", PORT))
    ingest([shop.folder], shop.catalogue, shop.encoder)  # and the indexes do not follow
    ids = {one.title: one.id for one in shop.catalogue.articles()}
    (shop.folder / "tram.txt").unlink()
    shop.catalogue.lay_aside(ids["Le bus"], uploaded=False)
    shop.catalogue.applied(
        one for one in shop.catalogue.pending() if one.article_id == ids["Le bus"]
    )
    expected = {"port": SEARCHABLE, "tram": MISSING, "ferry": WAITING, "bus": REMOVED}
    statuses = shop.library.statuses([*ids.values(), "nowhere"])
    assert statuses == {ids[f"Le {name}"]: status for name, status in expected.items()}
    for name, status in expected.items():
        assert shop.titles(status) == [f"Le {name}"]
    assert shop.titles() == ["Le ferry", "Le port", "Le tram"]


def test_the_list_is_limited_by_where_dates_come_from(shop: Shop) -> None:
    shop.write("2022-05-02.txt", PORT_FILE)
    shop.write("tram.txt", TRAM_FILE)
    shop.ingest()
    assert shop.library.choices().dated == ("file_name", UNDATED)
    for dated, titles in (("file_name", ["Le port"]), (UNDATED, ["Le tram"]), ("url", [])):
        found = listed(shop.catalogue.engine, EVERYTHING, "", 0, 9, dated)
        assert [one.title for one in found.articles] == titles


def test_an_upload_can_be_restored_in_a_store_that_was_moved(tmp_path: Path) -> None:
    store, moved = tmp_path / "store", tmp_path / "moved"
    store.mkdir()
    with closing(Catalogue(store / "catalogue.sqlite")) as catalogue:
        shop = Shop(tmp_path, catalogue)
        shop.upload(port=PORT_FILE)
        port = shop.id_of("Le port")
        shop.library.remove(port)
    store.rename(moved)
    with closing(Catalogue(moved / "catalogue.sqlite")) as catalogue:
        library = library_of(catalogue, moved, shop.folder, Counting())
        library.restore(port)
        assert (moved / "uploads" / "port.txt").read_text() == PORT_FILE
        report = ingest([moved / "uploads"], catalogue, Counting())
        assert (report.moved, [one.id for one in catalogue.articles()]) == (1, [port])
