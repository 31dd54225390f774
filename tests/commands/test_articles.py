"""The commands on articles, on a real store."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.cli import main
from qa_service.models.names import model_name
from qa_service.store.catalogue import MODEL, Catalogue
from tests.conftest import PORT, TRAM, Put, article


@pytest.fixture
def catalogue(tmp_path: Path, put_drawn: Put) -> Iterator[Catalogue]:
    """Whose vectors are never compared, so that it passes for one of the shipped model."""
    store = tmp_path / "store"
    store.mkdir()
    with closing(Catalogue(store / "catalogue.sqlite")) as catalogue:
        catalogue.remember(MODEL, model_name(None))
        put_drawn(catalogue, article("port", "Le port", PORT))
        put_drawn(catalogue, article("tram", "Le tram", TRAM))
        yield catalogue


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["articles", *arguments, "--store", str(tmp_path / "store")]) == code
    told = capsys.readouterr()
    return told.err if code else told.out


def test_articles_are_listed_deleted_and_restored(
    tmp_path: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, capsys, "list", "PÓRT") == "port  2022-05-02  waiting     Le port\n"
    assert run(tmp_path, capsys, "remove", "port") == "removed: port  Le port\n"
    listed = run(tmp_path, capsys, "list")
    assert listed == "tram  2022-05-02  missing     Le tram\n"  # in step now; its file never was
    found = json.loads(run(tmp_path, capsys, "list", "--status", "removed", "--json"))
    assert [(one["id"], one["status"]) for one in found["articles"]] == [("port", "removed")]
    assert found["total"] == 1
    done = json.loads(run(tmp_path, capsys, "restore", "port", "--json"))
    assert done == {"restored": [{"id": "port", "title": "Le port"}]}
    assert catalogue.article("port").text == PORT
    assert "was deleted" in run(tmp_path, capsys, "restore", "port", code=1)
    assert "There is no article" in run(tmp_path, capsys, "remove", "ferry", code=1)


def test_a_reader_who_has_read_enough_is_no_failure(tmp_path: Path, catalogue: Catalogue) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head` does in the end
    store = str(tmp_path / "store")
    command = [sys.executable, "-m", "qa_service", "articles", "list", "--store", store]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=120)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
    assert catalogue.counts().articles == 2
