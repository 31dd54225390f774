"""Fits how much words weigh beside meaning in retrieval; writes `answering/retrieval_weights.py`.

    python training/tune_retrieval.py ../shared/data        (ten minutes on two cores)

French questions (PIAF and AfriQA) are asked in one archive of their articles and those of a third
data set. The weight is the one of a grid that puts the passage with the answer highest; each half
of the subjects is also measured with the weight that suits the other half. Both data sets count the
same: PIAF is larger, but its questions were written with the text in view, in the text's words.
Other questions of AfriQA and, across languages, XQuAD are printed as a check, and never fitted.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from corpora import archive_of, embedded

from qa_service.answering import retrieval_weights
from qa_service.answering.interpretation import interpret
from qa_service.answering.retrieval import HybridRetriever, Retrieved, fuse
from qa_service.domain.article import Article
from qa_service.evaluation.datasets import Dataset, Example, read_dataset
from qa_service.models.embedding import SentenceEmbeddings, load_embeddings
from qa_service.settings import read_settings
from qa_service.store.archive import Archive, PassageKey
from qa_service.store.records import Entry

SEED = 7
GRID = [round(0.02 * step, 2) for step in range(11)]  # a cosine
DEPTH = 10  # ranks beyond it count as not found
RANK_FUSION = 10  # the constant of reciprocal rank fusion, shown for comparison
OUTPUT = Path(retrieval_weights.__file__)


@dataclass(frozen=True)
class Asked:
    """A question as it met the archive, and the passages with its answer."""

    subject: str
    retrieved: Retrieved
    right: frozenset[PassageKey]


def main(data: Path) -> None:
    tune(data, load_embeddings(None, read_settings({}).cache.expanduser(), print))


def tune(data: Path, embeddings: SentenceEmbeddings) -> None:
    piaf = read_dataset(data / "piaf-dev.json")
    afriqa = read_dataset(data / "afriqa-fr-train.jsonl")
    check = read_dataset(data / "afriqa-fr-dev.jsonl")
    others = read_dataset(data / "nomiracl-fr-dev.jsonl")
    with archive_of(entries_of((piaf, afriqa, check, others), embeddings)) as archive:
        fitted = [asked(archive, embeddings, each, each.examples) for each in (piaf, afriqa)]
        unseen = asked(archive, embeddings, check, check.examples)
    weight = best(fitted)
    show("PIAF", fitted[0], weight)
    show("AfriQA", fitted[1], weight)
    cross_validate(fitted)
    show("AfriQA, not fitted", unseen, weight)
    spanish = read_dataset(data / "xquad" / "es.json")
    with archive_of(entries_of((spanish,), embeddings)) as archive:
        for language in ("es", "en", "de"):
            # the same questions in the same order in every language
            questions = read_dataset(data / "xquad" / f"{language}.json").examples
            pairs = zip(spanish.examples, questions, strict=True)
            examples = [Example(q.question, True, e.article_id, e.answers) for e, q in pairs]
            show(f"XQuAD es/{language}", asked(archive, embeddings, spanish, examples), weight)
    write(weight)


def entries_of(datasets: Iterable[Dataset], embeddings: SentenceEmbeddings) -> list[Entry]:
    """The articles of several data sets, each once, with the vectors of their sentences."""
    articles = {article.id: article for dataset in datasets for article in dataset.articles}
    return list(embedded(Dataset(tuple(articles.values()), ()), embeddings).entries.values())


def asked(
    archive: Archive,
    embeddings: SentenceEmbeddings,
    dataset: Dataset,
    examples: Sequence[Example],
) -> list[Asked]:
    retriever = HybridRetriever(archive, embeddings)
    articles = {article.id: article for article in dataset.articles}
    return [
        Asked(
            subject=articles[str(example.article_id)].title,
            retrieved=retriever.retrieve(interpret(example.question)),
            right=right_passages(archive, articles[str(example.article_id)], example.answers),
        )
        for example in examples
    ]


def right_passages(
    archive: Archive, article: Article, answers: Sequence[str]
) -> frozenset[PassageKey]:
    """The passages of the gold article that hold an answer, or all of them if it was cut in two."""
    (entry,) = archive.catalogue.entries([article.id])
    every = {(article.id, passage.ordinal): passage.of(article.text) for passage in entry.passages}
    holding = {key for key, text in every.items() if any(answer in text for answer in answers)}
    return frozenset(holding or every)


# -- measuring -----------------------------------------------------------------------------------


def best(sets: Sequence[Sequence[Asked]]) -> float:
    """The weight with the highest recall@5, recall@10 and MRR@10, the mean of all over the sets."""
    return max(
        GRID, key=lambda weight: sum(sum(figures(weighed(each, weight))[1:]) for each in sets)
    )


def cross_validate(sets: Sequence[Sequence[Asked]]) -> None:
    """Prints each half of the subjects under the weight of the other half, both together."""
    subjects = sorted({question.subject for each in sets for question in each})
    shuffled = np.random.default_rng(SEED).permutation(len(subjects))
    first = {subjects[i] for i in shuffled[: len(subjects) // 2]}
    halves = [
        [[q for q in each if (q.subject in first) == side] for each in sets]
        for side in (True, False)
    ]
    weights = [best(half) for half in reversed(halves)]
    print(f"halves of the subjects crossed, at {weights[0]} and {weights[1]}")
    for number in range(len(sets)):
        parts = zip(halves, weights, strict=True)
        ranks = [r for half, weight in parts for r in weighed(half[number], weight)]
        line(f"of data set {number + 1}", ranks)


def show(name: str, questions: Sequence[Asked], weight: float) -> None:
    print(f"{name}, {len(questions)} questions: recall@1, recall@5, recall@10, MRR@10")
    line("nearest sentences", [rank(q, by_leg(q.retrieved.nearest)) for q in questions])
    line("matching words", [rank(q, by_leg(q.retrieved.matching)) for q in questions])
    line("fused by rank", [rank(q, by_rank(q.retrieved)) for q in questions])
    for tried in GRID:
        mark = "  <- written" if tried == weight else ""
        line(f"words at {tried}", weighed(questions, tried), mark)


def line(name: str, ranks: Sequence[int | None], mark: str = "") -> None:
    print(f"  {name:<36}" + "  ".join(f"{value:.4f}" for value in figures(ranks)) + mark)


def figures(ranks: Sequence[int | None]) -> tuple[float, ...]:
    found = [r for r in ranks if r is not None and r < DEPTH]
    recalls = [sum(r < depth for r in found) / len(ranks) for depth in (1, 5, DEPTH)]
    return (*recalls, sum(1 / (1 + r) for r in found) / len(ranks))


def weighed(questions: Sequence[Asked], weight: float) -> list[int | None]:
    return [rank(q, by_weight(q.retrieved, weight)) for q in questions]


def rank(question: Asked, passages: Sequence[PassageKey]) -> int | None:
    """From 0, of the first passage with the answer; repetitions stay in, as they may hold it."""
    return next((n for n, key in enumerate(passages) if key in question.right), None)


def by_weight(found: Retrieved, weight: float) -> list[PassageKey]:
    fused = fuse(found.nearest, found.matching, found.unmatched, weight)
    return [candidate.passage for candidate in fused]


def by_leg(leg: Sequence[tuple[PassageKey, float]]) -> list[PassageKey]:
    return list(dict.fromkeys(key for key, _ in leg))


def by_rank(found: Retrieved) -> list[PassageKey]:
    """Reciprocal rank fusion (Cormack et al., SIGIR 2009)."""
    scores: dict[PassageKey, float] = defaultdict(float)
    for leg in found.legs:
        for position, key in enumerate(by_leg(leg)):
            scores[key] += 1 / (RANK_FUSION + position + 1)
    return sorted(scores, key=lambda key: (-scores[key], key))


def write(weight: float) -> None:
    OUTPUT.write_text(
        '"""Fitted weights. Written by `training/tune_retrieval.py`; do not edit."""\n\n'
        "# What a passage gains that meets the whole question in words, as a cosine\n"
        f"COVERAGE = {weight}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
