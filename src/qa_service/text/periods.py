"""Time expressions in a question, French and English, as periods: "depuis juin 2021".

What is relative ("hier", "en juin") is relative to a given day; what comes back every year is
meant as it began last, since an archive tells of the past. Beyond two languages only dates in
digits are found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from qa_service.domain.period import Period
from qa_service.text import timespans
from qa_service.text.anchors import Anchor, find_anchors
from qa_service.text.dates import any_of, date_or_none, fold, weekdays

FIRST, SECOND = r"(?:premiere?|1ere?|1re|first|1st)", r"(?:deuxieme|seconde?|2e|2eme|second|2nd)"
THIRD, FOURTH = r"(?:troisieme|3e|3eme|third|3rd)", r"(?:quatrieme|4e|4eme|dernier|fourth|4th|last)"
# Words for a part of the stretch behind them: which part, of how many.
PARTS = (
    ("debut|early|beginning|start", 1, 3),
    ("mi|milieu|mid|middle", 2, 3),
    ("fin|late|end", 3, 3),
    *(
        (f"{nth} (?:trimestre|quarter)|[tq]{n}", n, 4)
        for n, nth in enumerate((FIRST, SECOND, THIRD, FOURTH), 1)
    ),
    *((f"{nth} (?:semestre|half)|[sh]{n}", n, 2) for n, nth in enumerate((FIRST, SECOND), 1)),
)
DAY_NAME = any_of(weekdays())
# What may stand between a preposition and the stretch, and what belongs to it before that.
LINK = (
    r"(?:[\s-]|\b(?:d[eu]s?|l[ae]s?|of|the|annees?|mois|month|year|an|en|in|on|aux?|a|"
    rf"{DAY_NAME})\b,?|\b[ld]')*"
)
LEAD = re.compile(
    r"(?:(?:\b(?:en|in|on|at|aux?|a|dans|durant|pendant|au cours|during|over|within|for|pour|"
    rf"d[eu]s?|l[ae]s?|of|the|mois|month|year|annee|an|{DAY_NAME})\b,?|\b[ld]')\s?)+$"
)
RELATIONS = {
    "since": "depuis|a partir|a compter|des|since|starting",
    "before": "avant|before|prior to",
    "until": "jusqu'(?:en|aux?|a)|until|till|up to|by",
    "after": "apres|after",
}
ONWARDS = re.compile(r"\s(?:onwards?|on\b(?! \w))")
JOINED = re.compile(
    r"\s?(?:et|and|au?|to|until|till|through|jusqu'(?:en|au|a)|-|–)\s?(?:l[ae]s? |l'|the |en |in )?"
)
PAIRED = re.compile(rf"(?:\b(?:entre|between|from|depuis|since|d[eu]|for|pour)\b|\bd'){LINK}$")
DASHES = "-–"
SO_FAR = re.compile(r"\b(?:a|jusqu'a) ce jour\b|\bto (?:this day|date)\b")  # of all times
FIRST_DAY = re.compile(
    r"(?:\b(?:du|entre le|from|between)(?: the)? )?(?<![\d.,])(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
    r"(?: ?[-–] ?| (?:au|et le|to|and) (?:the )?)$"
)
# An event stands behind a preposition and a determiner, and ends at a mark or a question word.
BOUND = {
    "since": "depuis|since",
    "before": "avant|before",
    "until": "jusqu'(?=au? )a?u?|until|till",
    "after": "apres|after",
}
EVENT_ARTICLE = r"(?:l[ae]s? |l'|the )"
# What happens: "depuis la fenêtre" is no time.
HAPPENING = re.compile(
    r"\b(?:coup|putsch|attaque|attentat|election|scrutin|referendum|guerre|bataille|mort|deces|"
    r"demission|nomination|accord|signature|depart|retrait|arrivee|chute|crise|revolte|revolution|"
    r"sommet|rencontre|visite|reunion|naufrage|incendie|seisme|tempete|inondation|greve|proces|"
    r"verdict|arrestation|liberation|enlevement|ouverture|fermeture|inauguration|lancement|vote|"
    r"adoption|rupture|expulsion|suspension|invasion|creation|fondation|finale|attack|war|battle|"
    r"death|resignation|appointment|deal|agreement|signing|departure|withdrawal|arrival|fall|"
    r"crisis|revolt|revolution|summit|meeting|visit|fire|earthquake|storm|flood|strike|trial|"
    r"arrest|release|opening|closure|launch|adoption|invasion|founding|final)s?\b"
)
NO_MARK = r"[^,;:.?!()«»\"]"
ASKED = (
    r"(?:quels?|quelles?|comment|combien|pourquoi|quand|que|qui|what|who|how|where|why|when|which|"
    r"did|has|have|had|is|was|were|does|do|a-t-|est-)"
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of time that a question names, in a half-open range of its code points."""

    start: int
    end: int
    period: Period
    is_sure: bool = True  # False where the year was not named


@dataclass(frozen=True, slots=True)
class EventExpression:
    """A stretch of time that a question bounds by an event: "depuis le coup d'État"."""

    start: int
    end: int
    relation: str  # a key of `RELATIONS`
    event: str  # its words, as written

    def dated(self, happened: Period) -> TimeExpression:
        """The stretch, by when the event happened, which it includes."""
        return TimeExpression(self.start, self.end, _bounded_within(self.relation, happened))


def find_periods(text: str, today: date) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in NFC, in its order.

    >>> found = find_periods("Qui a dirigé le Mali de juin à août 2020 ?", date(2024, 10, 15))
    >>> [(str(one.period.start), str(one.period.end)) for one in found]
    [('2020-06-01', '2020-08-31')]
    """
    folded = SO_FAR.sub(_blanked, fold(text))
    found = _of_years(folded, find_anchors(text, folded, today))
    named = _paired(folded, [_part(folded, _days(folded, anchor)) for anchor in found])
    return tuple(_related(text, folded, anchor) for anchor in named)


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def find_events(text: str, dated: Sequence[TimeExpression]) -> tuple[EventExpression, ...]:
    """The events by which a question bounds a stretch of time, where no date stands with them.

    >>> find_events("Qui dirigeait le Mali avant le premier coup d'État ?", ())
    (EventExpression(start=22, end=50, relation='before', event="premier coup d'État"),)
    """
    found = []
    for relation, words in BOUND.items():
        pattern = rf"\b(?:{words})\s{EVENT_ARTICLE}(?P<event>(?:(?!\b{ASKED}){NO_MARK}){{3,80}})"
        for match in re.finditer(pattern, fold(text)):
            event = text[match.start("event") : match.end("event")]
            if HAPPENING.search(match["event"]) and all(
                one.end <= match.start() or match.end() <= one.start for one in dated
            ):
                end = match.start("event") + len(event.rstrip())
                found.append(EventExpression(match.start(), end, relation, event.strip()))
    return tuple(found)


def named_periods(text: str, today: date | None) -> tuple[Period, ...]:
    """The stretches that a text names, without what bounds them: of "avant juin 2021" June.

    Without the day on which it was written only those that name their year.
    """
    return tuple(anchor.period for anchor in named_times(text, today))


def named_times(text: str, today: date | None) -> tuple[Anchor, ...]:
    """The same, each with the place of its words."""
    folded = fold(text)
    return tuple(_of_years(folded, find_anchors(text, folded, today)))


def _of_years(folded: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """What was named without its year takes that of what follows: "de mars à mai 2021"."""
    found: list[Anchor] = []
    for anchor in reversed(anchors):
        following = found[-1] if found else None
        if following and anchor.yearly and following.period.start:
            between = folded[anchor.end : following.start]
            year = following.period.start.year
            if re.fullmatch(r",? (?:de |d'|of )?(?:l'|the )?", between) and (
                timespans.month_count(following.period) == timespans.YEAR
            ):
                found.pop()
                anchor = replace(anchor.in_year(year), end=following.end)
            elif JOINED.fullmatch(between) and not following.yearly:
                same = anchor.in_year(year)
                late = same.period.start and same.period.start > following.period.start
                anchor = anchor.in_year(year - 1) if late else same
        found.append(anchor)
    return found[::-1]


def _days(folded: str, anchor: Anchor) -> Anchor:
    """ "du 3 au 7 juin 2021": the first day has no month of its own."""
    first, last = FIRST_DAY.search(folded[: anchor.start]), anchor.period.end
    if not first or not last or anchor.period.start != last:
        return anchor
    begins = date_or_none(last.year, last.month, int(first["day"]))
    if begins is None or begins >= last:
        return anchor
    return replace(anchor, start=first.start(), period=Period(begins, last), yearly=None)


def _part(folded: str, anchor: Anchor) -> Anchor:
    for pattern, number, count in _parts():
        match = pattern.search(folded[: anchor.start])
        period = timespans.part(anchor.period, number, count) if match else None
        if match and period:
            return replace(anchor, start=match.start(), period=period, yearly=None)
    return anchor


def _paired(folded: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """With each pair such as "entre 2020 et 2022" as one."""
    found: list[Anchor] = []
    for anchor in anchors:
        first = found[-1] if found else None
        start = _pair_start(folded, first, anchor) if first else None
        if first and start is not None:
            found[-1] = replace(anchor, start=start, period=first.period.spanning(anchor.period))
        else:
            found.append(anchor)
    return found


def _pair_start(folded: str, first: Anchor, second: Anchor) -> int | None:
    """Where a pair begins, or None where the two are no pair."""
    between = folded[first.end : second.start]
    if not JOINED.fullmatch(between):
        return None
    if between.strip() in DASHES:
        return first.start
    match = PAIRED.search(folded[: first.start])
    return match.start() if match else None


def _related(text: str, folded: str, anchor: Anchor) -> TimeExpression:
    """With the preposition before it, or the event before it and its preposition."""
    before, named, is_sure = folded[: anchor.start], anchor.period, anchor.yearly is None
    onwards = ONWARDS.match(folded, anchor.end)
    if onwards and (match := re.search(rf"\bfrom\b{LINK}$", before)):
        return TimeExpression(match.start(), onwards.end(), _bounded("since", named), is_sure)
    for relation, pattern, event in _relations():
        match = pattern.search(before)
        if match and text[match.start() : match.start() + 3] != "des":  # folded "dès" is the same
            return TimeExpression(match.start(), anchor.end, _bounded(relation, named), is_sure)
        if match := event.search(before):
            period = _bounded_within(relation, named)
            return TimeExpression(match.start(), anchor.end, period, is_sure)
    lead = LEAD.search(before)
    return TimeExpression(lead.start() if lead else anchor.start, anchor.end, named, is_sure)


def _bounded(relation: str, named: Period) -> Period:
    """What lies since, before, until or after a stretch."""
    day = timedelta(days=1)
    if relation == "before" and named.start and named.start > date.min:
        return Period(None, named.start - day)
    if relation == "after" and named.end and named.end < date.max:
        return Period(named.end + day)
    return _bounded_within(relation, named)


def _bounded_within(relation: str, named: Period) -> Period:
    """The same of an event somewhere within the stretch, which belongs to either side."""
    return Period(named.start) if relation in ("since", "after") else Period(None, named.end)


@cache
def _parts() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    return tuple((re.compile(rf"\b(?:{words})\b{LINK}$"), n, count) for words, n, count in PARTS)


@cache
def _relations() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Each with the pattern of what stands before a stretch, and of an event before it."""
    return tuple(
        (
            relation,
            re.compile(rf"\b(?:{words})(?!\w){LINK}$"),
            re.compile(
                rf"\b(?:{BOUND[relation]})\s{EVENT_ARTICLE}{NO_MARK}{{3,60}}?"
                rf"(?:\s(?:d[eu]|of|in|en|on)|\sd'){LINK}$"
            ),
        )
        for relation, words in RELATIONS.items()
    )
