"""What `confidence` is worth: is it true as a probability, and does it order the answers?

Calibration asks whether of the questions with a confidence of 0.8 the archive answers four in five.
Risk and coverage ask what share of the first quotes is wrong if only the questions with the highest
confidence are answered.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.evaluation.records import Record

BINS = 10  # of equal width
COVERAGES = (0.5, 0.7, 0.8, 0.9, 1.0)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies in [low, low + 1 / BINS); the last bin includes 1."""

    low: float
    questions: int
    confidence: float  # their mean
    answerable: float  # the share of them that the archive answers


@dataclass(frozen=True, slots=True)
class Calibration:
    """The expected calibration error, in [0, 1], smaller is better, and the bins it comes from.

    The mean over the bins, weighted by their questions, of the distance between mean confidence and
    the share of answerable questions (Naeini et al., "Obtaining Well Calibrated Probabilities Using
    Bayesian Binning", AAAI 2015). None where all questions are of one kind: it would then measure
    the data set and not the confidence.
    """

    error: float | None
    bins: tuple[Bin, ...]  # those that hold questions


@dataclass(frozen=True, slots=True)
class Risk:
    """The share of wrong first quotes among the share of questions with the highest confidence."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """The area under the risk-coverage curve, in [0, 1], smaller is better, and points of it.

    The area is the mean risk over all coverages (Geifman et al., "Bias-Reduced Uncertainty
    Estimation for Deep Neural Classifiers", ICLR 2019). None where no question has a gold article.
    """

    area: float | None
    at: tuple[Risk, ...]


def calibration(records: Sequence[Record]) -> Calibration:
    """Calibration of the confidence that the archive answers."""
    if len({record.answerable for record in records}) < 2:
        return Calibration(None, ())
    judged = [(record.confidence, record.answerable) for record in records]
    return Calibration(calibration_error(judged), _bins(judged))


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float | None:
    """How far confidences lie from the shares of what came true, as `Calibration.error`.

    >>> calibration_error([(0.9, True), (0.9, False)])
    0.4
    """
    distances = [one.questions * abs(one.confidence - one.answerable) for one in _bins(judged)]
    return sum(distances) / len(judged) if judged else None


def risk_coverage(records: Sequence[Record]) -> RiskCoverage:
    """The area under the curve and the risks at `COVERAGES`."""
    risks = risk_curve(records)
    if not len(risks):
        return RiskCoverage(None, ())
    # the tolerance keeps 0.7 of 10 questions from being 8 by rounding
    counts = [max(1, math.ceil(coverage * len(risks) - 1e-9)) for coverage in COVERAGES]
    at = [Risk(c, float(risks[count - 1])) for c, count in zip(COVERAGES, counts, strict=True)]
    return RiskCoverage(float(np.mean(risks)), tuple(at))


def risk_curve(records: Sequence[Record]) -> Floats:
    """At index k the risk when the k + 1 questions with the highest confidence are answered.

    Every question counts whose first quote can be judged, refused ones by the sentence they would
    have quoted: the curve is over all thresholds. Unanswerable questions are always wrong.
    Questions of equal confidence share their risk, so that their order does not matter.
    """
    judged = [record for record in records if record.has_gold or not record.answerable]
    if not any(record.has_gold for record in judged):
        return np.empty(0)
    wrong = np.array([float(not _would_be_right(record)) for record in judged])
    confidences = np.array([record.confidence for record in judged])
    _, group, sizes = np.unique(-confidences, return_inverse=True, return_counts=True)
    shared = np.bincount(group, wrong) / sizes
    ordered = np.repeat(shared, sizes)
    curve: Floats = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return curve


def _would_be_right(record: Record) -> bool:
    return record.best_hit if record.refused else record.first_hit


def _bins(judged: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """The bins that hold something."""
    bins = []
    for number in range(BINS):
        inside = [one for one in judged if min(int(one[0] * BINS), BINS - 1) == number]
        if inside:
            confidence, true = np.mean(inside, axis=0)
            bins.append(Bin(number / BINS, len(inside), float(confidence), float(true)))
    return tuple(bins)
