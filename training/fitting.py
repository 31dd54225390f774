"""Logistic regressions with whole subjects kept apart, and what they print."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from qa_service.evaluation.refusals import auc

SEED = 7
FOLDS = 5
# Shares of the answerable questions about news that may be refused, or answered by what is closest
# alone; of the answers that are called sure, that may be wrong.
REFUSED, HELD_BACK, WRONG = 0.17, 0.31, 0.1
PAIRS = 200_000
NEWS = "news"  # the kind of cases that an archive is asked for

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
    right: bool  # whether the sentence put first answers it
    signals: tuple[float, ...]
    answerable: bool = True


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


@dataclass(frozen=True)
class Thresholds:
    """From which confidence on a question is answered, the answer likely, and sure."""

    answered: float
    likely: float
    sure: float


def fit_confidence(
    title: str, names: Sequence[str], cases: Sequence[Case]
) -> tuple[Weights, Thresholds | None]:
    """Fits intercept and weights of the probability that the sentence put first answers.

    With the thresholds for news, where some of the cases are.
    """
    values = np.array([case.signals for case in cases])
    labels = np.array([case.right for case in cases])
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
    fitted = shown(["intercept", *names], np.array(logistic(values, labels, balance)))
    return fitted, thresholds(cases, predicted)


def thresholds(cases: Sequence[Case], predicted: Floats) -> Thresholds | None:
    """Finds the thresholds that cost `REFUSED`, `HELD_BACK` and `WRONG` of the answers to news."""
    of_news = np.array([case.kind == NEWS for case in cases])
    if not of_news.any():
        return None
    likely, right = predicted[of_news], np.array([case.right for case in cases])[of_news]
    answerable = np.array([case.answerable for case in cases])[of_news]
    order = np.argsort(-likely)
    precise = np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= 1 - WRONG
    sure = likely[order][precise].min() if precise.any() else 1.0
    answered, held = np.quantile(likely[answerable], (REFUSED, HELD_BACK))
    for name, limit in (("answered", answered), ("likely", held), ("sure", sure)):
        print(
            f"  {name} from {limit:.3f}: of near misses "
            f"{(likely[~answerable] >= limit).mean():.3f}, "
            f"of right ones {(likely[right] >= limit).mean():.3f}, "
            f"wrong among them {(~right[likely >= limit]).mean():.3f}"
        )
    return Thresholds(*(round(float(one), 3) for one in (answered, held, sure)))


def report(kind: str, predicted: Floats, right: NDArray[np.bool_]) -> None:
    """How many of one kind would be refused and, where both occur, how well they are told apart."""
    shares = " ".join(f"{(predicted < limit).mean():.2f}" for limit in (0.3, 0.4, 0.5, 0.6))
    print(f"  {kind:<20}{len(predicted):6d} questions, refused at .3 .4 .5 .6: {shares}")
    if right.any() and not right.all():
        told = auc(list(predicted[right]), list(predicted[~right]))
        print(f"    AUC {told:.3f}, calibration error {calibration(predicted, right):.3f}")
        for limit in (0.3, 0.4, 0.5, 0.6):
            refused = predicted < limit
            precision = (~right)[refused].mean() if refused.any() else float("nan")
            recall = refused[~right].mean()
            print(f"    refusing below {limit}: precision {precision:.2f}, recall {recall:.2f}")


def calibration(predicted: Floats, right: NDArray[np.bool_]) -> float:
    bins = np.minimum((predicted * 10).astype(int), 9)
    return float(
        sum(
            (bins == b).mean() * abs(predicted[bins == b].mean() - right[bins == b].mean())
            for b in set(bins.tolist())
        )
    )


def balanced(cases: Sequence[Case]) -> Floats:
    """Weights under which news counts as much as all else, of which every kind counts the same."""
    kinds = Counter(case.kind for case in cases)
    others = max(1, len(kinds) - 1) if NEWS in kinds else len(kinds)

    def share(kind: str) -> float:
        whole = 0.5 if NEWS in kinds and len(kinds) > 1 else 1.0
        return whole if kind == NEWS else whole / others

    return np.array([len(cases) * share(case.kind) / kinds[case.kind] for case in cases])


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
