"""The commands for conversations and feedback, on a real store."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa_service.cli import main
from qa_service.domain.answer import Answer, Citation, Interpretation, Status
from qa_service.domain.conversation import Rating
from qa_service.evaluation.datasets import Example, read_dataset
from qa_service.store.catalogue import Catalogue
from tests.conftest import PORT, TRAM, Put, article

QUOTE = "La ville a payé 12 millions d’euros."
START = PORT.index(QUOTE)
SHORT = START + QUOTE.index("12")
COST = Citation(
    1, "port", "Le port", None, None, None, None, None, QUOTE, START, START + len(QUOTE),
    SHORT, SHORT + len("12 millions d’euros"),
)  # fmt: skip
NEAR = replace(COST, article_id="tram", quote=TRAM[:20], start=0, end=20)
PAID = Answer(
    "Combien ?", Status.ANSWERED, f"{QUOTE} [1]", None, (COST,), 0.9, "extractive", "fr",
    Interpretation("Combien a payé la ville ?", "fr", asked="Combien ?"),
)  # fmt: skip
UNKNOWN = Answer(
    "Qui a gagné ?", Status.REFUSED, "Non.", "Rien.", (), 0.1, "extractive", "fr", closest=(NEAR,)
)


@pytest.fixture
def catalogue(tmp_path: Path, put_drawn: Put) -> Iterator[Catalogue]:
    store = tmp_path / "store"
    store.mkdir()
    with closing(Catalogue(store / "catalogue.sqlite")) as catalogue:
        put_drawn(catalogue, article("port", "Le port", PORT))
        put_drawn(catalogue, article("tram", "Le tram", TRAM))
        yield catalogue


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main([*arguments, "--store", str(tmp_path / "store")]) == code
    told = capsys.readouterr()
    return told.err if code else told.out


def rated(catalogue: Catalogue, answer: Answer, rating: Rating) -> None:
    key = catalogue.conversations.keep("talk", answer)
    catalogue.conversations.rate(str(key), rating)


def test_conversations_are_listed_and_deleted(
    tmp_path: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        catalogue.conversations.keep(f"talk{number}", replace(PAID, question=f"Port {number} ?"))
    catalogue.conversations.keep("other", UNKNOWN)
    listed = run(tmp_path, capsys, "conversations", "list").splitlines()
    assert [line.split()[0] for line in listed] == ["other", "talk2", "talk1", "talk0"]
    found = json.loads(run(tmp_path, capsys, "conversations", "list", "gagné", "--json"))
    assert [one["title"] for one in found["conversations"]] == ["Qui a gagné ?"]
    run(tmp_path, capsys, "conversations", "delete", "talk0", "talk2")
    assert catalogue.conversations.find().total == 2
    run(tmp_path, capsys, "conversations", "delete", "talk0", code=1)
    for wrong in ((), ("talk1", "--all")):
        assert "--all" in run(tmp_path, capsys, "conversations", "delete", *wrong, code=2)
    said = run(tmp_path, capsys, "conversations", "delete", "--all", "--json")
    assert json.loads(said) == {"deleted": 2}
    assert run(tmp_path, capsys, "conversations", "list") == ""


def test_feedback_is_a_line_for_each_rating(
    tmp_path: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    rated(catalogue, PAID, Rating.DOWN)
    rated(catalogue, UNKNOWN, Rating.UP)
    catalogue.conversations.keep("talk", PAID)
    lines = [json.loads(line) for line in run(tmp_path, capsys, "feedback", "--json").splitlines()]
    assert [(one["question"], one["rating"]) for one in lines] == [
        ("Combien ?", "down"),
        ("Qui a gagné ?", "up"),
    ]
    assert lines[0]["understood"] == "Combien a payé la ville ?"
    assert lines[0]["citations"][0]["quote"] == QUOTE
    assert "down" in run(tmp_path, capsys, "feedback").splitlines()[0]


def test_what_was_rated_up_can_be_evaluated(
    tmp_path: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    rated(catalogue, PAID, Rating.UP)
    rated(catalogue, UNKNOWN, Rating.UP)
    rated(catalogue, replace(PAID, question="Faux ?"), Rating.DOWN)
    gone = replace(COST, article_id="gone")
    rated(catalogue, replace(PAID, citations=(gone,)), Rating.UP)
    file = tmp_path / "feedback.jsonl"
    file.write_text(run(tmp_path, capsys, "feedback", "--dataset"), encoding="utf-8")
    dataset = read_dataset(file)
    port = next(one for one in dataset.articles if one.text == PORT)
    assert dataset.examples == (
        Example("Combien a payé la ville ?", True, port.id, ("12 millions d’euros",)),
        Example("Qui a gagné ?", False, None, ()),
    )
    assert {one.text for one in dataset.articles} == {PORT, TRAM}


def test_a_store_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no store" in run(tmp_path, capsys, "feedback", code=1)
    assert not (tmp_path / "store").exists()
