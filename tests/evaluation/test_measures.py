"""The figures, on records whose figures are known."""

import pytest

from qa_service.evaluation.measures import Record, figures


def record(
    answerable: bool = True,
    rank: int | None = 1,
    hits: tuple[bool, ...] = (True,),
    refused: bool = False,
    confidence: float = 0.9,
) -> Record:
    return Record(answerable, rank, answerable, hits, refused, confidence, 10.0)


def test_ranks_and_quotes() -> None:
    found = figures(
        [
            record(),
            record(rank=4, hits=(False, True)),
            record(rank=11, hits=(False,)),
            record(rank=None, hits=(), refused=True, confidence=0.2),
        ]
    )
    assert found.questions == 4
    assert found.recall_at_1 == 0.25
    assert found.recall_at_5 == found.recall_at_10 == 0.5
    assert found.mrr_at_10 == pytest.approx((1 + 1 / 4) / 4)
    assert found.first_quote_hit == 0.25
    assert found.any_quote_hit == 0.5
    assert found.refusal.auc is None
    assert found.refusal.precision is None


def test_refusal_counts_the_unanswerable_as_positive() -> None:
    found = figures(
        [
            record(confidence=0.9),
            record(confidence=0.3, refused=True),
            record(answerable=False, rank=None, hits=(), refused=True, confidence=0.1),
            record(answerable=False, rank=None, hits=(False,), confidence=0.8),
        ]
    )
    assert found.refusal.precision == 0.5
    assert found.refusal.recall == 0.5
    assert found.refusal.auc == 0.75
