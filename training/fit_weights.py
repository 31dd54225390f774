"""Fits the weights of ranking, reading and refusal and writes them to `answering/weights.py`.

    python training/fit_weights.py ../shared/data        (half an hour on two cores)

Ranking: pairs of a right and a wrong sentence of the same question, logistic regression; for the
linear ranking on the subjects that the reading model was taught on, for the reading on those kept
aside, since a model is too sure of what it has seen. Refusal: questions whose answer is in the
archive against the same questions when the article that answers was taken out, in the whole archive
and in small ones, and questions that people asked and no passage answers (NoMIRACL). Within French:
PIAF; across languages: XQuAD, Spanish articles, questions in English, German and Arabic. Figures
are cross-validated with whole subjects kept apart.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from corpora import Corpus, RememberingEmbeddings, RememberingReader, archive_of, embedded
from fitting import SEED, Case, Sentences, Weights, fit_confidence, fit_order

from qa_service.answering import ranking, reading, refusal, weights
from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import LinearRanker, Ranked, Ranker
from qa_service.answering.reading import ReadingRanker
from qa_service.answering.retrieval import HybridRetriever, Retrieved
from qa_service.domain.errors import ModelError
from qa_service.evaluation.datasets import Example, is_aside, read_dataset
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.embedding import load_embeddings
from qa_service.models.prepared import prepared_model
from qa_service.models.reading import load_reading
from qa_service.settings import read_settings
from qa_service.store.archive import Archive

SMALL_ARCHIVES = 30
QUESTIONS_EACH = 10  # per small archive and kind
OUTPUT = Path(weights.__file__)

RankerOf = Callable[[Archive], Ranker]


@dataclass(frozen=True)
class Models:
    embeddings: RememberingEmbeddings
    reader: RememberingReader


@dataclass(frozen=True)
class Fitted:
    ranking: Weights
    confidence: Weights
    reading: Weights
    confidence_read: Weights


def main(data: Path) -> None:
    models = loaded()
    piaf = embedded(read_dataset(data / "piaf-dev.json"), models.embeddings)
    asked = embedded(read_dataset(data / "nomiracl-fr-dev.jsonl"), models.embeddings)
    within = fit("within", piaf, piaf.dataset.examples, models, asked)

    spanish = embedded(read_dataset(data / "xquad" / "es.json"), models.embeddings)
    # the same questions in the same order in every language
    asked_in = [
        read_dataset(data / "xquad" / f"{language}.json").examples
        for language in ("en", "de", "ar")
    ]
    foreign = [
        replace(one, question=asked_in[number % len(asked_in)][number].question)
        for number, one in enumerate(spanish.dataset.examples)
    ]
    write(within, fit("across", spanish, foreign, models, None))


def loaded() -> Models:
    cache = read_settings({}).cache.expanduser()
    file = packaged_weights()
    if file is None:
        raise ModelError("The package of the embedding model is not installed: make install")
    return Models(
        RememberingEmbeddings(load_embeddings(None, cache, print)),
        RememberingReader(load_reading(prepared_model(file, cache))),
    )


def fit(
    name: str, corpus: Corpus, examples: Sequence[Example], models: Models, asked: Corpus | None
) -> Fitted:
    """All weights within a language, or across."""
    with archive_of(list(corpus.entries.values())) as archive:
        retriever = HybridRetriever(archive, models.embeddings)
        found = [(one, retriever.retrieve(interpret(one.question))) for one in examples]
        taught: list[tuple[Example, Retrieved]] = []
        aside: list[tuple[Example, Retrieved]] = []
        for one, hits in found:
            kept = is_aside(corpus.subjects[str(one.article_id)])
            (aside if kept else taught).append((one, hits))
        plain = LinearRanker(archive)
        linear = fit_order(
            f"ranking {name}",
            ranking.FEATURES,
            [offered(corpus, one, (r := plain.rank(hits)), r.features) for one, hits in taught],
        )
        first = LinearRanker(archive, linear, linear)
        reader = ReadingRanker(first, models.reader)
        read = fit_order(
            f"reading {name}",
            reading.FEATURES,
            [offered(corpus, one, r := reader.rank(hits), r.reading) for one, hits in aside],
        )
        reader = ReadingRanker(first, models.reader, read, read)
        cases = whole_archive(corpus, first, found)
        cases_read = whole_archive(corpus, reader, aside) + whole_archive(corpus, reader, aside[1:])

    def unread(archive: Archive) -> Ranker:
        return LinearRanker(archive, linear, linear)

    def with_reading(archive: Archive) -> Ranker:
        return ReadingRanker(unread(archive), models.reader, read, read)

    cases += small_archives(corpus, models, examples, unread)
    cases_read += small_archives(corpus, models, [one for one, _ in aside], with_reading)
    if asked:
        cases += as_asked(asked, models, unread)
        cases_read += as_asked(asked, models, with_reading)
    signals = refusal.SIGNALS
    return Fitted(
        linear,
        fit_confidence(f"confidence {name}", signals, cases),
        read,
        fit_confidence(f"confidence read {name}", signals + refusal.READING_SIGNALS, cases_read),
    )


def offered(corpus: Corpus, example: Example, ranked: Ranked, features: object) -> Sentences:
    right = [
        item.article.id == example.article_id
        and any(answer in item.quote for answer in example.answers)
        for item in ranked.evidence
    ]
    values = np.asarray(features, float).reshape(len(right), -1)
    return Sentences(corpus.subjects[str(example.article_id)], values, np.array(right, bool))


# -- cases of refusal ----------------------------------------------------------------------------


def whole_archive(
    corpus: Corpus, ranker: Ranker, found: Sequence[tuple[Example, Retrieved]]
) -> list[Case]:
    """Every question once: as it is, or with the article that answers hidden from the legs."""
    cases = []
    for number, (example, hits) in enumerate(found):
        gold = str(example.article_id)
        if number % 2:
            cases.append(case("whole", corpus, gold, True, ranker.rank(hits)))
        else:
            hidden = ranker.rank(without(hits, gold))
            cases.append(case("whole, taken out", corpus, gold, False, hidden))
    return cases


def without(retrieved: Retrieved, article_id: str) -> Retrieved:
    return replace(
        retrieved,
        nearest=tuple(hit for hit in retrieved.nearest if hit[0][0] != article_id),
        matching=tuple(hit for hit in retrieved.matching if hit[0][0] != article_id),
    )


def small_archives(
    corpus: Corpus, models: Models, examples: Sequence[Example], ranker_of: RankerOf
) -> list[Case]:
    """Questions to archives of 5 to 25 articles, half of them about few subjects."""
    random = np.random.default_rng(SEED)
    by_subject: dict[str, list[str]] = {}
    for one in examples:
        members = by_subject.setdefault(corpus.subjects[str(one.article_id)], [])
        if one.article_id not in members:
            members.append(str(one.article_id))
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
        with archive_of([corpus.entries[a] for a in sorted(kept)]) as archive:
            retriever, ranker = HybridRetriever(archive, models.embeddings), ranker_of(archive)
            for kind, group in groups.items():
                wanted = QUESTIONS_EACH if kind == "small" else QUESTIONS_EACH // 2
                for i in random.permutation(len(group))[:wanted]:
                    gold = str(group[i].article_id)
                    ranked = ranker.rank(retriever.retrieve(interpret(group[i].question)))
                    cases.append(case(kind, corpus, gold, kind == "small", ranked))
    return cases


def as_asked(asked: Corpus, models: Models, ranker_of: RankerOf) -> list[Case]:
    """Questions that people asked, some of which no passage answers."""
    with archive_of(list(asked.entries.values())) as archive:
        retriever, ranker = HybridRetriever(archive, models.embeddings), ranker_of(archive)
        return [
            Case(
                "as asked",
                example.question,
                example.answerable,
                refusal.signals(ranker.rank(retriever.retrieve(interpret(example.question)))),
            )
            for example in asked.dataset.examples
        ]


def case(kind: str, corpus: Corpus, gold: str, answerable: bool, ranked: Ranked) -> Case:
    return Case(kind, corpus.subjects[gold], answerable, refusal.signals(ranked))


# -- writing -------------------------------------------------------------------------------------


def write(within: Fitted, across: Fitted) -> None:
    OUTPUT.write_text(
        '"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""\n\n'
        "# of `ranking.FEATURES`: question in the article's language, and in another\n"
        f"RANKING_WITHIN = {literal(within.ranking)}\n"
        f"RANKING_ACROSS = {literal(across.ranking)}\n"
        "# of `reading.FEATURES`: the same\n"
        f"READING_WITHIN = {literal(within.reading)}\n"
        f"READING_ACROSS = {literal(across.reading)}\n"
        "# intercept, then `refusal.SIGNALS`: the same, where nothing is read\n"
        f"CONFIDENCE_WITHIN = {literal(within.confidence)}\n"
        f"CONFIDENCE_ACROSS = {literal(across.confidence)}\n"
        "# and where passages are read: intercept, `SIGNALS` and `READING_SIGNALS`\n"
        f"CONFIDENCE_READ_WITHIN = {literal(within.confidence_read)}\n"
        f"CONFIDENCE_READ_ACROSS = {literal(across.confidence_read)}\n"
        "# the confidence from which an answer is likely, and from which it is sure\n"
        f"LIKELY_FROM = {weights.LIKELY_FROM}\n"
        f"SURE_FROM = {weights.SURE_FROM}\n",
        encoding="utf-8",
    )


def literal(fitted: Weights) -> str:
    return "(\n" + "".join(f"    {value},\n" for value in fitted) + ")"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
