"""Fits how much paraphrase a sentence may be, and writes it to `answering/checking/weights.py`.

    python -m training.fit_checking ../shared/data/news-fr-dev.jsonl.gz        (a minute)

Right are hand-written sentences about the articles in tests/data/fixtures_news. Wrong are those
that say something else, and sentences of a news export with a clause of another article. Only those
count that all other tests let pass and that have a word which the evidence lacks: the others need
no weighing. The acceptance set, about `corpus/`, is not read.
"""

import gzip
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tests.answering.checked_sentences import tuning

from qa_service.answering.checking import weights
from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.parts import Statement
from qa_service.answering.checking.sentence_check import SentenceCheck
from qa_service.answering.checking.support import FEATURES, Support, meeting
from qa_service.domain.answer import MARKER, Evidence
from qa_service.domain.article import Article
from qa_service.domain.checked import Fault
from qa_service.ingestion.pipeline import Draft, draft_of
from qa_service.models.embedding import load_embeddings
from qa_service.settings import read_settings

NEWS = 300  # articles
SEED = 3
RIGHT_WEIGHT = 1.0  # all right ones together, against all wrong ones
REGULARISED = 0.3  # inverse strength
THRESHOLD = 0.9  # log-odds from which the evidence says it
OUTPUT = Path(weights.__file__)


@dataclass(frozen=True)
class Example:
    statement: Statement
    ground: Ground
    is_right: bool


def main(news: Path) -> None:
    embeddings = load_embeddings(None, read_settings({}).cache.expanduser(), print)
    library, _ = tuning()
    check, support = SentenceCheck(embeddings, library), Support(embeddings)
    rows, right, shown = [], [], []
    for one in (*own(), *corrupted(news)):
        claim = one.statement.parsed
        met = meeting(claim, one.ground)
        if not met.missing or check.faults(one.statement, one.ground) - {Fault.SUPPORT}:
            continue
        features = support.features(claim, one.ground, met)
        if features is not None:
            rows.append(features)
            right.append(one.is_right)
            shown.append(one.statement.text)
    fit(np.array(rows), np.array(right), shown)


def fit(rows: np.ndarray, right: np.ndarray, shown: list[str]) -> None:
    model = make_pipeline(
        StandardScaler(), LogisticRegression(C=REGULARISED, class_weight="balanced")
    )
    folds = StratifiedKFold(8, shuffle=True, random_state=SEED)
    scores = cross_val_predict(model, rows, right, cv=folds, method="decision_function")
    for threshold in (-1.0, -0.5, 0.0, 0.5, 1.0):
        kept, passed = (scores[right] > threshold).mean(), (scores[~right] > threshold).mean()
        print(f"{threshold:5.1f}: right kept {kept:.3f}, wrong shown {passed:.3f}")
    print(f"{right.sum()} right, {(~right).sum()} wrong")
    for n in np.argsort(scores):
        if right[n] == (scores[n] < THRESHOLD):
            print(f"{scores[n]:6.2f} {right[n]} {np.round(rows[n], 2)} {shown[n][:110]}")
    model.fit(rows, right)
    scaler, regression = model[0], model[1]
    weight = regression.coef_[0] / scaler.scale_
    written(weight, float(regression.intercept_[0] - weight @ scaler.mean_))


def own() -> Iterator[Example]:
    library, cases = tuning()
    for case in cases:
        if case.kind.startswith("translated") or case.kind == "merged":
            continue
        if not case.is_right and case.kind not in (
            "addition",
            "unsupported",
            "fused",
            "other fact",
        ):
            continue
        text = MARKER.sub("", case.sentence)
        cited = [int(found[1]) for found in MARKER.finditer(case.sentence)]
        for number in cited:
            item = case.evidence[number - 1]
            said = library.speeches([item.article.id])[item.article.id]
            yield Example(Statement(text, text, "fr"), Ground(number, item, said), case.is_right)


def corrupted(news: Path) -> Iterator[Example]:
    """Sentences with a clause of another article."""
    drawn = random.Random(SEED)
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    drafts = [_draft(record) for record in drawn.sample(records, NEWS)]
    for draft in drafts:
        other = drawn.choice(drafts)
        if other is draft or not draft.sentences or not other.sentences:
            continue
        sentence = drawn.choice(draft.sentences)
        quote = " ".join(sentence.of(draft.article.text).split())
        strange = " ".join(drawn.choice(other.sentences).of(other.article.text).split())
        if any(mark in quote + strange for mark in '«»"[“”') or len(quote) > 250:
            continue
        ground = Ground(1, Evidence(draft.article, sentence, 1.0), draft.speeches)
        if text := _with_clause(quote, strange):
            yield Example(Statement(text, text, "fr"), ground, False)


def _draft(record: dict[str, str]) -> Draft:
    article = Article(record["id"], record["id"], record["title"], record["article"], "fr")
    return draft_of(article, "")


def _with_clause(quote: str, strange: str) -> str | None:
    clauses = [part for part in strange.rstrip(".").split(", ") if 3 < len(part.split()) < 14]
    return f"{quote.rstrip('.')} et {clauses[-1]}." if clauses else None


def written(weight: np.ndarray, intercept: float) -> None:
    lines = "\n".join(
        f"    {value:.3f},  # {name}" for value, name in zip(weight, FEATURES, strict=True)
    )
    OUTPUT.write_text(
        '"""Fitted weights. Written by `training/fit_checking.py`; do not edit."""\n\n'
        f"INTERCEPT = {intercept - THRESHOLD:.3f}  # above 0 in all the evidence says it\n"
        f"WEIGHTS = (\n{lines}\n)\n",
        "utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
