"""Fits how far the check trusts what it reads, and writes `answering/checking/weights.py`.

    python training/fit_checking.py ../shared/data        (minutes)

Learned from statements of ours about articles that only judge the training of the reading model
(`material.is_judging`): of what it has seen a model is too sure. All figures are cross-validated,
with the statements about one article on one side.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fitting import FOLDS, Floats, calibration, fold, logistic
from material import is_judging

from qa_service.answering.checking import weights
from qa_service.answering.checking.sentence_check import FEATURES, SentenceCheck
from qa_service.domain.errors import ModelError
from qa_service.evaluation.datasets import read_export
from qa_service.evaluation.gates.statements import FoundSpeech, evidence_of
from qa_service.evaluation.material import Part, Statement, read_material
from qa_service.evaluation.refusals import auc
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.prepared import prepared_model
from qa_service.models.reading import load_reading
from qa_service.settings import read_settings

MATERIAL = Path(__file__).parent / "material" / "statements.jsonl"
OUTPUT = Path(weights.__file__)
# Shares of the wrong statements that may stand as supported, and of the right that may be struck.
MOST_WRONG, MOST_STRUCK = 0.07, 0.11


@dataclass(frozen=True)
class Weighed:
    """A statement, and what the check finds."""

    article: str
    kind: str
    is_right: bool
    struck: bool  # by an exact test
    values: tuple[float, ...]  # FEATURES; () where struck


def main(data: Path) -> None:
    export = data / "news-fr-dev.jsonl.gz"
    every = read_material(MATERIAL, export, Part.TRAINING).of(Statement)
    judging = {one.id for key, one in read_export(export).items() if is_judging(key)}
    weighed = list(weigh([one for one in every if one.article.id in judging]))
    read = [one for one in weighed if not one.struck]
    values = np.array([one.values for one in read])
    right = np.array([one.is_right for one in read])
    likely = crossed(values, right, [one.article for one in read])
    print(f"{len(weighed)} statements, AUC {auc_of(weighed, likely) or 0:.3f}")
    print(f"calibration error {calibration(likely, right):.3f}")
    high, low = thresholds(weighed, likely)
    fitted = tuple(logistic_of(values, right))
    for name, value in zip(FEATURES, fitted, strict=True):
        print(f"  {name:<10}{value:8.3f}")
    report(weighed, likely, high, low)
    write(fitted, high, low)


def weigh(statements: Sequence[Statement]) -> Iterator[Weighed]:
    file, cache = packaged_weights(), read_settings({}).cache.expanduser()
    if file is None:
        raise ModelError("The package of the embedding model is not installed: make install")
    said = FoundSpeech([one.article for one in statements])
    check = SentenceCheck(load_reading(prepared_model(file, cache)), said)
    for one in statements:
        grounds = check.grounds(evidence_of(one, said))
        faults, values = check.features(one.text, grounds, one.language)
        yield Weighed(one.article.id, one.kind, one.supported, bool(faults), values)


def crossed(values: Floats, right: np.ndarray, articles: Sequence[str]) -> Floats:
    """How likely each is, by what was learned from the statements about other articles."""
    folds = np.array([fold(article) for article in articles])
    likely = np.zeros(len(right))
    for number in range(FOLDS):
        taught = folds != number
        fitted = np.array(logistic_of(values[taught], right[taught]))
        likely[~taught] = 1 / (1 + np.exp(-values[~taught] @ fitted))
    return likely


def logistic_of(values: Floats, right: np.ndarray) -> tuple[float, ...]:
    """Weights of `FEATURES`, the intercept's first."""
    return logistic(values[:, 1:], right, np.ones(len(right)))


def auc_of(weighed: Sequence[Weighed], likely: Floats) -> float | None:
    found = iter(likely)
    scores = [0.0 if one.struck else float(next(found)) for one in weighed]
    right = [score for one, score in zip(weighed, scores, strict=True) if one.is_right]
    wrong = [score for one, score in zip(weighed, scores, strict=True) if not one.is_right]
    return auc([-score for score in wrong], [-score for score in right])


def thresholds(weighed: Sequence[Weighed], likely: Floats) -> tuple[float, float]:
    """From where on a statement stands as supported, and below what it is struck."""
    read = [one for one in weighed if not one.struck]
    doubtful = np.array([any(one.values[3:]) for one in read])
    right = np.array([one.is_right for one in read])
    rights = sum(one.is_right for one in weighed)
    wrong = np.sort(likely[~right & ~doubtful])[::-1]
    high = float(wrong[min(len(wrong) - 1, int(MOST_WRONG * (len(weighed) - rights)))])
    struck = sum(one.is_right and one.struck for one in weighed)
    spare = max(0, int(MOST_STRUCK * rights) - struck)
    low = float(np.sort(likely[right])[spare])
    return round(high, 3), round(min(low, high), 3)


def report(weighed: Sequence[Weighed], likely: Floats, high: float, low: float) -> None:
    found = iter(likely)
    outcomes: dict[tuple[bool, str], list[int]] = {}
    for one in weighed:
        score = 0.0 if one.struck else float(next(found))
        supported = score > high and not any(one.values[3:])
        for kind in ("all", one.kind):
            counts = outcomes.setdefault((one.is_right, kind), [0, 0, 0, 0])
            for place, held in enumerate((True, supported, score < low, one.struck)):
                counts[place] += held
    for (is_right, kind), (count, *rest) in sorted(outcomes.items()):
        stands, struck, exactly = (number / count for number in rest)
        print(
            f"  {'right' if is_right else 'wrong'} {kind:<18}{count:5d}  supported {stands:.2f}  "
            f"struck {struck:.2f}  by exact tests {exactly:.2f}"
        )


def write(fitted: Sequence[float], high: float, low: float) -> None:
    named = zip(FEATURES, fitted, strict=True)
    values = "".join(f"    {value:.3f},  # {name}\n" for name, value in named)
    OUTPUT.write_text(
        '"""Fitted weights of the check. Written by `training/fit_checking.py`; do not edit."""\n\n'
        "# log-odds that what is cited supports a statement, by `sentence_check.FEATURES`\n"
        f"WEIGHTS = (\n{values})\n"
        f"SUPPORTED_FROM = {high}  # likely enough to stand as supported\n"
        f"UNSUPPORTED_BELOW = {low}  # too unlikely to be shown\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
