"""Passages that repeat another one, such as an agency's text in several papers.

Which articles have one origin is known beforehand (`store/origins`). Yet a longer report may answer
what the dispatch leaves out, so it is passages that are dropped and not articles; and passages of
articles without a common origin repeat each other too. Word shingles are compared outright: there
are few candidates.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from qa_service.store.archive import PassageKey
from qa_service.text.shingles import Shingle, shingles

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
    origin: str  # the same for articles that tell one story


def repeated(candidates: Sequence[Told]) -> frozenset[PassageKey]:
    """The passages that others among `candidates`, which come best first, stand for.

    >>> told = "La digue de Valmer a cédé dans la nuit de lundi à mardi."
    >>> whole, copy = Told(("a", 0), 0.9, told, None, "a"), Told(("b", 0), 0.8, told, None, "b")
    >>> repeated([whole, copy])
    frozenset({('b', 0)})

    A copy is cut into other passages where a paragraph is left out, so one of the same origin is
    also dropped where better ones together say what it says.
    """
    kept: list[_Compared] = []
    dropped: set[PassageKey] = set()
    for told in candidates:
        compared = _Compared(told)
        position = next((n for n, other in enumerate(kept) if compared.repeats(other)), None)
        if position is None and compared.is_told_by(kept):
            dropped.add(told.passage)
        elif position is None:
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
        self._words = told.text.casefold().replace("’", "'").split()  # half the time of `words`
        self._distinct = set(self._words)

    @cached_property
    def _shingles(self) -> Set[Shingle]:
        return shingles(self._words)

    def repeats(self, other: "_Compared") -> bool:
        # words alone are compared first: that is quick, and seldom enough
        return _held(self._distinct, other._distinct) and _held(self._shingles, other._shingles)

    def is_told_by(self, others: Sequence["_Compared"]) -> bool:
        """Whether those of them that have its origin, but are of another article, say it all."""
        article = self.told.passage[0]
        told = [
            other
            for other in others
            if other.told.origin == self.told.origin and other.told.passage[0] != article
        ]
        if len(told) < 2:
            return False
        return _held(self._shingles, set(chain.from_iterable(other._shingles for other in told)))


def _held(part: Set[Any], whole: Set[Any]) -> bool:
    return len(part & whole) >= REPEATED * len(part)


def _is_earlier(told: Told, other: Told) -> bool:
    if told.score < other.score - EQUAL or told.published is None:
        return False
    return other.published is None or told.published < other.published
