"""Statements through the check, as a chat model's sentences pass it."""

from pathlib import Path

import pytest

from qa_service.domain.reports import no_progress
from qa_service.evaluation.gates.statements import (
    Judged,
    marked,
    measure_statements,
    statement_figures,
)
from qa_service.evaluation.material import Part, Statement, read_material
from qa_service.models.embedding import SentenceEmbeddings
from tests.evaluation import news

WRONG = {**news.STATEMENT, "supported": False, "kind": "number"}


@pytest.fixture
def statements(tmp_path: Path) -> list[Statement]:
    """A right one, one of another number, and one that cites what does not say so."""
    file = news.rows(
        tmp_path,
        news.STATEMENT,
        {**WRONG, "statement": "Les travaux ont coûté quinze millions d'euros."},
        {**WRONG, "sentences": [news.place(news.HARBOUR)], "kind": "other"},
    )
    return read_material(file, news.export(tmp_path), Part.TRAINING).of(Statement)


def test_the_check_judges_each_by_what_it_cites(
    statements: list[Statement], embeddings: SentenceEmbeddings
) -> None:
    found = measure_statements(statements, embeddings, no_progress).as_object("training")
    assert (found["statements"], found["right_kept"], found["wrong_struck"]) == (3, 1, 1)
    assert found["by"]["kind"]["number"] == {
        "statements": 1, "right_kept": None, "wrong_struck": 1
    }  # fmt: skip


def test_each_figure_counts_what_it_says(statements: list[Statement]) -> None:
    right, wrong, _ = statements
    judged = [Judged(right, True), Judged(right, False), Judged(wrong, True), Judged(wrong, False)]
    total = statement_figures([*judged, Judged(wrong, False)])
    assert (total.statements, total.right_kept, total.wrong_struck) == (5, 1 / 2, 2 / 3)


def test_markers_stand_before_the_stop(tmp_path: Path) -> None:
    both = {**news.STATEMENT, "sentences": [news.place(news.COST), news.place(news.HARBOUR)]}
    file = news.rows(tmp_path, both)
    (one,) = read_material(file, news.export(tmp_path), Part.TRAINING).of(Statement)
    assert marked(one) == "Les travaux ont coûté douze millions d'euros [1] [2]."
