"""What could not be read, in a catalogue that is saved, restored and looked through."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qa_service.domain.reports import no_progress
from qa_service.maintenance import backup, restore
from qa_service.settings import read_settings
from qa_service.store.catalogue import Catalogue
from qa_service.store.failures import MOST_REFUSED, Failures
from tests.conftest import silent

MONDAY = datetime(2024, 7, 1, 9, 30, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    (tmp_path / "store").mkdir()
    with closing(Catalogue(tmp_path / "store" / "catalogue.sqlite")) as opened:
        yield opened


def parts(failures: Failures, start: int = 0, count: int | None = None) -> list[str]:
    return [one.part for one in failures.find(start, count).failures]


def test_a_backup_has_them_and_what_was_dismissed(tmp_path: Path, catalogue: Catalogue) -> None:
    found = [("line 2", "It is no record."), ("line 5", "It is no record.")]
    catalogue.failures.settle("/a.jsonl", "1", found, MONDAY)
    catalogue.failures.refuse([("scan.pdf", "It is encrypted.")])
    catalogue.failures.dismiss(
        next(one.id for one in catalogue.failures.find().failures if one.part == "line 5")
    )
    before = catalogue.failures.find()
    assert before.total == 2
    settings = read_settings({"store": tmp_path / "store"})
    other = read_settings({"store": tmp_path / "other"})
    backup(settings, tmp_path / "saved.zip", False, no_progress)
    restore(other, tmp_path / "saved.zip", False, no_progress, silent)
    with closing(Catalogue(other.store / "catalogue.sqlite")) as restored:
        assert restored.failures.find() == before
        restored.failures.settle("/a.jsonl", "1", found, TUESDAY)
        assert restored.failures.find().total == 2  # what was dismissed stays so
        restored.failures.settle("/a.jsonl", "2", found, TUESDAY)
        assert restored.failures.find().total == 3


def test_the_newest_come_first_and_those_of_a_file_in_its_order(catalogue: Catalogue) -> None:
    lines = [(f"line {number}", "It is no record.") for number in range(1, 13)]
    catalogue.failures.settle("/a.jsonl", "1", lines, MONDAY)
    catalogue.failures.settle("/a.jsonl", "2", [*lines, ("line 0", "")], TUESDAY)
    assert parts(catalogue.failures) == ["line 0", *(part for part, _ in lines)]
    assert parts(catalogue.failures, 2, 3) == ["line 2", "line 3", "line 4"]
    assert catalogue.failures.find(100, 5).total == 13


def test_a_clock_that_was_set_back_loses_nothing_and_keeps_nothing(catalogue: Catalogue) -> None:
    catalogue.failures.settle("/a.jsonl", "1", [("a", "No."), ("b", "No.")], TUESDAY)
    catalogue.failures.settle("/a.jsonl", "2", [("b", "No.")], MONDAY)
    assert parts(catalogue.failures) == ["b"]


def test_refused_uploads_fill_no_disk(catalogue: Catalogue) -> None:
    catalogue.failures.settle("/a.jsonl", "", [("a", "No.")], MONDAY)
    for batch in range(3):
        named = [(f"{batch}-{number}.txt", "No.") for number in range(MOST_REFUSED // 2)]
        catalogue.failures.refuse(named)
    catalogue.failures.refuse([("a" * 100_000, "Its name is longer than 255 bytes: shorten it.")])
    found = catalogue.failures.find()
    assert found.total == MOST_REFUSED + 1
    names = {one.path for one in found.failures if one.refused}
    assert {"1-1.txt", "2-0.txt", "a" * 255} <= names
    assert not any(name.startswith("0-") for name in names)


def test_names_of_any_bytes_are_kept(catalogue: Catalogue) -> None:
    catalogue.failures.settle("/a.eml", "", [("caf\udce9.pdf", "It is encrypted.")], MONDAY)
    assert parts(catalogue.failures) == ["caf?.pdf"]
