"""Choosing sentences: which sentence of the best passages answers.

A linear score over a handful of features, fitted on pairs of a right and a wrong sentence of the
same question by `training/fit_weights.py`; `training/README.md` has the figures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.answering.coverage import QuestionTerms
from qa_service.answering.retrieval import Candidate, Retrieved
from qa_service.answering.weights import RANKING_ACROSS, RANKING_WITHIN
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Sentence
from qa_service.store.archive import Archive, PassageKey
from qa_service.text.analysis import terms
from qa_service.text.days import publication_terms
from qa_service.text.expectation import Form, expected_form, has_form

READ = 10  # passages whose sentences are ranked
READ_BROADLY = 40  # of a broad question

FEATURES = (
    "fusion",  # of the passage, in the retrieval
    "similarity",  # cosine of question and sentence
    "sentence_coverage",  # of the question's terms, by the sentence
    "titled_coverage",  # the same, by the sentence with the article's title and date
    "passage_coverage",  # the same, by the passage with the article's title and date
    "length",  # log(1 + terms): a very short sentence seldom answers
    "form",  # 1 unless the question asks for a date, a number, ... and the sentence has none
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Sentences of the best passages, best first, and what they were judged by."""

    retrieved: Retrieved
    terms: QuestionTerms
    form: Form  # of the answer that the question asks for
    evidence: tuple[Evidence, ...]
    features: NDArray[np.float64]  # (len(evidence), len(FEATURES))
    passage_terms: dict[PassageKey, set[str]]  # index terms of each passage, its title and date
    is_within: bool  # whether an article that was found is in the question's language
    vectors: NDArray[np.float32]  # of the evidence's sentences, a row each
    # a row of `reading.FEATURES` for each piece of evidence, NaN where unread
    reading: NDArray[np.float64] | None = None

    def taken(self, rows: NDArray[np.intp], evidence: Sequence[Evidence]) -> "Ranked":
        """With the evidence of these rows alone, in their order, as it has become."""
        return replace(
            self,
            evidence=tuple(evidence),
            features=self.features[rows],
            vectors=self.vectors[rows],
            reading=None if self.reading is None else self.reading[rows],
        )

    def only(self, places: Sequence[int]) -> "Ranked":
        """With the evidence at these places alone, in their order."""
        return self.taken(np.array(places, np.intp), [self.evidence[n] for n in places])

    def passages(self) -> list[PassageKey]:
        """The passages, best first: those that were read by what the reading found, then others."""
        found = [candidate.passage for candidate in self.retrieved.candidates]
        if self.reading is None:
            return found
        read = [
            (item.article.id, item.sentence.passage)
            for item, row in zip(self.evidence, self.reading, strict=True)
            if not np.isnan(row).any()
        ]
        return list(dict.fromkeys([*read, *found]))


PASSAGE = FEATURES.index("passage_coverage")


def near(ranked: Ranked) -> list[Evidence]:
    """The evidence that shares a word with the question, or is in another language."""
    return [
        item
        for item, row in zip(ranked.evidence, ranked.features, strict=True)
        if row[PASSAGE] > 0 or not ranked.is_within
    ]


class Ranker(Protocol):
    """The ranking step: what reads the candidates and orders their sentences."""

    def rank(self, retrieved: Retrieved) -> Ranked: ...


class LinearRanker:
    """Ranks by the linear score, with one set of weights within a language and one across."""

    def __init__(
        self,
        archive: Archive,
        within: Sequence[float] = RANKING_WITHIN,
        across: Sequence[float] = RANKING_ACROSS,
        read: int = READ,
    ) -> None:
        self._archive, self._read = archive, read
        self._within, self._across = np.array(within), np.array(across)

    def rank(self, retrieved: Retrieved) -> Ranked:
        question = retrieved.terms
        form = expected_form(retrieved.question.searched)
        most = READ_BROADLY if retrieved.question.broad else self._read
        candidates = retrieved.candidates[:most]
        read = self._archive.read_passages([item.passage for item in candidates])
        articles = read.articles
        # an article may have changed since it was found
        admits = retrieved.question.scope.admits
        admitted = [
            n for n, item in enumerate(read.sentences) if admits(articles[item.article_id].traits)
        ]
        sentences = [read.sentences[n] for n in admitted]
        if not sentences:
            nothing = np.empty((0, len(FEATURES)))
            return Ranked(retrieved, question, form, (), nothing, {}, True, read.vectors[:0])
        vectors = read.vectors[admitted]
        similarities = vectors @ retrieved.vector
        # Across languages words do not meet, only names do: the features weigh differently.
        language = retrieved.question.language
        same = any(article.language == language for article in articles.values())
        words = [_terms(found, articles[found.article_id]) for found in sentences]
        headings = {article.id: heading(article) for article in articles.values()}
        spoken = _passage_terms(sentences, words, headings)
        features = _features(
            question, form, candidates, sentences, words, similarities, articles, headings, spoken
        )
        scores = features @ (self._within if same else self._across)
        order = _distinct(np.argsort(-scores, kind="stable"), words)
        evidence = tuple(
            Evidence(articles[sentences[i].article_id], sentences[i], float(scores[i]))
            for i in order
        )
        return Ranked(
            retrieved, question, form, evidence, features[order], spoken, same, vectors[order]
        )


def _distinct(order: NDArray[np.intp], words: list[Sequence[str]]) -> NDArray[np.intp]:
    """Without the sentences that repeat a better one word for word, as reports of one event do."""
    first: dict[tuple[str, ...], int] = {}
    for position in order:
        first.setdefault(tuple(words[position]), int(position))
    return np.array(list(first.values()), np.intp)


def _terms(sentence: Sentence, article: Article) -> Sequence[str]:
    return _analysed(sentence.of(article.text), article.language)


@lru_cache(maxsize=4096)  # one subject's sentences come up again and again
def _analysed(text: str, language: str) -> tuple[str, ...]:
    return tuple(terms(text, language))


def heading(article: Article) -> set[str]:
    """The index terms under which the article stands: of its title and its date."""
    return {*terms(article.title, article.language), *publication_terms(article.published)}


def _passage_terms(
    sentences: Sequence[Sentence], words: list[Sequence[str]], headings: dict[str, set[str]]
) -> dict[PassageKey, set[str]]:
    spoken: dict[PassageKey, set[str]] = {}
    for sentence, found in zip(sentences, words, strict=True):
        key = sentence.article_id, sentence.passage
        spoken.setdefault(key, set(headings[sentence.article_id])).update(found)
    return spoken


def _features(
    question: QuestionTerms,
    form: Form,
    candidates: list[Candidate],
    sentences: Sequence[Sentence],
    words: list[Sequence[str]],
    similarities: NDArray[np.float32],
    articles: dict[str, Article],
    headings: dict[str, set[str]],
    spoken: dict[PassageKey, set[str]],
) -> NDArray[np.float64]:
    fusion = {candidate.passage: candidate.score for candidate in candidates}
    rows = []
    for sentence, found, similarity in zip(sentences, words, similarities, strict=True):
        key, titled = (sentence.article_id, sentence.passage), headings[sentence.article_id]
        rows.append(
            (
                fusion[key],
                float(similarity),
                question.coverage(found),
                question.coverage(titled.union(found)),
                question.coverage(spoken[key]),
                math.log1p(len(found)),
                float(has_form(sentence.of(articles[sentence.article_id].text), form)),
            )
        )
    return np.array(rows)
