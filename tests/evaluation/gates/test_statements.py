"""Statements through the check, as a chat model's sentences pass it."""

from pathlib import Path

import pytest

from qa_service.domain.checked import Verdict
from qa_service.domain.reports import no_progress
from qa_service.evaluation.gates.statements import (
    Judged,
    measure_statements,
    statement_figures,
)
from qa_service.evaluation.material import Part, Statement, read_material
from tests.answering.word_weigher import WordWeigher
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


def test_the_check_judges_each_by_what_it_cites(statements: list[Statement]) -> None:
    reader = WordWeigher()
    found = measure_statements(statements, reader, no_progress).as_object("training")
    assert (found["statements"], found["right_supported"], found["wrong_struck"]) == (3, 1, 1)
    assert (found["right_struck"], found["wrong_supported"], found["auc"]) == (0, 0, 1)
    assert found["by"]["kind"]["number"]["wrong_struck"] == 1


def test_each_figure_counts_what_it_says(statements: list[Statement]) -> None:
    right, wrong, _ = statements
    supported, unsure, struck = Verdict
    judged = [
        Judged(right, supported, 0.9), Judged(right, struck, 0.1), Judged(wrong, supported, 0.8),
        Judged(wrong, unsure, 0.5), Judged(wrong, struck, 0.2),
    ]  # fmt: skip
    total = statement_figures(judged)
    assert (total.statements, total.right_supported, total.right_struck) == (5, 1 / 2, 1 / 2)
    assert (total.wrong_supported, total.wrong_struck, total.auc) == (1 / 3, 1 / 3, 1 / 2)
