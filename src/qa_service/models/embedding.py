"""The embedding model behind LangChain's `Embeddings` interface."""

import ctypes
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from qa_service.domain.errors import ModelError
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.names import PACKAGED, model_name
from qa_service.models.prepared import prepared_folder, prepared_model
from qa_service.models.questions import QuestionEncoder, WordVectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1
Vector = NDArray[np.float32]  # (dimension,), of length 1

BATCH = 16  # as fast as 32, in half the memory
LONG = 600  # code points; one such text pads all of its batch: 100 MB more
LONG_BATCH = 2
REMEMBERED = 256  # questions, of 12 kB each
REMEMBERED_WORDS = 128  # texts by token, of 80 kB each


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model; all vectors have length 1, so a dot product is a cosine.

    Safe in threads.
    """

    def __init__(
        self,
        name: str,
        dimension: int,
        load: Callable[[], "SentenceTransformer"],
        question: QuestionEncoder | None = None,
    ) -> None:
        """`load` is called when the model is first needed.

        `question` embeds a question where there is a faster way than the model's own.
        """
        self.name, self.dimension = name, dimension  # the store remembers them
        self._load, self._question = load, question
        self._lock = Lock()
        self._remembered = lru_cache(REMEMBERED)(self._embedded)
        self._remembered_words = lru_cache(REMEMBERED_WORDS)(self._words)
        self._loaded: SentenceTransformer | None = None

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; the last ones are remembered."""
        return list(self._remembered(text))

    def _embedded(self, question: str) -> tuple[float, ...]:
        if self._question:
            vector = self._question(question)
        else:
            vector = self._unit(self._model().encode_query([question], show_progress_bar=False))[0]
        return tuple(float(value) for value in vector)

    def word_vectors(self, text: str) -> WordVectors | None:
        """The vectors of a text's tokens as they mean in it; the last texts are remembered.

        None where the model is not the packaged one.
        """
        return self._remembered_words(text)

    def _words(self, text: str) -> WordVectors | None:
        return self._question.words(text) if self._question else None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of sentences."""
        return [[float(value) for value in vector] for vector in self.encode(texts)]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of sentences as an array of shape (len(texts), dimension)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for batch, are_long in ((BATCH, False), (LONG_BATCH, True)):
            rows = [row for row, text in enumerate(texts) if (len(text) > LONG) is are_long]
            if rows:
                vectors[rows] = self._unit(
                    self._model().encode_document(
                        [texts[row] for row in rows], batch_size=batch, show_progress_bar=False
                    )
                )
        _trim()
        return vectors

    def _model(self) -> "SentenceTransformer":
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    @staticmethod
    def _unit(vectors: object) -> Vectors:
        # bfloat16 results are a little off length 1, and models from a hub need not normalise
        array = np.asarray(vectors, dtype=np.float32)
        unit: Vectors = array / np.maximum(np.linalg.norm(array, axis=1, keepdims=True), 1e-12)
        return unit


def load_embeddings(
    model: str | None, cache: Path, say: Callable[[str], None], questions: bool = True
) -> SentenceEmbeddings:
    """The model named `model` (a hub name or a folder), or the packaged one for None.

    Without `questions` only articles are embedded, and 360 MB of memory are saved.
    `say` hears of work that takes long. Raises ModelError if it cannot be loaded.
    """
    if model is None and (weights := packaged_weights()) is not None:
        return _packaged(weights, cache, questions, say)
    name = model_name(model)
    local = Path(name).expanduser().is_dir()
    if not local and name.startswith(("/", "~", ".")):
        raise ModelError(f"There is no folder {name}. Correct QA_EMBEDDING_MODEL or unset it.")
    if not local:
        say(f"Loading {name}; the first time it is downloaded from the Hugging Face hub")
    loaded = _loaded(str(Path(name).expanduser()) if local else name, name, local)
    return SentenceEmbeddings(name, int(loaded.get_embedding_dimension() or 0), lambda: loaded)


def _packaged(
    weights: Path, cache: Path, questions: bool, say: Callable[[str], None]
) -> SentenceEmbeddings:
    """Questions have an encoder of their own, so that asking alone never imports torch."""
    if not prepared_folder(cache).is_dir():
        say("Preparing the embedding model (once, about 15 seconds)")
    folder = prepared_model(weights, cache)
    dimension: int = json.loads((folder / "config.json").read_text())["hidden_size"]
    return SentenceEmbeddings(
        PACKAGED,
        dimension,
        lambda: _loaded(str(folder), PACKAGED, local=True),
        QuestionEncoder(folder) if questions else None,
    )


def _loaded(location: str, name: str, local: bool) -> "SentenceTransformer":
    from qa_service.models.sentence_transformer import load_sentence_transformer

    return load_sentence_transformer(location, name, local)


def _trim() -> None:
    """Gives freed memory back to the system; glibc alone keeps 40 MB more after each 512 texts."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL("libc.so.6").malloc_trim(0)
