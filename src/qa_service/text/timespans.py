"""The stretches of days that words of the calendar stand for: a year, a season, its beginning.

The conventions are ours where language leaves them open: a season is three whole months, winter
that which begins in its year; early, mid and late are thirds; a week begins on Monday.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from qa_service.domain.period import Period
from qa_service.text.dates import date_or_none

YEAR = 12  # months
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month
RECENT_YEARS = 28  # after which the calendar repeats


def day(of: date) -> Period:
    """One day."""
    return Period(of, of)


def months(first: date, count: int) -> Period:
    """Whole months from the one in which `first` lies.

    >>> str(months(date(2021, 2, 9), 1).end)
    '2021-02-28'
    """
    start = first.replace(day=1)
    return Period(start, start + relativedelta(months=count, days=-1))


def years(first: int, count: int) -> Period:
    """Whole years from the first of January."""
    return months(date(first, 1, 1), count * YEAR)


def year(number: int) -> Period:
    """One year."""
    return years(number, 1)


def season(name: str, number: int) -> Period:
    """A season of a year: winter begins in December.

    >>> str(season("winter", 2021).end)
    '2022-02-28'
    """
    return months(date(number, SEASONS[name], 1), 3)


def decade(first: int) -> Period:
    """Ten years from that which is named: the 2010s begin in 2010."""
    return years(first, 10)


def part(whole: Period, number: int, count: int) -> Period | None:
    """The `number`-th of `count` parts, from 1, in whole months; a month's in days.

    None where it has no such parts.

    >>> third = part(year(2022), 3, 3)
    >>> third and (str(third.start), str(third.end))
    ('2022-09-01', '2022-12-31')
    """
    if whole.start is None or whole.end is None:
        return None
    length = month_count(whole)
    if length == 1 and count == 3:
        start = whole.start + timedelta(days=10 * (number - 1))
        return Period(start, whole.end if number == 3 else start + timedelta(days=9))
    if not length or (length % count and length < 10 * YEAR):
        return None
    first, after = (length * n // count for n in (number - 1, number))
    return months(whole.start + relativedelta(months=first), after - first)


def month_count(period: Period) -> int:
    """How many whole months a period is; 0 if it is anything else."""
    if period.start is None or period.end is None or period.start.day != 1:
        return 0
    after = period.end + timedelta(days=1)
    count = (after.year - period.start.year) * YEAR + after.month - period.start.month
    return count if after.day == 1 else 0


def around(today: date, unit: str, shift: int) -> Period:
    """The day, week, weekend, month, quarter, year or decade `shift` units from today's.

    >>> str(around(date(2024, 10, 15), "week", -1).start)
    '2024-10-07'
    """
    if unit == "day":
        return day(today + timedelta(days=shift))
    if unit in ("week", "weekend"):
        monday = today + timedelta(days=7 * shift - today.weekday())
        first = monday if unit == "week" else monday + timedelta(days=5)
        return Period(first, monday + timedelta(days=6))
    length = {"month": 1, "quarter": 3, "year": YEAR, "decade": 10 * YEAR}[unit]
    index = today.year * YEAR + today.month - 1
    number, month = divmod((index // length + shift) * length, YEAR)
    return months(date(number, month + 1, 1), length)


def before(today: date, unit: str, count: int) -> date:
    """The day so many days, weeks, months, quarters or years before.

    >>> str(before(date(2024, 5, 31), "month", 3))
    '2024-02-29'
    """
    length = {"month": 1, "quarter": 3, "year": YEAR, "decade": 10 * YEAR}.get(unit)
    if length is None:
        return today - timedelta(days=count * (1 if unit == "day" else 7))
    earlier: date = today - relativedelta(months=length * count)
    return earlier


def yearly(month: int, number: int | None, in_year: int) -> Period | None:
    """A month, or a day of it, in a year; None where the calendar has no such day."""
    first = date_or_none(in_year, month, number or 1)
    if first is None:
        return None
    return day(first) if number else months(first, 1)


def latest(month: int, number: int | None, today: date, weekday: int | None = None) -> Period:
    """The month, or the day of it, that began last, on that weekday if one is named.

    >>> str(latest(11, None, date(2024, 10, 15)).start)
    '2023-11-01'
    """
    begun = (
        period
        for back in range(RECENT_YEARS)
        if (period := yearly(month, number, today.year - back)) and (period.start or today) <= today
    )
    last = next(begun, day(today))
    if weekday is None:
        return last
    meeting = (one for one in (last, *begun) if one.start and one.start.weekday() == weekday)
    return next(meeting, last)
