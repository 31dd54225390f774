"""Whether a text tells of a period, by the days and stretches of time that it names."""

import re
from datetime import date

from qa_service.domain.period import Period
from qa_service.text.periods import named_periods

AFTER = 370  # days after which news no longer tells of a day without its year

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def speaks_of(text: str, published: date | None, period: Period) -> bool:
    """Whether a text of that date names a day or a stretch that meets the period.

    >>> speaks_of("En 2016, le Mali a commandé quatre hélicoptères.", None,
    ...     Period(date(2016, 1, 1), date(2016, 12, 31)))
    True
    """
    near = published is not None and _is_near(published, period)
    if not near and not any(_may_lie_in(int(year), period) for year in _YEAR.findall(text)):
        return False  # a hundred times as fast as looking closer
    return any(named.meets(period) for named in named_periods(text, published))


def _is_near(published: date, period: Period) -> bool:
    first = (period.start or date.min).toordinal() - AFTER
    last = (period.end or date.max).toordinal() + AFTER
    return first <= published.toordinal() <= last


def _may_lie_in(year: int, period: Period) -> bool:
    # a winter ends in the year after the one it is named by; decades and seasons of play too
    return Period(date(year, 1, 1), date(min(year + 10, date.max.year), 12, 31)).meets(period)
