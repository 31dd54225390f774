"""Days and months as index terms, in whatever language and form they are written.

"4 juillet 2024", "July 4, 2024" and "04/07/2024" become "--07-04", "--07" and "2024". The first two
are how XML Schema writes a day without a year and a month alone; no word takes that form by chance.
A question for "juillet 2024" thus meets them all.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial
from typing import Literal

from babel.dates import get_month_names

from qa_service.text.dates import day_of, fold

# In Russian "июля" follows a day, "июль" stands alone.
CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
# In English these two are also verbs: months they are with a day or a year only.
VERBS = ("may", "march")

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH = r"(?:er|st|nd|rd|th|o|\.)?"
_YEAR = r"[12]\d{3}(?!\d)"
_ISO = re.compile(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_SHORT = re.compile(
    r"(?<![\w./-])(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d\d)(?![\w/-]|\.\d)"
)

Terms = tuple[str, ...]
Width = Literal["wide", "abbreviated"]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Terms]]


def day_terms(day: date) -> Terms:
    """The index terms of a day.

    >>> day_terms(date(2024, 7, 4))
    ('--07-04', '--07', '2024')
    """
    return _day(day.month, day.day), _month(day.month), str(day.year)


def publication_terms(day: date | None) -> Terms:
    """The index terms of a publication date: news is of the day, the day before or the next.

    None where it is unknown.

    >>> publication_terms(date(2024, 7, 1))
    ('--07-01', '--07', '2024', '--06-30', '--07-02')
    """
    if day is None:
        return ()
    beside = (day_terms(day + timedelta(days=step))[0] for step in (-1, 1))
    return (*day_terms(day), *beside)


@cache
def month_words(language: str) -> dict[str, str]:
    """The index term of each month by those of its names that are nothing else.

    >>> month_words("fr")["août"], "may" in month_words("en")
    ('--08', False)
    """
    names = _month_names(language, "wide").items()
    return {name: _month(month) for name, month in names if language != "en" or name not in VERBS}


@cache
def digit_first(language: str) -> tuple[Rule, ...]:
    """Patterns of days that begin with a digit, and the index terms of what they match."""
    pattern = (
        rf"(?<![\w.,/])(?:(?P<first>{_DAY})(?:er)?\s?(?:-|–|et|au|ou|and|to|y|und)\s?)?"
        rf"(?P<day>{_DAY}){_NTH}[\s-]+(?:of |de |d')?(?P<month>{_any_month(language)})\b\.?"
        rf"(?:,?\s+(?:de |del )?(?P<year>{_YEAR}))?"
    )
    return (_ISO, _numeric), (_SHORT, _numeric), _rule(pattern, language)


@cache
def word_first(language: str) -> tuple[Rule, ...]:
    """The same of days that begin with the month, as English ones can."""
    if language != "en":
        return ()
    month, year = _any_month(language), f"(?P<year>{_YEAR})"
    return (
        _rule(rf"\b(?P<month>{month})\b\.?\s(?P<day>{_DAY}){_NTH}(?!\w)(?:,?\s{year})?", language),
        _rule(rf"\b(?P<month>{'|'.join(VERBS)})\s{year}", language),
    )


def _rule(pattern: str, language: str) -> Rule:
    return re.compile(pattern, re.IGNORECASE), partial(_named, _all_months(language))


def _any_month(language: str) -> str:
    return "|".join(sorted(map(re.escape, _all_months(language)), key=len, reverse=True))


def _all_months(language: str) -> dict[str, int]:
    return _month_names(language, "wide") | _month_names(language, "abbreviated")


def _numeric(found: re.Match[str]) -> Terms:
    day = day_of(found)
    return day_terms(day) if day else ()  # none: a score, a section, a version


def _named(names: dict[str, int], found: re.Match[str]) -> Terms:
    month, parts = names[found["month"].lower()], found.groupdict()
    days = [parts[key] for key in ("first", "day") if parts.get(key)]
    terms = [_day(month, int(day)) for day in days]
    return (*terms, _month(month), *([parts["year"]] if parts["year"] else ()))


@cache
def _month_names(language: str, width: Width) -> dict[str, int]:
    """Month by its name in lower case, also without accents, abbreviations without full stop."""
    names = {
        name.lower().rstrip("."): month
        for context in CONTEXTS
        for month, name in get_month_names(width, context, language).items()
    }
    return {fold(name): month for name, month in names.items()} | names


def _day(month: int, day: int) -> str:
    return f"--{month:02}-{day:02}"


def _month(month: int) -> str:
    return f"--{month:02}"
