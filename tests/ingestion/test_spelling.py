"""Names with accents are one, however these are written; and as long as the disk takes."""

from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest

from qa_service.domain.errors import UsageError
from qa_service.ingestion.following import follow, followed, unfollow
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.sources import article_id, covered, resolve
from qa_service.ingestion.uploads import LONGEST_NAME, Uploads
from tests.ingestion import files
from tests.ingestion.files import LAST, LEAD, PLAIN, TITLE
from tests.ingestion.folders import Followed, counts

COMPOSED = "région/été à Lomé.txt"
PARTED = normalize("NFD", COMPOSED)
OTHER = f"{TITLE}\n\n{LAST}\n"


@pytest.mark.parametrize(("before", "after"), [(COMPOSED, PARTED), (PARTED, COMPOSED)])
def test_a_file_that_is_respelt_stays_itself(followed: Followed, before: str, after: str) -> None:
    followed.write(before, PLAIN)
    followed.ingest()
    [known] = followed.ids().values()
    followed.move(before, after)
    report, found = followed.preview()
    assert (report.unchanged, found) == (1, {})
    assert counts(followed.ingest()) == {"unchanged": 1}
    assert followed.ids() == {after: known}
    assert counts(followed.ingest()) == {"unchanged": 1}


@pytest.mark.parametrize(("before", "after"), [(COMPOSED, PARTED), (PARTED, COMPOSED)])
def test_a_file_that_is_respelt_and_changed_stays_itself(
    followed: Followed, before: str, after: str
) -> None:
    followed.write(before, PLAIN)
    followed.ingest()
    [known] = followed.ids().values()
    (followed.path / before).unlink()
    followed.write(after, OTHER)
    report, _ = followed.preview()
    assert counts(report) == {"replaced": 1}
    assert counts(followed.ingest()) == {"replaced": 1}  # whose sentence is known
    assert followed.ids() == {after: known}


def test_both_spellings_beside_each_other_are_two_files(followed: Followed) -> None:
    followed.write(COMPOSED, PLAIN)
    followed.ingest()
    [known] = followed.ids().values()
    followed.write(PARTED, OTHER)
    report = followed.ingest()
    assert (report.added, report.unchanged, report.failed) == (1, 1, ())
    assert followed.ids()[COMPOSED] == known
    assert len(set(followed.ids().values())) == 2
    assert counts(followed.ingest()) == {"unchanged": 2}


def test_what_was_deleted_stays_so_when_it_is_respelt(followed: Followed) -> None:
    followed.write(COMPOSED, PLAIN)
    followed.ingest()
    [known] = followed.ids().values()
    followed.catalogue.lay_aside(known, False)
    followed.move(COMPOSED, PARTED)
    assert counts(followed.ingest()) == {}
    assert followed.ids() == {}


def test_a_member_that_is_respelt_stays_itself(followed: Followed) -> None:
    followed.write("a.zip", files.zipped({PARTED: PLAIN, "b.txt": OTHER}))
    followed.ingest()
    before = followed.ids()
    followed.write("a.zip", files.zipped({COMPOSED: PLAIN, "b.txt": OTHER}))
    assert counts(followed.ingest()) == {"unchanged": 2}
    assert followed.ids() == {f"a.zip#{COMPOSED}": before[f"a.zip#{PARTED}"],
                              "a.zip#b.txt": before["a.zip#b.txt"]}  # fmt: skip
    followed.write("a.zip", files.zipped({PARTED: OTHER, "b.txt": OTHER}))
    assert counts(followed.ingest()) == {"replaced": 1, "unchanged": 1}
    assert followed.ids() == before


def test_a_folder_is_found_followed_and_left_by_either_name(followed: Followed) -> None:
    followed.write(PARTED, PLAIN)
    composed = followed.path / "région"
    [source] = follow(followed.catalogue, [composed], followed.path)
    assert source == followed.path / normalize("NFD", "région")
    followed.ingest(source.name)
    assert followed.path / PARTED in [Path(path) for path in followed.catalogue.files()]
    # It is copied by another system, and still followed.
    source.rename(composed)
    assert followed_now(followed) == [composed]
    assert counts(followed.ingest(composed.name)) == {"unchanged": 1}
    assert unfollow(followed.catalogue, [composed]) == 1
    assert followed.catalogue.sources() == []
    with pytest.raises(UsageError, match="is not followed"):
        unfollow(followed.catalogue, [composed])


def followed_now(folder: Followed) -> list[Path]:
    return followed(folder.catalogue)


def test_paths_are_resolved_as_the_disk_has_them(tmp_path: Path) -> None:
    (tmp_path / PARTED).parent.mkdir()
    (tmp_path / PARTED).write_text(PLAIN)
    assert resolve([tmp_path / COMPOSED]) == [tmp_path / PARTED]
    with pytest.raises(UsageError, match="does not exist"):
        resolve([tmp_path / "région/hiver.txt"])
    assert covered(tmp_path / PARTED, [tmp_path / "région"])
    assert not covered(tmp_path / PARTED, [tmp_path / "régions"])
    assert article_id(COMPOSED) == article_id(PARTED)


def test_a_name_that_is_no_text_is_reported(followed: Followed) -> None:
    followed.write("a.txt", PLAIN)
    (followed.path / "r\udce9gion.txt").write_text(PLAIN)
    report = followed.ingest()
    assert report.added == 1
    [failure] = report.failed
    assert failure.path.endswith("r\ufffdgion.txt")
    assert failure.reason == "Its name is not written in UTF-8: rename it."


def test_the_longest_name_is_ingested(followed: Followed) -> None:
    name = "é" * 125 + "a.txt"
    assert len(name.encode()) == LONGEST_NAME
    followed.write(name, PLAIN)
    assert counts(followed.ingest()) == {"added": 1, "embedded": 4}


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", Limits())


def test_the_longest_name_is_uploaded(uploads: Uploads) -> None:
    name = normalize("NFD", "é" * 125 + "a.txt")
    path, _ = uploads.place(uploads.stage(name, BytesIO(LEAD.encode())))
    assert path.name == normalize("NFC", name)
    assert path.read_text() == LEAD
    uploads.lay_aside(path)
    uploads.bring_back(path)
    assert path.exists()


def test_an_upload_takes_the_place_of_its_name(uploads: Uploads) -> None:
    """As it was written by another system, of which the folder is a copy."""
    uploads.folder.mkdir()
    there = uploads.folder / normalize("NFD", "été.txt")
    there.write_text("before")
    path, replaces = uploads.place(uploads.stage("été.txt", BytesIO(LEAD.encode())))
    assert (path, replaces) == (there, True)
    assert [file.read_text() for file in uploads.folder.glob("*.txt")] == [LEAD]
    assert uploads.holds(str(uploads.folder / "été.txt"))
    # It goes aside, comes back and is deleted by either name.
    uploads.lay_aside(uploads.folder / "été.txt")
    assert not there.exists()
    uploads.bring_back(uploads.folder / "été.txt")
    uploads.lay_aside(there)
    uploads.place(uploads.stage("été.txt", BytesIO(LEAD.encode())))
    assert not [*(uploads.folder / ".removed").iterdir()]
    uploads.lay_aside(there)
    uploads.delete_aside(uploads.folder / "été.txt")
    assert [path for path in uploads.folder.rglob("*") if path.is_file()] == []
