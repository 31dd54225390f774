"""The packaged model's network by torch: weights laid out once, and next to no padding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from qa_service.models.bert import LayerWeights, config_of, embedding_weights, layers_of
from qa_service.models.documents import ROWS, Vectors, tokens_of
from qa_service.models.tokenizer import PAD

UNSEEN = -1e4  # added to the attention that a token pays to padding
Linear = Callable[[Tensor, Tensor | None], Tensor]  # the input, and what is added to the result


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer computes with."""

    qkv: Linear
    out: Linear
    up: Linear  # with the activation
    down: Linear
    norm1: tuple[Tensor, Tensor]
    norm2: tuple[Tensor, Tensor]


class TorchNetwork:
    """Safe in threads."""

    def __init__(self, folder: Path, precision: torch.dtype, device: str = "cpu") -> None:
        """`folder` is that of the prepared embedding model."""
        config, first = config_of(folder), embedding_weights(folder)
        self._type, self._device = precision, device
        self._heads, self._hidden = config["num_attention_heads"], config["hidden_size"]
        self._epsilon = first.epsilon
        self._words, self._places = torch.from_numpy(first.words), torch.from_numpy(first.places)
        self._norm = self._put(first.scale), self._put(first.bias)
        self._layers = [self._layer(weights) for weights in layers_of(folder)]

    @torch.inference_mode()
    def __call__(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """The vectors of texts that are sorted by length."""
        groups = [
            Group(padded, [len(text) for text in group])
            for padded, group in (
                (padded, list(texts)) for padded, texts in groupby(texts, tokens_of)
            )
        ]
        masks = [group.mask(self._type, self._device) for group in groups]
        states = self._first(texts)
        for layer in self._layers:
            attended = self._attended(layer.qkv(states, None), groups, masks)
            states = self._normed(layer.out(attended, states), layer.norm1)
            states = self._normed(layer.down(layer.up(states, None), states), layer.norm2)
        means, at = [], 0
        for group in groups:
            part = states[at : at + group.rows].view(len(group.lengths), group.padded, -1).float()
            seen = group.seen(self._device)[..., None]
            means.append((part * seen).sum(1) / seen.sum(1))
            at += group.rows
        vectors: Vectors = functional.normalize(torch.cat(means)).cpu().numpy()
        return vectors

    def _first(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """The states (rows, hidden) that the first layer takes."""
        ids = [token for text in texts for token in [*text, *[PAD] * (tokens_of(text) - len(text))]]
        places = torch.cat([torch.arange(tokens_of(text)) for text in texts])
        # the words stay on disk: only what is asked for is read
        states = self._words[torch.tensor(ids)] + self._places[places]
        return self._normed(states.to(self._device, self._type), self._norm)

    def _attended(
        self, qkv: Tensor, groups: Sequence["Group"], masks: Sequence[Tensor | None]
    ) -> Tensor:
        attended = torch.empty(len(qkv), self._hidden, dtype=self._type, device=self._device)
        at = 0
        for group, mask in zip(groups, masks, strict=True):
            shape = (len(group.lengths), group.padded, 3, self._heads, -1)
            query, key, value = qkv[at : at + group.rows].view(shape).permute(2, 0, 3, 1, 4)
            found = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            part = attended[at : at + group.rows].view(*shape[:2], *shape[3:])
            part.copy_(found.transpose(1, 2))
            at += group.rows
        return attended

    def _normed(self, states: Tensor, norm: tuple[Tensor, Tensor]) -> Tensor:
        return functional.layer_norm(states, (self._hidden,), *norm, self._epsilon)

    def _layer(self, weights: LayerWeights) -> Layer:
        vectors = {name: self._put(values) for name, values in weights.vectors.items()}
        linear = {
            name: self._linear(self._put(weights.matrices[name].T), vectors[f"{name}.b"], name)
            for name in weights.matrices
        }
        norms = ((vectors[f"{n}.w"], vectors[f"{n}.b"]) for n in ("norm1", "norm2"))
        return Layer(linear["qkv"], linear["out"], linear["up"], linear["down"], *norms)

    def _linear(self, weight: Tensor, bias: Tensor, name: str) -> Linear:
        active = name == "up"
        if self._device == "cpu" and torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
            return _packed(weight, bias, active)

        def linear(states: Tensor, added: Tensor | None) -> Tensor:
            found = functional.linear(states, weight, bias)
            if added is not None:
                found += added
            return functional.gelu(found) if active else found

        return linear

    def _put(self, values: NDArray[np.float32]) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(values)).to(self._device, self._type)


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of one batch whose lengths round up to the same one."""

    padded: int  # tokens
    lengths: list[int]

    @property
    def rows(self) -> int:
        return self.padded * len(self.lengths)

    def seen(self, device: str) -> Tensor:
        """1 for a token of a text (texts, padded), 0 for padding."""
        lengths = torch.tensor(self.lengths)[:, None]
        return (torch.arange(self.padded)[None] < lengths).float().to(device)

    def mask(self, precision: torch.dtype, device: str) -> Tensor | None:
        """What is added to attention (texts, 1, 1, padded)."""
        if min(self.lengths) == self.padded:
            return None
        return ((1 - self.seen(device)) * UNSEEN).to(precision)[:, None, None]


def _packed(weight: Tensor, bias: Tensor, active: bool) -> Linear:
    """A product whose weight is laid out once as the processor wants it.

    The operators are those that torch's own compiler writes for a frozen network.
    """
    packed = torch.ops.mkldnn._reorder_linear_weight(weight, ROWS)
    unary: tuple[str, list[float], str] = ("gelu", [], "none") if active else ("none", [], "")

    def linear(states: Tensor, added: Tensor | None) -> Tensor:
        found: Tensor
        if added is None:
            found = torch.ops.mkldnn._linear_pointwise(states, packed, bias, *unary)
        else:
            found = torch.ops.mkldnn._linear_pointwise.binary(states, added, packed, bias, "add")
        return found

    return linear
