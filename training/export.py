"""Writes trained weights as they are shipped: matrices in eight bits, heads in float32.

python training/export.py work/pass3-mean.pt work/pass4-mean.pt        (the mean of these)
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from network import HEADS, HIDDEN, Reader, shipped_reader
from numpy.typing import NDArray
from safetensors.numpy import save_file
from trainer import load_masters

from qa_service.models.e5_weights import SHA256
from qa_service.models.graphs import MATRICES, quantised
from qa_service.models.reading import WEIGHTS

Tensors = dict[str, NDArray[np.generic]]
HEAD = ("dense", "relevance", "span")


def export(reader: Reader, path: Path) -> None:
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
    for name in HEAD:
        linear = getattr(reader.heads, name)
        tensors[f"head.{name}.w"] = np.ascontiguousarray(array(linear.weight).T)
        tensors[f"head.{name}.b"] = array(linear.bias)
    shape = {"hidden": HIDDEN, "heads": HEADS, "epsilon": reader.epsilon}
    save_file(tensors, path, {"base_sha256": SHA256, "shape": json.dumps(shape)})


def array(tensor: torch.Tensor) -> NDArray[np.float32]:
    return tensor.detach().float().numpy()


if __name__ == "__main__":
    kept = [torch.load(path, map_location="cpu", weights_only=True) for path in sys.argv[1:]]
    trained = shipped_reader(WEIGHTS)
    load_masters(trained, [torch.stack(same).mean(0) for same in zip(*kept, strict=True)])
    export(trained, WEIGHTS)
    print(f"Wrote {WEIGHTS}. Now fit the weights of ranking and refusal: training/fit_weights.py")
