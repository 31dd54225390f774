"""What may come into the folder of uploads, and that nothing else is written."""

from io import BytesIO
from pathlib import Path

import pytest

from qa_service.domain.errors import StoreError, UnreadableFile, UsageError
from qa_service.ingestion.limits import MB, Limits
from qa_service.ingestion.sources import list_files
from qa_service.ingestion.uploads import Uploads

TEXT = b"Le port de Valmer a rouvert lundi."


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "store" / "uploads", Limits(largest_file=1))


def listed(uploads: Uploads) -> dict[str, bytes]:
    """What an ingestion would read."""
    files = list_files([uploads.folder], ()).files
    return {str(path.relative_to(uploads.folder)): path.read_bytes() for path in files}


def everything(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../evil.txt", "holds a path"),
        ("/etc/cron.txt", "holds a path"),
        ("..\\evil.txt", "holds a path"),
        ("..", "passed over"),
        (".hidden.txt", "passed over"),
        ("\u202e.hidden.txt", "passed over"),
        ("README.md", "passed over"),
        ("", "no name"),
        (" \n\t", "no name"),
        ("é" * 126 + ".txt", "longer than 255 bytes"),
        ("table.ods", "cannot be read"),
        ("noextension", "cannot be read"),
    ],
)
def test_a_name_is_refused_with_the_reason(
    uploads: Uploads, tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(UnreadableFile, match=said):
        uploads.stage(name, BytesIO(TEXT))
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Le port\u202e.txt", "Le port .txt"),
        ('a<b>"c"|d?*.txt', "a_b__c__d__.txt"),
        ("re\u0301gion.txt", "r\u00e9gion.txt"),
        ("a\x00b.txt", "a b.txt"),
    ],
)
def test_a_name_is_made_one_for_every_system(uploads: Uploads, given: str, kept: str) -> None:
    assert uploads.stage(given, BytesIO(TEXT)).name == kept


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("port.txt", b"", "is empty"),
        ("port.txt", b"\x89PNG\r\n\x1a\n...", "an image"),
        ("port.pdf", TEXT, "no PDF"),
        ("port.txt", b"<!doctype html><p>Port", "an HTML page"),
        ("port.txt", b"a" * (MB + 1), "more than the 1 MB"),
    ],
)
def test_a_content_is_refused_with_the_reason(
    uploads: Uploads, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(UnreadableFile, match=said):
        uploads.stage(name, BytesIO(content))
    assert everything(tmp_path) == []


def test_a_file_is_read_by_nobody_before_it_has_its_place(uploads: Uploads) -> None:
    staged = uploads.stage("port.txt", BytesIO(TEXT))
    assert listed(uploads) == {}
    assert uploads.place(staged) == (uploads.folder / "port.txt", False)
    assert listed(uploads) == {"port.txt": TEXT}
    assert everything(uploads.folder) == [uploads.folder / "port.txt"]


def test_the_same_name_replaces_what_was_there(uploads: Uploads) -> None:
    for content, replaced in ((TEXT, False), (TEXT * 2, True)):
        _, replaces = uploads.place(uploads.stage("port.txt", BytesIO(content)))
        assert replaces is replaced
    assert listed(uploads) == {"port.txt": TEXT * 2}


def test_a_link_that_leads_out_is_replaced_and_not_followed(
    uploads: Uploads, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    uploads.folder.mkdir(parents=True)
    (uploads.folder / "port.txt").symlink_to(outside)
    uploads.place(uploads.stage("port.txt", BytesIO(TEXT)))
    assert outside.read_bytes() == b"mine"
    assert listed(uploads) == {"port.txt": TEXT}


def test_a_folder_s_name_is_refused(uploads: Uploads) -> None:
    (uploads.folder / "port.txt").mkdir(parents=True)
    with pytest.raises(UnreadableFile, match="another one"):
        uploads.place(uploads.stage("port.txt", BytesIO(TEXT)))


def test_what_an_interrupted_upload_left_is_swept(uploads: Uploads) -> None:
    uploads.place(uploads.stage("port.txt", BytesIO(TEXT)))
    uploads.stage("tram.txt", BytesIO(TEXT))
    uploads.sweep()
    assert everything(uploads.folder) == [uploads.folder / "port.txt"]


def test_a_file_goes_aside_and_comes_back(uploads: Uploads) -> None:
    path, _ = uploads.place(uploads.stage("port.txt", BytesIO(TEXT)))
    uploads.lay_aside(path)
    assert listed(uploads) == {}
    uploads.bring_back(path)
    assert listed(uploads) == {"port.txt": TEXT}
    with pytest.raises(UsageError, match="other articles"):
        uploads.delete_aside(path)
    uploads.lay_aside(path)
    uploads.delete_aside(path)
    assert everything(uploads.folder) == []


def test_a_disk_that_cannot_be_written_is_named(uploads: Uploads) -> None:
    uploads.folder.parent.mkdir(parents=True)
    uploads.folder.write_text("a file in the place of the folder")
    with pytest.raises(StoreError, match=r"port\.txt cannot be written"):
        uploads.stage("port.txt", BytesIO(TEXT))
