"""Whether one sentence can answer a question, by its vector.

People ask broad questions in more ways than any list of words holds; of 180 wordings a linear model
over the question's embedding knows 64 %, rules alone 31 %. `training/README.md` has the figures.
"""

import numpy as np
from langchain_core.embeddings import Embeddings

from qa_service.answering.breadth_weights import INTERCEPT, MODEL, WEIGHTS


class Breadth:
    """The judge of one embedding model; of another than it was fitted to it finds nothing broad."""

    def __init__(self, embeddings: Embeddings, model: str) -> None:
        self._embeddings, self._is_fitted = embeddings, MODEL in model
        self._weights = np.array(WEIGHTS)

    def is_broad(self, question: str) -> bool:
        if not self._is_fitted:
            return False
        vector = np.array(self._embeddings.embed_query(question))
        return float(vector @ self._weights) + INTERCEPT > 0
