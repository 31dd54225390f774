"""Which embedding model is meant; without loading anything, for commands that need no model."""

from typing import Literal

from qa_service.models.e5_weights import packaged_weights

PACKAGED = "multilingual-e5-small-q4"
BackEnd = Literal["bfloat16", "float32", "int8", "cuda"]  # kinds of arithmetic for articles
HUB_NAME = "intfloat/multilingual-e5-small"  # the same model, for platforms without the package


def model_name(model: str | None) -> str:
    """The name under which a store remembers the model; `model` is the setting."""
    return model or (PACKAGED if packaged_weights() else HUB_NAME)
