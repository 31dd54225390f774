"""Ordering sentences by a cross-encoder of the user's choice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.answering.ranking import Ranked, Ranker
from qa_service.answering.retrieval import Retrieved
from qa_service.answering.wording import wording

SENTENCES = 20  # given to the cross-encoder; the others follow in their order


class Relevance(Protocol):
    """What `models.cross_encoder.RelevanceModel` does."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]: ...


class CrossEncoderRanker:
    """Lets another ranker order the sentences, then the cross-encoder the best of them.

    It finds no short answers, and confidence stays that of the first ranker's signals: nothing is
    known of how this model's scores are to be read.
    """

    def __init__(self, first: Ranker, model: Relevance) -> None:
        self._first, self._model = first, model

    def rank(self, retrieved: Retrieved) -> Ranked:
        ranked = self._first.rank(retrieved)
        if not ranked.evidence:
            return ranked
        best = ranked.evidence[:SENTENCES]
        texts = [f"{item.article.title} : {item.quote}" for item in best]
        scores = self._model.score(wording(retrieved.question), texts)
        behind = scores.min() - best[-1].score
        every = [*scores, *(behind + item.score for item in ranked.evidence[SENTENCES:])]
        order = np.argsort(-np.array(every), kind="stable")
        evidence = tuple(replace(ranked.evidence[n], score=float(every[n])) for n in order)
        return ranked.taken(order, evidence)
