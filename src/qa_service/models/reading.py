"""The reading model: takes a question and a passage, gives relevance and the answer's place.

It is the embedding model's network, trained further (`training/`): the token embeddings are
the base's own, and only the layers and the heads are shipped.
"""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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
from qa_service.models.graphs import (
    MATRICES,
    VECTORS,
    Blocks,
    Float32,
    Graph,
    Layer,
    Matrix,
    in_wide_blocks,
    session_of,
)
from qa_service.models.tokenizer import BOS, EOS, Tokenizer, tokenizer_of

WEIGHTS = Path(str(files("qa_service.models"))) / "reading.safetensors"
QUESTION_TOKENS, TITLE_TOKENS, MOST_TOKENS = 48, 24, 288  # what is longer is cut
STATEMENT_TOKENS = 96  # of a statement, in place of a question
ANSWER_TOKENS = 24  # of the longest short answer
LAYERS = 12
FEED_FORWARD = ("up", "down")  # whose activations lie farthest apart
Tensors = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """An excerpt as the network sees it."""

    ids: list[int]
    starts: list[int]  # first token of each sentence; those past the cut are missing
    offsets: list[list[tuple[int, int]]]  # code points that each token of a sentence covers


def encode(
    tokenizer: Tokenizer,
    question: str,
    excerpt: Excerpt,
    most: int = MOST_TOKENS,
    most_asked: int = QUESTION_TOKENS,
) -> Tokens:
    """Joins `<s> question </s></s> title (source) : sentences </s>`, what is too long cut."""
    ids = [BOS, *tokenizer.encode(question).ids[:most_asked], EOS, EOS]
    if excerpt.source:
        ids += tokenizer.encode(excerpt.title).ids[:TITLE_TOKENS]
        ids += tokenizer.encode(f"({excerpt.source}) :").ids
    elif excerpt.title:
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
        self._pool = ThreadPoolExecutor(os.cpu_count(), "reading")

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[ExcerptReading]:
        """What is found in each excerpt.

        Each is read by itself: eight bits hold the range of all that is multiplied at once, so that
        an excerpt beside others was read less exactly, and differently beside different ones. The
        longest are begun first, each on a core of its own.
        """
        tokens = [encode(self._tokenizer, question, excerpt) for excerpt in excerpts]
        order = sorted(range(len(tokens)), key=lambda row: -len(tokens[row].ids))
        found = dict(
            zip(order, self._pool.map(self._read, [tokens[row] for row in order]), strict=True)
        )
        return [found[row] for row in range(len(tokens))]

    def _read(self, tokens: Tokens) -> ExcerptReading:
        states = self._embed(tokens.ids)[None]
        mask = np.ones(states.shape[:2], np.int32)
        relevance, span = self._session.run(None, {"states": states, "mask": mask})
        return _reading(tokens, relevance[0], span[0])


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
    model = graph.model({"relevance": ("batch",), "span": ("batch", "length", 2)})
    return session_of(model, threads=1)  # of each excerpt


def _layer(tensors: Tensors, name: str) -> Layer:
    matrices = {part: _matrix(tensors, name + part, part in FEED_FORWARD) for part in MATRICES}
    return Layer(matrices, {part: tensors[name + part] for part in VECTORS})


def _matrix(tensors: Tensors, name: str, is_spread: bool) -> Matrix | Blocks:
    """One whose activations are spread far apart is multiplied by blocks."""
    matrix = Matrix(tensors[f"{name}.values"], tensors[f"{name}.scales"])
    return in_wide_blocks(matrix) if is_spread else matrix
