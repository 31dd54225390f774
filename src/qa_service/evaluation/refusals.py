"""How well the questions are told apart that no article answers, beside one score alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import precision_recall_curve, roc_auc_score

from qa_service.evaluation.records import Record


@dataclass(frozen=True, slots=True)
class OneScore:
    """The simple baseline: refuse where the highest cosine is low.

    Precision and recall are at the threshold with the highest F1 on these very questions, which no
    threshold chosen beforehand can surpass.
    """

    auc: float
    threshold: float  # a cosine; questions up to it are refused
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """Unanswerable questions are the positive class; shares in [0, 1]; None: not defined."""

    auc: float | None  # chance that an unanswerable one has less confidence than an answerable one
    precision: float | None
    recall: float | None
    similarity_alone: OneScore | None


def refusal(records: Sequence[Record]) -> Refusal:
    """The figures of the chain and, where there are both kinds of questions, of one score."""
    unanswerable = [record for record in records if not record.answerable]
    answerable = [record for record in records if record.answerable]
    refused = [not record.answerable for record in records if record.refused]
    return Refusal(
        auc=auc([-r.confidence for r in unanswerable], [-r.confidence for r in answerable]),
        precision=float(np.mean(refused)) if unanswerable and refused else None,
        recall=float(np.mean([r.refused for r in unanswerable])) if unanswerable else None,
        similarity_alone=_one_score(records) if unanswerable and answerable else None,
    )


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores higher than a negative, ties counting half.

    >>> auc([3.0, 2.0], [1.0, 2.0])
    0.875
    """
    if not positive or not negative:
        return None
    truth = [True] * len(positive) + [False] * len(negative)
    return float(roc_auc_score(truth, [*positive, *negative]))


def _one_score(records: Sequence[Record]) -> OneScore:
    truth = np.array([not record.answerable for record in records])
    distances = np.array([-record.similarity for record in records])
    precision, recall, thresholds = precision_recall_curve(truth, distances)
    # both are 0 only where nothing is right; the last point of the curve has no threshold
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    best = int(np.argmax(f1[:-1]))
    return OneScore(
        auc=float(roc_auc_score(truth, distances)),
        threshold=-float(thresholds[best]),
        precision=float(precision[best]),
        recall=float(recall[best]),
    )
