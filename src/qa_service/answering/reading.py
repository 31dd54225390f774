"""Reading: the best sentences again, question and passage together, by the reading model.

The ranking before it compares vectors and words; the reader sees which words answer. It reads the
best sentences of the linear ranking, passage by passage, and finds the short answer in each; where
it finds none that it is sure of, it reads on. `training/README.md` has the figures.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.answering.ranking import Ranked, Ranker
from qa_service.answering.retrieval import Retrieved
from qa_service.answering.weights import READING_ACROSS, READING_WITHIN
from qa_service.answering.wording import wording
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Span
from qa_service.domain.reading import Excerpt, ExcerptReading
from qa_service.text.dates import source_of

HELPINGS = (6, 8)  # sentences of the ranking before; more are read where doubt is left
FOUND = 0.0  # logits of an answer that is likelier than none
AROUND = ' \u00a0\u202f.,;:!?…«»“”"()'  # what no short answer begins or ends with
UNREAD = 30.0  # what a sentence that was not read scores less than any that was

FEATURES = (
    "linear",  # the score of the ranking before
    "relevance",  # logit that the passage answers
    "span",  # logits of the sentence's likeliest answer; 0 where none is as likely
)
LINEAR, RELEVANCE, SPAN = range(len(FEATURES))

Floats = NDArray[np.float64]


class Reader(Protocol):
    """What `models.reading.ReadingModel` does."""

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[ExcerptReading]: ...


class ReadingRanker:
    """Lets another ranker order the sentences, then reads the best of them."""

    def __init__(
        self,
        first: Ranker,
        reader: Reader,
        within: Sequence[float] = READING_WITHIN,
        across: Sequence[float] = READING_ACROSS,
    ) -> None:
        self._first, self._reader = first, reader
        self._within, self._across = np.array(within), np.array(across)

    def rank(self, retrieved: Retrieved) -> Ranked:
        ranked = self._first.rank(retrieved)
        if not ranked.evidence:
            return ranked
        shown, readings = self._read(wording(retrieved.question), ranked.evidence)
        features = reading_features(ranked, shown, readings)
        scores = features @ (self._within if ranked.is_within else self._across)
        return reordered(ranked, shown, readings, features, scores)

    def _read(
        self, question: str, evidence: Sequence[Evidence]
    ) -> tuple[list[list[int]], list[ExcerptReading]]:
        """Positions in the evidence by excerpt, and what was read in each."""
        shown: list[list[int]] = []
        readings: list[ExcerptReading] = []
        start = 0
        for count in HELPINGS:
            helping = excerpted(evidence[start : start + count])
            numbers = [[start + number for number in one] for one in helping]
            texts = [excerpt([evidence[number] for number in one]) for one in numbers]
            shown += numbers
            readings += self._reader.read(question, texts)
            start += count
            if start >= len(evidence) or _is_found(readings):
                break
        return shown, readings


def _is_found(readings: Sequence[ExcerptReading]) -> bool:
    """Whether a passage answers that has an answer likelier than none."""
    return any(
        reading.relevance > FOUND and one.span > FOUND
        for reading in readings
        for one in reading.sentences
    )


def excerpted(evidence: Sequence[Evidence]) -> list[list[int]]:
    """Positions in `evidence` by passage, those of one passage in the order of the text."""
    passages: dict[tuple[str, int], list[int]] = {}
    for number, item in enumerate(evidence):
        passages.setdefault((item.article.id, item.sentence.passage), []).append(number)
    return [
        sorted(numbers, key=lambda n: evidence[n].sentence.start) for numbers in passages.values()
    ]


def excerpt(items: Sequence[Evidence]) -> Excerpt:
    """What the reader sees of sentences of one passage."""
    article = items[0].article
    source = source_of(article.outlet, article.published)
    return Excerpt(article.title, tuple(item.quote for item in items), source)


def reading_features(
    ranked: Ranked, shown: Sequence[Sequence[int]], readings: Sequence[ExcerptReading]
) -> Floats:
    """`FEATURES` of every piece of evidence; what was not read has NaN."""
    values = np.full((len(ranked.evidence), len(FEATURES)), np.nan)
    values[:, LINEAR] = [item.score for item in ranked.evidence]
    for numbers, reading in zip(shown, readings, strict=True):
        for number, sentence in zip(numbers, reading.sentences, strict=False):
            if sentence.answer:  # else it lies beyond the cut
                values[number, RELEVANCE] = reading.relevance
                values[number, SPAN] = sentence.span
    return values


def highest_relevance(reading: Floats) -> float:
    """Of the passages that were read; `reading` has a row of `FEATURES` for each sentence."""
    return float(np.nanmax(reading[:, RELEVANCE]))


def short_answer(item: Evidence, within: Span) -> Span:
    """The answer's place in the article, without punctuation around it."""
    found = within.of(item.quote)
    bare = found.strip(AROUND) or found
    start = item.sentence.start + within.start + found.index(bare)
    return Span(start, start + len(bare))


def reordered(
    ranked: Ranked,
    shown: Sequence[Sequence[int]],
    readings: Sequence[ExcerptReading],
    features: Floats,
    scores: Floats,
) -> Ranked:
    """The evidence by the reading's scores, with short answers; unread sentences follow."""
    unread = np.isnan(scores)
    behind = np.nanmin(scores) if not unread.all() else 0.0
    linear = features[:, LINEAR]
    scores = np.where(unread, behind - UNREAD + linear - linear.max(), scores)
    answers: dict[int, Span] = {}
    for numbers, reading in zip(shown, readings, strict=True):
        for number, sentence in zip(numbers, reading.sentences, strict=False):
            if sentence.answer:
                answers[number] = short_answer(ranked.evidence[number], sentence.answer)
    order = np.argsort(-scores, kind="stable")
    evidence = tuple(
        replace(
            ranked.evidence[n],
            score=float(scores[n]),
            answer=answers.get(int(n)),
            is_guess=bool(features[n, SPAN] <= FOUND),
        )
        for n in order
    )
    return replace(ranked.taken(order, evidence), reading=features[order])
