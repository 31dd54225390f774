"""All sentence vectors in one file, to compare with some articles' outright. Derived.

    vectors.f32     a row for each sentence, float32
    passages.u4     the passage of each row, uint32
    owners.jsonl    [article id, first row, row after the last], the last line of an article counts

The files only grow, until a generation is built anew, and are mapped into memory: the system keeps
what is asked for often and gives it up where memory is short.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa_service.store.records import Entry

Similar = list[tuple[tuple[str, int], float]]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the files hold at one moment; readers go on with theirs while another is made."""

    owners: dict[str, tuple[int, int]]  # rows of each article, half-open
    vectors: NDArray[np.float32]  # (rows, dimension), rows of length 1
    passages: NDArray[np.uint32]  # (rows,)

    def __len__(self) -> int:
        return sum(stop - start for start, stop in self.owners.values())


class Rows:
    """The vectors in `folder`; one process at a time may write them. Safe in threads."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._vectors, self._passages = folder / "vectors.f32", folder / "passages.u4"
        self._owners = folder / "owners.jsonl"
        for path in (self._vectors, self._passages, self._owners):
            path.touch()
        with self._owners.open(encoding="utf-8") as lines:
            owners = {line[0]: (line[1], line[2]) for line in map(json.loads, lines)}
        self._held = self._mapped(owners)

    def replace(self, article_ids: Iterable[str], entries: Iterable[Entry]) -> None:
        """Drops all sentences of `article_ids`, then adds those of `entries`."""
        changed = dict.fromkeys(article_ids, (0, 0))
        row = len(self._held.passages)
        with self._vectors.open("ab") as vectors, self._passages.open("ab") as passages:
            for entry in entries:
                vectors.write(np.ascontiguousarray(entry.vectors, "<f4").tobytes())
                passages.write(np.array([one.passage for one in entry.sentences], "<u4").tobytes())
                changed[entry.article.id] = (row, row + len(entry.sentences))
                row += len(entry.sentences)
        with self._owners.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps((one, *rows))}\n" for one, rows in changed.items())
        self._held = self._mapped(self._held.owners | changed)

    def similarities(
        self, vector: NDArray[np.float32], article_ids: Sequence[str], limit: int | None = None
    ) -> Similar:
        """(passage, cosine) of the nearest sentences of these articles, or all, nearest first."""
        held = self._held
        ids = [one for one in article_ids if one in held.owners]
        spans = [held.owners[one] for one in ids]
        cosines = _cosines(held.vectors, vector, spans)
        ends = np.cumsum([stop - start for start, stop in spans])
        found: Similar = []
        for place in _largest(cosines, limit):
            number = int(np.searchsorted(ends, place, side="right"))
            row = spans[number][1] - (int(ends[number]) - int(place))
            found.append(((ids[number], int(held.passages[row])), float(cosines[place])))
        return found

    def stored(self, article_id: str) -> NDArray[np.float32]:
        """The vectors of an article's sentences, in the order of the text."""
        start, stop = self._held.owners.get(article_id, (0, 0))
        return self._held.vectors[start:stop]

    def __len__(self) -> int:
        return len(self._held)

    def _mapped(self, owners: dict[str, tuple[int, int]]) -> _Held:
        count = self._passages.stat().st_size // 4
        if not count:  # an empty file cannot be mapped
            return _Held(owners, np.empty((0, 0), np.float32), np.empty(0, np.uint32))
        # as plain arrays, whose slices take a tenth of the time
        vectors = np.memmap(self._vectors, "<f4", "r").view(np.ndarray)
        passages = np.memmap(self._passages, "<u4", "r").view(np.ndarray)
        return _Held(owners, vectors.reshape(count, -1), passages)


def _cosines(
    vectors: NDArray[np.float32], vector: NDArray[np.float32], spans: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """Of the rows of all spans, one after the other."""
    cosines = np.empty(sum(stop - start for start, stop in spans), np.float32)
    end = 0
    for start, stop in _joined(spans):
        begin, end = end, end + stop - start
        np.dot(vectors[start:stop], vector, out=cosines[begin:end])
    return cosines


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same rows in the same order, neighbours as one.

    >>> list(_joined([(4, 6), (6, 9), (0, 0), (2, 4)]))
    [(4, 9), (2, 4)]
    """
    first, last = 0, 0
    for start, stop in spans:
        if start == stop:
            continue
        if start != last and first != last:
            yield first, last
        if start != last:
            first = start
        last = stop
    if first != last:
        yield first, last


def _largest(values: NDArray[np.float32], limit: int | None) -> Sequence[int]:
    """The places of the largest values, largest first, of equal ones the first.

    >>> [int(n) for n in _largest(np.array([0.5, 0.9, 0.5, 0.7], np.float32), 3)]
    [1, 3, 0]
    """
    places = np.arange(len(values))
    if limit is not None and limit < len(values):  # sorting all takes longer than comparing them
        least = np.partition(values, -limit)[-limit]
        places = np.flatnonzero(values >= least)
    order: NDArray[np.intp] = places[np.argsort(-values[places], kind="stable")]
    return [int(place) for place in order[:limit]]
