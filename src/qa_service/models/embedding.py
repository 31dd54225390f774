"""The embedding model behind LangChain's `Embeddings` interface."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from qa_service.domain.errors import ModelError
from qa_service.models.bert import config_of
from qa_service.models.documents import DocumentEncoder, Vectors
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.memory import give_back
from qa_service.models.names import PACKAGED, BackEnd, model_name
from qa_service.models.prepared import prepared_folder, prepared_model
from qa_service.models.questions import QuestionEncoder, Vector

REMEMBERED = 256  # questions, of 12 kB each


class Model(Protocol):
    """What gives vectors of length 1, and may load itself when it is first needed."""

    def documents(self, texts: Sequence[str]) -> Vectors:
        """The vectors of sentences."""

    def question(self, text: str) -> Vector:
        """The vector of a question."""

    def described(self) -> str:
        """What embeds articles, as a sentence without its full stop."""


class SentenceEmbeddings(Embeddings):
    """An embedding model; all vectors have length 1, so a dot product is a cosine.

    Safe in threads.
    """

    def __init__(self, name: str, dimension: int, model: Model) -> None:
        self.name, self.dimension = name, dimension  # the store remembers them
        self._model = model
        self._remembered = lru_cache(REMEMBERED)(self._embedded)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; the last ones are remembered."""
        return list(self._remembered(text))

    def _embedded(self, question: str) -> tuple[float, ...]:
        return tuple(float(value) for value in self._model.question(question))

    def described(self) -> str:
        """What embeds articles, as a sentence without its full stop."""
        return self._model.described()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of sentences."""
        return [[float(value) for value in vector] for vector in self.encode(texts)]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of sentences as an array of shape (len(texts), dimension)."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.documents(texts)
        give_back()
        return vectors


class PackagedModel:
    """The packaged model: each half loads when it is first needed.

    Questions have a network of their own, so that asking alone never imports torch.
    """

    def __init__(self, folder: Path, back_end: BackEnd | None, say: Callable[[str], None]) -> None:
        """`folder` is that of the prepared model; `back_end` as for `load_embeddings`."""
        self._folder, self._back_end, self._say = folder, back_end, say
        self._lock = Lock()
        self._documents: DocumentEncoder | None = None
        self._questions: QuestionEncoder | None = None

    def documents(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            if self._documents is None:
                from qa_service.models.back_ends import load_documents  # torch comes with it

                self._documents = load_documents(self._folder, self._back_end, self._say)
        return self._documents(texts)

    def question(self, text: str) -> Vector:
        return self._question_encoder()(text)

    def described(self) -> str:
        if self._back_end:
            return f"Articles are embedded in {self._back_end}, as QA_EMBEDDING_BACK_END says"
        from qa_service.models.back_ends import told, tried

        return told(tried(self._folder, self._say))

    def _question_encoder(self) -> QuestionEncoder:
        with self._lock:
            if self._questions is None:
                self._questions = QuestionEncoder(self._folder)
            return self._questions


def load_embeddings(
    model: str | None,
    cache: Path,
    say: Callable[[str], None],
    back_end: BackEnd | None = None,
) -> SentenceEmbeddings:
    """The model named `model` (a hub name or a folder), or the packaged one for None.

    `back_end` is how the packaged model embeds articles; None takes the best one of this machine.
    `say` hears of work that takes long. Raises ModelError if it cannot be loaded.
    """
    if model is None and (weights := packaged_weights()) is not None:
        if not prepared_folder(cache).is_dir():
            say("Preparing the embedding model (once, about 15 seconds)")
        folder = prepared_model(weights, cache)
        dimension: int = config_of(folder)["hidden_size"]
        return SentenceEmbeddings(PACKAGED, dimension, PackagedModel(folder, back_end, say))
    name = model_name(model)
    local = Path(name).expanduser().is_dir()
    if not local and name.startswith(("/", "~", ".")):
        raise ModelError(f"There is no folder {name}. Correct QA_EMBEDDING_MODEL or unset it.")
    if not local:
        say(f"Loading {name}; the first time it is downloaded from the Hugging Face hub")
    from qa_service.models.sentence_transformer import LibraryModel  # its import takes seconds

    loaded = LibraryModel(str(Path(name).expanduser()) if local else name, name, local)
    return SentenceEmbeddings(name, loaded.dimension, loaded)
