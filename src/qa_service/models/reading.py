"""The reading model: takes a question and a passage, gives relevance and the answer's place.

It is the embedding model's network, trained further (`training/`): the token embeddings are
the base's own, and only the layers and the heads are shipped.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from safetensors import safe_open

from qa_service.domain.article import Span
from qa_service.domain.errors import ModelError
from qa_service.domain.reading import Excerpt, ExcerptReading, SentenceReading
from qa_service.models.bert import TokenEmbeddings
from qa_service.models.e5_weights import SHA256
from qa_service.models.graphs import MATRICES, VECTORS, Float32, Graph, Layer, Matrix, session_of
from qa_service.models.tokenizer import BOS, EOS, Tokenizer, tokenizer_of

WEIGHTS = Path(str(files("qa_service.models"))) / "reading.safetensors"
QUESTION_TOKENS, TITLE_TOKENS, MOST_TOKENS = 48, 24, 288  # what is longer is cut
ANSWER_TOKENS = 24  # of the longest short answer
LAYERS = 12
Tensors = dict[str, NDArray[Any]]

TOGETHER = 1600  # tokens of passages read in one go, padding included
ALIKE = 0.75  # of the longest, in tokens: what is shorter is read apart, with less padding


@dataclass(frozen=True, slots=True)
class Tokens:
    """An excerpt as the network sees it."""

    ids: list[int]
    starts: list[int]  # first token of each sentence; those past the cut are missing
    offsets: list[list[tuple[int, int]]]  # code points that each token of a sentence covers


def encode(
    tokenizer: Tokenizer, question: str, excerpt: Excerpt, most: int = MOST_TOKENS
) -> Tokens:
    """`<s> question </s></s> title : sentences </s>`, each part cut where it is too long."""
    ids = [BOS, *tokenizer.encode(question).ids[:QUESTION_TOKENS], EOS, EOS]
    if excerpt.title:
        ids += tokenizer.encode(f"{excerpt.title} :").ids[:TITLE_TOKENS]
    starts, offsets = [], []
    for sentence in excerpt.sentences:
        if len(ids) >= most - 1:
            break
        found = tokenizer.encode(sentence)
        starts.append(len(ids))
        kept = found.ids[: most - 1 - len(ids)]
        offsets.append([_trimmed(sentence, pair) for pair in found.offsets[: len(kept)]])
        ids += kept
    return Tokens([*ids, EOS], starts, offsets)


def _trimmed(text: str, covered: tuple[int, int]) -> tuple[int, int]:
    """Without the space before a word, which is part of its token."""
    start, end = covered
    while start < end and text[start].isspace():
        start += 1
    return start, end


class ReadingModel:
    """Safe in threads."""

    def __init__(self, weights: Path, base: Path) -> None:
        """`base` is the folder of the prepared embedding model. Raises ModelError."""
        self._embed = TokenEmbeddings(base)
        self._tokenizer = tokenizer_of(base)
        with safe_open(weights, "np") as file:
            check_base(weights, file.metadata())
            shape = json.loads(file.metadata()["shape"])
            tensors = {name: file.get_tensor(name) for name in list(file.keys())}
        self._session = _session(tensors, shape)

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[ExcerptReading]:
        """What is found in each excerpt."""
        tokens = [encode(self._tokenizer, question, excerpt) for excerpt in excerpts]
        found: dict[int, ExcerptReading] = {}
        for rows in _together([len(one.ids) for one in tokens]):
            inputs, mask = _padded([self._embed(tokens[row].ids) for row in rows])
            relevance, span = self._session.run(None, {"states": inputs, "mask": mask})
            for i, row in enumerate(rows):
                length = len(tokens[row].ids)
                found[row] = _reading(tokens[row], relevance[i], span[i, :length])
        return [found[row] for row in range(len(tokens))]


def load_reading(base: Path) -> ReadingModel:
    """The shipped reading model upon the prepared embedding model in `base`. Raises ModelError."""
    return ReadingModel(WEIGHTS, base)


def check_base(weights: Path, metadata: dict[str, str]) -> None:
    """Raises ModelError if the weights were trained upon another embedding model."""
    if metadata.get("base_sha256") != SHA256:
        raise ModelError(
            f"{weights.name} belongs to another embedding model than the packaged one. Install "
            "qa-service anew, or turn reading off with QA_READING_MODEL=off."
        )


def _together(lengths: Sequence[int]) -> list[list[int]]:
    """Positions in groups of like length, so that little is padded."""
    groups: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if groups:
            longest, more = lengths[groups[-1][0]], len(groups[-1]) + 1
            if longest * more <= TOGETHER and lengths[row] >= ALIKE * longest:
                groups[-1].append(row)
                continue
        groups.append([row])
    return groups


def _padded(states: Sequence[Float32]) -> tuple[Float32, NDArray[np.int32]]:
    length = max(len(one) for one in states)
    inputs = np.zeros((len(states), length, states[0].shape[1]), np.float32)
    mask = np.zeros((len(states), length), np.int32)
    for row, one in enumerate(states):
        inputs[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return inputs, mask


def _reading(tokens: Tokens, relevance: float, span: Float32) -> ExcerptReading:
    sentences = tuple(
        _sentence(span[first : first + len(offsets)], offsets)
        for first, offsets in zip(tokens.starts, tokens.offsets, strict=True)
    )
    return ExcerptReading(float(relevance), sentences)


def _sentence(span: Float32, offsets: Sequence[tuple[int, int]]) -> SentenceReading:
    if not len(span):
        return SentenceReading(-np.inf, None)
    score, start, end = likeliest(span)
    return SentenceReading(score, Span(offsets[start][0], offsets[end][1]))


def likeliest(span: Float32) -> tuple[float, int, int]:
    """The best start and end, at most `ANSWER_TOKENS` tokens in all, of logits (length, 2)."""
    pairs = span[:, None, 0] + span[None, :, 1]
    length = len(span)
    allowed = np.tri(length, k=ANSWER_TOKENS - 1) - np.tri(length, k=-1)
    pairs = np.where(allowed > 0, pairs, -np.inf)
    start, end = map(int, np.unravel_index(int(pairs.argmax()), pairs.shape))
    return float(pairs[start, end]), start, end


def _session(tensors: Tensors, shape: dict[str, float]) -> InferenceSession:
    graph = Graph(int(shape["hidden"]), int(shape["heads"]), shape["epsilon"])
    layers = [_layer(tensors, f"layer{number}.") for number in range(LAYERS)]
    states = graph.layers(layers, "states", "mask")
    head = {
        name: (tensors[f"head.{name}.w"], tensors[f"head.{name}.b"])
        for name in ("dense", "relevance", "span")
    }
    graph.constant("first", np.array(0, np.int64))
    graph.constant("last_axis", np.array([-1], np.int64))
    opening = graph.node("Gather", [states, "first"], "opening", axis=1)
    dense = graph.linear(opening, *head["dense"], "dense")
    gelu = graph.contrib("Gelu", [dense], "gelu")
    relevance = graph.linear(gelu, *head["relevance"], "relevances")
    graph.node("Squeeze", [relevance, "last_axis"], "relevance")
    graph.linear(states, *head["span"], "span")
    return session_of(graph.model({"relevance": ("batch",), "span": ("batch", "length", 2)}))


def _layer(tensors: Tensors, name: str) -> Layer:
    matrices = {
        part: Matrix(tensors[f"{name}{part}.values"], tensors[f"{name}{part}.scales"])
        for part in MATRICES
    }
    return Layer(matrices, {part: tensors[name + part] for part in VECTORS})
