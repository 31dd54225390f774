"""Dates in French and English prose: those printed in full, and those a weekday gives away.

The text is expected in NFC, as the readers leave it; offsets are code points.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import format_date, get_day_names, get_month_names

LOCALES = ("fr", "en")
FIRST_YEAR, LAST_YEAR = 1900, 2099  # other four-digit numbers are quantities
# Two-digit years: 69-99 are the 1900s, as POSIX reads them.
CENTURY_PIVOT = 69
DATELINE = 80  # characters at the start of a paragraph that hold a dispatch's place and date
# Pages have been on the web since; 62 of 62 news articles whose latest year lay before 2000 were
# of the 2010s and told of the past.
FIRST_SCRAPED = 1995
YEARS_AHEAD = 2  # a weekday falls on a given day every five or six years, rarely eleven

# "2000 tonnes" mentions no year.
_QUANTITY = (
    r"(?!\s*(?:[€$%£]|euros?\b|dollars?\b|francs?\b|tonnes?\b|km\b|kilomet|metres?\b|"
    r"hommes\b|soldats\b|militaires\b|personnes\b|morts\b|troops\b|soldiers\b|people\b|tons\b))"
)
_ORDINAL = r"(?:\s?(?:er|st|nd|rd|th))?"
_PLACE = re.compile(r"(?:[A-ZÀ-Ý][\w'’/-]*[ -]?(?:d[eu]s? )?){1,3}(?:,|\([^()]*\),?)(?: le)? ?")
_DATELINE_END = re.compile(r"\s*(?:\([^()]*\)\s*)?[-–—:]\s")
_TIME_OF_DAY = re.compile(
    r"(?:(?:t|,? ?a |,? ?at |,)?\s*\d{1,2}\s?[:h][\d:.]*\s?(?:z|utc|gmt|tu|am|pm|[+-]\d\d:?\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A full date and the half-open range of code points in which it is printed."""

    date: date
    start: int
    end: int


def in_full(day: date, language: str) -> str:
    """A date written out, as print has it in that language, a code such as "fr".

    >>> in_full(date(2020, 9, 1), "fr"), in_full(date(2020, 9, 1), "en")
    ('1er septembre 2020', 'September 1, 2020')
    """
    written = format_date(day, "long", locale=language)
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written


def source_of(outlet: str | None, published: date | None) -> str:
    """Writes the outlet and the day, whichever is known, as the reading model learned to read them.

    >>> source_of("Le Temps", date(2020, 3, 12)), source_of(None, date(2020, 3, 12))
    ('Le Temps, 12 mars 2020', '12 mars 2020')
    """
    return ", ".join(filter(None, (outlet, in_full(published, "fr") if published else None)))


def fold(text: str) -> str:
    r"""Lower case without accents, with plain apostrophes and spaces; all keep their places.

    >>> fold("L’AOÛT\u00a01ᵉʳ")
    "l'aout 1er"
    """
    return text.translate(_FOLDED)


def find_printed_dates(text: str) -> tuple[PrintedDate, ...]:
    """All full dates of a text, in the order of their places. Day first; impossible days are left.

    >>> [str(printed.date) for printed in find_printed_dates("Le 1er septembre 2020 [2.9.20]")]
    ['2020-09-01', '2020-09-02']
    >>> find_printed_dates("June 11, 2021")
    (PrintedDate(date=datetime.date(2021, 6, 11), start=0, end=13),)
    """
    folded = fold(text)
    found = [
        PrintedDate(day, match.start(), match.end())
        for pattern in _full_date_patterns()
        for match in pattern.finditer(folded)
        if (day := day_of(match)) is not None
    ]
    return tuple(sorted(found, key=lambda printed: printed.start))


def find_printed_date(text: str) -> date | None:
    """The first full date of a text.

    >>> find_printed_date("Parredaction Politique le 1 septembre 2020")
    datetime.date(2020, 9, 1)
    >>> find_printed_date("vendredi 5 août") is None
    True
    """
    return next((printed.date for printed in find_printed_dates(text)), None)


def find_dateline(paragraph: str) -> date | None:
    """The date with which a dispatch opens, after its place and before a dash or a colon.

    >>> find_dateline("Dakar, le 4 mai 2023 (APS) - Le train est parti.")
    datetime.date(2023, 5, 4)
    >>> find_dateline("Le 4 mai 2023, le train est parti.") is None
    True
    """
    printed = next(iter(find_printed_dates(paragraph[:DATELINE])), None)
    if printed is None or not _PLACE.fullmatch(paragraph[: printed.start]):
        return None
    return printed.date if _DATELINE_END.match(paragraph[printed.end :]) else None


def parse_date(text: str) -> date | None:
    """The date that a whole string is, a weekday before it or a time of day after it allowed.

    >>> parse_date("2021-06-11T08:30:00Z"), parse_date("vendredi 11 juin 2021")
    (datetime.date(2021, 6, 11), datetime.date(2021, 6, 11))
    >>> parse_date("vers le 11 juin 2021") is None
    True
    """
    printed = find_printed_dates(text)
    if len(printed) != 1:
        return None
    before, after = fold(text[: printed[0].start]), fold(text[printed[0].end :])
    weekday = before.strip(" ,\n\t\xa0").removesuffix(" le") in ("", "le", *weekdays())
    return printed[0].date if weekday and _TIME_OF_DAY.fullmatch(after.strip()) else None


def mentioned_years(text: str) -> frozenset[int]:
    """The years a text names, those of its full dates included.

    >>> sorted(mentioned_years("En 2016 et 2020-2021 ; ce jeudi [11.11.22], 2099 tonnes de blé"))
    [2016, 2020, 2021, 2022]
    """
    written = re.finditer(rf"(?<![\d.,/])((?:19|20)\d\d)(?![\d/]|[.,]\d){_QUANTITY}", fold(text))
    years = {int(match[1]) for match in written}
    return frozenset(years | {printed.date.year for printed in find_printed_dates(text)})


def infer_publication_date(text: str, not_after: date | None = None) -> date | None:
    """The date of an article that names weekdays with their day and month, but never their year.

    News speaks of the days just past, so each weekday and day is read in the earliest year, from
    the latest year mentioned to two later, in which they meet; the latest such date is the
    article's. `None` without a mentioned year, or if nothing meets. Dates after `not_after` do
    not count.

    >>> infer_publication_date("Annoncé vendredi 5 août, après le coup d'État de 2021")
    datetime.date(2022, 8, 5)
    >>> infer_publication_date("Annoncé vendredi 5 août") is None
    True
    """
    years = mentioned_years(text)
    latest = max(years, default=0)
    if latest < FIRST_SCRAPED:
        return None
    met = (_meeting(latest, *named) for named in _weekday_days(text))
    return max(
        (day for day in met if day and (not_after is None or day <= not_after)), default=None
    )


def _meeting(latest: int, weekday: int, day: int, month: int) -> date | None:
    candidates = (
        date_or_none(year, month, day) for year in range(latest, latest + YEARS_AHEAD + 1)
    )
    return next((found for found in candidates if found and found.weekday() == weekday), None)


def _weekday_days(text: str) -> Iterator[tuple[int, int, int]]:
    """Weekday (Monday is 0), day and month wherever they stand together without a year."""
    for pattern in _weekday_patterns():
        for match in pattern.finditer(fold(text)):
            yield weekdays()[match["weekday"]], int(match["day"]), months()[match["month"]]


def day_of(match: re.Match[str]) -> date | None:
    """The date in a match with the groups day, month (number or folded name) and year."""
    month = match["month"]
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 1900 if year >= CENTURY_PIVOT else 2000
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date_or_none(year, int(month) if month.isdigit() else months()[month], int(match["day"]))


def date_or_none(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:  # 31 June, or 29 February of a common year
        return None


@cache
def months() -> dict[str, int]:
    """Month by folded name, abbreviations without their full stop."""
    names = {
        fold(name).rstrip("."): month
        for locale in LOCALES
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, "format", locale).items()
    }
    return {"fev": 2, **names}  # WordPress's French abbreviation, unknown to CLDR


@cache
def weekdays() -> dict[str, int]:
    """Weekday by folded name; Monday is 0."""
    return {
        fold(name): weekday
        for locale in LOCALES
        for weekday, name in get_day_names("wide", "format", locale).items()
    }


@cache
def _full_date_patterns() -> tuple[re.Pattern[str], ...]:
    day = rf"(?<![\d.,/])(?P<day>\d{{1,2}}){_ORDINAL}"
    month, year = rf"(?P<month>{any_of(months())})", r"(?P<year>\d{4})(?!\d)"
    return (
        re.compile(rf"{day}\s+(?:of\s+)?{month}\b\.?,?\s+{year}"),
        re.compile(rf"\b{month}\b\.?\s+{day},?\s+{year}"),
        re.compile(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
        re.compile(
            r"(?<![\w./-])(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d\d)"
            r"(?![\w/-]|\.\d)"
        ),
    )


@cache
def _weekday_patterns() -> tuple[re.Pattern[str], ...]:
    weekday = rf"\b(?P<weekday>{any_of(weekdays())})\b,?\s+(?:le\s+|the\s+)?"
    day, month = rf"(?P<day>\d{{1,2}})(?!\d){_ORDINAL}", rf"(?P<month>{any_of(months())})\b"
    # With its year it is a full date of any age, not a day just past.
    no_year = r"(?!\.?,?\s+\d{4})"
    return (
        re.compile(rf"{weekday}{day}\s+(?:of\s+)?{month}{no_year}"),
        re.compile(rf"{weekday}{month}\.?\s+{day}{no_year}"),
    )


def any_of(names: Iterable[str]) -> str:
    """A pattern of these words, the longest first.

    >>> any_of(["mar", "mars"])
    'mars|mar'
    """
    return "|".join(sorted(names, key=len, reverse=True))


class _Folded(dict[int, str]):
    """Each code point's character folded, found once: the letters of any few languages."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isalpha():
            character = unicodedata.normalize("NFKD", character)[0].lower()[0]
        self[code] = character
        return character


_FOLDED = _Folded({ord("’"): "'", ord("\u00a0"): " "})
