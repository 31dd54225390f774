"""Sentences that date themselves outside the period that a question names.

A passage tells of the period where one of its sentences does. "En 2016, le Mali a commandé quatre
hélicoptères", beside a sentence about 2021, is no answer for 2021.
"""

import re
from dataclasses import replace
from datetime import date

import numpy as np

from qa_service.answering.context import sentence_before
from qa_service.answering.dated import YEAR
from qa_service.answering.moments import is_of_period
from qa_service.answering.ranking import Ranked
from qa_service.answering.writers import DISTANCE
from qa_service.domain.answer import Evidence
from qa_service.domain.period import Period
from qa_service.text.anchors import Anchor
from qa_service.text.expectation import STRICT, Form
from qa_service.text.periods import find_periods, named_times

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
            return _only(ranked, kept)
        if not is_sure and question.broad.subject:
            return ranked
    elif not is_sure:
        return ranked
    else:
        kept = _timely(ranked, period)
        best = ranked.evidence[0].score
        if kept and ranked.evidence[kept[0]].score >= best - DISTANCE:
            return _only(ranked, kept)
    return replace(ranked, retrieved=replace(ranked.retrieved, is_outside=True))


def _only(ranked: Ranked, places: list[int]) -> Ranked:
    return ranked.taken(np.array(places, np.intp), [ranked.evidence[n] for n in places])


def _timely(ranked: Ranked, period: Period) -> list[int]:
    return [
        n
        for n, item in enumerate(ranked.evidence)
        if not _is_anachronism(item, period, ranked.form)
    ]


def _is_anachronism(item: Evidence, period: Period, form: Form) -> bool:
    day = item.article.published
    if day is None or day in period:  # a text without a date reports on no one time
        return False
    if form in STRICT:
        return not _figure_meets(item, period, day)
    return names_other_years(item.quote, period, day)


def _figure_meets(item: Evidence, period: Period, written: date) -> bool:
    """Whether a figure is of a period, by the time named nearest to it.

    A time behind "contre" or "que" is what the figure is compared with. A sentence that names none
    goes on from the one before it; failing that it is of its article's time, which is another one.
    """
    times = named_times(item.quote, written)
    if not times:
        before = sentence_before(item)
        times = named_times(before.of(item.article.text), written) if before else ()
        return any(one.period.meets(period) for one in times)
    if item.answer is None:
        return any(one.period.meets(period) for one in times)
    start, end = (at - item.sentence.start for at in (item.answer.start, item.answer.end))

    def distance(one: Anchor) -> int:
        return max(one.start - end, start - one.end, 0)

    own = [one for one in times if not COMPARED.search(item.quote[end : one.start])]
    return bool(own) and min(own, key=distance).period.meets(period)


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
