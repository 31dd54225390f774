"""Layers as graphs: the same numbers as the library's own layer, but for the rounding."""

import numpy as np
import torch
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from qa_service.models.graphs import RANGE, Graph, Layer, quantised

HIDDEN, HEADS, WIDE, EPSILON = 64, 2, 128, 1e-12


def bert_layer() -> BertLayer:
    torch.manual_seed(1)
    config = BertConfig(
        hidden_size=HIDDEN,
        num_attention_heads=HEADS,
        intermediate_size=WIDE,
        layer_norm_eps=EPSILON,
    )
    config._attn_implementation = "eager"
    return BertLayer(config).eval()  # type: ignore[no-untyped-call]


def weights_of(layer: BertLayer) -> Layer:
    state = {name: tensor.numpy() for name, tensor in layer.state_dict().items()}
    own = [f"attention.self.{part}" for part in ("query", "key", "value")]
    names = {
        "out": "attention.output.dense",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm1": "attention.output.LayerNorm",
        "norm2": "output.LayerNorm",
    }
    matrices = {"qkv": quantised(np.concatenate([state[f"{p}.weight"] for p in own]).T)}
    vectors = {"qkv.b": np.concatenate([state[f"{part}.bias"] for part in own])}
    for short, name in names.items():
        vectors[f"{short}.b"] = state[f"{name}.bias"]
        if short.startswith("norm"):
            vectors[f"{short}.w"] = state[f"{name}.weight"]
        else:
            matrices[short] = quantised(state[f"{name}.weight"].T)
    return Layer(matrices, vectors)


def test_a_layer_gives_what_the_library_gives() -> None:
    layer = bert_layer()
    graph = Graph(HIDDEN, HEADS, EPSILON)
    name = graph.layers([weights_of(layer)], "states", "mask")
    session = graph.session({name: ("batch", "length", HIDDEN)})
    states = np.random.default_rng(2).standard_normal((3, 7, HIDDEN)).astype(np.float32)
    mask = np.ones((3, 7), np.int32)
    mask[1, 4:] = 0
    found = session.run(None, {"states": states, "mask": mask})[0]
    added = torch.from_numpy(np.where(mask, 0.0, -1e9).astype(np.float32))[:, None, None, :]
    with torch.inference_mode():
        wanted = layer(torch.from_numpy(states), added)
    wanted = (wanted[0] if isinstance(wanted, tuple) else wanted).numpy()
    seen = mask.astype(bool)
    cosines = (found[seen] * wanted[seen]).sum(1) / (
        np.linalg.norm(found[seen], axis=1) * np.linalg.norm(wanted[seen], axis=1)
    )
    assert cosines.min() > 0.999


def test_what_is_masked_changes_nothing() -> None:
    graph = Graph(HIDDEN, HEADS, EPSILON)
    name = graph.layers([weights_of(bert_layer())], "states", "mask")
    session = graph.session({name: ("batch", "length", HIDDEN)})
    states = np.random.default_rng(3).standard_normal((1, 6, HIDDEN)).astype(np.float32)
    mask = np.array([[1, 1, 1, 1, 0, 0]], np.int32)
    one = session.run(None, {"states": states, "mask": mask})[0]
    states[0, 4:] *= -1  # as large as before: the scale of the eight bits stays
    other = session.run(None, {"states": states, "mask": mask})[0]
    np.testing.assert_allclose(one[0, :4], other[0, :4], atol=0.05)


def test_eight_bits_stay_in_the_range_that_no_processor_overflows() -> None:
    matrix = np.random.default_rng(4).standard_normal((50, 9)).astype(np.float32)
    rounded = quantised(matrix)
    assert np.abs(rounded.values).max() == RANGE
    assert 255 * RANGE * 2 < 2**15
    np.testing.assert_allclose(
        rounded.values * rounded.scales, matrix, atol=float(np.abs(matrix).max()) / RANGE
    )
