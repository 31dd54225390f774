"""Loads a model by the sentence-transformers library, whose import takes seconds."""

from collections.abc import Sequence

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Transformer
from transformers.utils import logging as transformers_logging

from qa_service.domain.errors import ModelError
from qa_service.models.documents import Vectors
from qa_service.models.e5_weights import PROMPTS
from qa_service.models.questions import Vector

# Texts are padded to a multiple of so many tokens: for each other length of a batch oneDNN makes
# code of its own, which took half of the time and 100 MB.
TOKENS = 16
BATCH = 16  # texts: as fast as 32, in half the memory
LONG = 600  # code points; one such text pads all of its batch: 100 MB more
LONG_BATCH = 2


class LibraryModel:
    """A model that the library runs as it is. Safe in threads."""

    def __init__(self, location: str, name: str, local: bool) -> None:
        """Loads the model of a folder, if `local`, or of the hub. Raises ModelError."""
        self._model = _loaded(location, name, local)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def documents(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for batch, are_long in ((BATCH, False), (LONG_BATCH, True)):
            rows = [row for row, text in enumerate(texts) if (len(text) > LONG) is are_long]
            if rows:
                found = self._model.encode_document(
                    [texts[row] for row in rows], batch_size=batch, show_progress_bar=False
                )
                vectors[rows] = _unit(found)
        return vectors

    def question(self, text: str) -> Vector:
        found: Vector = _unit(self._model.encode_query([text], show_progress_bar=False))[0]
        return found

    def described(self) -> str:
        return f"Articles are embedded by sentence-transformers in {_precision()} on {_device()}"


def _unit(vectors: object) -> Vectors:
    # bfloat16 results are a little off length 1, and models from a hub need not normalise
    array = np.asarray(vectors, dtype=np.float32)
    unit: Vectors = array / np.maximum(np.linalg.norm(array, axis=1, keepdims=True), 1e-12)
    return unit


def _loaded(location: str, name: str, local: bool) -> SentenceTransformer:
    be_quiet()
    try:
        model = SentenceTransformer(
            location, device=_device(), local_files_only=local, model_kwargs={"dtype": _precision()}
        )
    except Exception as error:  # the library raises many kinds, none of them documented
        raise ModelError(
            f"The embedding model {name} cannot be loaded: {error}. Check QA_EMBEDDING_MODEL and "
            "the network, or unset it to use the packaged model."
        ) from error
    for module in model:
        if isinstance(module, Transformer):
            module.processing_kwargs.setdefault("text", {})["pad_to_multiple_of"] = TOKENS
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts.update(PROMPTS)  # the hub's E5 models do not carry their prefixes
    return model


def be_quiet() -> None:
    """Keeps the libraries' own messages and bars from the terminal."""
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def _precision() -> torch.dtype:
    # With bfloat16 instructions three times as fast as float32; without, slower than it.
    native = torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if native else torch.float32
