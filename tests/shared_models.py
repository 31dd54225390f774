"""The real models, loaded once in a process of the tests, and what they made kept from run to run.

A vector and a reading are kept by the model's weights and the texts, so that a run embeds and reads
only what is new to it. Tests of the models themselves (`tests/models`) keep nothing.
"""

import pickle
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from qa_service import upkeep
from qa_service.domain.reading import Excerpt, ExcerptReading
from qa_service.loading import Models
from qa_service.models import embedding, reading
from qa_service.models.documents import Vectors
from qa_service.models.e5_weights import SHA256, packaged_weights
from qa_service.models.embedding import Model, SentenceEmbeddings
from qa_service.models.prepared import prepared_model
from qa_service.models.questions import Vector
from qa_service.models.reading import ReadingModel
from qa_service.models.worker import EmbeddingWorker
from qa_service.settings import read_settings

FILE = Path(__file__).resolve().parents[1] / ".pytest_cache" / "models.sqlite"
PATIENCE = 60  # seconds that one process of the tests waits for another
PAGE = 500  # values in one IN (...)


class Kept:
    """A file of what models made, for all processes of a run and later ones. Safe in threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._opened() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, value BLOB)")

    def of(
        self, keys: Sequence[bytes], make: Callable[[list[int]], Iterable[bytes]]
    ) -> list[bytes]:
        """What is kept by these keys; `make` makes what is not, given the places of its keys."""
        known = self._known(keys)
        if places := list({key: n for n, key in enumerate(keys) if key not in known}.values()):
            made = dict(zip([keys[n] for n in places], make(places), strict=True))
            with self._opened() as connection:
                connection.executemany("INSERT OR IGNORE INTO made VALUES (?, ?)", made.items())
            known |= made
        return [known[key] for key in keys]

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        with self._opened() as connection:
            for start in range(0, len(keys), PAGE):
                page = keys[start : start + PAGE]
                wanted = f"SELECT key, value FROM made WHERE key IN ({','.join('?' * len(page))})"
                found.update(connection.execute(wanted, page))
        return found

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, PATIENCE)


class RememberingModel:
    """A model that embeds each sentence once in all runs."""

    def __init__(self, model: Model, kept: Kept) -> None:
        self._model, self._kept = model, kept

    def documents(self, texts: Sequence[str]) -> Vectors:
        def make(places: list[int]) -> Iterable[bytes]:
            vectors = self._model.documents([texts[place] for place in places])
            return [vector.tobytes() for vector in np.ascontiguousarray(vectors, "<f4")]

        made = self._kept.of([_key(SHA256, text) for text in texts], make)
        return np.stack([np.frombuffer(one, "<f4") for one in made])

    def question(self, text: str) -> Vector:
        return self._model.question(text)

    def described(self) -> str:
        return self._model.described()


class RememberingReader:
    """A reading model that reads each excerpt for a question once in all runs."""

    def __init__(self, model: ReadingModel, kept: Kept) -> None:
        self._model, self._kept = model, kept
        self._weights = _hash(reading.WEIGHTS)
        self._support = _hash(reading.SUPPORT_WEIGHTS)

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[ExcerptReading]:
        def make(places: list[int]) -> Iterable[bytes]:
            return map(pickle.dumps, self._model.read(question, [excerpts[n] for n in places]))

        keys = [_key(self._weights, question, repr(one)) for one in excerpts]
        return [pickle.loads(made) for made in self._kept.of(keys, make)]

    def weigh(self, statement: str, excerpts: Sequence[Excerpt]) -> list[float]:
        def make(places: list[int]) -> Iterable[bytes]:
            return map(pickle.dumps, self._model.weigh(statement, [excerpts[n] for n in places]))

        keys = [_key(self._support, statement, repr(one)) for one in excerpts]
        return [pickle.loads(made) for made in self._kept.of(keys, make)]

    def is_name(self, word: str) -> bool | None:
        return self._model.is_name(word)


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
    kept = Kept(FILE)
    model = RememberingModel(loaded._model, kept)
    embeddings = SentenceEmbeddings(loaded.name, loaded.dimension, model)
    weights = packaged_weights()
    if weights is None:
        return Models(embeddings)
    reader = _load_reading(prepared_model(weights, folder))
    return Models(embeddings, cast(ReadingModel, RememberingReader(reader, kept)))


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


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _key(*texts: str) -> bytes:
    return blake2b("\n".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
