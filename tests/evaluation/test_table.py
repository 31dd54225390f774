"""The table: every figure once, with what it means."""

from typing import Any

from qa_service.evaluation.measures import figures
from qa_service.evaluation.table import table
from qa_service.text.kinds import Kind
from tests.conftest import PROJECT
from tests.evaluation.records import record, unanswerable

FULL = figures(
    [record(), record(rank=7, hits=(False,), kind=Kind.HOW_MANY), unanswerable(kind=Kind.OTHER)]
).as_object()


def names(value: Any, prefix: str = "") -> set[str]:  # noqa: ANN401  # any JSON value
    if not isinstance(value, dict):
        return {prefix}
    return {name for key in value for name in names(value[key], f"{prefix}.{key}".strip("."))}


def test_no_figure_is_left_out() -> None:
    lines = table(FULL).splitlines()
    shown = {line.split()[0] for line in lines if line.startswith("  ")}
    scalar = {name for name in names(FULL) if not name.startswith(("kinds.", "questions"))}
    assert scalar - shown == {"calibration.bins", "risk_coverage.at"}
    assert lines[0].startswith("3 questions")
    assert {f"risk at {coverage}" for coverage in (0.5, 0.7, 0.8, 0.9, 1.0)} <= {
        line.strip()[:11] for line in lines
    }
    for kind in ("who", "how_many", "other"):
        assert kind in shown


def test_every_figure_is_in_the_documentation() -> None:
    page = (PROJECT / "docs" / "evaluation.md").read_text("utf-8")
    last = {name.split(".")[-1] for name in names(FULL)}
    assert not {name for name in last if f"`{name}`" not in page and f".{name}`" not in page}


def test_columns_stand_under_each_other() -> None:
    lines = table(FULL).splitlines()
    group = [line for line in lines if line.startswith(("  recall", "  refusal.", "  p50"))]
    assert len({len(line) - len(line.split(maxsplit=2)[2]) for line in group}) == 1
    kinds = lines[lines.index("By kind of question") + 1 :]
    assert len({len(line) for line in kinds}) == 1
    assert kinds[2].split() == ["how_many", "1", "0.000", "0.000", "0.000", "0.000"]


def test_what_is_not_known_is_a_dash() -> None:
    lines = table(figures([record(has_gold=False)]).as_object()).splitlines()
    dashed = {line.split()[0] for line in lines if line.startswith("  ") and " - " in line}
    assert {"recall_at_5", "f1", "refusal.auc", "refusal.similarity_alone.auc"} <= dashed
    assert {"calibration.error", "risk_coverage.area", "who"} <= dashed
