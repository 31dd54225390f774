"""txtai, as its documentation has it: paragraphs in an index that stores their text too."""

import numpy as np
from numpy.typing import NDArray
from txtai import Embeddings
from txtai.pipeline import Segmentation
from txtai.vectors import HFVectors

from peers.job import FOUND, PASSAGE, QUERY, Job, files_in

INSTRUCTIONS = {"query": QUERY, "data": PASSAGE}


class Stored(HFVectors):  # type: ignore[misc]  # of a library without types
    """Vectors that are there: what the documentation has one's own class for."""

    known: dict[str, NDArray[np.float32]]

    def loadmodel(self, path: str) -> None:
        """None is needed."""

    def encode(self, data: list[str], category: str | None = None) -> NDArray[np.float32]:
        return np.stack([self.known[text.removeprefix(PASSAGE)] for text in data])


class Txtai:
    def __init__(self, job: Job) -> None:
        self._job = job

    def load(self) -> None:
        self._embeddings = Embeddings(path=self._job.model, content=True, instructions=INSTRUCTIONS)
        self._embeddings.batchtransform(["Bonjour."], category="data")

    def ingest(self) -> int:
        segments = Segmentation(paragraphs=True)
        texts = [path.read_text(encoding="utf-8") for path in files_in(self._job.folder)]
        self._embeddings.index(row for text in texts for row in segments(text))
        self._embeddings.save(self._job.store)
        return int(self._embeddings.count())

    def fill(self) -> int:
        self.load()
        texts = self._job.read_texts()
        Stored.known = dict(zip(texts, self._job.read_vectors(), strict=True))
        self._embeddings.model = Stored(self._embeddings.config, None, None)
        self._embeddings.index(texts)
        self._embeddings.save(self._job.store)
        return len(texts)

    def open(self) -> None:
        self._embeddings.load(self._job.store)

    def ask(self, question: str) -> bool:
        return bool(self._embeddings.search(question, FOUND))


contender = Txtai
