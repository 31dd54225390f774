"""Whether a line of a broad question is of the period that the question names.

"Que s'est-il passé en juin 2021 ?" wants what happened then. A passage or an article of that month
holds much besides: what was known long before, and what is of no time.
"""

import re
from datetime import date

from qa_service.domain.answer import Evidence, Question
from qa_service.domain.period import Period
from qa_service.text.anchors import Anchor
from qa_service.text.dates import fold
from qa_service.text.periods import named_times

# "depuis 2019" tells how things have been, not what happened in 2019.
STANDING = re.compile(r"\b(?:depuis|des|since|from)(?: l'annee| the year)? ?$")
REPORT = re.compile(
    r"\b(?:article|papier|dépêche|reportage|piece|story|report)\b(?! by)", re.IGNORECASE
)
YEAR = 365  # days


def is_of_period(item: Evidence, period: Period, question: Question) -> bool:
    """Whether a sentence names a time of the period, and so tells what happened then.

    What names no time is of its article's day, if the question names a subject or the sentence
    opens the article: a report begins with what is new. So is what is announced for later. Where
    positions or an article of then are asked for, the article's day alone counts.
    """
    day = item.article.published
    is_then = day is not None and day in period
    if is_then and (question.asks_for_voices or REPORT.search(question.text)):
        return True
    times = [one for one in named_times(item.quote, day) if not _is_standing(item.quote, one)]
    if times:
        is_announced = is_then and all(_is_later(one.period, day) for one in times)
        return is_announced or any(is_within(one.period, period) for one in times)
    if not is_then or question.broad is None:
        return False
    return bool(question.broad.subject) or item.sentence.ordinal == 0


def names_only_others(text: str, period: Period, written: date | None) -> bool:
    """Whether a text names times, and none of the period.

    >>> june = Period(date(2021, 6, 1), date(2021, 6, 30))
    >>> names_only_others("Elles ont repris en juillet 2021.", june, None)
    True
    >>> names_only_others("Elles ont repris.", june, None)
    False
    """
    named = named_times(text, written)
    return bool(named) and not any(is_within(one.period, period) for one in named)


def is_within(named: Period, period: Period) -> bool:
    """Whether a named stretch meets a period and is no longer: 2021 does not tell of its June.

    >>> year = Period(date(2021, 1, 1), date(2021, 12, 31))
    >>> june = Period(date(2021, 6, 1), date(2021, 6, 30))
    >>> is_within(june, year), is_within(year, june)
    (True, False)
    """
    return named.meets(period) and _days(named) <= _days(period)


def _is_later(named: Period, day: date | None) -> bool:
    return day is not None and named.start is not None and named.start > day


def _is_standing(text: str, one: Anchor) -> bool:
    is_year = _days(one.period) >= YEAR
    return is_year and STANDING.search(fold(text)[: one.start]) is not None


def _days(period: Period) -> int:
    return (period.end or date.max).toordinal() - (period.start or date.min).toordinal() + 1
