"""From a trained reader to the shipped weights: matrices in eight bits, heads in float32."""

import json
from pathlib import Path

import numpy as np
import torch
from network import HEADS, HIDDEN, Reader
from numpy.typing import NDArray
from safetensors.numpy import save_file

from qa_service.models.e5_weights import SHA256
from qa_service.models.graphs import MATRICES, quantised

Tensors = dict[str, NDArray[np.generic]]


def export(reader: Reader, path: Path, epsilon: float) -> None:
    tensors: Tensors = {}
    for number, layer in enumerate(reader.layers):
        for name in MATRICES:
            linear = getattr(layer, name)
            matrix = quantised(array(linear.weight).T)
            tensors[f"layer{number}.{name}.values"] = np.ascontiguousarray(matrix.values)
            tensors[f"layer{number}.{name}.scales"] = matrix.scales
            tensors[f"layer{number}.{name}.b"] = array(linear.bias)
        for name in ("norm1", "norm2"):
            norm = getattr(layer, name)
            tensors[f"layer{number}.{name}.w"] = array(norm.weight)
            tensors[f"layer{number}.{name}.b"] = array(norm.bias)
    for name in ("dense", "relevance", "span"):
        linear = getattr(reader.heads, name)
        tensors[f"head.{name}.w"] = np.ascontiguousarray(array(linear.weight).T)
        tensors[f"head.{name}.b"] = array(linear.bias)
    shape = {"hidden": HIDDEN, "heads": HEADS, "epsilon": epsilon}
    save_file(tensors, path, {"base_sha256": SHA256, "shape": json.dumps(shape)})


def array(tensor: torch.Tensor) -> NDArray[np.float32]:
    return tensor.detach().float().numpy()
