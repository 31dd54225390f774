"""Finding passages: nearest sentences and words in common, weighed together.

Both legs search what the caller's scope admits. Of what they find stays what the question's own
words limit it to: where the person speaks whose words are asked for, then what is of the period.
`training/README.md` has the figures of this and of what was tried besides.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from qa_service.answering.coverage import QuestionTerms, question_terms
from qa_service.answering.dated import of_period
from qa_service.answering.repeats import Told, repeated
from qa_service.answering.retrieval_weights import COVERAGE
from qa_service.answering.speakers import speakers_named
from qa_service.answering.wording import wording
from qa_service.domain.answer import Question
from qa_service.store.archive import Archive, PassageKey
from qa_service.text.analysis import wanted

NEAREST = 200  # sentences of the dense leg
MATCHING = 100  # passages of the lexical leg
DEEPER = 4  # times as many of both where the question names a period: most lie outside it
MOST_SPOKEN = 300  # passages of a speaker, of whom an archive can hold thousands
POOL = 16  # best candidates, among which repetitions are looked for
DISTINCT = 10  # of which so many shall be left, or else more are looked at

Leg = Sequence[tuple[PassageKey, float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer the question."""

    passage: PassageKey
    score: float  # of the fusion, in the unit of a cosine; larger is better


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What both legs found, with the question's vector and words for the steps that follow."""

    question: Question
    terms: QuestionTerms
    vector: NDArray[np.float32]
    nearest: tuple[tuple[PassageKey, float], ...]  # passage and cosine by sentence, nearest first
    # Passage and share in [0, 1] of the question's words that it meets, largest first.
    matching: tuple[tuple[PassageKey, float], ...]
    unmatched: float = 0.0  # the most that a passage beyond `matching` meets
    farthest: float | None = None  # the most similar that a sentence beyond `nearest` is
    repeats: frozenset[PassageKey] = frozenset()  # passages that better ones stand for
    # Whom the question means by the speaker that it names, as stored; None: it names nobody.
    speakers: tuple[str, ...] | None = None
    is_outside: bool = False  # nothing tells of the period that the question names

    @property
    def candidates(self) -> list[Candidate]:
        """Both legs fused, best first, without repetitions."""
        fused = fuse(self.nearest, self.matching, self.unmatched, farthest=self.farthest)
        return [candidate for candidate in fused if candidate.passage not in self.repeats]

    @property
    def legs(self) -> tuple[tuple[tuple[PassageKey, float], ...], ...]:
        return self.nearest, self.matching


class HybridRetriever:
    """The dense and the lexical leg over one archive."""

    def __init__(self, archive: Archive, embeddings: Embeddings) -> None:
        self._archive, self._embeddings = archive, embeddings
        self._beside = ThreadPoolExecutor(os.cpu_count(), "lexical-leg")

    def retrieve(self, question: Question) -> Retrieved:
        """Looks in the archive as it is now, with all that was ingested until this moment."""
        self._archive.refresh()
        found = self._of_period(self._spoken(self._found(question)))
        return replace(found, repeats=self._repeats(found.candidates))

    def _found(self, question: Question) -> Retrieved:
        """What both legs find among the articles of the question's scope, looking at once."""
        scope, deeper = question.scope, DEEPER if question.period else 1
        most = MATCHING * deeper
        # embedding needs all cores for itself
        vector = np.asarray(self._embeddings.embed_query(wording(question)), np.float32)
        lexical = self._beside.submit(self._lexical, question, most)
        nearest = self._archive.nearest_sentences(vector, NEAREST * deeper, scope)
        terms, matching = lexical.result()
        return Retrieved(
            question,
            terms,
            vector,
            tuple(nearest),
            tuple(matching),
            unmatched=matching[-1][1] if len(matching) == most else 0.0,
            farthest=nearest[-1][1] if nearest else 0.0,
        )

    def _spoken(self, found: Retrieved) -> Retrieved:
        """Where the person speaks whose words alone answer, whether or not a leg found it."""
        question, wanted = found.question, found.question.statement
        if wanted is None or wanted.speaker is None:
            return found
        speakers = speakers_named(wanted.speaker, self._archive, question.scope)
        found = replace(found, speakers=speakers)
        if not wanted.strict:
            return found
        passages = self._likeliest(self._archive.spoken_passages(speakers), found)
        articles = list({article_id for article_id, _ in passages})
        similar = self._archive.similarities(found.vector, articles)
        nearest = tuple(item for item in similar if item[0] in passages)
        matching = tuple(item for item in found.matching if item[0] in passages)
        return replace(found, nearest=nearest, matching=matching)

    def _likeliest(self, passages: Sequence[PassageKey], found: Retrieved) -> set[PassageKey]:
        """Of passages those of the scope: first of the period, and what the legs found first."""
        days, period, scope = self._archive.days(), found.question.period, found.question.scope
        places = {one.passage: n for n, one in enumerate(found.candidates)}

        def order(key: PassageKey) -> tuple[bool, int, PassageKey]:
            day = days.get(key[0])
            is_other = period is not None and day is not None and day not in period
            return is_other, places.get(key, len(places)), key

        of_scope = self._archive.admitted({article_id for article_id, _ in passages}, scope)
        admitted = (key for key in passages if key[0] in of_scope)
        return set(sorted(admitted, key=order)[:MOST_SPOKEN])

    def _of_period(self, found: Retrieved) -> Retrieved:
        """What tells of the period that the question names, or all where nothing does."""
        period = found.question.period
        if period is None:
            return found
        passages = [one.passage for one in found.candidates]
        if not passages:
            return found
        within = of_period(passages, period, self._archive)
        if not within:
            return replace(found, is_outside=True)
        nearest = tuple(item for item in found.nearest if item[0] in within)
        matching = tuple(item for item in found.matching if item[0] in within)
        return replace(found, nearest=nearest, matching=matching)

    def _lexical(self, question: Question, most: int) -> tuple[QuestionTerms, Leg]:
        """The question's words, and the passages in which they are."""
        terms = self._terms(question)
        return terms, self._archive.matching_passages(terms.shares(), most, question.scope)

    def _terms(self, question: Question) -> QuestionTerms:
        words = wanted(question.searched, question.language, self._archive.languages())
        frequencies = self._archive.frequencies([word.terms for word in words])
        return question_terms(words, self._archive.passage_count(), frequencies)

    def _repeats(self, candidates: Sequence[Candidate]) -> frozenset[PassageKey]:
        """The repetitions among the best, as many as it takes to find DISTINCT others."""
        told: list[Told] = []
        dropped = frozenset[PassageKey]()
        for start in range(0, len(candidates), POOL):
            told += self._told(candidates[start : start + POOL])
            dropped = repeated(told)
            if len(told) - len(dropped) >= DISTINCT:
                break
        return dropped

    def _told(self, candidates: Sequence[Candidate]) -> list[Told]:
        texts = self._archive.passage_texts([candidate.passage for candidate in candidates])
        return [
            Told(candidate.passage, candidate.score, *texts[candidate.passage])
            for candidate in candidates
            if candidate.passage in texts
        ]


def fuse(
    nearest: Leg,
    matching: Leg,
    unmatched: float = 0.0,
    coverage: float = COVERAGE,
    farthest: float | None = None,
) -> list[Candidate]:
    """Passages by the cosine of their best sentence plus `coverage` times the words they meet.

    A passage that only one leg found has at most the last value of the other, and is taken at that.

    >>> found = fuse([(("a", 0), 0.86), (("b", 0), 0.84)], [(("b", 0), 1.0), (("c", 0), 0.5)])
    >>> [(candidate.passage[0], round(candidate.score, 2)) for candidate in found]
    [('b', 0.92), ('c', 0.88), ('a', 0.86)]
    """
    cosines: dict[PassageKey, float] = {}
    for passage, cosine in nearest:
        cosines.setdefault(passage, cosine)
    shares = dict(matching)
    if farthest is None:
        farthest = nearest[-1][1] if nearest else 0.0
    scores = {
        passage: cosines.get(passage, farthest) + coverage * shares.get(passage, unmatched)
        for passage in cosines.keys() | shares.keys()
    }
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Candidate(passage, score) for passage, score in ordered]
