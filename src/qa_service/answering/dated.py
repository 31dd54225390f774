"""Which passages tell of a period, by their article's date or by what they name themselves."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from qa_service.domain.period import Period
from qa_service.store.archive import Archive, PassageKey
from qa_service.text.dates import any_of, fold, months, weekdays
from qa_service.text.periods import named_periods

LOOKED_AT = 72  # passages of which the text is read for the period
PAGE = 24  # of them at a time
ENOUGH = 16  # passages of the period
AFTER = 370  # days after which news no longer tells of a month without its year
JUST_AFTER = 14  # days after which it no longer tells of a weekday
AROUND = 32  # characters on either side of a word that may belong to a date


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
        for hint in _hints().finditer(text)
        if _may_mean(hint, published, period)
        for named in named_periods(
            text[max(0, hint.start() - AROUND) : hint.end() + AROUND], published
        )
    )


def _may_mean(hint: re.Match[str], published: date | None, period: Period) -> bool:
    if hint["year"]:
        return _may_lie_in(int(hint["year"]), period)
    month = months().get(fold(hint["month"] or ""))
    if month is not None and not _holds_month(period, month):
        return False
    days = AFTER if hint["month"] else JUST_AFTER
    return published is not None and _is_near(published, period, days)


def _holds_month(period: Period, month: int) -> bool:
    if period.start is None or period.end is None:
        return True
    later = (month - period.start.month) % 12  # months after the first, as it comes next
    whole = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    return later <= whole


def _is_near(published: date, period: Period, days: int) -> bool:
    first = (period.start or date.min).toordinal()
    last = (period.end or date.max).toordinal()
    return first - days <= published.toordinal() <= last + days


def _may_lie_in(year: int, period: Period) -> bool:
    # decades are named by their first year
    return Period(date(year, 1, 1), date(min(year + 10, date.max.year), 12, 31)).meets(period)


@cache
def _hints() -> re.Pattern[str]:
    """Words that may name a time: years, months and what is told from a month later, other days."""
    accents = str.maketrans({"e": "[eé]", "u": "[uû]"})
    month = f"{any_of(months())}|derni|last|passe|il y a|ago".translate(accents)
    other = rf"{any_of(weekdays())}|hier|aujourd|yesterday|today|semaine|week"
    return re.compile(
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)|\b(?:(?P<month>{month})|(?:{other}))",
        re.IGNORECASE,
    )
