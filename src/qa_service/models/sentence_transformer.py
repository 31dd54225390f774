"""Loads a model by the sentence-transformers library, whose import takes seconds."""

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Transformer
from transformers.utils import logging as transformers_logging

from qa_service.domain.errors import ModelError
from qa_service.models.e5_weights import PROMPTS

# Texts are padded to a multiple of so many tokens: for each other length of a batch oneDNN makes
# code of its own, which took half of the time and 100 MB.
TOKENS = 16


def load_sentence_transformer(location: str, name: str, local: bool) -> SentenceTransformer:
    """The model of a folder, if `local`, or of the hub. Raises ModelError."""
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
