"""Values of records that others wrote, in whatever form: texts, names and days."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from qa_service.text.dates import find_printed_date, parse_date

MILLISECONDS = 10**11  # a larger number of seconds lies after the year 5000
NAMES = ("name", "rendered", "title", "label", "value", "@value")  # of an object that has a text


def first(values: Iterable[str]) -> str | None:
    """The first of some texts."""
    return next(iter(values), None)


def texts_of(value: object) -> list[str]:
    """The texts in a value: itself, those of its items, or the names of its objects.

    >>> texts_of([{"@type": "Person", "name": "Awa Koné"}, "Kofi Diop", None])
    ['Awa Koné', 'Kofi Diop']
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item)]
    if isinstance(value, dict):
        return next((texts for name in NAMES if (texts := texts_of(value.get(name)))), [])
    return [str(value)] if isinstance(value, int) and not isinstance(value, bool) else []


def day_of(value: object) -> date | None:
    """The day that a value names where it was written, whatever the time there; else None.

    >>> day_of("2021-06-11T23:30:00-05:00"), day_of("Fri, 11 Jun 2021 08:30:00 +0200")
    (datetime.date(2021, 6, 11), datetime.date(2021, 6, 11))
    >>> day_of(1623400200), day_of("bientôt")
    (datetime.date(2021, 6, 11), None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _day_of_epoch(value)
    text = str(first(texts_of(value)) or "")
    if text.isdecimal() and len(text) > len("20210611"):
        return _day_of_epoch(int(text))
    try:
        return parse_date(text) or parsedate_to_datetime(text).date()
    except (ValueError, TypeError):
        return find_printed_date(text[: len("2021-06-11T")])


def _day_of_epoch(number: float) -> date | None:
    seconds = number / 1000 if number > MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
