"""Transformer layers as graphs for ONNX Runtime, matrices in eight or four bits.

The runtime multiplies eight-bit activations, quantised as they come, by eight-bit weights: on two
cores about as fast as bfloat16 where the processor has it, and twice as fast as float32 where it
has not. Weights stay within [-64, 64]: on processors without VNNI two products of larger ones
overflow the 16-bit sums. Where a few activations are far larger than all others, these others are
lost, so that part of their size is moved into the weights (`smoothed`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

Float32 = NDArray[np.float32]

RANGE = 64
SMOOTHED = 0.65  # how much of the activations' size moves into the weights, as an exponent
BLOCK = 32  # inputs of weights in four bits
EIGHT_BITS = 4  # the runtime's name for blocks of activations in eight bits
OPSET, MICROSOFT, FORMAT = 18, 1, 9  # of the operators, the runtime's own ones, and the file
CONTRIB = "com.microsoft"
MATRICES = ("qkv", "out", "up", "down")
VECTORS = ("qkv.b", "out.b", "up.b", "down.b", "norm1.w", "norm1.b", "norm2.w", "norm2.b")


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix (inputs, outputs) in eight bits, `values * scales`.

    Where there is a `smoothing`, inputs are multiplied by it first.
    """

    values: NDArray[np.int8]
    scales: Float32  # (outputs,)
    smoothing: Float32 | None = None  # (inputs,)

    @property
    def whole(self) -> Float32:
        """The matrix for inputs as they are."""
        product = (self.values * self.scales).astype(np.float32)
        return product if self.smoothing is None else product * self.smoothing[:, None]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix (inputs, outputs) in four bits, each block of inputs with a scale."""

    values: NDArray[np.uint8]  # (outputs, blocks, bytes), two to a byte, 8 meaning zero
    scales: Float32  # (outputs, blocks)


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of one BERT layer; the three projections are one matrix (hidden, 3 x hidden)."""

    matrices: Mapping[str, Matrix | Blocks]  # by the names in MATRICES
    vectors: Mapping[str, Float32]  # by the names in VECTORS


def quantised(matrix: Float32) -> Matrix:
    """Rounds each column (inputs, outputs) to the range.

    >>> quantised(np.array([[1.0, -0.5], [0.5, 0.25]], np.float32)).values.tolist()
    [[64, -64], [32, 32]]
    """
    scales = (np.abs(matrix).max(axis=0) / RANGE + 1e-12).astype(np.float32)
    return Matrix(np.round(matrix / scales).astype(np.int8), scales)


def smoothed(matrix: Float32, largest: Float32) -> Matrix:
    """Rounds a matrix (inputs, outputs) for inputs of very different sizes, `largest` (inputs,).

    After Xiao and others, "SmoothQuant: Accurate and Efficient Post-Training Quantization for Large
    Language Models" (ICML 2023): inputs are divided by some of their size, weights multiplied.

    >>> found = smoothed(np.ones((2, 1), np.float32), np.array([1, 100], np.float32))
    >>> round(float(found.smoothing[0] / found.smoothing[1]), 2)
    19.95
    """
    weights = np.abs(matrix).max(axis=1)
    moved = np.maximum(largest, 1e-5) ** SMOOTHED / np.maximum(weights, 1e-5) ** (1 - SMOOTHED)
    moved /= np.exp(np.log(moved).mean())
    return replace(quantised(matrix * moved[:, None]), smoothing=(1 / moved).astype(np.float32))


def in_blocks(matrix: Float32) -> Blocks:
    """Rounds each block to sixteen steps as ggml's Q4_0 does; what came from there stays the same.

    >>> found = in_blocks(np.arange(-16, 16, dtype=np.float32)[:, None])
    >>> found.scales.tolist(), found.values[0, 0, :2].tolist()
    ([[2.0]], [0, 33])
    """
    inputs, outputs = matrix.shape
    blocks = np.ascontiguousarray(matrix.T).reshape(outputs, inputs // BLOCK, BLOCK)
    place = np.abs(blocks).argmax(axis=-1)[..., None]
    scales = np.take_along_axis(blocks, place, -1)[..., 0] / -8
    divisors = np.where(scales == 0, 1, scales)[..., None]
    values = np.clip(np.rint(blocks / divisors) + 8, 0, 15).astype(np.uint8)
    return Blocks(values[..., 0::2] | (values[..., 1::2] << 4), scales.astype(np.float32))


class Graph:
    """A graph under construction; each method adds nodes and returns the name of their output."""

    def __init__(self, hidden: int, heads: int, epsilon: float) -> None:
        self._hidden, self._heads, self._epsilon = hidden, heads, epsilon
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def layers(self, layers: Sequence[Layer], states: str, mask: str) -> str:
        """States (batch, length, hidden) through BERT layers; `mask` is (batch, length) int32."""
        for number, layer in enumerate(layers):
            states = self._layer(layer, states, mask, f"layer{number}.")
        return states

    def _layer(self, layer: Layer, states: str, mask: str, name: str) -> str:
        qkv = self.product(states, layer.matrices["qkv"], name + "qkv", layer.vectors["qkv.b"])
        parts = [f"{name}{part}" for part in ("q", "k", "v")]
        self._nodes.append(helper.make_node("Split", [qkv], parts, axis=-1, num_outputs=3))
        attended = self.contrib(
            "MultiHeadAttention", [*parts, "", mask], name + "attended", num_heads=self._heads
        )
        out = self.product(attended, layer.matrices["out"], name + "out")
        states = self._norm(out, states, layer, "norm1", "out.b", name)
        wide = self.product(states, layer.matrices["up"], name + "up")
        bias = self.constant(name + "up.b", layer.vectors["up.b"])
        wide = self.contrib("BiasGelu", [wide, bias], name + "gelu")
        narrow = self.product(wide, layer.matrices["down"], name + "down")
        return self._norm(narrow, states, layer, "norm2", "down.b", name)

    def product(
        self, inputs: str, matrix: Matrix | Blocks, name: str, bias: Float32 | None = None
    ) -> str:
        """Inputs (batch, length, inputs) by a matrix."""
        if isinstance(matrix, Blocks):
            return self._product_of_blocks(inputs, matrix, name, bias)
        if matrix.smoothing is not None:
            smoothing = self.constant(name + ".smoothing", matrix.smoothing)
            inputs = self.node("Mul", [inputs, smoothing], name + ".smoothed")
        parts = [
            inputs,
            self.constant(name + ".values", matrix.values),
            self.constant(name + ".scales", matrix.scales),
            self.constant(name + ".zero", np.zeros(len(matrix.scales), np.int8)),
        ]
        if bias is not None:
            parts.append(self.constant(name + ".bias", bias))
        return self.contrib("DynamicQuantizeMatMul", parts, name)

    def _product_of_blocks(
        self, inputs: str, matrix: Blocks, name: str, bias: Float32 | None
    ) -> str:
        outputs, blocks, _ = matrix.values.shape
        parts = [
            inputs,
            self.constant(name + ".values", matrix.values),
            self.constant(name + ".scales", matrix.scales.reshape(-1)),
        ]
        product = self.contrib(
            "MatMulNBits",
            parts,
            name + ".product",
            K=blocks * BLOCK,
            N=outputs,
            bits=4,
            block_size=BLOCK,
            accuracy_level=EIGHT_BITS,
        )
        if bias is None:
            return product
        return self.node("Add", [product, self.constant(name + ".bias", bias)], name)

    def _norm(
        self, states: str, skipped: str, layer: Layer, norm: str, bias: str, name: str
    ) -> str:
        vectors = [
            self.constant(name + k, layer.vectors[k]) for k in (f"{norm}.w", f"{norm}.b", bias)
        ]
        return self.contrib(
            "SkipLayerNormalization",
            [states, skipped, *vectors],
            name + norm,
            epsilon=self._epsilon,
        )

    def linear(self, inputs: str, weights: Float32, bias: Float32, name: str) -> str:
        """A small product in float32: weights (inputs, outputs)."""
        product = self.node(
            "MatMul", [inputs, self.constant(name + ".w", weights)], name + ".product"
        )
        return self.node("Add", [product, self.constant(name + ".b", bias)], name)

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:  # noqa: ANN401
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def contrib(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:  # noqa: ANN401
        return self.node(kind, inputs, output, domain=CONTRIB, **attributes)

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def model(self, outputs: Mapping[str, Sequence[int | str]]) -> bytes:
        """A file from "states" (batch, length, hidden) and "mask" to the named outputs."""
        inputs = [
            helper.make_tensor_value_info(
                "states", TensorProto.FLOAT, ["batch", "length", self._hidden]
            ),
            helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "length"]),
        ]
        ends = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))
            for name, shape in outputs.items()
        ]
        graph = helper.make_graph(self._nodes, "layers", inputs, ends, self._constants)
        sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, MICROSOFT)]
        model = helper.make_model(graph, opset_imports=sets, ir_version=FORMAT)
        found: bytes = model.SerializeToString()
        return found


def session_of(
    model: bytes | Path, threads: int = 0, spinning: bool = False
) -> onnxruntime.InferenceSession:
    """A session of a graph's model.

    Threads that wait give their core to others, of this program or not; `spinning` they are
    quicker where a product takes no longer than waking up.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(spinning)))
    given = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])
