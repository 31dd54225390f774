"""Sentences that date themselves outside the period that a question names.

A passage tells of the period where one of its sentences does. "En 2016, le Mali a commandé quatre
hélicoptères", beside a sentence about 2021, is no answer for 2021.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from qa_service.answering.dated import YEAR
from qa_service.answering.ranking import Ranked
from qa_service.answering.writers import DISTANCE
from qa_service.domain.answer import Evidence
from qa_service.domain.period import Period
from qa_service.text.periods import find_periods


def of_its_time(ranked: Ranked) -> Ranked:
    """The evidence without anachronisms, or all of it marked as outside where nothing comes near.

    What was published in the period may look back: "rappelle qu'en 2016 ..." was said then. A day
    without its year excludes nothing.
    """
    question = ranked.retrieved.question
    period = question.period
    if period is None or ranked.retrieved.is_outside or not ranked.evidence:
        return ranked
    if not all(named.is_sure for named in question.binding):
        return ranked
    kept = [n for n, item in enumerate(ranked.evidence) if not _is_anachronism(item, period)]
    best = ranked.evidence[0].score
    if not kept or ranked.evidence[kept[0]].score < best - DISTANCE:
        return replace(ranked, retrieved=replace(ranked.retrieved, is_outside=True))
    return ranked.taken(np.array(kept, np.intp), [ranked.evidence[n] for n in kept])


def _is_anachronism(item: Evidence, period: Period) -> bool:
    day = item.article.published
    if day is None or day in period:  # a text without a date reports on no one time
        return False
    return names_other_years(item.quote, period, day)


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
