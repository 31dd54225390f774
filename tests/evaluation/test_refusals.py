"""Refusal, and the one score it has to surpass."""

import pytest

from qa_service.evaluation.refusals import Refusal, auc, refusal
from tests.evaluation.records import record, unanswerable


def test_the_unanswerable_are_the_positive_class() -> None:
    found = refusal(
        [
            record(confidence=0.9),
            record(confidence=0.3, refused=True),
            unanswerable(confidence=0.1),
            unanswerable(confidence=0.8, refused=False),
        ]
    )
    assert found.precision == 0.5
    assert found.recall == 0.5
    assert found.auc == 0.75


def test_one_kind_of_question_tells_nothing_apart() -> None:
    found = refusal([record(), record(refused=True)])
    assert found == Refusal(None, None, None, None)
    found = refusal([unanswerable(), unanswerable(refused=False)])
    assert found == Refusal(None, 1, 0.5, None)


def test_without_refusals_there_is_no_precision() -> None:
    found = refusal([record(), unanswerable(refused=False)])
    assert (found.precision, found.recall) == (None, 0)


def test_the_cosine_alone_gets_its_best_threshold() -> None:
    # Refusing up to 0.6 catches both at the price of one: F1 0.8, where 0.3 has 0.667.
    alone = refusal(
        [
            unanswerable(similarity=0.3),
            record(similarity=0.5),
            unanswerable(similarity=0.6),
            record(similarity=0.7),
            record(similarity=0.9),
        ]
    ).similarity_alone
    assert alone is not None
    assert alone.threshold == 0.6
    assert alone.precision == pytest.approx(2 / 3)
    assert alone.recall == 1
    assert alone.auc == pytest.approx(5 / 6)


def test_the_cosine_may_be_of_no_use() -> None:
    alone = refusal([unanswerable(similarity=0.9), record(similarity=0.1)]).similarity_alone
    assert alone is not None
    assert (alone.auc, alone.precision, alone.recall) == (0, 0.5, 1)


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    positive, negative = [0.9, 0.4, 0.4], [0.1, 0.4, 0.8, 0.95]
    pairs = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    assert auc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))
    assert auc([], negative) is None
