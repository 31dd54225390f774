"""Layers as graphs: the same numbers as the library's own layer, but for the rounding."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from qa_service.models.bert import layer_of, layer_weights
from qa_service.models.graphs import (
    RANGE,
    Blocks,
    Float32,
    Graph,
    Layer,
    Matrix,
    in_blocks,
    quantised,
    session_of,
    smoothed,
)

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


def weights_of(
    layer: BertLayer, rounded: Callable[[Float32], Matrix | Blocks] = quantised
) -> Layer:
    state = {name: tensor.numpy() for name, tensor in layer.state_dict().items()}
    return layer_of(layer_weights(state.__getitem__), rounded)


def like_normal_ones(matrix: Float32) -> Matrix:
    return smoothed(matrix, np.ones(len(matrix), np.float32))


@pytest.mark.parametrize(
    ("rounded", "cosine"), [(quantised, 0.999), (like_normal_ones, 0.999), (in_blocks, 0.99)]
)
def test_a_layer_gives_what_the_library_gives(
    rounded: Callable[[Float32], Matrix | Blocks], cosine: float
) -> None:
    layer = bert_layer()
    graph = Graph(HIDDEN, HEADS, EPSILON)
    name = graph.layers([weights_of(layer, rounded)], "states", "mask")
    session = session_of(graph.model({name: ("batch", "length", HIDDEN)}))
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
    assert cosines.min() > cosine


def test_what_is_masked_changes_nothing() -> None:
    graph = Graph(HIDDEN, HEADS, EPSILON)
    name = graph.layers([weights_of(bert_layer())], "states", "mask")
    session = session_of(graph.model({name: ("batch", "length", HIDDEN)}))
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
    np.testing.assert_allclose(rounded.whole, matrix, atol=float(np.abs(matrix).max()) / RANGE)


def test_a_smoothed_matrix_is_the_same_but_for_the_rounding() -> None:
    random = np.random.default_rng(7)
    matrix = random.standard_normal((HIDDEN, 9)).astype(np.float32)
    rounded = smoothed(matrix, random.uniform(1, 4, HIDDEN).astype(np.float32))
    np.testing.assert_allclose(rounded.whole, matrix, atol=0.1)


def test_a_few_large_inputs_leave_room_for_the_others() -> None:
    random = np.random.default_rng(6)
    sizes = np.where(np.arange(HIDDEN) % 16 == 0, 100, 1).astype(np.float32)
    matrix = random.standard_normal((HIDDEN, HIDDEN)).astype(np.float32)
    states = random.standard_normal((1, 20, HIDDEN)).astype(np.float32) * sizes
    others = (states * (sizes == 1)) @ matrix
    errors = []
    for rounded in (quantised(matrix), smoothed(matrix, np.abs(states[0]).max(axis=0))):
        graph = Graph(HIDDEN, HEADS, EPSILON)
        name = graph.product("states", rounded, "product")
        session = session_of(graph.model({name: ("batch", "length", HIDDEN)}))
        found = session.run(None, {"states": states, "mask": np.ones((1, 20), np.int32)})[0]
        errors.append(float(np.abs(found - states @ matrix).mean() / np.abs(others).mean()))
    assert errors[1] < errors[0] / 2


def test_what_was_in_blocks_of_four_bits_stays_the_same() -> None:
    random = np.random.default_rng(5)
    scales = random.standard_normal((6, 4, 1)).astype(np.float16).astype(np.float32)
    steps = random.integers(-8, 8, (6, 4, 32))
    steps[..., 0] = -8  # the largest of each block, by which it was scaled
    matrix = (steps * scales).reshape(6, 128).T.astype(np.float32)
    found = in_blocks(matrix)
    low, high = found.values & 0x0F, found.values >> 4
    again = np.stack((low, high), axis=-1).reshape(6, 4, 32).astype(np.float32) - 8
    np.testing.assert_array_equal((again * found.scales[..., None]).reshape(6, 128).T, matrix)
