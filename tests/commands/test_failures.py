"""The commands on what could not be read, on a real store, after a real ingestion."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from qa_service import upkeep
from qa_service.cli import main
from qa_service.doctor import examine
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.settings import read_settings
from tests.conftest import PORT, silent


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Beside a folder with a file that can be read and one that cannot."""
    monkeypatch.setattr(upkeep, "article_encoder", lambda *_: nullcontext(DrawnEmbeddings()))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "port.txt").write_text(f"Le port\n\n{PORT}\n")
    (tmp_path / "articles" / "scan\n.pdf").write_text("no pdf")
    return tmp_path / "store"


def run(capsys: pytest.CaptureFixture[str], store: Path, *arguments: str, code: int = 0) -> str:
    assert main([*arguments, "--store", str(store)]) == code
    told = capsys.readouterr()
    return told.err if code else told.out


def test_what_was_not_read_is_listed_and_dismissed(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, store, "failures", "list") == ""
    assert not store.exists()
    folder = store.parent / "articles"
    run(capsys, store, "ingest", str(folder))
    found = json.loads(run(capsys, store, "failures", "list", "--json"))
    [failure] = found.pop("failures")
    assert found == {"total": 1, "page": 1, "pages": 1}
    assert (failure["path"], failure["part"]) == (f"{folder}/scan\n.pdf", "")
    assert not failure["refused"]
    line = run(capsys, store, "failures", "list")
    assert line.startswith(f"{failure['id']}  20")
    assert line.endswith(f"Z  {folder}/scan .pdf: {failure['reason']}\n")
    assert said_of(store).endswith("Could not be read: 1. See: qa-service failures list")
    done = run(capsys, store, "failures", "dismiss", failure["id"])
    assert done == f"dismissed: {failure['id']}  {folder}/scan .pdf\n"
    assert run(capsys, store, "failures", "list") == ""
    assert "Could not be read" not in said_of(store)
    again = run(capsys, store, "failures", "dismiss", failure["id"], code=1)
    assert "There is no failure" in again


def said_of(store: Path) -> str:
    """What `doctor` says of a store."""
    findings = examine(read_settings({"store": store}), silent)
    return next(one.said for one in findings if one.name == "store")
