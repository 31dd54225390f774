"""Archives of any size out of one of some thousand articles, with vectors that need no model.

Sentences of real articles are put together anew, and one word in four of them is another one, so
that no two articles are reprints. Each keeps its first words, by which its vector is known: that of
the real sentence, moved a little along the differences of others, so that it stays where sentences
lie and has neighbours as near as real ones.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path

import numpy as np
from archive import TEXT
from numpy.typing import NDArray

from qa_service.text.sentences import sentences

KNOWN_BY = 4  # first words of a sentence
WORDS = range(8, 41)  # of a sentence that is taken
LENGTH = 13  # sentences of an article, as news has them
OWN = 7  # of which so many are of one subject
EXCHANGED = 0.25  # the share of its words
FIRST, DAYS = date(2005, 1, 1), 20 * 365  # when articles are published
OUTLETS = 40
MOVES = (0.6, 0.3)  # times the difference of two other vectors
SEPARATOR = " : "  # between title and sentence, where they are embedded


@dataclass(frozen=True, slots=True)
class Pool:
    """Real sentences, in the order of their articles."""

    titles: tuple[str, ...]  # of the article of each sentence
    sentences: tuple[str, ...]
    vectors: NDArray[np.float32]  # (sentences, dimension), rows of length 1

    def save(self, path: Path) -> None:
        np.savez(path, titles=self.titles, sentences=self.sentences, vectors=self.vectors)

    @classmethod
    def load(cls, path: Path) -> "Pool":
        found = np.load(path)
        return cls(tuple(found["titles"]), tuple(found["sentences"]), found["vectors"])


def real_sentences(file: Path, count: int) -> list[tuple[str, str]]:
    """(title, sentence) of the first articles of an export, no two with the same first words."""
    found: dict[str, tuple[str, str]] = {}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            title = record["title"].replace(SEPARATOR, ", ")
            for span in sentences(record[TEXT], "fr"):
                said = " ".join(record[TEXT][span.start : span.end].split())
                if len(said.split()) in WORDS and SEPARATOR not in said:
                    found.setdefault(_key(said), (title, said))
            if len(found) >= count:
                break
    return list(found.values())[:count]


class MovedVectors:
    """Embeds articles that were made of a pool."""

    def __init__(self, pool: Pool) -> None:
        self._vectors = pool.vectors
        self._places = {_key(said): n for n, said in enumerate(pool.sentences)}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors as an array of shape (len(texts), dimension), rows of length 1."""
        count = len(self._vectors)
        drawn = np.array([_drawn(text, 1 + 2 * len(MOVES)) for text in texts]) % count
        own = [self._places.get(_key(text.partition(SEPARATOR)[2])) for text in texts]
        known = [drawn[n, 0] if place is None else place for n, place in enumerate(own)]
        moved = self._vectors[known]
        for number, far in enumerate(MOVES):
            one, other = drawn[:, 1 + 2 * number], drawn[:, 2 + 2 * number]
            moved = moved + far * (self._vectors[one] - self._vectors[other])
        unit: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return unit.astype(np.float32)


def write_articles(path: Path, pool: Pool, numbers: Iterable[int]) -> None:
    """An export of the articles of these numbers, each always the same."""
    with path.open("w", encoding="utf-8") as file:
        for record in _records(pool, numbers):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _records(pool: Pool, numbers: Iterable[int]) -> Iterator[dict[str, str]]:
    vocabulary = " ".join(pool.sentences).split()
    for number in numbers:
        drawn = np.random.default_rng(number)
        start = int(drawn.integers(len(pool.sentences) - OWN))
        others = drawn.integers(len(pool.sentences), size=LENGTH - OWN)
        said = [
            _exchanged(pool.sentences[place], KNOWN_BY, vocabulary, drawn)
            for place in [*range(start, start + OWN), *others]
        ]
        yield {
            "id": f"{number}",
            "title": _exchanged(pool.titles[start], 0, vocabulary, drawn),
            TEXT: "\n\n".join(" ".join(said[n : n + 3]) for n in range(0, LENGTH, 3)),
            "date": f"{FIRST + timedelta(int(drawn.integers(DAYS)))}",
            "outlet": f"Journal {number % OUTLETS}",
            "language": "fr",
        }


def _exchanged(text: str, kept: int, vocabulary: list[str], drawn: np.random.Generator) -> str:
    """The text with other words, but for the first ones and what ends it."""
    words = text.split()
    for place in range(kept, len(words) - 1):
        if drawn.random() < EXCHANGED:
            words[place] = vocabulary[int(drawn.integers(len(vocabulary)))].rstrip(".!?…:")
    return " ".join(word for word in words if word)


def _key(sentence: str) -> str:
    return " ".join(sentence.split()[:KNOWN_BY])


def _drawn(text: str, count: int) -> list[int]:
    digest = blake2b(text.encode(), digest_size=4 * count).digest()
    return [int.from_bytes(digest[4 * n : 4 * n + 4], "big") for n in range(count)]
