"""What could not be read: kept, and gone once it is read, its file is gone, or it is dismissed."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from qa_service.domain.library import KeptFailure
from qa_service.ingestion.following import unfollow
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.pipeline import ingest
from qa_service.store.catalogue import Catalogue
from tests.ingestion.files import LEAD, PLAIN, TITLE, pdf, zipped
from tests.ingestion.folders import Followed


def record(part: str) -> str:
    return json.dumps({"id": part, "title": TITLE, "text": f"{LEAD} Numéro {part}."}) + "\n"


BROKEN = '{"id": "b", "ti\n'
SCAN, NEWS = ("scan.pdf", ""), ("news.jsonl", "line 2")


class Restarted(Followed):
    """Folders, and a catalogue that is opened anew before each run and after it."""

    def __init__(self, path: Path, store: Path) -> None:
        self._store = store
        super().__init__(path, self._opened())

    def _opened(self) -> Catalogue:
        return Catalogue(self._store / "catalogue.sqlite")

    def restart(self) -> None:
        self.catalogue.close()
        self.catalogue = self._opened()

    def run(self, *sources: str) -> list[tuple[str, str]]:
        """Where something could not be read, after a run and a restart."""
        self.ingest(*sources)
        self.restart()
        return self.listed()

    def failures(self) -> list[KeptFailure]:
        return list(self.catalogue.failures.find().failures)

    def listed(self) -> list[tuple[str, str]]:
        found = ((Path(one.path).relative_to(self.path), one.part) for one in self.failures())
        return sorted((str(path), part) for path, part in found)

    def dismiss(self, *places: tuple[str, str]) -> None:
        for one in self.failures():
            if (Path(one.path).name, one.part) in places:
                self.catalogue.failures.dismiss(one.id)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Restarted]:
    path = tmp_path / "followed"
    path.mkdir()
    followed = Restarted(path, tmp_path)
    followed.write("bac.txt", PLAIN)
    followed.write("scan.pdf", "no pdf")
    followed.write("news.jsonl", record("a") + BROKEN + record("c"))
    yield followed
    followed.catalogue.close()


def test_what_could_not_be_read_is_listed_until_it_is_mended(folder: Restarted) -> None:
    folder.preview()
    assert folder.listed() == []
    assert folder.run() == [NEWS, SCAN]
    before = {one.path: one for one in folder.failures()}
    line = before[str(folder.path / "news.jsonl")]
    assert (line.reason, line.refused) == ("It is no valid JSON (line 1): export it anew.", False)
    assert line.place == f"{folder.path}/news.jsonl#line 2"
    assert folder.run() == [NEWS, SCAN]
    for one in folder.failures():
        assert (one.id, one.first) == (before[one.path].id, before[one.path].first)
        assert one.last > one.first == before[one.path].last
    folder.write("scan.pdf", pdf(LEAD, heading=TITLE))
    assert folder.run("bac.txt") == [NEWS, SCAN]  # a run over other files knows nothing of it
    assert folder.run() == [NEWS]
    folder.write("news.jsonl", record("a") + record("b") + record("c"))
    assert folder.run() == []
    assert folder.catalogue.counts().articles == 5


def test_each_part_of_a_file_goes_by_itself(folder: Restarted) -> None:
    folder.write("week.zip", zipped({"a.txt": "", "b.txt": "", "c.txt": PLAIN}))
    assert folder.run("week.zip") == [("week.zip", "a.txt"), ("week.zip", "b.txt")]
    folder.write("week.zip", zipped({"a.txt": f"{PLAIN} Oui.", "b.txt": "", "c.txt": PLAIN}))
    assert folder.run("week.zip") == [("week.zip", "b.txt")]
    folder.write("week.zip", "no zip")
    assert folder.run("week.zip") == [("week.zip", "")]


def test_what_is_dismissed_stays_away_until_the_file_or_the_reason_changes(
    folder: Restarted, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.run()
    folder.dismiss(NEWS, SCAN)
    assert folder.listed() == []
    assert folder.run() == []
    monkeypatch.setattr("qa_service.ingestion.sources.RULES", "next")  # we read in another way
    assert folder.run() == []
    folder.write("news.jsonl", record("a") + BROKEN + record("c") + record("d"))
    assert folder.run() == [NEWS]
    folder.write("scan.pdf", "no pdf either")
    assert folder.run() == [NEWS, SCAN]


def test_what_is_dismissed_is_listed_again_for_another_reason(folder: Restarted) -> None:
    long = folder.write("long.txt", PLAIN + "a" * 2_100_000)
    for megabytes in (1, 1, 2):
        limits = Limits(largest_article=megabytes)
        ingest([long], folder.catalogue, folder.encoder, limits=limits)
        [failure] = folder.failures()
        assert f"the {megabytes} MB" in failure.reason
    folder.catalogue.failures.dismiss(failure.id)
    ingest([long], folder.catalogue, folder.encoder, limits=limits)
    assert folder.failures() == []
    ingest([long], folder.catalogue, folder.encoder, limits=Limits(largest_article=1))
    [failure] = folder.failures()
    assert failure.last == failure.first


def test_what_is_gone_is_listed_no_longer(folder: Restarted) -> None:
    folder.write("deep/empty.txt", "")
    assert folder.run() == [("deep/empty.txt", ""), NEWS, SCAN]
    folder.dismiss(NEWS)
    (folder.path / "scan.pdf").unlink()
    shutil.rmtree(folder.path / "deep")
    assert folder.run() == []
    (folder.path / "news.jsonl").rename(folder.path / "novelles.jsonl")
    assert folder.run() == [("novelles.jsonl", "line 2")]  # another file


def test_a_folder_that_is_away_keeps_what_was_not_read_in_it(folder: Restarted) -> None:
    folder.write("disk/empty.txt", "")
    folder.write("disk/dull.txt", "")
    folder.run("disk")
    folder.dismiss(("dull.txt", ""))
    folder.move("disk", "unplugged")
    assert folder.run("disk") == [("disk/empty.txt", "")]
    folder.move("unplugged", "disk")
    assert folder.run("disk") == [("disk/empty.txt", "")]  # and the other is still dismissed


def test_a_source_takes_along_what_was_not_read_in_it(folder: Restarted) -> None:
    folder.write("disk/empty.txt", "")
    for source in (folder.path / "disk", folder.path / "scan.pdf"):
        folder.catalogue.add_source(str(source))
    assert folder.run("disk", "scan.pdf") == [("disk/empty.txt", ""), SCAN]
    unfollow(folder.catalogue, [folder.path / "disk"])
    assert folder.listed() == [SCAN]


def test_names_that_are_written_otherwise_are_the_same(folder: Restarted) -> None:
    composed = "été.txt"
    folder.write(composed, "")
    folder.run()
    folder.dismiss((composed, ""))
    folder.move(composed, normalize("NFD", composed))
    assert folder.run() == [NEWS, SCAN]


def test_what_cannot_even_be_opened_or_named_is_listed(folder: Restarted) -> None:
    (folder.path / "r\udce9gion.txt").write_text(PLAIN)
    shown = "r\ufffdgion.txt"
    assert folder.run() == [NEWS, (shown, ""), SCAN]
    folder.dismiss((shown, ""))
    assert folder.run() == [NEWS, SCAN]
    folder.move("r\udce9gion.txt", "région.txt")
    assert folder.run() == [NEWS, SCAN]
    assert shown not in " ".join(folder.catalogue.failures.paths())
