"""Stretches of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; None where it is open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        """Whether a day lies within.

        >>> date(2021, 6, 30) in Period(date(2021, 6, 1)), date(2021, 5, 31) in Period(None, None)
        (True, True)
        """
        return self._first <= day <= self._last

    def meets(self, other: "Period") -> bool:
        """Whether a day lies in both.

        >>> Period(date(2021, 6, 1)).meets(Period(None, date(2021, 6, 1)))
        True
        """
        return self._first <= other._last and other._first <= self._last

    def shared(self, other: "Period") -> "Period | None":
        """The days that lie in both, if any do."""
        if not self.meets(other):
            return None
        return _closed(max(self._first, other._first), min(self._last, other._last))

    def until(self, day: date) -> "Period":
        """What of it is not later than a day: a period without days where it begins later.

        >>> date(2021, 6, 1) in Period(date(2021, 6, 1)).until(date(2021, 5, 31))
        False
        """
        return Period(self.start, min(self._last, day))

    def spanning(self, other: "Period") -> "Period":
        """From the earlier start to the later end."""
        return _closed(min(self._first, other._first), max(self._last, other._last))

    @property
    def _first(self) -> date:
        return self.start or date.min

    @property
    def _last(self) -> date:
        return self.end or date.max


def _closed(first: date, last: date) -> Period:
    return Period(None if first == date.min else first, None if last == date.max else last)


ALWAYS = Period()


def understood(periods: Iterable[Period]) -> Period | None:
    """What several periods mean together: what they share, or else from first to last.

    >>> understood([Period(date(2020, 1, 1)), Period(None, date(2021, 12, 31))])
    Period(start=datetime.date(2020, 1, 1), end=datetime.date(2021, 12, 31))
    """
    every = list(periods)
    if not every:
        return None
    return reduce(lambda one, other: one.shared(other) or one.spanning(other), every)
