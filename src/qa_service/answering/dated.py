"""Which passages tell of a period, by their article's date or by what they name themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from functools import cache

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


class Hint(Enum):
    """What a word may name a time by, apart from a month."""

    DAY = auto()  # one just past
    LATER = auto()  # one that is told from months later too


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
    near = published is not None and _is_near(published, period, AFTER)
    written = published if near else None
    # Looking only around what may name a time is ten times as fast as reading the whole.
    return any(
        named.meets(period)
        for start, end in _hints(text, written, period)
        for named in named_periods(text[max(0, start - AROUND) : end + AROUND], written)
    )


def _hints(text: str, written: date | None, period: Period) -> Iterator[tuple[int, int]]:
    """Where a word may name a time of the period, as of the day on which it was written."""
    for match in YEAR.finditer(text):
        if _may_lie_in(int(match[0]), period):
            yield match.span()
    if written is None:
        return
    words, just = _words(), _is_near(written, period, JUST_AFTER)
    for match in WORD.finditer(fold(text)):
        hint = words.get(match[0])
        if hint is None or (hint is Hint.DAY and not just):
            continue
        if isinstance(hint, Hint) or _holds_month(period, hint):
            yield match.span()


def _may_lie_in(year: int, period: Period) -> bool:
    # decades are named by their first year
    return Period(date(year, 1, 1), date(min(year + 10, date.max.year), 12, 31)).meets(period)


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
def _words() -> Mapping[str, int | Hint]:
    """Folded words that may name a time without its year: months by number, and others."""
    return {
        **dict.fromkeys((*weekdays(), *DAYS), Hint.DAY),
        **dict.fromkeys(LATER, Hint.LATER),
        **months(),
    }
