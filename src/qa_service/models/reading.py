"""The reading model: a question and a passage give relevance and the answer's place.

A statement and the sentences that it cites give how far these support it. Both are the embedding
model's network, trained further (`training/`), each with heads of its own: the token embeddings are
the base's own, and only the layers and the heads are shipped.
"""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

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
    Float32,
    Graph,
    Layer,
    Matrix,
    session_of,
)
from qa_service.models.tokenizer import BOS, EOS, Tokenizer, tokenizer_of

FOLDER = Path(str(files("qa_service.models")))
WEIGHTS = FOLDER / "reading.safetensors"  # for questions
SUPPORT_WEIGHTS = FOLDER / "support.safetensors"  # for statements
QUESTION_TOKENS, TITLE_TOKENS, MOST_TOKENS = 48, 24, 288  # what is longer is cut
STATEMENT_TOKENS = 96  # of a statement, in place of a question
ANSWER_TOKENS = 24  # of the longest short answer
LAYERS = 12
# The head of the first token that gives a logit, by the layer before it.
OPENING_HEADS = {"relevance": "dense", "support": "weighed"}
Tensors = dict[str, NDArray[Any]]
T = TypeVar("T")


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
    """Reads for questions and weighs statements. Safe in threads."""

    def __init__(self, weights: Path, support_weights: Path, base: Path) -> None:
        """Loads what reads for questions; what weighs statements is loaded when first asked.

        `base` is the folder of the prepared embedding model. Raises ModelError.
        """
        embed = TokenEmbeddings(base)
        self._tokenizer = tokenizer_of(base)
        self._pool = ThreadPoolExecutor(os.cpu_count(), "reading")
        self._questions = _Network(weights, embed)
        self._statements = cache(lambda: _Network(support_weights, embed))

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[ExcerptReading]:
        """What is found in each excerpt.

        Each is read by itself: eight bits hold the range of all that is multiplied at once, so that
        an excerpt beside others was read less exactly, and differently beside different ones. The
        longest are begun first, each on a core of its own.
        """

        def read(tokens: Tokens) -> ExcerptReading:
            relevance, span = self._questions.run(tokens, ["relevance", "span"])
            return _reading(tokens, relevance[0], span[0])

        return self._each(read, [encode(self._tokenizer, question, one) for one in excerpts])

    def weigh(self, statement: str, excerpts: Sequence[Excerpt]) -> list[float]:
        """How far each excerpt says what a statement says: logits, the larger the more."""
        network = self._statements()

        def weigh(tokens: Tokens) -> float:
            (support,) = network.run(tokens, ["support"])
            return float(support[0])

        tokens = [
            encode(self._tokenizer, statement, one, MOST_TOKENS, STATEMENT_TOKENS)
            for one in excerpts
        ]
        return self._each(weigh, tokens)

    def is_name(self, word: str) -> bool | None:
        """Whether a capitalised word is seldom seen without its capital; None: it is not known."""
        return self._tokenizer.is_name(word)

    def _each(self, run: Callable[[Tokens], T], tokens: Sequence[Tokens]) -> list[T]:
        order = sorted(range(len(tokens)), key=lambda row: -len(tokens[row].ids))
        found = dict(zip(order, self._pool.map(run, [tokens[row] for row in order]), strict=True))
        return [found[row] for row in range(len(tokens))]


class _Network:
    """Layers and heads of a file of weights, upon the base's token embeddings."""

    def __init__(self, weights: Path, embed: TokenEmbeddings) -> None:
        self._embed = embed
        with safe_open(weights, "np") as file:
            check_base(weights, file.metadata())
            shape = json.loads(file.metadata()["shape"])
            tensors = {name: file.get_tensor(name) for name in list(file.keys())}
        self._session = _session(tensors, shape)

    def run(self, tokens: Tokens, heads: list[str]) -> list[Float32]:
        states = self._embed(tokens.ids)[None]
        mask = np.ones(states.shape[:2], np.int32)
        found: list[Float32] = self._session.run(heads, {"states": states, "mask": mask})
        return found


def load_reading(base: Path) -> ReadingModel:
    """The shipped reading model upon the prepared embedding model in `base`. Raises ModelError."""
    return ReadingModel(WEIGHTS, SUPPORT_WEIGHTS, base)


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
    outputs: dict[str, tuple[str | int, ...]] = {}

    def head(name: str) -> tuple[NDArray[Any], NDArray[Any]]:
        return tensors[f"head.{name}.w"], tensors[f"head.{name}.b"]

    graph.constant("first", np.array(0, np.int64))
    graph.constant("last_axis", np.array([-1], np.int64))
    opening = graph.node("Gather", [states, "first"], "opening", axis=1)
    for logit, hidden in OPENING_HEADS.items():
        if f"head.{logit}.w" in tensors:
            dense = graph.linear(opening, *head(hidden), hidden)
            gelu = graph.contrib("Gelu", [dense], f"{hidden}.gelu")
            logits = graph.linear(gelu, *head(logit), f"{logit}.logits")
            graph.node("Squeeze", [logits, "last_axis"], logit)
            outputs[logit] = ("batch",)
    if "head.span.w" in tensors:
        graph.linear(states, *head("span"), "span")
        outputs["span"] = ("batch", "length", 2)
    return session_of(graph.model(outputs), threads=1)  # of each excerpt


def _layer(tensors: Tensors, name: str) -> Layer:
    matrices = {part: matrix_of(tensors, name + part) for part in MATRICES}
    return Layer(matrices, {part: tensors[name + part] for part in VECTORS})


def matrix_of(tensors: Tensors, name: str) -> Matrix:
    """The matrix of that name in a file of weights."""
    values, scales = tensors[f"{name}.values"], tensors[f"{name}.scales"]
    return Matrix(values, scales, tensors.get(f"{name}.smoothing"))
