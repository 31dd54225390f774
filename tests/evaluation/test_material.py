"""Rows of our own, joined with the articles that they are about."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa_service.domain.errors import DatasetError, UsageError
from qa_service.domain.speech import SpeechKind
from qa_service.evaluation.datasets import is_aside, read_articles
from qa_service.evaluation.material import (
    Dialogue,
    MarkedArticle,
    NearMiss,
    NewsQuestion,
    Part,
    Statement,
    read_material,
)
from tests.conftest import PROJECT
from tests.evaluation import news
from tests.evaluation.news import COST, HARBOUR, LEARNED, TRAM

FOLDER = PROJECT / "training" / "material"
ROWS = {  # by file: all, and those aside, as its README has them
    "questions": (17_500, 1834),
    "statements": (31_100, 2130),
    "speech": (808, 115),
    "dialogues": (120, 20),
}


def test_a_question_has_its_sentences_and_its_answer(tmp_path: Path) -> None:
    file = news.rows(tmp_path, news.OPENING, news.STATIONS, news.NEAR_MISS)
    found = read_material(file, news.export(tmp_path), Part.TRAINING)
    answerable, near_miss = found.of(NewsQuestion)
    text = answerable.article.text
    assert text.startswith(f"{HARBOUR}\n\n{COST}")
    assert [span.of(text) for span in answerable.gold] == [HARBOUR]
    assert answerable.answer is not None
    assert answerable.answer.of(text) == "le 4 mars"
    assert (answerable.near_miss, answerable.style) == (None, "plain")
    assert (near_miss.near_miss, near_miss.style) == (NearMiss.MISSING, "chat")
    assert (near_miss.gold, near_miss.answer) == ((), None)
    assert not found.of(Statement)


def test_each_part_has_its_own_articles(tmp_path: Path) -> None:
    file = news.rows(tmp_path, news.OPENING, news.STATIONS)
    export = news.export(tmp_path)
    (learned,) = read_material(file, export, Part.TRAINING).of(NewsQuestion)
    (aside,) = read_material(file, export, Part.ASIDE).of(NewsQuestion)
    assert (learned.type, aside.type) == ("when", "how_many")
    assert aside.article.text == TRAM  # without the heading that it has not
    both = read_material(file, export, *Part)
    assert both.of(NewsQuestion) == [learned, aside]
    assert len(both.spread(1).items) == 1


def test_the_archive_is_that_of_the_export(tmp_path: Path) -> None:
    export = news.export(tmp_path)
    material = read_material(news.rows(tmp_path, news.OPENING), export, Part.TRAINING)
    assert material.articles == read_articles(export)


def test_the_other_forms(tmp_path: Path) -> None:
    export = news.export(tmp_path)

    def read(*rows: news.Row) -> Any:  # noqa: ANN401  # one item of some form
        (item,) = read_material(news.rows(tmp_path, *rows), export, Part.TRAINING).items
        return item

    statement = read(news.STATEMENT)
    assert isinstance(statement, Statement)
    assert [span.of(statement.article.text) for span in statement.cited] == [COST]

    marked = read(news.SAID, {**news.SAID, "kind": "reported", "mention": None})
    assert isinstance(marked, MarkedArticle)
    assert [one.kind for one in marked.speeches] == [SpeechKind.DIRECT, SpeechKind.REPORTED]
    assert marked.speeches[0].of(marked.article.text) == "Nous sommes prêts"
    assert marked.speeches[0].mention is not None
    assert read({"article": LEARNED, "kind": "none"}).speeches == ()

    dialogue = read(news.DIALOGUE)
    assert isinstance(dialogue, Dialogue)
    first, second = dialogue.turns
    assert (first.kind, first.full) == (None, first.text)
    assert (second.kind, second.full[-8:]) == ("pronoun", "Brivac ?")


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({**news.OPENING, "article": "3"}, "there is no article 3"),
        ({**news.OPENING, "answer": [0, 900]}, "0 to 900 lies outside"),
        ({**news.OPENING, "answer": [7, 7]}, "7 to 7 lies outside"),
        ({**news.NEAR_MISS, "near_miss": "absurd"}, "absurd"),
        ({**news.STATEMENT, "sentences": None}, "does not fit"),
    ],
)
def test_what_does_not_fit_names_its_line(tmp_path: Path, row: news.Row, complaint: str) -> None:
    file = news.rows(tmp_path, news.STATIONS, row)
    with pytest.raises(DatasetError, match=complaint) as caught:
        read_material(file, news.export(tmp_path), *Part)
    assert f"{file}, line 2" in str(caught.value)
    assert "training/material/README.md" in str(caught.value)


def test_a_missing_export_and_a_missing_part_are_named(tmp_path: Path) -> None:
    file = news.rows(tmp_path, news.OPENING)
    with pytest.raises(UsageError, match=r"nowhere\.jsonl"):
        read_material(file, tmp_path / "nowhere.jsonl", Part.TRAINING)
    with pytest.raises(UsageError, match="no row of this part"):
        read_material(file, news.export(tmp_path), Part.ASIDE)
    with pytest.raises(DatasetError, match="one of 'question', 'statement', 'said', 'turns'"):
        read_material(news.rows(tmp_path, {"article": "1"}), file, Part.TRAINING)


@pytest.mark.parametrize("name", ROWS)
def test_the_shipped_files_are_as_described(name: str) -> None:
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert (len(rows), sum(is_aside(row["article"]) for row in rows)) == ROWS[name]
    page = (FOLDER / "README.md").read_text("utf-8")
    (line,) = (line for line in page.splitlines() if line.startswith(f"| `{name}.jsonl`"))
    assert all(f"{count:,} " in line for count in ROWS[name])
