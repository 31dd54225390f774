"""The figures, on records whose figures are known."""

import json

import pytest

from qa_service.evaluation.measures import by_kind, figures
from qa_service.text.kinds import Kind
from tests.evaluation.records import record, unanswerable


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


def test_short_answers_count_over_questions_with_a_gold_article() -> None:
    refused = record(hits=(), refused=True)
    found = figures([record(f1=1), record(f1=0.5), refused, record(), unanswerable()])
    assert found.exact_match == 0.25
    assert found.f1 == 0.375


def test_what_a_data_set_does_not_say_is_none() -> None:
    found = figures([record(has_gold=False, rank=None), unanswerable()])
    assert found.recall_at_1 is found.mrr_at_10 is found.first_quote_hit is found.f1 is None
    assert found.risk_coverage.area is None
    assert found.kinds[Kind.WHO].recall_at_5 is None


def test_figures_by_kind() -> None:
    kinds = by_kind(
        [
            record(kind=Kind.WHEN, rank=9, hits=(False,), f1=0.5),
            record(kind=Kind.WHEN, f1=1),
            unanswerable(kind=Kind.WHEN),
            record(kind=Kind.WHO),
        ]
    )
    assert list(kinds) == [Kind.WHO, Kind.WHEN]
    when = kinds[Kind.WHEN]
    assert when.questions == 3
    assert (when.recall_at_5, when.first_quote_hit, when.f1) == (0.5, 0.5, 0.75)
    assert when.refused == pytest.approx(1 / 3)


def test_the_object_is_plain_json_of_four_digits() -> None:
    found = figures([record(), record(rank=3), record(rank=None), unanswerable()]).as_object()
    assert json.loads(json.dumps(found)) == found
    assert found["mrr_at_10"] == 0.4444
    assert list(found["kinds"]) == ["who"]
    assert [point["coverage"] for point in found["risk_coverage"]["at"]] == [0.5, 0.7, 0.8, 0.9, 1]
