"""Writes trained weights as they are shipped: matrices in eight bits, heads in float32.

python training/export.py questions work/pass3-mean.pt work/pass4-mean.pt      (the mean of these)
python training/export.py statements work/pass4-mean.pt

How large activations are, by which the matrices are smoothed, is seen on our own questions and
statements (`material/`), with other statements about the same article in place of its sentences.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from network import HEADS, HIDDEN, Embedder, Reader, shipped_reader
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import nn
from trainer import load_masters

from qa_service.domain.reading import Excerpt
from qa_service.models.e5_weights import SHA256, packaged_weights
from qa_service.models.graphs import MATRICES, Float32, smoothed
from qa_service.models.prepared import prepared_model
from qa_service.models.reading import SUPPORT_WEIGHTS, WEIGHTS, encode
from qa_service.models.tokenizer import tokenizer_of
from qa_service.settings import read_settings

Tensors = dict[str, NDArray[np.generic]]
Largest = Mapping[nn.Linear, Float32]  # of each input of a matrix, its largest size that was seen
OUTPUTS = {
    "questions": (WEIGHTS, ("dense", "relevance", "span")),
    "statements": (SUPPORT_WEIGHTS, ("weighed", "support")),
}
MATERIAL = Path(__file__).parent / "material"
SEEN, SAID = 200, 3  # texts that are read to see activations, and statements in each


def export(reader: Reader, largest: Largest, path: Path, heads: Sequence[str]) -> None:
    tensors: Tensors = {}
    for number, layer in enumerate(reader.layers):
        for name in MATRICES:
            linear = getattr(layer, name)
            matrix = smoothed(array(linear.weight).T, largest[linear])
            assert matrix.smoothing is not None
            tensors[f"layer{number}.{name}.values"] = np.ascontiguousarray(matrix.values)
            tensors[f"layer{number}.{name}.scales"] = matrix.scales
            tensors[f"layer{number}.{name}.smoothing"] = matrix.smoothing
            tensors[f"layer{number}.{name}.b"] = array(linear.bias)
        for name in ("norm1", "norm2"):
            norm = getattr(layer, name)
            tensors[f"layer{number}.{name}.w"] = array(norm.weight)
            tensors[f"layer{number}.{name}.b"] = array(norm.bias)
    for name in heads:
        linear = getattr(reader.heads, name)
        tensors[f"head.{name}.w"] = np.ascontiguousarray(array(linear.weight).T)
        tensors[f"head.{name}.b"] = array(linear.bias)
    shape = {"hidden": HIDDEN, "heads": HEADS, "epsilon": reader.epsilon}
    save_file(tensors, path, {"base_sha256": SHA256, "shape": json.dumps(shape)})


def array(tensor: torch.Tensor) -> NDArray[np.float32]:
    return tensor.detach().float().numpy()


@torch.inference_mode()
def largest_inputs(reader: Reader, folder: Path) -> Largest:
    """Reads some of the material, and sees how large the inputs of each matrix become."""
    found: dict[nn.Linear, Float32] = {}

    def see(linear: nn.Linear, inputs: tuple[torch.Tensor]) -> None:
        sizes = array(inputs[0].abs().amax(dim=(0, 1)))
        found[linear] = np.maximum(found.get(linear, sizes), sizes)

    linears = [getattr(layer, name) for layer in reader.layers for name in MATRICES]
    hooks = [linear.register_forward_pre_hook(see) for linear in linears]
    embedder, tokenizer = Embedder(folder, "cpu"), tokenizer_of(folder)
    reader.eval()
    for asked, excerpt in texts():
        ids = torch.tensor([encode(tokenizer, asked, excerpt).ids])
        reader(embedder(ids).float(), torch.ones_like(ids, dtype=torch.bool))
    for hook in hooks:
        hook.remove()
    return found


def texts() -> Iterator[tuple[str, Excerpt]]:
    """Questions and statements, each with what is said of the same article."""
    asked, said = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for name, field, of in (("questions", "question", asked), ("statements", "statement", said)):
        for line in (MATERIAL / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            of[row["article"]].append(row[field])
    chance = random.Random(0)
    for article in chance.sample(sorted(said), SEEN):
        one, *others = chance.sample(said[article], min(len(said[article]), SAID + 1))
        yield chance.choice(asked[article] or [one]), Excerpt(others[0], tuple(others))


if __name__ == "__main__":
    of, *paths = sys.argv[1:]
    output, named = OUTPUTS[of]
    kept = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    trained = shipped_reader(WEIGHTS)
    load_masters(trained, [torch.stack(same).mean(0) for same in zip(*kept, strict=True)])
    model = packaged_weights()
    assert model is not None, "The package of the embedding model is not installed: make install"
    folder = prepared_model(model, read_settings({}).cache.expanduser())
    export(trained, largest_inputs(trained, folder), output, named)
    print(f"Wrote {output}. Now fit what weighs it: training/README.md")
