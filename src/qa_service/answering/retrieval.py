"""Finding passages: nearest sentences and words in common, weighed together.

`training/README.md` has the figures of this and of what was tried besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from qa_service.answering.coverage import QuestionTerms, question_terms
from qa_service.answering.repeats import Told, repeated
from qa_service.answering.retrieval_weights import COVERAGE
from qa_service.domain.answer import Question
from qa_service.store.archive import Archive, PassageKey
from qa_service.text.analysis import wanted

NEAREST = 200  # sentences of the dense leg
MATCHING = 100  # passages of the lexical leg
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
    repeats: frozenset[PassageKey] = frozenset()  # passages that better ones stand for

    @property
    def candidates(self) -> list[Candidate]:
        """Both legs fused, best first, without repetitions."""
        fused = fuse(self.nearest, self.matching, self.unmatched)
        return [candidate for candidate in fused if candidate.passage not in self.repeats]

    @property
    def legs(self) -> tuple[tuple[tuple[PassageKey, float], ...], ...]:
        return self.nearest, self.matching


class HybridRetriever:
    """The dense and the lexical leg over one archive."""

    def __init__(self, archive: Archive, embeddings: Embeddings) -> None:
        self._archive, self._embeddings = archive, embeddings

    def retrieve(self, question: Question) -> Retrieved:
        """Looks in the archive as it is now, with all that was ingested until this moment."""
        self._archive.refresh()
        vector = np.asarray(self._embeddings.embed_query(question.text), np.float32)
        nearest = self._archive.nearest_sentences(vector, NEAREST)
        terms = self._terms(question)
        matching = self._archive.matching_passages(terms.shares(), MATCHING)
        unmatched = matching[-1][1] if len(matching) == MATCHING else 0.0
        repeats = self._repeats(fuse(nearest, matching, unmatched))
        return Retrieved(
            question, terms, vector, tuple(nearest), tuple(matching), unmatched, repeats
        )

    def _terms(self, question: Question) -> QuestionTerms:
        words = wanted(question.text, question.language, self._archive.languages())
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
    nearest: Leg, matching: Leg, unmatched: float = 0.0, coverage: float = COVERAGE
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
    farthest = nearest[-1][1] if nearest else 0.0
    scores = {
        passage: cosines.get(passage, farthest) + coverage * shares.get(passage, unmatched)
        for passage in cosines.keys() | shares.keys()
    }
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Candidate(passage, score) for passage, score in ordered]
