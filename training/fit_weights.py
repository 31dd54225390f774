"""Fits the weights of ranking and refusal and writes them to `answering/weights.py`.

    python training/fit_weights.py ../shared/data        (a quarter of an hour on two cores)

Ranking: pairs of a right and a wrong sentence of the same question (PIAF), logistic regression.
Refusal: questions whose answer is in the archive against the same questions when the article that
answers was taken out, in the whole archive and in small ones of 5 to 25 articles, with and without
articles of the same subject. Across languages: XQuAD, Spanish articles, questions in English,
German and Arabic. Figures are cross-validated with whole subjects kept apart.
"""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from qa_service.answering import refusal, weights
from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import FEATURES, LinearRanker, Ranked
from qa_service.answering.retrieval import HybridRetriever, Retrieved
from qa_service.domain.article import Article
from qa_service.evaluation.datasets import Dataset, Example, read_dataset
from qa_service.evaluation.refusals import auc
from qa_service.ingestion.pipeline import draft_of
from qa_service.models.embedding import SentenceEmbeddings, load_embeddings
from qa_service.settings import read_settings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.records import Entry

SEED = 7
FOLDS = 5
SMALL_ARCHIVES = 150
QUESTIONS_EACH = 12  # per small archive and kind
PAIRS = 200_000
OUTPUT = Path(weights.__file__)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One question as it met an archive."""

    kind: str
    subject: str  # cases of one subject are never on both sides of a fold
    answerable: bool
    signals: tuple[float, ...]


@dataclass(frozen=True)
class Corpus:
    """A data set with the vectors of its sentences, made once."""

    dataset: Dataset
    entries: dict[str, Entry]
    subjects: dict[str, str]  # article id -> title


def main(data: Path) -> None:
    settings = read_settings({})
    embeddings = Remembering(load_embeddings(None, settings.cache.expanduser(), print))

    piaf = embedded(read_dataset(data / "piaf-dev.json"), embeddings)
    ranking_within, within = fit("within", piaf, piaf.dataset.examples, embeddings)

    spanish = embedded(read_dataset(data / "xquad" / "es.json"), embeddings)
    foreign = [
        # the same questions in the same order in every language
        replace(one, question=other.question)
        for language in ("en", "de", "ar")
        for one, other in zip(
            spanish.dataset.examples,
            read_dataset(data / "xquad" / f"{language}.json").examples,
            strict=True,
        )
    ]
    ranking_across, across = fit("across", spanish, foreign, embeddings)
    write(ranking_within, ranking_across, within, across)


def fit(
    name: str, corpus: Corpus, examples: Sequence[Example], embeddings: SentenceEmbeddings
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The weights of ranking, and of refusal under that ranking."""
    with archive_of(corpus, list(corpus.entries)) as archive:
        retriever, ranker = HybridRetriever(archive, embeddings), LinearRanker(archive)
        retrieved = [retriever.retrieve(interpret(example.question)) for example in examples]
        ranked = [ranker.rank(found) for found in retrieved]
        ranking = fit_ranking(name, corpus, list(zip(examples, ranked, strict=True)))
        ranker = LinearRanker(archive, ranking, ranking)
        cases = whole_archive(corpus, ranker, list(zip(examples, retrieved, strict=True)))
    cases += small_archives(corpus, embeddings, examples, ranking)
    return ranking, fit_confidence(name, cases)


class Remembering(SentenceEmbeddings):
    """The model, which embeds each question once however many archives it is put to."""

    def __init__(self, embeddings: SentenceEmbeddings) -> None:
        super().__init__(embeddings._model, embeddings.name)
        self._seen: dict[str, list[float]] = {}

    def embed_query(self, text: str) -> list[float]:
        if text not in self._seen:
            self._seen[text] = super().embed_query(text)
        return self._seen[text]


# -- archives ------------------------------------------------------------------------------------


def embedded(dataset: Dataset, embeddings: SentenceEmbeddings) -> Corpus:
    drafts = [draft_of(article, article.id) for article in dataset.articles]
    vectors = embeddings.encode([text for draft in drafts for text in draft.embedded_texts()])
    entries, start = {}, 0
    for draft in drafts:
        end = start + len(draft.sentences)
        entries[draft.article.id] = Entry(
            draft.article, draft.passages, draft.sentences, vectors[start:end]
        )
        start = end
    return Corpus(dataset, entries, {a.id: subject(a) for a in dataset.articles})


def subject(article: Article) -> str:
    return article.title


@contextmanager
def archive_of(corpus: Corpus, ids: Sequence[str]) -> Iterator[Archive]:
    with TemporaryDirectory() as folder:
        catalogue = open_catalogue(Path(folder), "")
        for article_id in ids:
            catalogue.check_dimension(corpus.entries[article_id].vectors.shape[1])
            catalogue.put(corpus.entries[article_id], article_id)
        with closing(Archive(Path(folder), catalogue, print)) as archive:
            yield archive


def whole_archive(
    corpus: Corpus, ranker: LinearRanker, retrieved: Sequence[tuple[Example, Retrieved]]
) -> list[Case]:
    """Every question once: as it is, or with the article that answers hidden from the legs."""
    cases = []
    for number, (example, found) in enumerate(retrieved):
        gold = str(example.article_id)
        if number % 2:
            cases.append(case("whole", corpus, gold, True, ranker.rank(found)))
        else:
            hidden = ranker.rank(without(found, gold))
            cases.append(case("whole, taken out", corpus, gold, False, hidden))
    return cases


def without(retrieved: Retrieved, article_id: str) -> Retrieved:
    return replace(
        retrieved,
        nearest=tuple(hit for hit in retrieved.nearest if hit[0][0] != article_id),
        matching=tuple(hit for hit in retrieved.matching if hit[0][0] != article_id),
    )


def small_archives(
    corpus: Corpus,
    embeddings: SentenceEmbeddings,
    examples: Sequence[Example],
    ranking: tuple[float, ...],
) -> list[Case]:
    """Questions to archives of 5 to 25 articles, half of them about few subjects."""
    random = np.random.default_rng(SEED)
    by_subject: dict[str, list[str]] = {}
    for article_id, name in corpus.subjects.items():
        by_subject.setdefault(name, []).append(article_id)
    names = sorted(by_subject)
    everything = sorted(corpus.entries)
    cases: list[Case] = []
    for _ in range(SMALL_ARCHIVES):
        size = int(random.integers(5, 26))
        chosen: list[str] = []
        while len(chosen) < size // 2:
            chosen += by_subject[names[random.integers(len(names))]]
        chosen += [everything[i] for i in random.integers(len(everything), size=size // 2)]
        kept = {a for a in chosen if random.random() < 0.75}  # the others are taken out
        if not kept:
            continue
        about = {corpus.subjects[a] for a in kept}
        groups = {
            "small": [e for e in examples if e.article_id in kept],
            "small, taken out": [
                e
                for e in examples
                if e.article_id not in kept and corpus.subjects[str(e.article_id)] in about
            ],
            "small, off topic": [
                e for e in examples if corpus.subjects[str(e.article_id)] not in about
            ],
        }
        with archive_of(corpus, sorted(kept)) as archive:
            retriever = HybridRetriever(archive, embeddings)
            ranker = LinearRanker(archive, ranking, ranking)
            for kind, group in groups.items():
                wanted = QUESTIONS_EACH if kind == "small" else QUESTIONS_EACH // 2
                for i in random.permutation(len(group))[:wanted]:
                    gold = str(group[i].article_id)
                    ranked = ranker.rank(retriever.retrieve(interpret(group[i].question)))
                    cases.append(case(kind, corpus, gold, kind == "small", ranked))
    return cases


def case(kind: str, corpus: Corpus, gold: str, answerable: bool, ranked: Ranked) -> Case:
    return Case(kind, corpus.subjects[gold], answerable, refusal.signals(ranked))


# -- fitting -------------------------------------------------------------------------------------


def fit_ranking(
    name: str, corpus: Corpus, ranked: Sequence[tuple[Example, Ranked]]
) -> tuple[float, ...]:
    tables = []
    for example, found in ranked:
        right = np.array(
            [
                item.article.id == example.article_id
                and any(answer in item.quote for answer in example.answers)
                for item in found.evidence
            ]
        )
        tables.append((fold(corpus.subjects[str(example.article_id)]), found.features, right))
    firsts, any_of_three = [], []
    for number in range(FOLDS):
        coefficients = pairwise([t[1:] for t in tables if t[0] != number])
        for _, features, right in (t for t in tables if t[0] == number):
            order = np.argsort(-(features @ coefficients), kind="stable")
            firsts.append(bool(right[order[:1]].any()))
            any_of_three.append(bool(right[order[:3]].any()))
    first, three = np.mean(firsts), np.mean(any_of_three)
    print(f"ranking {name}: right first {first:.3f}, among three {three:.3f}")
    fitted = pairwise([t[1:] for t in tables])
    for feature, value in zip(FEATURES, fitted, strict=True):
        print(f"  {feature:<20}{value:8.3f}")
    return tuple(round(float(value), 4) for value in fitted)


def pairwise(tables: Sequence[tuple[Floats, NDArray[np.bool_]]]) -> Floats:
    """The coefficients under which right sentences score above wrong ones of the same question."""
    pairs = [
        (features[right][:, None, :] - features[~right][None, :, :]).reshape(-1, len(FEATURES))
        for features, right in tables
        if right.any() and not right.all()
    ]
    differences = np.concatenate(pairs)
    random = np.random.default_rng(SEED)
    differences = differences[random.permutation(len(differences))[:PAIRS]]
    scale = differences.std(axis=0) + 1e-9
    both = np.concatenate((differences, -differences)) / scale
    labels = np.repeat((1, 0), len(differences))
    model = LogisticRegression(fit_intercept=False, max_iter=500).fit(both, labels)
    coefficients: Floats = model.coef_[0] / scale
    return coefficients


def fit_confidence(name: str, cases: Sequence[Case]) -> tuple[float, ...]:
    values = np.array([case.signals for case in cases])
    labels = np.array([case.answerable for case in cases])
    folds = np.array([fold(case.subject) for case in cases])
    predicted = np.zeros(len(cases))
    for number in range(FOLDS):
        intercept, *coefficients = logistic(values[folds != number], labels[folds != number])
        scores = intercept + values[folds == number] @ np.array(coefficients)
        predicted[folds == number] = 1 / (1 + np.exp(-scores))
    print(f"confidence {name}: AUC {auc(list(predicted[labels]), list(predicted[~labels])):.3f}")
    for kind in sorted({case.kind for case in cases}):
        of_kind = np.array([case.kind == kind for case in cases])
        shares = [f"{(predicted[of_kind] < limit).mean():.2f}" for limit in (0.3, 0.4, 0.5, 0.6)]
        print(f"  {kind:<20}{of_kind.sum():6d} questions, refused at .3 .4 .5 .6: {shares}")
    fitted = logistic(values, labels)
    for signal, value in zip(("intercept", *refusal.SIGNALS), fitted, strict=True):
        print(f"  {signal:<20}{value:8.3f}")
    return tuple(round(float(value), 4) for value in fitted)


def logistic(values: Floats, labels: NDArray[np.bool_]) -> tuple[float, ...]:
    """Intercept and weights; the classes weigh the same, so that .5 means as likely as not."""
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=1000)
    model.fit(scaler.transform(values), labels)
    coefficients = model.coef_[0] / scaler.scale_
    intercept = model.intercept_[0] - float(coefficients @ scaler.mean_)
    return (float(intercept), *map(float, coefficients))


def fold(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def write(*fitted: tuple[float, ...]) -> None:
    ranking_within, ranking_across, within, across = map(literal, fitted)
    OUTPUT.write_text(
        '"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""\n\n'
        "# of `ranking.FEATURES`: question in the article's language, and in another\n"
        f"RANKING_WITHIN = {ranking_within}\n"
        f"RANKING_ACROSS = {ranking_across}\n"
        "# intercept, then `refusal.SIGNALS`: the same\n"
        f"CONFIDENCE_WITHIN = {within}\n"
        f"CONFIDENCE_ACROSS = {across}\n",
        encoding="utf-8",
    )


def literal(values: tuple[float, ...]) -> str:
    return "(\n" + "".join(f"    {value},\n" for value in values) + ")"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
