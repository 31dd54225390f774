"""The packaged model's network in eight bits by ONNX Runtime, for processors without bfloat16."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from qa_service.models.bert import TokenEmbeddings, config_of, layer_of, layers_of
from qa_service.models.documents import Vectors, tokens_of
from qa_service.models.graphs import Graph, quantised, session_of


class EightBitNetwork:
    """Safe in threads."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the prepared embedding model."""
        config = config_of(folder)
        self._embed, self._hidden = TokenEmbeddings(folder), config["hidden_size"]
        graph = Graph(self._hidden, config["num_attention_heads"], config["layer_norm_eps"])
        layers = [layer_of(weights, quantised) for weights in layers_of(folder)]
        name = graph.layers(layers, "states", "mask")
        model = graph.model({name: ("batch", "length", self._hidden)})
        self._session = session_of(model, threads=1)

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
