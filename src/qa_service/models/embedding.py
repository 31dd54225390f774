"""The embedding model behind LangChain's `Embeddings` interface."""

import ctypes
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import torch
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from qa_service.domain.errors import ModelError
from qa_service.domain.reports import Progress, no_progress
from qa_service.models.e5_model import PROMPTS, prepared_model
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.names import PACKAGED, model_name
from qa_service.models.questions import QuestionEncoder

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1
Vector = NDArray[np.float32]  # (dimension,), of length 1

BATCH = 16  # as fast as 32, in half the memory
# Matrix products that oneDNN keeps prepared, by shape: of its 1,024 each 512 texts took 50 MB more.
PRIMITIVES = "64"
SLICE = 256  # texts between two progress reports: a few seconds of work


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model; all vectors have length 1, so a dot product is a cosine."""

    def __init__(
        self, model: SentenceTransformer, name: str, question: Callable[[str], Vector] | None = None
    ) -> None:
        """`question` embeds a question where there is a faster way than the model's own."""
        self._model, self._question = model, question
        self.name = name  # the store remembers it
        self.dimension = int(model.get_embedding_dimension() or 0)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        if self._question:
            vector = self._question(text)
        else:
            vector = self._unit(self._model.encode_query([text], show_progress_bar=False))[0]
        return [float(value) for value in vector]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of sentences."""
        return [[float(value) for value in vector] for vector in self.encode(texts)]

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """The vectors of sentences as an array of shape (len(texts), dimension)."""
        parts = [np.empty((0, self.dimension), np.float32)]
        for start in range(0, len(texts), SLICE):
            part = list(texts[start : start + SLICE])
            encoded = self._model.encode_document(part, batch_size=BATCH, show_progress_bar=False)
            parts.append(self._unit(encoded))
            progress(min(start + SLICE, len(texts)), len(texts), "sentences")
        _trim()
        return np.concatenate(parts)

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
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", PRIMITIVES)
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    if model is None and (weights := packaged_weights()) is not None:
        if not any(cache.glob(f"{PACKAGED}-*/modules.json")):
            say("Preparing the embedding model (once, about 15 seconds)")
        folder = prepared_model(weights, cache)
        loaded = _load(str(folder), PACKAGED, local=True)
        return SentenceEmbeddings(loaded, PACKAGED, QuestionEncoder(folder) if questions else None)
    name = model_name(model)
    local = Path(name).expanduser().is_dir()
    if not local and name.startswith(("/", "~", ".")):
        raise ModelError(f"There is no folder {name}. Correct QA_EMBEDDING_MODEL or unset it.")
    if not local:
        say(f"Loading {name}; the first time it is downloaded from the Hugging Face hub")
    location = str(Path(name).expanduser()) if local else name
    return SentenceEmbeddings(_load(location, name, local), name)


def _load(location: str, name: str, local: bool) -> SentenceTransformer:
    try:
        model = SentenceTransformer(
            location, device=_device(), local_files_only=local, model_kwargs={"dtype": _precision()}
        )
    except Exception as error:  # the library raises many kinds, none of them documented
        raise ModelError(
            f"The embedding model {name} cannot be loaded: {error}. Check QA_EMBEDDING_MODEL and "
            "the network, or unset it to use the packaged model."
        ) from error
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts.update(PROMPTS)  # the hub's E5 models do not carry their prefixes
    return model


def _trim() -> None:
    """Gives freed memory back to the system; glibc alone keeps 40 MB more after each 512 texts."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL("libc.so.6").malloc_trim(0)


def _device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def _precision() -> torch.dtype:
    # With bfloat16 instructions three times as fast as float32; without, slower than it.
    native = torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if native else torch.float32
