"""Passages that repeat another one, such as an agency's text in several papers.

Word shingles as in Broder, "On the resemblance and containment of documents" (1997), compared
outright: there are few candidates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from qa_service.store.archive import PassageKey

# A passage of whose shingles, three words each, this share stands in a better one has little of its
# own to say. One word in 14 may be retouched, while two reports of one event stay far below.
REPEATED = 0.8
# Of copies that score within this (a cosine) the earliest stands for all: another title moves the
# cosine that much.
EQUAL = 0.01


@dataclass(frozen=True, slots=True)
class Told:
    """What a candidate says, and when."""

    passage: PassageKey
    score: float  # of the fusion
    text: str
    published: date | None


def repeated(candidates: Sequence[Told]) -> frozenset[PassageKey]:
    """The passages that others among `candidates`, which come best first, stand for.

    >>> told = "La digue de Valmer a cédé dans la nuit de lundi à mardi."
    >>> repeated([Told(("a", 0), 0.9, told, None), Told(("b", 0), 0.8, f"{told} (AFP)", None)])
    frozenset({('b', 0)})
    """
    kept: list[_Compared] = []
    dropped: set[PassageKey] = set()
    for told in candidates:
        compared = _Compared(told)
        position = next((n for n, other in enumerate(kept) if compared.repeats(other)), None)
        if position is None:
            kept.append(compared)
        elif _is_earlier(told, kept[position].told):
            dropped.add(kept[position].told.passage)
            kept[position] = compared
        else:
            dropped.add(told.passage)
    return frozenset(dropped)


class _Compared:
    """A candidate with its words, and its shingles when they are asked for."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self._words = told.text.casefold().replace("’", "'").split()
        self._distinct = set(self._words)

    @cached_property
    def _shingles(self) -> set[tuple[str, ...]]:
        return set(zip(self._words, self._words[1:], self._words[2:], strict=False))

    def repeats(self, other: "_Compared") -> bool:
        # words alone are compared first: that is quick, and seldom enough
        return _held(self._distinct, other._distinct) and _held(self._shingles, other._shingles)


def _held(part: set[Any], whole: set[Any]) -> bool:
    return len(part & whole) >= REPEATED * len(part)


def _is_earlier(told: Told, other: Told) -> bool:
    if told.score < other.score - EQUAL or told.published is None:
        return False
    return other.published is None or told.published < other.published
