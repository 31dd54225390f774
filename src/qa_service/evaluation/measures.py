"""The figures of an evaluation, from one record a question."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from qa_service.evaluation.confidence import Calibration, RiskCoverage, calibration, risk_coverage
from qa_service.evaluation.records import Record
from qa_service.evaluation.refusals import Refusal, refusal
from qa_service.evaluation.writing import Writing, writing
from qa_service.text.kinds import Kind

DEPTH = 10  # ranks beyond it count as not found


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The figures of one kind of question; shares in [0, 1]."""

    questions: int
    recall_at_5: float | None
    first_quote_hit: float | None
    f1: float | None
    refused: float  # of all questions of the kind, answerable or not


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures; shares in [0, 1]. None where the data set does not say what they need."""

    questions: int
    recall_at_1: float | None
    recall_at_5: float | None
    recall_at_10: float | None
    mrr_at_10: float | None
    first_quote_hit: float | None
    any_quote_hit: float | None
    exact_match: float | None
    f1: float | None
    refusal: Refusal
    calibration: Calibration
    risk_coverage: RiskCoverage
    kinds: Mapping[Kind, KindFigures]  # those that were asked
    p50_ms: float
    p95_ms: float
    writing: Writing

    def as_object(self) -> dict[str, Any]:
        """For JSON, rounded to four digits."""
        found: dict[str, Any] = rounded(asdict(self))
        return found


def figures(records: Sequence[Record]) -> Figures:
    """Ranks, quotes and answers count questions with a gold article; a refusal of one is a miss."""
    gold = [record for record in records if record.has_gold]
    times = [record.milliseconds for record in records]
    return Figures(
        questions=len(records),
        recall_at_1=_recall(gold, 1),
        recall_at_5=_recall(gold, 5),
        recall_at_10=_recall(gold, DEPTH),
        mrr_at_10=mean([1 / r.rank if r.rank and r.rank <= DEPTH else 0.0 for r in gold]),
        first_quote_hit=mean([record.first_hit for record in gold]),
        any_quote_hit=mean([any(record.quote_hits) for record in gold]),
        exact_match=mean([record.exact_match for record in gold]),
        f1=mean([record.f1 for record in gold]),
        refusal=refusal(records),
        calibration=calibration(records),
        risk_coverage=risk_coverage(records),
        kinds=by_kind(records),
        p50_ms=float(np.percentile(times, 50)),
        p95_ms=float(np.percentile(times, 95)),
        writing=writing(
            [record.draft for record in records if record.draft],
            [record.citations for record in records],
        ),
    )


def by_kind(records: Sequence[Record]) -> dict[Kind, KindFigures]:
    """The figures of each kind of question that was asked."""
    groups = {kind: [record for record in records if record.kind is kind] for kind in Kind}
    return {kind: _of_kind(group) for kind, group in groups.items() if group}


def _of_kind(records: Sequence[Record]) -> KindFigures:
    gold = [record for record in records if record.has_gold]
    return KindFigures(
        questions=len(records),
        recall_at_5=_recall(gold, 5),
        first_quote_hit=mean([record.first_hit for record in gold]),
        f1=mean([record.f1 for record in gold]),
        refused=float(np.mean([record.refused for record in records])),
    )


def _recall(records: Sequence[Record], depth: int) -> float | None:
    return mean([record.rank is not None and record.rank <= depth for record in records])


def mean(values: Sequence[float]) -> float | None:
    """The mean, such as the share of what is true; None of nothing."""
    return float(np.mean(values)) if values else None


def rounded(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """A JSON value with four digits after the point."""
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [rounded(part) for part in value]
    return round(value, 4) if isinstance(value, float) else value
