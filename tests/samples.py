"""Rows of `tests/data`: read, sampled, and judged by the share that is right.

A set that takes long to ask is sampled in `make test`, and asked as a whole in `make evaluate`, by
`TEST_SHARE=1 pytest -m floors`. A sample is the same in every run: none fails by chance.
"""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any, TypeVar

DATA = Path(__file__).parent / "data"
SHARE = float(os.environ.get("TEST_SHARE", "0.1"))  # of a set that is asked
FEWEST = 8  # rows of a sample: fewer tell nothing

Row = dict[str, Any]
T = TypeVar("T")


def rows(*names: str) -> list[Row]:
    """All rows of the files of these names."""
    texts = [(DATA / f"{name}.jsonl").read_text("utf-8") for name in names]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def stratified(
    items: Iterable[T], kind: Callable[[T], object], share: float = SHARE, fewest: int = FEWEST
) -> list[T]:
    """A share of each kind: of all items in the order of their kinds, some at equal distances.

    >>> stratified(["a1", "b1", "a2", "b2", "a3", "a4"], lambda item: item[0], 0.5, 1)
    ['a2', 'a4', 'b2']
    """
    ordered = sorted(items, key=lambda item: str(kind(item)))
    count = max(round(share * len(ordered)), min(fewest, len(ordered)))
    return [ordered[(2 * turn + 1) * len(ordered) // (2 * count)] for turn in range(count)]


def least(floor: float, count: int, share: float = SHARE) -> float:
    """The floor of a sample of so many, given that of the whole set: two standard errors lower.

    >>> least(0.75, 12, share=0.1)
    0.5
    """
    return floor if share == 1 else floor - 2 * sqrt(floor * (1 - floor) / count)


def most(ceiling: float, count: int) -> float:
    """The same for a share that may not be higher; of a sample, one row at least is below it."""
    return ceiling if SHARE == 1 else min(2 * ceiling - least(ceiling, count), 1 - 1 / count)


def expected(row: Row) -> object:
    return row["expected"]


def check_share(
    asked: Sequence[Row],
    found: Callable[[Row], object],
    floor: float,
    wanted: Callable[[Row], object] = expected,
) -> None:
    """At least such a share of the rows gives what is wanted; those that do not are told."""
    missed = [(row, got) for row in asked if (got := found(row)) != wanted(row)]
    told = "\n".join(f"{got!r} for {row}" for row, got in missed)
    assert asked
    assert 1 - len(missed) / len(asked) >= floor, f"{len(missed)} of {len(asked)} missed:\n{told}"
