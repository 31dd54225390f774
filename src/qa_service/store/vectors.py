"""The vector index: sentence vectors in Chroma. Derived: it can be rebuilt at any time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar, cast
from weakref import finalize

import chromadb
import numpy as np
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
)
from chromadb.api.types import Metadata, Where
from chromadb.config import Settings
from numpy.typing import NDArray

from qa_service.domain.errors import StoreError
from qa_service.store.records import Entry

T = TypeVar("T")

COLLECTION = "sentences"
# Of the 200 nearest among 111,000 sentences of news and encyclopaedia, for questions: .83 at
# ef_search 300, .92 at 600, .96 at 1,000, .99 at 2,000; in 9, 9, 13 and 18 ms on a busy machine,
# where comparing with all took 22.
HNSW = CreateHNSWConfiguration(
    space="cosine", ef_search=1000, ef_construction=200, max_neighbors=24
)
BATCH = 2_000  # rows a call; Chroma takes at most 5,461


class Vectors:
    """The index in `folder`; one process at a time may open it, even to read."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._client = chromadb.PersistentClient(
            str(folder), settings=Settings(anonymized_telemetry=False)
        )
        # at the latest when the last question that uses it has ended
        close = self._client.close  # type: ignore[attr-defined]  # its interface class lacks it
        self._close = finalize(self, close)
        self._close.atexit = False
        # no embedding function: the default one downloads a model
        self._collection = self._client.get_or_create_collection(
            COLLECTION,
            embedding_function=None,
            configuration=CreateCollectionConfiguration(hnsw=HNSW),
        )

    def replace(self, article_ids: Iterable[str], entries: Iterable[Entry]) -> None:
        """Drops all sentences of `article_ids`, then adds those of `entries`."""
        dropped = list(article_ids)
        for start in range(0, len(dropped), BATCH):
            page: list[str | int | float | bool] = [*dropped[start : start + BATCH]]
            self._collection.delete(where=cast(Where, {"article_id": {"$in": page}}))
        for rows in _batched(_rows(entries), BATCH):
            ids, embeddings, metadatas = zip(*rows, strict=True)
            self._collection.upsert(list(ids), list(embeddings), list(metadatas))

    def search(
        self, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[tuple[str, int], float]]:
        """((article id, passage ordinal), cosine) of the nearest sentences, nearest first."""
        # without metadata, which would take twice as long as the search itself
        found = self._collection.query(
            query_embeddings=vector[None, :], n_results=limit, include=["distances"]
        )
        distances = found["distances"]
        if not distances:
            return []
        return [
            (_passage(key), 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def keys(self) -> list[str]:
        """The keys of all sentences, in no order."""
        keys: list[str] = []
        while page := self._collection.get(limit=BATCH, offset=len(keys), include=[])["ids"]:
            keys += page
        return keys

    def stored(self, keys: list[str]) -> NDArray[np.float32]:
        """The vectors stored under `keys`, in their order; of those that exist."""
        found = self._collection.get(ids=keys, include=["embeddings"])
        by_key = dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))
        return np.array([by_key[key] for key in keys if key in by_key], np.float32)

    def probe(self) -> None:
        """Asks for one of the vectors; raises whatever Chroma does where it is broken."""
        found = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        if (
            found is not None
            and len(found)
            and not self.search(np.asarray(found[0], np.float32), 1)
        ):
            raise StoreError("the vector index does not find its own vectors")

    def __len__(self) -> int:
        return int(self._collection.count())

    def close(self) -> None:
        self._close()


def _passage(key: str) -> tuple[str, int]:
    """The passage that holds the sentence of this key."""
    article_id, passage, _ = key.rsplit(":", 2)
    return article_id, int(passage)


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[str, NDArray[np.float32], Metadata]]:
    for entry in entries:
        for sentence, vector in zip(entry.sentences, entry.vectors, strict=True):
            metadata: Metadata = {"article_id": entry.article.id}
            yield sentence.key, vector, metadata


def _batched(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    # itertools.batched comes with Python 3.12
    while batch := list(islice(rows, size)):
        yield batch
