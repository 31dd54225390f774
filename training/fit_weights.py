"""Fits the weights of ranking, reading and refusal and writes them to `answering/weights.py`.

    python training/fit_weights.py ../shared/data        (half an hour on two cores)

Ranking: pairs of a right and a wrong sentence of the same question, logistic regression; for the
linear ranking on the subjects that the reading model was taught on, for the reading on those kept
aside and on our own questions about news that only judge its training, since a model is too sure of
what it has seen. Confidence: how likely the sentence put first answers; learned from the same
questions and near misses about news, among all articles of the export, and from PIAF's where the
article that answers was taken out, in the whole archive and in small ones. Across languages: XQuAD,
Spanish articles, questions in English, German and Arabic. Figures are cross-validated with whole
subjects kept apart.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from corpora import Corpus, RememberingEmbeddings, RememberingReader, archive_of, embedded
from fitting import (
    NEWS,
    SEED,
    Case,
    Sentences,
    Thresholds,
    Weights,
    fit_confidence,
    fit_order,
)
from material import is_judging

from qa_service.answering import ranking, reading, refusal, weights
from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import LinearRanker, Ranked, Ranker
from qa_service.answering.reading import ReadingRanker
from qa_service.answering.retrieval import HybridRetriever, Retrieved
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Span
from qa_service.domain.errors import ModelError
from qa_service.domain.reports import no_progress
from qa_service.evaluating import HAYSTACKS
from qa_service.evaluation.datasets import Example, is_aside, read_dataset, read_export, spread
from qa_service.evaluation.gates.quotes import overlap
from qa_service.evaluation.haystack import haystack
from qa_service.evaluation.material import NewsQuestion, Part, read_material
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.embedding import load_embeddings
from qa_service.models.prepared import prepared_model
from qa_service.models.reading import load_reading
from qa_service.settings import read_settings
from qa_service.store.archive import Archive

TAUGHT = 1500  # questions about news, and about other subjects, that the linear ranking learns from
ASIDE = 600  # questions about other subjects that what depends on the reading learns from
SMALL_ARCHIVES = 20
QUESTIONS_EACH = 10  # per small archive and kind
OUTPUT = Path(weights.__file__)
MATERIAL = Path(__file__).parent / "material" / "questions.jsonl"

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
    thresholds: Thresholds | None  # of the confidence where passages are read


def main(data: Path) -> None:
    models = loaded()
    piaf = embedded(read_dataset(data / "piaf-dev.json"), models.embeddings)
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
    with news_of(data / "news-fr-dev.jsonl.gz", models) as news:
        within = fit("within", piaf, piaf.dataset.examples, models, news)
        write(within, fit("across", spanish, foreign, models, replace(news, is_within=False)))


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
    name: str, corpus: Corpus, examples: Sequence[Example], models: Models, news: "News"
) -> Fitted:
    """All weights within a language, or across."""
    with archive_of(list(corpus.entries.values())) as archive:
        retriever = HybridRetriever(archive, models.embeddings)
        asked = [(one, retriever.retrieve(interpret(one.question))) for one in examples]
        taught: list[tuple[Example, Retrieved]] = []
        aside: list[tuple[Example, Retrieved]] = []
        for one, hits in asked:
            kept = is_aside(corpus.subjects[str(one.article_id)])
            (aside if kept else taught).append((one, hits))
        aside = [*spread(tuple(aside), ASIDE)]
        plain = LinearRanker(archive)
        linear = fit_order(
            f"ranking {name}",
            ranking.FEATURES,
            [
                offered(corpus, one, (r := plain.rank(hits)), r.features)
                for one, hits in spread(tuple(taught), TAUGHT)
            ]
            + news.taught(),
        )
        first = LinearRanker(archive, linear, linear)

        def unread(archive: Archive) -> Ranker:
            return LinearRanker(archive, linear, linear)

        reader = ReadingRanker(first, models.reader)
        read = fit_order(
            f"reading {name}",
            reading.FEATURES,
            [offered(corpus, one, r := reader.rank(hits), r.reading) for one, hits in aside]
            + news.offered(lambda archive: ReadingRanker(unread(archive), models.reader)),
        )
        reader = ReadingRanker(first, models.reader, read, read)
        cases = whole_archive(corpus, first, spread(tuple(asked), 2 * ASIDE))
        cases_read = whole_archive(corpus, reader, aside) + whole_archive(corpus, reader, aside[1:])

    def with_reading(archive: Archive) -> Ranker:
        return ReadingRanker(unread(archive), models.reader, read, read)

    cases += small_archives(corpus, models, examples, unread)
    cases_read += small_archives(corpus, models, [one for one, _ in aside], with_reading)
    cases += news.cases(unread)
    cases_read += news.cases(with_reading)
    confidence, _ = fit_confidence(f"confidence {name}", refusal.SIGNALS, cases)
    with_read, found = fit_confidence(
        f"confidence read {name}", refusal.READING_SIGNALS, cases_read
    )
    return Fitted(linear, confidence, read, with_read, found)


def offered(corpus: Corpus, example: Example, ranked: Ranked, features: object) -> Sentences:
    right = [answers(item, example) for item in ranked.evidence]
    return sentences(corpus.subjects[str(example.article_id)], features, right)


def sentences(subject: str, features: object, right: Sequence[bool]) -> Sentences:
    values = np.asarray(features, float).reshape(len(right), -1)
    return Sentences(subject, values, np.array(right, bool))


def answers(item: Evidence, example: Example) -> bool:
    """Whether a sentence is of the right article and holds the answer."""
    is_from = item.article.id == example.article_id
    return is_from and any(answer in item.quote for answer in example.answers)


# -- our own questions about news ----------------------------------------------------------------


@dataclass(frozen=True)
class News:
    """Questions and near misses that only judge the training, and the archive they are put to."""

    archive: Archive
    found: tuple[tuple[NewsQuestion, Retrieved], ...]
    learned: tuple[tuple[NewsQuestion, Retrieved], ...]  # others, which the reading was taught on
    is_within: bool = True  # whether those in the articles' language are told of, or the others

    def taught(self) -> list[Sentences]:
        """The sentences ranked for questions that are learned from."""
        ranked = self._ranked(LinearRanker(self.archive), self.learned)
        return [asked_of(question, one, one.features) for question, one in ranked]

    def offered(self, ranker_of: RankerOf) -> list[Sentences]:
        """The sentences read for each question that is answered."""
        ranked = self._ranked(ranker_of(self.archive), self.found)
        return [asked_of(question, one, one.reading) for question, one in ranked if question.gold]

    def cases(self, ranker_of: RankerOf) -> list[Case]:
        return [
            Case(
                NEWS,
                question.article.id,
                is_gold(one.evidence[0], question),
                refusal.signals(one),
                bool(question.gold),
            )
            for question, one in self._ranked(ranker_of(self.archive), self.found)
            if one.evidence
        ]

    def _ranked(
        self, ranker: Ranker, asked: Iterable[tuple[NewsQuestion, Retrieved]]
    ) -> Iterator[tuple[NewsQuestion, Ranked]]:
        for question, hits in asked:
            ranked = ranker.rank(hits)
            if ranked.is_within == self.is_within:
                yield question, ranked


def asked_of(question: NewsQuestion, ranked: Ranked, features: object) -> Sentences:
    right = [is_gold(item, question) for item in ranked.evidence]
    return sentences(question.article.id, features, right)


def is_gold(item: Evidence, question: NewsQuestion) -> bool:
    place = Span(item.sentence.start, item.sentence.end)
    return item.article.id == question.article.id and any(overlap(place, g) for g in question.gold)


@contextmanager
def news_of(export: Path, models: Models) -> Iterator[News]:
    judging = {one.id for key, one in read_export(export).items() if is_judging(key)}
    material = read_material(MATERIAL, export, Part.TRAINING)
    every = material.of(NewsQuestion)
    questions = [one for one in every if one.article.id in judging]
    others = tuple(one for one in every if one.gold and one.article.id not in judging)
    folder = read_settings({}).cache.expanduser() / HAYSTACKS
    with haystack(material.articles, models.embeddings, folder, no_progress, print) as archive:
        retriever = HybridRetriever(archive, models.embeddings)

        def found(asked: Sequence[NewsQuestion]) -> tuple[tuple[NewsQuestion, Retrieved], ...]:
            return tuple((one, retriever.retrieve(interpret(one.text))) for one in asked)

        yield News(archive, found(questions), found(spread(others, TAUGHT)))


# -- cases of refusal ----------------------------------------------------------------------------


def whole_archive(
    corpus: Corpus, ranker: Ranker, found: Sequence[tuple[Example, Retrieved]]
) -> list[Case]:
    """Every question once: as it is, or with the article that answers hidden from the legs."""
    cases = []
    for number, (example, hits) in enumerate(found):
        gold = str(example.article_id)
        if number % 2:
            ranked = ranker.rank(hits)
            right = answers(ranked.evidence[0], example)
            cases.append(case("whole", corpus, gold, right, ranked))
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
                    right = answers(ranked.evidence[0], group[i])
                    cases.append(case(kind, corpus, gold, right, ranked))
    return cases


def case(kind: str, corpus: Corpus, gold: str, right_first: bool, ranked: Ranked) -> Case:
    return Case(kind, corpus.subjects[gold], right_first, refusal.signals(ranked))


# -- writing -------------------------------------------------------------------------------------


def write(within: Fitted, across: Fitted) -> None:
    limits = within.thresholds or Thresholds(
        weights.ANSWERED_FROM, weights.LIKELY_FROM, weights.SURE_FROM
    )
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
        "# and where passages are read: intercept, then `refusal.READING_SIGNALS`\n"
        f"CONFIDENCE_READ_WITHIN = {literal(within.confidence_read)}\n"
        f"CONFIDENCE_READ_ACROSS = {literal(across.confidence_read)}\n"
        "# the confidence from which a question is answered, the answer likely, and sure\n"
        f"ANSWERED_FROM = {limits.answered}\n"
        f"LIKELY_FROM = {limits.likely}\n"
        f"SURE_FROM = {limits.sure}\n",
        encoding="utf-8",
    )


def literal(fitted: Weights) -> str:
    return "(\n" + "".join(f"    {value},\n" for value in fitted) + ")"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
