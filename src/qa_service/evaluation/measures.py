"""The figures of an evaluation, from one record a question."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

DEPTH = 10  # ranks beyond it count as not found


@dataclass(frozen=True, slots=True)
class Record:
    """What happened to one question."""

    answerable: bool
    rank: int | None  # of the gold article among distinct articles, from 1; None if not found
    has_gold: bool  # whether the data set names the article that answers
    quote_hits: tuple[bool, ...]  # for each citation in order: gold answer, from the gold article
    refused: bool
    confidence: float  # in [0, 1], that the archive answers
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """How well unanswerable questions (the positive class) are told apart; None: not defined."""

    auc: float | None
    precision: float | None
    recall: float | None


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
    refusal: Refusal
    p50_ms: float
    p95_ms: float

    def as_object(self) -> dict[str, Any]:
        """For JSON, rounded to four digits."""
        rounded: dict[str, Any] = _rounded(asdict(self))
        return rounded


def figures(records: Sequence[Record]) -> Figures:
    """Ranks and quotes count questions with a gold article; a refusal of one is a miss."""
    gold = [record for record in records if record.has_gold]
    times = [record.milliseconds for record in records]
    return Figures(
        questions=len(records),
        recall_at_1=_recall(gold, 1),
        recall_at_5=_recall(gold, 5),
        recall_at_10=_recall(gold, DEPTH),
        mrr_at_10=_mean([1 / r.rank if r.rank and r.rank <= DEPTH else 0.0 for r in gold]),
        first_quote_hit=_mean([bool(r.quote_hits) and r.quote_hits[0] for r in gold]),
        any_quote_hit=_mean([any(r.quote_hits) for r in gold]),
        refusal=_refusal(records),
        p50_ms=float(np.percentile(times, 50)),
        p95_ms=float(np.percentile(times, 95)),
    )


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores higher than a negative, ties counting half.

    >>> auc([3.0, 2.0], [1.0, 2.0])
    0.875
    """
    if not positive or not negative:
        return None
    below = np.sort(negative)
    wins = np.searchsorted(below, positive, "left") + np.searchsorted(below, positive, "right")
    return float(wins.sum() / (2 * len(positive) * len(negative)))


def _refusal(records: Sequence[Record]) -> Refusal:
    unanswerable = [record for record in records if not record.answerable]
    answerable = [record for record in records if record.answerable]
    refused = [record for record in records if record.refused]
    return Refusal(
        auc=auc([1 - r.confidence for r in unanswerable], [1 - r.confidence for r in answerable]),
        precision=_mean([not record.answerable for record in refused]) if unanswerable else None,
        recall=_mean([record.refused for record in unanswerable]),
    )


def _recall(records: Sequence[Record], depth: int) -> float | None:
    return _mean([record.rank is not None and record.rank <= depth for record in records])


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _rounded(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return round(value, 4) if isinstance(value, float) else value
