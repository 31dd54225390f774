"""The real models, loaded once in a process of the tests, and vectors kept from run to run.

A vector is kept by the model's weights and the text, so that a run embeds only what is new to it.
Tests of embedding itself (`tests/models`) keep none.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from qa_service import upkeep
from qa_service.loading import Models
from qa_service.models import embedding, reading
from qa_service.models.documents import Vectors
from qa_service.models.e5_weights import SHA256, packaged_weights
from qa_service.models.embedding import Model, SentenceEmbeddings
from qa_service.models.prepared import prepared_model
from qa_service.models.questions import Vector, WordVectors
from qa_service.models.worker import EmbeddingWorker
from qa_service.settings import read_settings

FILE = Path(__file__).resolve().parents[1] / ".pytest_cache" / "vectors.sqlite"
PATIENCE = 60  # seconds that one process of the tests waits for another
PAGE = 500  # values in one IN (...)


class KeptVectors:
    """A file of vectors, for all processes of a run and for later runs. Safe in threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._opened() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, v BLOB)")

    def of(self, texts: Sequence[str], embed: Callable[[Sequence[str]], Vectors]) -> Vectors:
        """The vectors of `texts`; what is not known yet is embedded and kept."""
        keys = [_key(text) for text in texts]
        known = self._known(keys)
        if missing := {
            key: text for key, text in zip(keys, texts, strict=True) if key not in known
        }:
            made = np.ascontiguousarray(embed(list(missing.values())), "<f4")
            found = dict(zip(missing, made, strict=True))
            with self._opened() as connection:
                rows = [(key, vector.tobytes()) for key, vector in found.items()]
                connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
            known |= found
        return np.stack([known[key] for key in keys])

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        with self._opened() as connection:
            for start in range(0, len(keys), PAGE):
                page = keys[start : start + PAGE]
                wanted = f"SELECT key, v FROM vectors WHERE key IN ({','.join('?' * len(page))})"
                for key, vector in connection.execute(wanted, page):
                    found[key] = np.frombuffer(vector, "<f4")
        return found

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, PATIENCE)


class RememberingModel:
    """A model that embeds each sentence once in all runs."""

    def __init__(self, model: Model, kept: KeptVectors) -> None:
        self._model, self._kept = model, kept

    def documents(self, texts: Sequence[str]) -> Vectors:
        return self._kept.of(texts, self._model.documents)

    def question(self, text: str) -> Vector:
        return self._model.question(text)

    def words(self, text: str) -> WordVectors | None:
        return self._model.words(text)

    def described(self) -> str:
        return self._model.described()


class _SharedEncoder:
    """Takes the place of the process that embeds."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return shared_models().embeddings.encode(texts)

    def close(self) -> None:
        """Leaves the models to the next test."""


_load_embeddings, _load_reading, _Worker = (
    embedding.load_embeddings,
    reading.load_reading,
    EmbeddingWorker,
)


@cache
def shared_models() -> Models:
    """The packaged models as they are shipped, but for the memory of vectors."""
    folder = read_settings({}).cache.expanduser()
    loaded = _load_embeddings(None, folder, lambda _message: None)
    FILE.parent.mkdir(exist_ok=True)
    model = RememberingModel(loaded._model, KeptVectors(FILE))
    embeddings = SentenceEmbeddings(loaded.name, loaded.dimension, model)
    weights = packaged_weights()
    if weights is None:
        return Models(embeddings)
    return Models(embeddings, _load_reading(prepared_model(weights, folder)))


def share_models(patch: pytest.MonkeyPatch) -> None:
    """Has what loads the packaged models in this process take the shared ones."""

    def load(model: str | None, *arguments: Any) -> SentenceEmbeddings:  # noqa: ANN401
        is_shared = model is None and not any(arguments[2:])  # no back end is named
        return shared_models().embeddings if is_shared else _load_embeddings(model, *arguments)

    def worker(model: str | None, *arguments: Any) -> EmbeddingWorker:  # noqa: ANN401
        is_shared = model is None and not any(arguments[2:])
        return cast(EmbeddingWorker, _SharedEncoder()) if is_shared else _Worker(model, *arguments)

    patch.setattr(embedding, "load_embeddings", load)
    patch.setattr(reading, "load_reading", lambda _base: shared_models().reading)
    patch.setattr(upkeep, "EmbeddingWorker", worker)


def _key(text: str) -> bytes:
    named = f"{SHA256}\n{text}".encode("utf-8", "surrogatepass")
    return blake2b(named, digest_size=16).digest()
