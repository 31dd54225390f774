"""The reading network in torch, for training: the embedding model's layers with heads.

The token embeddings are those of the embedding model and stay as they are.
"""

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from qa_service.models.bert import PARTS, PROJECTIONS

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
        if self.training:
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
        random = torch.randint(-(2**63), 2**63 - 1, (math.ceil(size / 8),), dtype=torch.int64)
        kept = random.view(torch.uint8)[:size].view(states.shape) >= round(DROPOUT * 256)
        return states * kept * (1 / (1 - DROPOUT))


class Heads(nn.Module):
    """From states to a relevance logit per passage and a start and an end logit per token."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = nn.Linear(HIDDEN, HIDDEN)
        self.relevance = nn.Linear(HIDDEN, 1)
        self.span = nn.Linear(HIDDEN, 2)

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        states = states.float()
        first = functional.gelu(self.dense(states[:, 0]))
        return self.relevance(first)[:, 0], self.span(states)


class Reader(nn.Module):
    """Layers and heads; takes what the token embeddings made."""

    def __init__(self, wide: int, epsilon: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(wide, epsilon) for _ in range(LAYERS))
        self.heads = Heads()

    def forward(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """(batch, length, hidden) and (batch, length) bool to what the heads give."""
        added = torch.zeros(mask.shape, dtype=states.dtype).masked_fill(~mask, -1e4)
        added = added[:, None, None, :]
        for layer in self.layers:
            states = layer(states, added)
        relevance, span = self.heads(states)
        return relevance, span.masked_fill(~mask[..., None], -1e4)


class Embedder:
    """The frozen token embeddings of the base model."""

    def __init__(self, base: BertModel) -> None:
        self._embeddings = base.embeddings.to(torch.bfloat16).eval()

    @torch.no_grad()
    def __call__(self, ids: Tensor) -> Tensor:
        states: Tensor = self._embeddings(input_ids=ids)
        return states


def load_base(folder: Path) -> BertModel:
    return BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True)


def reader_of(base: BertModel) -> Reader:
    """A reader whose layers are the base's and whose heads are new."""
    reader = Reader(base.config.intermediate_size, base.config.layer_norm_eps)
    source = base.state_dict()
    state = reader.state_dict()
    for number in range(LAYERS):
        for kind in ("weight", "bias"):
            origin = f"encoder.layer.{number}."
            for part, name in PARTS.items():
                state[f"layers.{number}.{part}.{kind}"] = source[f"{origin}{name}.{kind}"]
            parts = [source[f"{origin}attention.self.{p}.{kind}"] for p in PROJECTIONS]
            state[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
    reader.load_state_dict(state)
    return reader
