"""Sentences that date themselves outside the period that a question names.

A passage tells of the period where one of its sentences does. "En 2016, le Mali a commandé quatre
hélicoptères", beside a sentence about 2021, is no answer for 2021.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from qa_service.answering.context import sentence_before
from qa_service.answering.dated import YEAR
from qa_service.answering.moments import is_of_period
from qa_service.answering.ranking import Ranked
from qa_service.answering.writers import DISTANCE
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Span
from qa_service.domain.period import Period
from qa_service.text.anchors import Anchor
from qa_service.text.expectation import STRICT, Form
from qa_service.text.periods import find_periods, named_times

FIGURE = re.compile(r"\d+(?:[\s.,]\d+)*")
COMPARED = re.compile(
    r"\b(?:contre|par rapport|que|than|against|from|compared)\b|\bqu['’]", re.IGNORECASE
)


def of_its_time(ranked: Ranked) -> Ranked:
    """The evidence without anachronisms, or all of it marked as outside where nothing comes near.

    What was published in the period may look back: "rappelle qu'en 2016 ..." was said then. A day
    without its year excludes nothing. Of a broad question each line has to be of the period.
    """
    question = ranked.retrieved.question
    period = question.period
    if period is None or ranked.retrieved.is_outside or not ranked.evidence:
        return ranked
    is_sure = all(named.is_sure for named in question.binding)
    if question.broad:
        kept = [n for n, one in enumerate(ranked.evidence) if is_of_period(one, period, question)]
        if kept:
            return ranked.only(kept)
        if not is_sure and question.broad.subject:
            return ranked
    elif not is_sure:
        return ranked
    else:
        timely = _timely(ranked, period)
        best = ranked.evidence[0].score
        if timely and next(iter(timely.values())).score >= best - DISTANCE:
            return ranked.taken(np.array(list(timely), np.intp), list(timely.values()))
    return replace(ranked, retrieved=replace(ranked.retrieved, is_outside=True))


def _timely(ranked: Ranked, period: Period) -> dict[int, Evidence]:
    """What is of the period, by its place."""
    found = ((n, _of_time(item, period, ranked.form)) for n, item in enumerate(ranked.evidence))
    return {n: item for n, item in found if item is not None}


def _of_time(item: Evidence, period: Period, form: Form) -> Evidence | None:
    """A sentence of the period, with that of its figures for an answer that is of it too."""
    day = item.article.published
    if day is None or day in period:  # a text without a date reports on no one time
        return item
    if form in STRICT:
        return _with_figure(item, period, day)
    return None if names_other_years(item.quote, period, day) else item


def _with_figure(item: Evidence, period: Period, written: date) -> Evidence | None:
    """The sentence with a figure of the period, by the time named nearest to it.

    A time behind "contre" or "que" is what the figure is compared with. A sentence that names none
    goes on from the one before it; failing that it is of its article's time, which is another one.
    """
    times = named_times(item.quote, written)
    short = item.short_answer
    if short is None or not times:
        before = None if times else sentence_before(item)
        told = named_times(before.of(item.article.text), written) if before else times
        return item if any(one.period.meets(period) for one in told) else None
    if _is_of(item.quote, short.start, short.end, times, period):
        return item
    for figure in FIGURE.finditer(item.quote):
        start, end = figure.span()
        is_date = any(one.start < end and start < one.end for one in times)
        if not is_date and _is_of(item.quote, start, end, times, period):
            first = item.sentence.start
            return replace(item, answer=Span(first + start, first + end))
    return None


def _is_of(quote: str, start: int, end: int, times: Sequence[Anchor], period: Period) -> bool:
    own = [one for one in times if not COMPARED.search(quote[end : one.start])]
    if not own:
        return False
    nearest = min(own, key=lambda one: max(one.start - end, start - one.end, 0))
    return nearest.period.meets(period)


def names_other_years(text: str, period: Period, written: date | None) -> bool:
    """Whether a text names years, and of its times none meets the period.

    >>> of_2021 = Period(date(2021, 1, 1), date(2021, 12, 31))
    >>> names_other_years("En 2016, quatre ont été commandés.", of_2021, date(2022, 8, 5))
    True
    >>> names_other_years("Il dirige le port depuis 2016.", of_2021, date(2022, 8, 5))
    False
    """
    if not YEAR.search(text):
        return False
    named = find_periods(text, written or date.max)
    return bool(named) and not any(one.period.meets(period) for one in named)
