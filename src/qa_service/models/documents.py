"""Embeds many sentences at once: sorted by length, with next to no padding, all cores at work.

What a library does for any model costs most of the time here, in three ways that this avoids:
texts padded to the longest of their batch, weights laid out anew in every product, and threads that
wait for each other within every product. Each thread has a batch of its own instead, whose texts
are padded to a multiple of `STEP` tokens, which the attention of processors wants: at other lengths
it takes twice as long.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa_service.models.e5_weights import MAX_TOKENS, PROMPTS
from qa_service.models.tokenizer import BOS, EOS, tokenizer_of

STEP = 16  # tokens; a text's length is rounded up to it
ROWS = 2048  # tokens of a batch: with half as many, 3 % slower

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1
Network = Callable[[Sequence[Sequence[int]]], Vectors]  # of the tokens of texts, sorted by length


class DocumentEncoder:
    """Safe in threads."""

    def __init__(
        self,
        folder: Path,
        network: Network,
        threads: int = os.cpu_count() or 1,
        begin: Callable[[], object] = lambda: None,
    ) -> None:
        """`folder` is that of the prepared embedding model; each thread begins with `begin`."""
        self._tokenizer, self._network, self._threads = tokenizer_of(folder), network, threads
        self._pool = ThreadPoolExecutor(threads, "embedding", begin)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """The vectors of sentences."""
        kept = MAX_TOKENS - 2  # without those that say where a text begins and ends
        found = self._tokenizer.ids([PROMPTS["document"] + text for text in texts])
        ids = [[BOS, *one[:kept], EOS] for one in found]
        rows = batches([len(one) for one in ids], self._threads)
        parts = self._pool.map(lambda batch: self._network([ids[row] for row in batch]), rows)
        vectors = np.concatenate(list(parts))
        order = np.argsort([row for batch in rows for row in batch])
        return vectors[order]


def batches(lengths: Sequence[int], threads: int) -> list[list[int]]:
    """Positions of texts, sorted by length, at most `ROWS` tokens each; the longest come first.

    About as many for each thread, so that none waits long for the others.

    >>> batches([1800, 20, 500, 30], 1)
    [[0], [1, 3, 2]]
    """
    total = sum(map(_padded, lengths))
    turns = max(1, -(-total // (ROWS * threads)))
    most = min(ROWS, -(-total // (turns * threads)))
    found: list[list[int]] = []
    free = 0  # tokens
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        free -= _padded(lengths[row])
        if free < 0:
            found.append([])
            free = most - _padded(lengths[row])
        found[-1].append(row)
    return [batch[::-1] for batch in found]


def tokens_of(text: Sequence[int]) -> int:
    """How many tokens the text takes with its padding."""
    return _padded(len(text))


def _padded(length: int) -> int:
    return -(-length // STEP) * STEP
