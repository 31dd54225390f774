"""Fits what tells a broad question by its vector, and writes it to `answering/breadth_weights.py`.

    python training/fit_breadth.py ../shared/data        (some minutes on two cores)

Broad questions, and ordinary ones that look like them, are our own: `broad_wordings.tsv` and the
sets in tests/data that are there to be tuned on. Ordinary ones are also those of PIAF, AfriQA and
XQuAD, which one passage answers each; each of these counts a quarter. Figures are cross-validated.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from corpora import RememberingEmbeddings
from fit_weights import loaded
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from qa_service.answering import breadth_weights
from qa_service.evaluation.datasets import read_dataset

HERE = Path(__file__).parent
OWN = HERE.parent / "tests" / "data"
TUNED = ("broad_questions_tuning", "broad_questions_more")
ORDINARY = ("corpus_answerable", "corpus_near_misses", "corpus_crosslingual", "answer_forms")
MOST = {"piaf-dev.json": 1500, "afriqa-fr-dev.jsonl": 250, "xquad/en.json": 600}
FOREIGN = 0.25  # weight of questions that are not our own
REGULARISED = 0.05  # inverse strength
FOLDS, SEED = 8, 0
THRESHOLD = 1.0  # log-odds from which a question counts as broad
OUTPUT = Path(breadth_weights.__file__)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    text: str
    source: str
    is_broad: bool


def main(data: Path) -> None:
    asked = [*own(), *others(data)]
    vectors = embedded(asked, loaded().embeddings)
    for source, share in shares(asked, cross_validated(asked, vectors)).items():
        print(f"{source:28} {share:.3f}")
    written(*fitted(vectors, asked))


def own() -> Iterator[Asked]:
    for line in (HERE / "broad_wordings.tsv").read_text("utf-8").splitlines():
        kind, _, text = line.split("\t")
        is_broad = kind != "ordinary"
        yield Asked(text, "wordings" if is_broad else "ordinary wordings", is_broad)
    for name in (*TUNED, *ORDINARY):
        for line in (OWN / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield Asked(json.loads(line)["question"], name, name in TUNED)
    for line in (OWN / "dialogues_tuning.jsonl").read_text("utf-8").splitlines():
        for turn in json.loads(line)["turns"]:
            yield Asked(turn.get("full") or turn["question"], "dialogues_tuning", False)


def others(data: Path) -> Iterator[Asked]:
    for name, most in MOST.items():
        questions = [example.question for example in read_dataset(data / name).examples]
        random.Random(SEED).shuffle(questions)
        yield from (Asked(text, name, False) for text in questions[:most])


def embedded(asked: list[Asked], embeddings: RememberingEmbeddings) -> Floats:
    return np.array([embeddings.embed_query(one.text) for one in asked], np.float64)


def fitted(vectors: Floats, asked: list[Asked]) -> tuple[Floats, float]:
    """Weights and intercept for vectors as they are."""
    scaler = StandardScaler().fit(vectors)
    weight = [FOREIGN if one.source in MOST else 1.0 for one in asked]
    model = LogisticRegression(C=REGULARISED, max_iter=2000)
    model.fit(scaler.transform(vectors), [one.is_broad for one in asked], sample_weight=weight)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def cross_validated(asked: list[Asked], vectors: Floats) -> Floats:
    folds = np.random.RandomState(SEED).randint(0, FOLDS, len(asked))
    scores = np.empty(len(asked))
    for fold in range(FOLDS):
        rest = [one for one, own_fold in zip(asked, folds, strict=True) if own_fold != fold]
        weights, intercept = fitted(vectors[folds != fold], rest)
        scores[folds == fold] = vectors[folds == fold] @ weights + intercept
    return scores


def shares(asked: list[Asked], scores: Floats) -> dict[str, float]:
    """Of each source's questions, how many are taken for broad."""
    sources = np.array([one.source for one in asked])
    names = dict.fromkeys(sources.tolist())
    return {name: float((scores[sources == name] > THRESHOLD).mean()) for name in names}


def written(weights: Floats, intercept: float) -> None:
    lines = "\n".join(f"    {value:.2f}," for value in weights)
    OUTPUT.write_text(
        '"""Fitted weights. Written by `training/fit_breadth.py`; do not edit."""\n\n'
        f'MODEL = "{breadth_weights.MODEL}"  # whose vectors of questions they weigh\n'
        f"INTERCEPT = {intercept - THRESHOLD:.2f}  # above 0 in all a question is broad\n"
        f"WEIGHTS = (\n{lines}\n)\n",
        "utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
