"""Fits how sure a broad question may be, and prints what `answering/overview.py` holds of it.

    python training/fit_broad_confidence.py        (a minute on two cores)

The probability that any question would have, and the highest relevance that was read, tell broad
questions that the articles of the tests answer from those that they do not. Those that are there to
be tuned on are asked; run it after `fit_weights.py`. Figures are cross-validated.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from qa_service.answering import overview
from qa_service.answering.odds import log_odds
from qa_service.answering.ranking import Ranked
from qa_service.answering.reading import highest_relevance
from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.reports import no_progress
from qa_service.settings import read_settings
from qa_service.upkeep import run_ingest

HOME = Path(__file__).parent.parent
OWN = HOME / "tests" / "data"
TOLD = ("broad_questions_tuning", "broad_questions_more")
ABSENT = "broad_absent"
STRENGTHS = (0.3, 0.5, 1.0)  # inverse ones, of regularisation
FOLDS, SEEDS = 8, 5

Floats = NDArray[np.float64]


def main() -> None:
    signals, labels = measured()
    print(f"{len(labels)} questions, {labels.sum()} of them answered by the articles")
    report("any question's confidence", signals[:, :1], labels, 1.0)
    for strength in STRENGTHS:
        report(f"with the relevance, C {strength}", signals, labels, strength)


def asked() -> Iterator[tuple[str, bool]]:
    """Each question, and whether the articles answer it."""
    for name in (*TOLD, ABSENT):
        for record in map(json.loads, (OWN / f"{name}.jsonl").read_text("utf-8").splitlines()):
            if record.get("set") != "unseen":
                yield record["question"], name != ABSENT


def measured() -> tuple[Floats, NDArray[np.bool_]]:
    """Log-odds and highest relevance (questions, 2) of what passes for a broad question."""
    found: list[tuple[float, float]] = []
    labels: list[bool] = []

    def kept(ranked: Ranked, fitted: float) -> float:
        if ranked.reading is not None:
            found.append((log_odds(fitted), highest_relevance(ranked.reading)))
        return fitted

    overview.calibrated = kept  # in place of what is fitted here
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"store": Path(folder) / "store", "corpus": HOME / "corpus"})
        run_ingest(settings, [HOME / "corpus", OWN / "fixtures_news"], False, no_progress, print)
        with closing(open_archive(settings, print)) as archive:
            service = open_service(archive, settings, print)
            for question, is_told in asked():
                service.ask(question)
                labels += [is_told] * (len(found) - len(labels))
    return np.array(found), np.array(labels)


def report(title: str, signals: Floats, labels: NDArray[np.bool_], strength: float) -> None:
    model = make_pipeline(StandardScaler(with_mean=False), LogisticRegression(C=strength))
    predicted = [
        cross_val_predict(
            model,
            signals,
            labels,
            cv=StratifiedKFold(FOLDS, shuffle=True, random_state=seed),
            method="predict_proba",
        )[:, 1]
        for seed in range(SEEDS)
    ]
    auc = np.mean([roc_auc_score(labels, one) for one in predicted])
    loss = np.mean([log_loss(labels, one) for one in predicted])
    scaler, fitted = model.fit(signals, labels).steps[0][1], model.steps[1][1]
    weights = (fitted.coef_[0] / scaler.scale_).round(2)
    print(f"{title}: AUC {auc:.3f}, loss {loss:.3f}, {fitted.intercept_.round(2)} {weights}")


if __name__ == "__main__":
    main()
