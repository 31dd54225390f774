"""Loads a model by the sentence-transformers library, whose import takes seconds."""

import os

import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from qa_service.domain.errors import ModelError
from qa_service.models.e5_weights import PROMPTS

# Matrix products that oneDNN keeps prepared, by shape: of its 1,024 each 512 texts took 50 MB more.
PRIMITIVES = "64"


def load_sentence_transformer(location: str, name: str, local: bool) -> SentenceTransformer:
    """The model of a folder, if `local`, or of the hub. Raises ModelError."""
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", PRIMITIVES)
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
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


def _device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def _precision() -> torch.dtype:
    # With bfloat16 instructions three times as fast as float32; without, slower than it.
    native = torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if native else torch.float32
