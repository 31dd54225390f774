"""What the machine does to a store: no room, no right to write, two at once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from qa_service.domain.errors import StoreError
from qa_service.domain.reports import IngestReport, no_progress
from qa_service.maintenance import verify
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.settings import read_settings
from qa_service.upkeep import run_ingest
from tests.conftest import PORT, silent

ARTICLES = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        text = f"Le port n° {number}\n\n{PORT}\n\n{f'Le quai {number} rouvre. ' * 6}"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only an administrator may mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", disk], check=True)


Ingest = Callable[[Path], IngestReport]


@pytest.fixture
def ingest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ingest:
    """Ingests the articles into a store."""
    monkeypatch.setenv("QA_EMBEDDING_MODEL", "drawn")
    monkeypatch.setattr(
        "qa_service.upkeep.article_encoder", lambda *_: nullcontext(DrawnEmbeddings())
    )

    def run(store: Path) -> IngestReport:
        return run_ingest(read_settings({"store": store}), [folder], False, no_progress, silent)

    return run


def check_whole(store: Path) -> None:
    report = verify(read_settings({"store": store}), silent)
    assert (report["ok"], report["articles"]) == (True, ARTICLES), report["problems"]


@pytest.mark.parametrize("size", ["1m", "2m", "4m"])  # at the catalogue, later in it, the indexes
def test_a_full_disk_loses_nothing(disk: Path, ingest: Ingest, size: str) -> None:
    remount(disk, f"size={size}")
    store = disk / "store"
    with pytest.raises(StoreError, match="room"):
        ingest(store)
    remount(disk, "size=200m")
    report = ingest(store)
    assert report.added + report.unchanged == ARTICLES
    assert (report.replaced, report.removed, report.failed) == (0, 0, ())
    check_whole(store)


def test_a_store_that_may_not_be_written_says_so(disk: Path, ingest: Ingest, folder: Path) -> None:
    remount(disk, "size=200m")
    store = disk / "store"
    ingest(store)
    (folder / "0.txt").write_text("Un autre texte.", encoding="utf-8")
    remount(disk, "ro")
    with pytest.raises(StoreError, match="writable"):
        ingest(store)
    remount(disk, "rw")
    assert ingest(store).replaced == 1
    check_whole(store)


INGEST = """
import sys
from contextlib import nullcontext
from qa_service import cli, upkeep
from qa_service.models.drawn import DrawnEmbeddings

upkeep.article_encoder = lambda *_: nullcontext(DrawnEmbeddings())
print("ready", flush=True)
sys.stdin.readline()
sys.exit(cli.main(["ingest", sys.argv[1], "--store", sys.argv[2], "--json"]))
"""


def test_two_ingestions_at_once_do_the_work_once(
    tmp_path: Path, folder: Path, ingest: Ingest
) -> None:
    store = tmp_path / "store"
    with subprocess.Popen(
        [sys.executable, "-c", INGEST, str(folder), str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        try:
            assert other.stdin is not None
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
            other.stdin.write("\n")
            other.stdin.flush()
            here = ingest(store)
            out, _ = other.communicate(timeout=120)
        finally:
            other.kill()
    assert other.returncode == 0
    assert here.added + json.loads(out)["added"] == ARTICLES
    check_whole(store)
