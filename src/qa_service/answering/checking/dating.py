"""Whether the dates of a statement are those of the evidence or of its article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from qa_service.answering.checking.certainty import expects
from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.parsing import ANY_DAY, Parsed, moments, parsed
from qa_service.domain.period import Period
from qa_service.text.anchors import Anchor

# What may be dated by the article: that it, or somebody in it, says so.
TELLING = re.compile(
    r"\b(?:selon|d'apres|article|rapport|indiqu|ecri|annonc|affirm|declar|estim|laisse|publi|juge|"
    r"explique|relat|according|report|announc|said|says|state|wrote|paper)",
)


FIRST_MONTHS = re.compile(
    r"\b(?:first )?(?P<count>\d{1,2}) (?:premiers mois|months) (?:de |of )?(?P<year>\d{4})\b"
)
BESIDE = re.compile(
    r"\b(?:(?P<before>la veille|the day before|the previous day)|le lendemain|the (?:next|"
    r"following) day)\b"
)


def has_other_dates(claim: Parsed, ground: Ground) -> bool:
    """Whether a date is neither in the quote nor that of the article."""
    day = ground.day or ANY_DAY
    told = moments(ground.quote.text, day)
    if ground.goes_on:
        told = (*told, *moments(parsed(ground.before, ground.language).text, day))
    told = (*told, *_day_beside(ground), *_first_months(ground))
    return any(
        not _is_told(one, told, ground) and not _is_published(one, told, claim, ground)
        for one in moments(claim.text, day)
    )


def _is_told(one: Anchor, told: Sequence[Anchor], ground: Ground) -> bool:
    """Whether the evidence names this time, or one within it."""
    return any(
        _covers(one.period, period)
        and (ground.day is not None or (one.yearly is None) == (other.yearly is None))
        for other in told
        for period in _periods(other, ground)
    )


def _periods(told: Anchor, ground: Ground) -> Iterator[Period]:
    """The time that a date means; without a year also the next one, where the quote looks ahead."""
    yield told.period
    if told.yearly is not None and ground.day is not None and expects(ground.quote):
        for year in (ground.day.year, ground.day.year + 1):
            period = told.in_year(year).period
            if period.start is not None and period.start >= ground.day:
                yield period
                return


def _first_months(ground: Ground) -> Iterator[Anchor]:
    """The first and the last month of "les huit premiers mois de 2023"."""
    for found in FIRST_MONTHS.finditer(ground.quote.text):
        count, year = int(found["count"]), int(found["year"])
        for month in {1, min(count, 12)}:
            begun = date(year, month, 1)
            end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            yield Anchor(found.start(), found.end(), Period(begun, end))


def _day_beside(ground: Ground) -> Iterator[Anchor]:
    """The day that "la veille" or "le lendemain" means, by a day in the sentence before."""
    quote = ground.quote.text
    found = BESIDE.search(quote)
    if found is None:
        return
    day = ground.day or ANY_DAY
    for one in moments(parsed(ground.before, ground.language).text, day):
        if (start := one.period.start) is not None and start == one.period.end:
            moved = start + timedelta(days=-1 if found["before"] else 1)
            yield replace(one, period=Period(moved, moved), yearly=None)


def _covers(wide: Period, narrow: Period) -> bool:
    if wide == narrow:
        return True
    if narrow.start is None or narrow.end is None:
        return False
    return narrow.start in wide and narrow.end in wide


def _is_published(one: Anchor, told: Sequence[Anchor], claim: Parsed, ground: Ground) -> bool:
    """Whether it is the article's day, and not put in the place of another that the quote tells."""
    if ground.day is None or not _covers(one.period, Period(ground.day, ground.day)):
        return False
    others = [other for other in told if not _covers(one.period, other.period)]
    return not others or TELLING.search(claim.text.lower().replace("è", "e")) is not None
