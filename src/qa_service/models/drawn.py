"""Stands for the embedding model where a store is tried and not what is found in it."""

import hashlib
from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray


class DrawnEmbeddings(Embeddings):
    """Vectors of length 1 drawn at random: always the same one for the same text and `name`."""

    def __init__(self, name: str = "drawn", dimension: int = 384) -> None:
        self.name, self.dimension = name, dimension

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return [float(value) for value in self.encode([text])[0]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of sentences."""
        return [self.embed_query(text) for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of sentences as an array of shape (len(texts), dimension)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for number, text in enumerate(texts):
            seed = hashlib.sha256(f"{self.name}\n{text}".encode()).digest()[:8]
            generator = np.random.default_rng(int.from_bytes(seed, "big"))
            vectors[number] = generator.normal(size=self.dimension)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit
