"""Which passages tell of a period, by their article's date or by what they name themselves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache, lru_cache

from qa_service.domain.period import Period
from qa_service.store.archive import Archive, PassageKey
from qa_service.text.dates import fold, months, weekdays
from qa_service.text.periods import named_periods

LOOKED_AT = 72  # passages of which the text is read for the period
PAGE = 24  # of them at a time
ENOUGH = 16  # passages of the period
AFTER = 370  # days after which news no longer tells of a month without its year
JUST_AFTER = 14  # days after which it no longer tells of a weekday
AROUND = 32  # characters on either side of a word that may belong to a date
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WORD = re.compile(r"il y a|[^\W\d_]{3,}")  # folded
DAYS = "hier aujourd yesterday today semaine semaines week weeks weekend weekends".split()
LATER = (
    "il y a", *"ago last dernier derniers derniere dernieres passe passes passee passees".split()
)  # fmt: skip


class Sort(Enum):
    """What a word may name a time by."""

    YEAR = auto()
    MONTH = auto()  # without its year: told until a year later
    LATER = auto()  # as long
    DAY = auto()  # one just past


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that may name a time."""

    sort: Sort
    number: int  # of the year or the month, else 0
    around: str  # the text in which the date may stand


def of_period(passages: Sequence[PassageKey], period: Period, archive: Archive) -> set[PassageKey]:
    """Of these, best first, enough of the best that were published in the period or tell of it.

    What has no date may be of any period.
    """
    days = archive.days()
    within: set[PassageKey] = set()
    for start in range(0, len(passages), PAGE):
        page = passages[start : start + PAGE]
        of_then = {key for key in page if key[0] not in days or days[key[0]] in period}
        within |= of_then
        if start < LOOKED_AT:
            texts = archive.passage_texts([key for key in page if key not in of_then])
            within |= {key for key, (text, day, _) in texts.items() if speaks_of(text, day, period)}
        if len(within) >= ENOUGH:
            break
    return within


def speaks_of(text: str, published: date | None, period: Period) -> bool:
    """Whether a text of that date names a day or a stretch that meets the period.

    >>> speaks_of("En 2016, le Mali a commandé quatre hélicoptères.", None,
    ...     Period(date(2016, 1, 1), date(2016, 12, 31)))
    True
    """
    # Looking only around what may name a time is ten times as fast as reading the whole.
    return any(
        named.meets(period)
        for hint in _hints(text)
        if _may_mean(hint, published, period)
        for named in _named(hint.around, None if hint.sort is Sort.YEAR else published)
    )


@lru_cache(maxsize=8192)  # one subject's passages come up again and again
def _hints(text: str) -> tuple[Hint, ...]:
    """What may name a time: each year first, which most periods are told by, then other words."""
    years = (Hint(Sort.YEAR, int(found[0]), _around(text, found)) for found in YEAR.finditer(text))
    words = (
        Hint(*_words()[found[0]], _around(text, found))
        for found in WORD.finditer(fold(text))
        if found[0] in _words()
    )
    return (*years, *words)


@lru_cache(maxsize=8192)
def _named(words: str, written: date | None) -> tuple[Period, ...]:
    return named_periods(words, written)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - AROUND) : found.end() + AROUND]


def _may_mean(hint: Hint, published: date | None, period: Period) -> bool:
    if hint.sort is Sort.YEAR:
        return _may_lie_in(hint.number, period)
    if hint.sort is Sort.MONTH and not _holds_month(period, hint.number):
        return False
    days = JUST_AFTER if hint.sort is Sort.DAY else AFTER
    return published is not None and _is_near(published, period, days)


def _may_lie_in(year: int, period: Period) -> bool:
    # decades are named by their first year, and winters and seasons by the one they begin in
    last = min(year + (10 if year % 10 == 0 else 1), date.max.year)
    return Period(date(year, 1, 1), date(last, 12, 31)).meets(period)


def _is_near(published: date, period: Period, days: int) -> bool:
    first = (period.start or date.min).toordinal()
    last = (period.end or date.max).toordinal()
    return first - days <= published.toordinal() <= last + days


def _holds_month(period: Period, month: int) -> bool:
    if period.start is None or period.end is None:
        return True
    later = (month - period.start.month) % 12  # months after the first, as it comes next
    whole = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    return later <= whole


@cache
def _words() -> Mapping[str, tuple[Sort, int]]:
    """Folded words that may name a time without its year, with the number of a month."""
    return {
        **dict.fromkeys((*weekdays(), *DAYS), (Sort.DAY, 0)),
        **dict.fromkeys(LATER, (Sort.LATER, 0)),
        **{name: (Sort.MONTH, number) for name, number in months().items()},
    }
