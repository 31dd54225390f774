"""A publication day from where no date is printed beside the title: address, text, file name."""

import re
from datetime import date
from urllib.parse import urlsplit

from qa_service.text.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    date_or_none,
    find_printed_dates,
    fold,
    weekdays,
)

BEFORE = 24  # characters before a date in which "ce jeudi" stands

_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<mark>[-_./]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d\d)(?P<mark>[-_.])(?P<month>\d\d)(?P=mark)(?P<year>\d{4})(?!\d)"
)


def date_in_address(url: str) -> date | None:
    """The day in an address's path; a month alone is none.

    >>> date_in_address("https://a.example/politique/2021/06/11/bamako.html")
    datetime.date(2021, 6, 11)
    >>> date_in_address("https://a.example/2021/06/bamako-20210") is None
    True
    """
    return _first_day(urlsplit(url).path, _YEAR_FIRST)


def date_in_name(name: str) -> date | None:
    """The day in a file's name.

    >>> date_in_name("20210611_bamako.txt"), date_in_name("bamako 11-06-2021.pdf")
    (datetime.date(2021, 6, 11), datetime.date(2021, 6, 11))
    """
    return _first_day(name, _YEAR_FIRST) or _first_day(name, _DAY_FIRST)


def find_present_day(text: str) -> date | None:
    """The first full date of a text that it calls its own day, if the weekday agrees.

    >>> find_present_day("Il l'a dit ce jeudi [11.11.21] à Moscou, après le 3 mai 2020.")
    datetime.date(2021, 11, 11)
    >>> find_present_day("Il l'a dit ce jeudi [11.11.22] à Moscou.") is None
    True
    """
    present = re.compile(
        rf"(?:\b(?:ce|this)\s+(?P<weekday>{'|'.join(weekdays())})|\b(?:ce jour|aujourd.hui|today))"
        r"[\s,]*(?:le\s+)?[\[(]?$"
    )
    for printed in find_printed_dates(text):
        match = present.search(fold(text[max(0, printed.start - BEFORE) : printed.start]))
        if match and weekdays().get(match["weekday"], printed.date.weekday()) == (
            printed.date.weekday()
        ):
            return printed.date
    return None


def _first_day(text: str, pattern: re.Pattern[str]) -> date | None:
    days = (
        date_or_none(int(match["year"]), int(match["month"]), int(match["day"]))
        for match in pattern.finditer(text)
        if FIRST_YEAR <= int(match["year"]) <= LAST_YEAR
    )
    return next((day for day in days if day), None)
