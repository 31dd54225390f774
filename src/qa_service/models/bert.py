"""The parts of a BERT model saved by the Hugging Face library: tokenizer, embeddings, layers."""

import json
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from safetensors import safe_open
from tokenizers import Tokenizer

from qa_service.domain.errors import ModelError
from qa_service.models.graphs import Blocks, Float32, Layer, Matrix, in_blocks

PROJECTIONS = ("query", "key", "value")
PARTS: Final = {  # of a layer, as the library calls them
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm1": "attention.output.LayerNorm",
    "norm2": "output.LayerNorm",
}


def layer_of(
    tensor: Callable[[str], Float32], rounded: Callable[[Float32], Matrix | Blocks] = in_blocks
) -> Layer:
    """A layer; `tensor` gives what has that name in it, `rounded` makes few bits of a matrix."""
    own = [f"attention.self.{part}" for part in PROJECTIONS]
    matrices: dict[str, Matrix | Blocks] = {
        "qkv": rounded(np.concatenate([tensor(f"{part}.weight") for part in own]).T)
    }
    vectors = {"qkv.b": np.concatenate([tensor(f"{part}.bias") for part in own])}
    for short, name in PARTS.items():
        vectors[f"{short}.b"] = tensor(f"{name}.bias")
        if short.startswith("norm"):
            vectors[f"{short}.w"] = tensor(f"{name}.weight")
        else:
            matrices[short] = rounded(tensor(f"{name}.weight").T)
    return Layer(matrices, vectors)


@cache
def tokenizer_of(folder: Path) -> Tokenizer:
    """The model's tokenizer, which neither cuts nor pads.

    Loaded once for all who use it: it takes a second and 300 MB.
    """
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class TokenEmbeddings:
    """What a model's first layer takes, looked up in its file; only the rows needed are read."""

    def __init__(self, folder: Path) -> None:
        weights = folder / "model.safetensors"
        self._words = _mapped(weights, "embeddings.word_embeddings.weight")
        with safe_open(weights, "np") as file:
            positions = file.get_tensor("embeddings.position_embeddings.weight")
            types = file.get_tensor("embeddings.token_type_embeddings.weight")
            self._places = positions + types[0]
            self._weight = file.get_tensor("embeddings.LayerNorm.weight")
            self._bias = file.get_tensor("embeddings.LayerNorm.bias")
        self._epsilon = json.loads((folder / "config.json").read_text())["layer_norm_eps"]

    def __call__(self, ids: list[int]) -> Float32:
        """States (len(ids), hidden)."""
        values = self._words[ids] + self._places[: len(ids)]
        values -= values.mean(axis=1, keepdims=True)
        deviation = np.sqrt((values**2).mean(axis=1, keepdims=True) + self._epsilon)
        states: Float32 = values / deviation * self._weight + self._bias
        return states


def _mapped(file: Path, name: str) -> Float32:
    """A matrix of a safetensors file, left on disk; the library would read all of it."""
    with file.open("rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        entry = json.loads(opened.read(length))[name]
    if entry["dtype"] != "F32":
        raise ModelError(f"{file} holds {name} as {entry['dtype']}. Delete its folder.")
    start = 8 + length + entry["data_offsets"][0]
    return np.memmap(file, "<f4", "r", start, tuple(entry["shape"]))
