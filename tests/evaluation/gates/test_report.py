"""The gates by their command, among a small export, and what is said of their figures."""

from pathlib import Path

import pytest

from qa_service.domain.reports import no_progress
from qa_service.evaluating import PARTS, run_gate
from qa_service.evaluation.baseline import CEILED, FLOORED
from qa_service.evaluation.gates import report as module
from qa_service.evaluation.gates.followups import FollowUpFigures
from qa_service.evaluation.gates.questions import QuestionFigures
from qa_service.evaluation.gates.speech import SpeechFigures
from qa_service.evaluation.gates.statements import StatementFigures
from qa_service.evaluation.table import part
from qa_service.settings import read_settings
from tests.conftest import PROJECT, silent
from tests.evaluation import news

FORMS = (QuestionFigures, StatementFigures, SpeechFigures, FollowUpFigures)


def test_questions_and_dialogues_go_through_the_chain(tmp_path: Path, cache: Path) -> None:
    settings = read_settings({"cache": cache})
    export = news.export(tmp_path)

    def measured(part: str, *rows: news.Row) -> module.Report:
        file = news.rows(tmp_path, *rows)
        return run_gate(settings, file, export, part, None, no_progress, silent)

    questions = measured("all", news.OPENING, news.STATIONS, news.NEAR_MISS).as_object("all")
    assert (questions["questions"], questions["right_first"]) == (3, 1)
    assert measured("aside", news.OPENING, news.STATIONS).as_object("aside")["questions"] == 1
    followups = measured("training", news.DIALOGUE).as_object("training")
    assert (followups["followups"], followups["right_in_full"]) == (1, 1)
    assert followups["by"]["kind"]["pronoun"]["left_alone"] == 0
    assert len([path for path in (cache / "haystacks").iterdir() if path.is_dir()]) == 1


def test_the_speech_of_an_article_is_found(tmp_path: Path) -> None:
    file = news.rows(tmp_path, news.SAID)
    report = run_gate(
        read_settings({}), file, news.export(tmp_path), "training", 1, no_progress, silent
    )
    assert (part(report.as_object("training"), "f1"), report.columns[0]) == (1, "marked")


@pytest.mark.parametrize("form", FORMS)
def test_every_figure_is_explained(form: type) -> None:
    page = (PROJECT / "docs" / "evaluation.md").read_text("utf-8")
    assert not {name for name in form.__dataclass_fields__ if f"`{name}`" not in page}  # type: ignore[attr-defined]


def test_every_bound_is_of_a_figure() -> None:
    names = {name for form in FORMS for name in form.__dataclass_fields__}
    assert set(CEILED) <= names
    assert {name.split(".")[-1] for name in FLOORED if name.startswith("by.")} <= names
    assert set(PARTS) == set(module.PARTS)
