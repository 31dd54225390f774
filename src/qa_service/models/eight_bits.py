"""The packaged model's network in eight bits by ONNX Runtime, for processors without bfloat16."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from qa_service.models.bert import TokenEmbeddings, config_of, network_of
from qa_service.models.documents import Vectors, tokens_of
from qa_service.models.graphs import quantised, session_of


class EightBitNetwork:
    """Safe in threads."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the prepared embedding model."""
        self._embed, self._hidden = TokenEmbeddings(folder), config_of(folder)["hidden_size"]
        self._session = session_of(network_of(folder, quantised), threads=1)

    def __call__(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """The vectors of texts, of length 1."""
        length = tokens_of(texts[-1])
        inputs = np.zeros((len(texts), length, self._hidden), np.float32)
        mask = np.zeros((len(texts), length), np.int32)
        for row, text in enumerate(texts):
            inputs[row, : len(text)] = self._embed(text)
            mask[row, : len(text)] = 1
        states = self._session.run(None, {"states": inputs, "mask": mask})[0]
        sums: Vectors = np.einsum("rld,rl->rd", states, mask.astype(np.float32))
        vectors: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return vectors
