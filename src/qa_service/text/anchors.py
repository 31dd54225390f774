"""Stretches of time that stand by themselves: "juin 2021", "last week", "il y a deux ans".

`text/periods` adds what comes before them ("depuis", "fin") and pairs them ("de mars à mai").
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from qa_service.domain.period import Period
from qa_service.text import timespans
from qa_service.text.calendar_words import (
    DAY,
    DAYS,
    INTRODUCED,
    LONG_MONTH,
    MONTH,
    NO_QUANTITY,
    NO_YEAR,
    NOWADAYS,
    NUMBER,
    NUMBERED,
    PAST,
    PREVIOUS,
    SEASON,
    SEASONS,
    UNIT,
    UNITS,
    WEEKDAY,
    YEAR,
    number,
)
from qa_service.text.dates import any_of, find_printed_dates, months, weekdays

# "les années 30" are those of the last century.
LAST_DECADE = 20
LONGEST_NUMBERED = 16  # characters before a number that may say what it counts


@dataclass(frozen=True, slots=True)
class Yearly:
    """A month, or a day of it, that was named without its year."""

    month: int
    day: int | None = None
    weekday: int | None = None  # Monday is 0

    def latest(self, today: date) -> Period:
        """As it began last."""
        return timespans.latest(self.month, self.day, today, self.weekday)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of time and the half-open range of code points that names it."""

    start: int
    end: int
    period: Period
    yearly: Yearly | None = None  # where the year was not named

    def in_year(self, year: int) -> "Anchor":
        """The same in a year that is named elsewhere."""
        if self.yearly is None:
            return self
        period = timespans.yearly(self.yearly.month, self.yearly.day, year)
        return replace(self, period=period or self.period, yearly=None)


Resolve = Callable[[re.Match[str], date], Period | Yearly | None]
Rule = tuple[re.Pattern[str], Resolve]


def find_anchors(text: str, folded: str, today: date | None) -> list[Anchor]:
    """What is named, in the order of the text; of what overlaps the longest.

    Without a day to be relative to, what is relative is not found.
    """
    kept: list[Anchor] = []
    found = [*_printed(text), *_matched(text, folded, today)]
    for one in sorted(found, key=lambda anchor: (anchor.start - anchor.end, anchor.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda anchor: anchor.start)


def _printed(text: str) -> Iterator[Anchor]:
    for printed in find_printed_dates(text):
        yield Anchor(printed.start, printed.end, timespans.day(printed.date))


def _matched(text: str, folded: str, today: date | None) -> Iterator[Anchor]:
    for pattern, resolve in (*_absolute(), *(_relative() if today else ())):
        for match in pattern.finditer(folded):
            start = match.end("lead") if "lead" in pattern.groupindex else match.start()
            try:
                anchor = _anchor(start, match.end(), resolve(match, today or date.max), today)
            except (ValueError, OverflowError):  # "il y a 999 décennies" is before the calendar
                continue
            # the planet: a French month has no capital
            if anchor and not (anchor.yearly and text[start:].startswith("Mars")):
                yield anchor


def _anchor(
    start: int, end: int, found: Period | Yearly | None, today: date | None
) -> Anchor | None:
    if isinstance(found, Yearly):
        return Anchor(start, end, found.latest(today or date.max), found)
    return Anchor(start, end, found) if found else None


@cache
def _absolute() -> tuple[Rule, ...]:
    """What means the same on every day."""
    return _compiled(
        (
            rf"(?:(?<![\w.,/°-])|(?<=\bmi-)|(?<=\bmid-)|(?<=\d{{4}}[-–])){YEAR}(?:[-–](?P<next>\d\d)\b)?{NO_QUANTITY}",
            _year,
        ),
        (rf"\b{MONTH}\b\.?,?\s(?:de |of )?{YEAR}", _month_of_year),
        (rf"\b{SEASON}\s(?:de |of )?{YEAR}(?:[-/–]\d\d(?:\d\d)?\b)?", _season),
        (r"\bannees (?P<century>19|20)?(?P<decade>\d)0\b(?! \w+s\b)", _decade),
        (r"\b(?:the )?(?P<century>19|20)(?P<decade>\d)0'?s\b", _decade),
        (r"\bthe (?P<century>)(?P<decade>\d)0'?s\b", _decade),
    )


@cache
def _relative() -> tuple[Rule, ...]:
    """What is meant as of a day."""
    return _compiled(
        (rf"\b(?:l'|le ){SEASON} {PREVIOUS}", _last_season),
        (rf"\blast {SEASON}\b", _last_season),
        (rf"\b(?:this|cet|ce) {SEASON}\b", _this_season),
        (rf"{DAY}\s(?:of )?{MONTH}\b{NO_YEAR}", _day_of_month),
        (rf"\b{MONTH}\.? {DAY}(?!\w){NO_YEAR}", _day_of_month),
        (rf"\b{WEEKDAY},?\s(?:le |the )?{DAY}\s(?:of )?{MONTH}\b{NO_YEAR}", _day_of_month),
        (rf"{INTRODUCED}{LONG_MONTH}\b{NO_YEAR}(?! \d)", _month),
        (rf"\b{LONG_MONTH} {PREVIOUS}", _last_month),
        (rf"\blast {LONG_MONTH}\b", _last_month),
        (
            rf"(?<!\ble )(?<!\bles )(?<!\bchaque )(?<!\bevery )(?<!\beach )\b{WEEKDAY}\b"
            r"(?!,?\s(?:le |the )?\d| saint| prochain)",
            _weekday,
        ),
        (rf"\b(?:le )?{WEEKDAY} {PREVIOUS}", _last_weekday),
        (rf"\blast {WEEKDAY}\b", _last_weekday),
        (rf"(?<![\w-])(?P<name>{any_of(DAYS)})(?![\w-]| la\b)", _day),
        (rf"\b(?:l'|l[ea] ){UNIT} {PREVIOUS}", _last_unit),
        (rf"\blast {UNIT}", _last_unit),
        (rf"\b(?:cette|cet|ce|this|the current) {UNIT}(?: ?-ci)?(?! {PREVIOUS})", _this_unit),
        (rf"\b(?:il y a|voici|voila) {NUMBER} {UNIT}", _ago),
        (rf"\b{NUMBER} {UNIT} ago\b", _ago),
        (rf"\b(?:[cl]es|des|la|le|l'|cette) ?(?:{NUMBER} )?derni(?:er|ere)s? {UNIT}", _rolling),
        (rf"\b(?:the |these )(?:last|past) (?:{NUMBER} )?{UNIT}", _rolling),
        (rf"\b(?:last|past) {NUMBER} {UNIT}", _rolling),
        (rf"\b(?:depuis|since) {NUMBER} {UNIT}(?! \d)", _for_long),
    )


def _compiled(*rules: tuple[str, Resolve]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), resolve) for pattern, resolve in rules)


def _year(match: re.Match[str], _today: date) -> Period | None:
    """A year, or two as of a season: "1996-97"."""
    before = match.string[max(0, match.start() - LONGEST_NUMBERED) : match.start()]
    year, following = int(match["year"]), match["next"]
    if re.search(rf"\b{NUMBERED}", before):
        return None
    if following is None:
        return timespans.year(year)
    return timespans.years(year, 2) if int(following) == (year + 1) % 100 else None


def _month_of_year(match: re.Match[str], _today: date) -> Period | None:
    return timespans.yearly(months()[match["month"]], None, int(match["year"]))


def _season(match: re.Match[str], _today: date) -> Period:
    return timespans.season(SEASONS[match["season"]], int(match["year"]))


def _this_season(match: re.Match[str], today: date) -> Period:
    """The one that is now, or was last."""
    name = SEASONS[match["season"]]
    found = timespans.season(name, today.year)
    begun = found.start is not None and found.start <= today
    return found if begun else timespans.season(name, today.year - 1)


def _last_season(match: re.Match[str], today: date) -> Period:
    """The last one that is over."""
    begun = _this_season(match, today)
    return _this_season(match, timespans.before(today, "year", 1)) if today in begun else begun


def _day_of_month(match: re.Match[str], _today: date) -> Yearly:
    weekday = weekdays()[match["weekday"]] if "weekday" in match.groupdict() else None
    return Yearly(months()[match["month"]], int(match["day"]), weekday)


def _month(match: re.Match[str], _today: date) -> Yearly:
    return Yearly(months()[match["month"]])


def _last_month(match: re.Match[str], today: date) -> Period:
    """The last one that is over."""
    return timespans.latest(months()[match["month"]], None, timespans.before(today, "month", 1))


def _weekday(match: re.Match[str], today: date) -> Period:
    """The last one until today."""
    back = (today.weekday() - weekdays()[match["weekday"]]) % 7
    return timespans.around(today, "day", -back)


def _last_weekday(match: re.Match[str], today: date) -> Period:
    back = (today.weekday() - weekdays()[match["weekday"]] - 1) % 7 + 1
    return timespans.around(today, "day", -back)


def _day(match: re.Match[str], today: date) -> Period | None:
    if match["name"] in NOWADAYS and not re.search(PAST, match.string):
        return None
    return timespans.around(today, "day", DAYS[match["name"]])


def _decade(match: re.Match[str], _today: date) -> Period:
    """Without a century that of which it is the last."""
    first = int(match["decade"]) * 10
    century = int(match["century"]) if match["century"] else (19 if first > LAST_DECADE else 20)
    return timespans.decade(century * 100 + first)


def _last_unit(match: re.Match[str], today: date) -> Period:
    return timespans.around(today, UNITS[match["unit"]], -1)


def _this_unit(match: re.Match[str], today: date) -> Period:
    return timespans.around(today, UNITS[match["unit"]], 0)


def _ago(match: re.Match[str], today: date) -> Period | None:
    """As exact as its unit: two years ago is that whole year."""
    count, unit = number(match["number"]), UNITS[match["unit"]]
    return None if count is None else timespans.around(today, unit, -count)


def _rolling(match: re.Match[str], today: date) -> Period | None:
    """So many units until today; "ces dernières années" is no number of them."""
    count = number(match["number"]) if match["number"] or match["plural"] else 1
    if match["unit"] == "mois" and not match["number"] and "dernier " not in match[0]:
        return None
    first = count and timespans.before(today, UNITS[match["unit"]], count)
    return Period(first, today) if first else None


def _for_long(match: re.Match[str], today: date) -> Period | None:
    count = number(match["number"])
    return Period(timespans.before(today, UNITS[match["unit"]], count)) if count else None
