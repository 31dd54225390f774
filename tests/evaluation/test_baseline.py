"""Floors that only go up."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa_service.domain.errors import DatasetError, UsageError
from qa_service.evaluation.baseline import (
    FLOORED,
    Case,
    compare,
    raised,
    read_baseline,
    report,
    write_baseline,
)
from qa_service.evaluation.measures import figures
from tests.conftest import PROJECT
from tests.evaluation.records import record, unanswerable

FIGURES = figures([record(), record(), record(rank=3, hits=(False,)), unanswerable()]).as_object()


def case(**floors: float) -> Case:
    return Case(
        "valmer.json", (), False, {name.replace("__", "."): floors[name] for name in floors}
    )


def verdicts(item: Case, measured: dict[str, Any]) -> dict[str, str]:
    return {
        c.figure: "under" if c.is_under else "may rise" if c.may_rise else "level"
        for c in compare(item, measured)
    }


def test_each_figure_stands_beside_its_floor() -> None:
    found = verdicts(case(recall_at_1=0.7, recall_at_5=0.9, first_quote_hit=0.667), FIGURES)
    assert found["recall_at_1"] == "under"
    assert found["recall_at_5"] == "may rise"
    assert found["first_quote_hit"] == "level"  # 2 / 3, of which three digits count
    assert found["refusal.auc"] == "may rise"  # as all that have no floor yet
    assert set(found) == set(FLOORED[: FLOORED.index("right_first")])  # no gate's


def test_the_rounding_is_the_only_tolerance() -> None:
    assert verdicts(case(f1=0.5), {**FIGURES, "f1": 0.4996})["f1"] == "level"
    assert verdicts(case(f1=0.5), {**FIGURES, "f1": 0.4994})["f1"] == "under"


def test_a_figure_that_vanished_is_under_its_floor() -> None:
    gone = {**FIGURES, "mrr_at_10": None, "f1": None}
    found = verdicts(case(mrr_at_10=0.5), gone)
    assert found["mrr_at_10"] == "under"
    assert "f1" not in found


def test_raising_never_lowers() -> None:
    before = case(recall_at_1=0.9, recall_at_5=0.5, refusal__auc=1.0)
    after = raised(before, compare(before, FIGURES))
    assert after.floors["recall_at_1"] == 0.9
    assert after.floors["recall_at_5"] == 1.0
    assert after.floors["first_quote_hit"] == 0.667
    assert after.floors["refusal.auc"] == 1.0
    assert raised(after, compare(after, FIGURES)) == after
    kept = raised(before, compare(before, {**FIGURES, "recall_at_5": None}))
    assert kept.floors["recall_at_5"] == 0.5


def test_a_ceiling_only_goes_down() -> None:
    before = replace(case(), ceilings={"answerable_refused": 0.2, "wrong_at_high": 0.4})
    measured = {"answerable_refused": 0.3, "wrong_at_high": 0.1, "calibration_error": 0.5}
    found = verdicts(before, measured)
    assert found["answerable_refused"] == "under"
    assert found["wrong_at_high"] == "may rise"
    after = raised(before, compare(before, measured))
    assert after.ceilings == {
        "answerable_refused": 0.2, "calibration_error": 0.5, "wrong_at_high": 0.1
    }  # fmt: skip
    assert verdicts(after, {})["wrong_at_high"] == "under"
    lines = report("valmer", compare(before, measured)).splitlines()
    assert lines[1].endswith("ABOVE ITS CEILING")
    assert any(line.endswith("ceiling, may be lowered") for line in lines)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    cases = {
        "valmer": case(f1=0.5),
        "brivac": Case("b.jsonl", ("valmer.json",), True, {}, {"wrong_at_high": 0.4}, "news.jsonl"),
    }
    write_baseline(file, cases)
    assert read_baseline(file) == cases


def test_the_report_says_what_may_be_raised_and_what_is_under() -> None:
    lines = report("valmer", compare(case(recall_at_1=0.7, f1=0.0), FIGURES)).splitlines()
    assert lines[0].split() == ["valmer", "figure", "floor", "difference"]
    by_name = {line.split()[0]: line.split(maxsplit=4) for line in lines[1:]}
    assert by_name["recall_at_1"][1:] == ["0.667", "0.700", "-0.033", "UNDER ITS FLOOR"]
    assert by_name["refusal.auc"][1:] == ["1.000", "-", "-", "may be raised"]
    assert by_name["f1"][1:] == ["0.000", "0.000", "+0.000"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"valmer": 7}',
        '{"valmer": {"file": "v.json", "distractors": []}}',
        '{"valmer": {"file": "v.json", "distractors": [], "floors": {"recall": 0.5}}}',
        '{"valmer": {"file": "v.json", "distractors": [], "floors": {"f1": "high"}}}',
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(content, "utf-8")
    with pytest.raises(DatasetError, match=r"docs/evaluation\.md"):
        read_baseline(file)
    with pytest.raises(UsageError, match="nowhere"):
        read_baseline(tmp_path / "nowhere.json")


def test_the_committed_floors_are_as_they_are_written(tmp_path: Path) -> None:
    file = PROJECT / "benchmarks" / "baseline.json"
    write_baseline(tmp_path / "again.json", read_baseline(file))
    assert json.loads(file.read_text("utf-8")) == json.loads(
        (tmp_path / "again.json").read_text("utf-8")
    )
    assert file.read_text("utf-8") == (tmp_path / "again.json").read_text("utf-8")
    for item in read_baseline(file).values():
        assert all(0 <= floor <= 1 for floor in item.floors.values())
