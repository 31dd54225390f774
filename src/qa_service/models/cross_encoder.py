"""A cross-encoder from the hub or a folder, in the place of the shipped reading model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder

from qa_service.domain.errors import ModelError

BATCH = 8


class RelevanceModel:
    """Scores texts by how well they answer a question; safe in threads."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """A logit for each text; larger is better."""
        logits = self._model.predict(
            [(question, text) for text in texts],
            batch_size=BATCH,
            activation_fn=torch.nn.Identity(),
            show_progress_bar=False,
        )
        return np.asarray(logits, np.float64).reshape(len(texts), -1)[:, -1]


def load_cross_encoder(name: str) -> RelevanceModel:
    """The cross-encoder of this hub name or folder. Raises ModelError."""
    path = Path(name).expanduser()
    if not path.is_dir() and name.startswith(("/", "~", ".")):
        raise ModelError(f"There is no folder {name}. Correct QA_READING_MODEL or unset it.")
    try:
        model = CrossEncoder(
            str(path) if path.is_dir() else name, local_files_only=path.is_dir(), device="cpu"
        )
    except Exception as error:  # the library raises many kinds, none of them documented
        raise ModelError(
            f"The reading model {name} cannot be loaded: {error}. Check QA_READING_MODEL and the "
            "network, or unset it to use the shipped model."
        ) from error
    return RelevanceModel(model)
