"""The parts of a BERT model saved by the Hugging Face library: embeddings, layers."""

import json
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors import safe_open

from qa_service.domain.errors import ModelError
from qa_service.models.graphs import Blocks, Float32, Graph, Layer, Matrix

PROJECTIONS = ("query", "key", "value")
PARTS: Final = {  # of a layer, as the library calls them
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm1": "attention.output.LayerNorm",
    "norm2": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class LayerWeights:
    """The weights of one layer in float32, by the names of `graphs.Layer`."""

    matrices: dict[str, Float32]  # (inputs, outputs)
    vectors: dict[str, Float32]


def layer_weights(tensor: Callable[[str], Float32]) -> LayerWeights:
    """The weights of a layer; `tensor` gives what has that name in it."""
    own = [f"attention.self.{part}" for part in PROJECTIONS]
    matrices = {"qkv": np.concatenate([tensor(f"{part}.weight") for part in own]).T}
    vectors = {"qkv.b": np.concatenate([tensor(f"{part}.bias") for part in own])}
    for short, name in PARTS.items():
        vectors[f"{short}.b"] = tensor(f"{name}.bias")
        if short.startswith("norm"):
            vectors[f"{short}.w"] = tensor(f"{name}.weight")
        else:
            matrices[short] = tensor(f"{name}.weight").T
    return LayerWeights(matrices, vectors)


def layer_of(weights: LayerWeights, rounded: Callable[[Float32], Matrix | Blocks]) -> Layer:
    """A layer of a graph; `rounded` makes few bits of a matrix."""
    return Layer(
        {name: rounded(matrix) for name, matrix in weights.matrices.items()}, weights.vectors
    )


def layers_of(folder: Path) -> Iterator[LayerWeights]:
    """The weights of all layers of the model in `folder`, from the first."""
    with safe_open(folder / "model.safetensors", "np") as file:
        for number in range(config_of(folder)["num_hidden_layers"]):
            yield layer_weights(lambda name, n=number: file.get_tensor(f"encoder.layer.{n}.{name}"))  # type: ignore[misc]


def network_of(folder: Path, rounded: Callable[[Float32], Matrix | Blocks]) -> bytes:
    """The model in `folder` as a graph, from its first layer's states to the last's."""
    config = config_of(folder)
    hidden = config["hidden_size"]
    graph = Graph(hidden, config["num_attention_heads"], config["layer_norm_eps"])
    layers = [layer_of(weights, rounded) for weights in layers_of(folder)]
    return graph.model({graph.layers(layers, "states", "mask"): ("batch", "length", hidden)})


class TokenEmbeddings:
    """What a model's first layer takes, looked up in its file; only the rows needed are read."""

    def __init__(self, folder: Path) -> None:
        self._weights = embedding_weights(folder)

    def __call__(self, ids: Sequence[int]) -> Float32:
        """States (len(ids), hidden)."""
        weights = self._weights
        values = weights.words[list(ids)] + weights.places[: len(ids)]
        values -= values.mean(axis=1, keepdims=True)
        deviation = np.sqrt((values**2).mean(axis=1, keepdims=True) + weights.epsilon)
        states: Float32 = values / deviation * weights.scale + weights.bias
        return states


@dataclass(frozen=True, slots=True)
class EmbeddingWeights:
    """What the states before the first layer are made of."""

    words: Float32  # (vocabulary, hidden), left on disk
    places: Float32  # (positions, hidden)
    scale: Float32  # (hidden,) of the normalisation, as all below
    bias: Float32
    epsilon: float


def embedding_weights(folder: Path) -> EmbeddingWeights:
    """Those of the model in `folder`."""
    weights = folder / "model.safetensors"
    with safe_open(weights, "np") as file:
        places = file.get_tensor("embeddings.position_embeddings.weight")
        types = file.get_tensor("embeddings.token_type_embeddings.weight")
        return EmbeddingWeights(
            _mapped(weights, "embeddings.word_embeddings.weight"),
            places + types[0],
            file.get_tensor("embeddings.LayerNorm.weight"),
            file.get_tensor("embeddings.LayerNorm.bias"),
            config_of(folder)["layer_norm_eps"],
        )


def config_of(folder: Path) -> dict[str, Any]:
    """What the library wrote of the network in `folder`."""
    config: dict[str, Any] = json.loads((folder / "config.json").read_text())
    return config


def _mapped(file: Path, name: str) -> Float32:
    """A matrix of a safetensors file, left on disk; the library would read all of it."""
    with file.open("rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        entry = json.loads(opened.read(length))[name]
    if entry["dtype"] != "F32":
        raise ModelError(f"{file} holds {name} as {entry['dtype']}. Delete its folder.")
    start = 8 + length + entry["data_offsets"][0]
    return np.memmap(file, "<f4", "c", start, tuple(entry["shape"]))
