"""Logistic regressions with whole subjects kept apart, and what they print."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from qa_service.evaluation.refusals import auc

SEED = 7
FOLDS = 5
PAIRS = 200_000

Floats = NDArray[np.float64]
Weights = tuple[float, ...]


@dataclass(frozen=True)
class Sentences:
    """The sentences offered for one question."""

    subject: str
    features: Floats  # (sentences, features)
    right: NDArray[np.bool_]  # (sentences,)


@dataclass(frozen=True)
class Case:
    """One question as it met an archive."""

    kind: str
    subject: str  # cases of one subject are never on both sides of a fold
    answerable: bool
    signals: tuple[float, ...]


def fit_order(title: str, names: Sequence[str], asked: Sequence[Sentences]) -> Weights:
    """Weights under which right sentences score above wrong ones of the same question."""
    firsts, any_of_three = [], []
    for number in range(FOLDS):
        weights = pairwise([one for one in asked if fold(one.subject) != number])
        for one in (one for one in asked if fold(one.subject) == number):
            order = np.argsort(-np.nan_to_num(one.features @ weights, nan=-1e9), kind="stable")
            firsts.append(bool(one.right[order[:1]].any()))
            any_of_three.append(bool(one.right[order[:3]].any()))
    first, three = np.mean(firsts), np.mean(any_of_three)
    print(f"{title}: {len(asked)} questions, right first {first:.3f}, among three {three:.3f}")
    return shown(names, pairwise(asked))


def pairwise(asked: Sequence[Sentences]) -> Floats:
    pairs = []
    for one in asked:
        known = ~np.isnan(one.features).any(axis=1)
        features, right = one.features[known], one.right[known]
        if right.any() and not right.all():
            differences = features[right][:, None, :] - features[~right][None, :, :]
            pairs.append(differences.reshape(-1, features.shape[1]))
    differences = np.concatenate(pairs)
    random = np.random.default_rng(SEED)
    differences = differences[random.permutation(len(differences))[:PAIRS]]
    scale = differences.std(axis=0) + 1e-9
    both = np.concatenate((differences, -differences)) / scale
    labels = np.repeat((1, 0), len(differences))
    model = LogisticRegression(fit_intercept=False, max_iter=500).fit(both, labels)
    weights: Floats = model.coef_[0] / scale
    return weights


def fit_confidence(title: str, names: Sequence[str], cases: Sequence[Case]) -> Weights:
    """Intercept and weights of the probability that a question is answered."""
    values = np.array([case.signals for case in cases])
    labels = np.array([case.answerable for case in cases])
    folds = np.array([fold(case.subject) for case in cases])
    predicted = np.zeros(len(cases))
    balance = balanced(cases)
    for number in range(FOLDS):
        taught = folds != number
        intercept, *weights = logistic(values[taught], labels[taught], balance[taught])
        scores = intercept + values[~taught] @ np.array(weights)
        predicted[~taught] = 1 / (1 + np.exp(-scores))
    print(f"{title}: AUC {auc(list(predicted[labels]), list(predicted[~labels])):.3f}")
    kinds = np.array([case.kind for case in cases])
    for kind in sorted(set(kinds)):
        report(kind, predicted[kinds == kind], labels[kinds == kind])
    return shown(["intercept", *names], np.array(logistic(values, labels, balance)))


def report(kind: str, predicted: Floats, answerable: NDArray[np.bool_]) -> None:
    """How many of one kind would be refused and, where both occur, how well they are told apart."""
    shares = " ".join(f"{(predicted < limit).mean():.2f}" for limit in (0.3, 0.4, 0.5, 0.6))
    print(f"  {kind:<20}{len(predicted):6d} questions, refused at .3 .4 .5 .6: {shares}")
    if answerable.any() and not answerable.all():
        told = auc(list(predicted[answerable]), list(predicted[~answerable]))
        print(f"    AUC {told:.3f}, calibration error {calibration(predicted, answerable):.3f}")
        for limit in (0.3, 0.4, 0.5, 0.6):
            refused = predicted < limit
            precision = (~answerable)[refused].mean() if refused.any() else float("nan")
            recall = refused[~answerable].mean()
            print(f"    refusing below {limit}: precision {precision:.2f}, recall {recall:.2f}")


def calibration(predicted: Floats, answerable: NDArray[np.bool_]) -> float:
    bins = np.minimum((predicted * 10).astype(int), 9)
    return float(
        sum(
            (bins == b).mean() * abs(predicted[bins == b].mean() - answerable[bins == b].mean())
            for b in set(bins.tolist())
        )
    )


def balanced(cases: Sequence[Case]) -> Floats:
    """Weights under which every kind counts the same, and in all answerable cases as others."""
    keys = [(case.kind, case.answerable) for case in cases]
    weights = np.array([1 / keys.count(key) for key in keys])
    labels = np.array([case.answerable for case in cases])
    for label in (True, False):
        weights[labels == label] *= len(cases) / 2 / weights[labels == label].sum()
    return weights


def logistic(values: Floats, labels: NDArray[np.bool_], weights: Floats) -> Weights:
    """Intercept and weights."""
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=0.3, max_iter=1000)
    model.fit(scaler.transform(values), labels, sample_weight=weights)
    coefficients = model.coef_[0] / scaler.scale_
    intercept = model.intercept_[0] - float(coefficients @ scaler.mean_)
    return (float(intercept), *map(float, coefficients))


def shown(names: Sequence[str], weights: Floats) -> Weights:
    for name, value in zip(names, weights, strict=True):
        print(f"  {name:<20}{value:8.3f}", flush=True)
    return tuple(round(float(value), 4) for value in weights)


def fold(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) // 1000 % FOLDS
