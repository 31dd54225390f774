"""The reading network in torch, for training: the embedding model's layers with three heads.

The token embeddings are those of the embedding model and stay as they are.
"""

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
import torch
from safetensors import safe_open
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from qa_service.models.reading import matrix_of

HIDDEN, HEADS = 384, 12
LAYERS = 12
DROPOUT = 0.1


class Layer(nn.Module):
    """One BERT layer with its three projections as one matrix."""

    def __init__(self, wide: int, epsilon: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, epsilon)
        self.up = nn.Linear(HIDDEN, wide)
        self.down = nn.Linear(wide, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, epsilon)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = states.shape
        qkv = self.qkv(states).view(batch, length, 3, HEADS, HIDDEN // HEADS)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        if self.training and not states.is_cuda:
            # torch's fused kernel is three times as fast forwards and as slow backwards on a CPU
            weights = (query * (HEADS / HIDDEN) ** 0.5) @ key.transpose(-1, -2) + mask
            mixed = weights.softmax(-1) @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        states = self.norm1(states + self._dropout(self.out(mixed)))
        wide = functional.gelu(self.up(states))
        normed: Tensor = self.norm2(states + self._dropout(self.down(wide)))
        return normed

    def _dropout(self, states: Tensor) -> Tensor:
        if not self.training:
            return states
        # random bytes from 64-bit integers: an eighth of the time of torch's own dropout
        size = states.numel()
        random = torch.randint(
            -(2**63), 2**63 - 1, (math.ceil(size / 8),), dtype=torch.int64, device=states.device
        )
        kept = random.view(torch.uint8)[:size].view(states.shape) >= round(DROPOUT * 256)
        return states * kept * (1 / (1 - DROPOUT))


@dataclass(frozen=True)
class Logits:
    """What the heads give for some texts."""

    relevance: Tensor  # (texts,) that a passage answers a question
    span: Tensor  # (texts, length, 2) of the answer's start and end
    support: Tensor  # (texts,) that sentences say what a statement says


class Heads(nn.Module):
    """Three heads upon the last states: relevance and support by the first token, span by all."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = nn.Linear(HIDDEN, HIDDEN)
        self.relevance = nn.Linear(HIDDEN, 1)
        self.span = nn.Linear(HIDDEN, 2)
        self.weighed = nn.Linear(HIDDEN, HIDDEN)
        self.support = nn.Linear(HIDDEN, 1)

    def forward(self, states: Tensor) -> Logits:
        states = states.float()
        first = states[:, 0]
        relevance = self.relevance(functional.gelu(self.dense(first)))[:, 0]
        support = self.support(functional.gelu(self.weighed(first)))[:, 0]
        return Logits(relevance, self.span(states), support)


class Reader(nn.Module):
    """Layers and heads; takes what the token embeddings made."""

    def __init__(self, wide: int, epsilon: float) -> None:
        super().__init__()
        self.epsilon = epsilon
        self.layers = nn.ModuleList(Layer(wide, epsilon) for _ in range(LAYERS))
        self.heads = Heads()
        self._frozen = 0

    def freeze(self, layers: int) -> None:
        """Keeps the lowest layers as they are: a fifth of the time of a step for each four."""
        self._frozen = layers
        for layer in self.layers[:layers]:
            layer.requires_grad_(False)
            layer.train(False)

    def train(self, mode: bool = True) -> Self:
        super().train(mode)
        for layer in self.layers[: self._frozen]:
            layer.train(False)
        return self

    def forward(self, states: Tensor, mask: Tensor) -> Logits:
        """Reads states (batch, length, hidden) where `mask` (batch, length) is true."""
        added = states.new_zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        with torch.no_grad():
            for layer in self.layers[: self._frozen]:
                states = layer(states, added)
        for layer in self.layers[self._frozen :]:
            states = layer(states, added)
        found: Logits = self.heads(states)
        return replace(found, span=found.span.masked_fill(~mask[..., None], -1e4))


class Embedder:
    """The frozen token embeddings of the base model in `folder`."""

    def __init__(self, folder: Path, device: str) -> None:
        base = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True)
        self._embeddings = base.embeddings.to(device, torch.bfloat16).eval()

    @torch.no_grad()
    def __call__(self, ids: Tensor) -> Tensor:
        states: Tensor = self._embeddings(input_ids=ids)
        return states


def shipped_reader(weights: Path) -> Reader:
    """Makes a reader of shipped weights; a head that they lack is new."""
    with safe_open(weights, "np") as file:
        tensors = {name: file.get_tensor(name) for name in list(file.keys())}
        epsilon = json.loads(file.metadata()["shape"])["epsilon"]
    reader = Reader(tensors["layer0.up.b"].size, epsilon)
    state = reader.state_dict()
    for name, values in tensors.items():
        part, _, kind = name.rpartition(".")
        part = part.replace("layer", "layers.").replace("head.", "heads.")
        if kind == "values":
            values = matrix_of(tensors, name.removesuffix(".values")).whole
        if kind in ("values", "w"):
            state[f"{part}.weight"] = torch.from_numpy(np.ascontiguousarray(values.T))
        elif kind == "b":
            state[f"{part}.bias"] = torch.from_numpy(values)
    reader.load_state_dict(state)
    return reader
