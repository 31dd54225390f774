"""Sentences that the ranking likes and that answer another question.

Of the right subject, with something of the form asked for: but the number counts another thing, or
whoever is named held the office no longer. Where what comes first is such a sentence and nothing
comes near it, the question is refused.
"""

import re
from dataclasses import replace

from qa_service.answering.ranking import Ranked
from qa_service.answering.writers import DISTANCE
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Span
from qa_service.text.analysis import terms
from qa_service.text.dates import fold
from qa_service.text.expectation import MEASURES, NUMBERS, Form, counted_thing
from qa_service.text.present_questions import asks_about_present

NEAR = 60  # characters before a name in which its office may end
# All are read in folded text, right before a name ...
ENDED_BEFORE = re.compile(
    r"\b(?:chute|renversement|destitution|demission|depart|limogeage|eviction|mort|deces|assassinat"
    r"|ancien(?:ne)?|ex|feu|predecesseur|succede[rs]?|succedait|remplace[rs]?|renvers\w+|destitu\w+"
    r"|limog\w+|evinc\w+|fall|ouster|ousting|resignation|death|former|late|ousted|overthrew"
    r"|overthrown|toppled|succeed(?:s|ed)|replac(?:es|ed))\b(?: |-)[^.,;:!?«»]*(?:, )?$"
)
# ... and behind it.
ENDED_BEHIND = re.compile(
    r"^[^.;:!?]{0,16}?\b(?:(?:a|avait) (?:demissionne|quitte|ete (?:renverse|destitue|limoge|evince"
    r"|assassine|remplace)e?)|(?:est|etait) (?:mort|decede)e?|(?:renverse|destitue|limoge|evince"
    r"|assassine|decede|demissionnaire)e?|resigned|stepped down|was (?:ousted|overthrown|toppled"
    r"|killed|replaced|dismissed)|has died|died)\b"
)
NUMBER = re.compile(rf"(?:\d[\d\s.,]*|\b(?:{NUMBERS})\b\s*)+", re.IGNORECASE)
BEHIND_NUMBER = re.compile(
    r"\s*(?:de |d['’]|of )?([^\W\d_]{3,})(?: (?:de |d['’]|of )([^\W\d_]{3,}))?"
)
ANYBODY = frozenset({"personnes", "gens", "individus", "people", "persons"})  # of whatever kind
# "Qui est Victor Hugo ?" asks who somebody is, and not who holds an office.
ABOUT_SOMEBODY = re.compile(
    r"\s*(?i:qui (?:est|etait|était)|who(?: is| was|['’]s)) +[^\W\d_a-zà-ÿ]"
)
ALIKE = 5  # letters at the beginning of two words that may be forms of one
# One event has many words.
DEATHS = re.compile(
    r"\b(?:mort\w*|tue\w*|dece\w*|peri\w*|victime\w*|dead|death\w*|kill\w*|die\w*)\b"
)


def of_what_is_asked(ranked: Ranked) -> Ranked:
    """The evidence without such sentences, marked as misread where nothing comes near."""
    question = ranked.retrieved.question
    if question.broad or question.statement or not ranked.evidence or not ranked.is_within:
        return ranked
    kept = [n for n, item in enumerate(ranked.evidence) if not _is_misread(item, n, ranked)]
    if len(kept) == len(ranked.evidence):
        return ranked
    if not kept or ranked.evidence[kept[0]].score < ranked.evidence[0].score - DISTANCE:
        return replace(ranked, is_misread=True)
    return ranked.only(kept)


def _is_misread(item: Evidence, place: int, ranked: Ranked) -> bool:
    question = ranked.retrieved.question
    if item.answer is None:
        return False
    if ranked.form is Form.NAME:
        is_present = asks_about_present(question.text, question.language) and not question.dates
        return is_present and not ABOUT_SOMEBODY.match(question.text) and is_over(item)
    thing = counted_thing(question.text) if ranked.form is Form.NUMBER else None
    return thing is not None and _counts_other(item, thing, question.language)


def is_over(item: Evidence) -> bool:
    """Whether a sentence says that the time of the one it names is over."""
    place = item.short_answer or Span(0, 0)
    folded = fold(item.quote)
    before, behind = folded[max(0, place.start - NEAR) : place.start], folded[place.end :]
    return bool(ENDED_BEFORE.search(before) or ENDED_BEHIND.search(behind))


def _counts_other(item: Evidence, thing: str, language: str) -> bool:
    """Whether the number in a sentence is of another thing than what is to be counted."""
    said = set(terms(item.quote, item.article.language))
    wanted = set(terms(thing, language))
    if not wanted or wanted & said:
        return False
    if DEATHS.fullmatch(fold(thing)) and "victim" not in thing:  # those who live are some too
        return DEATHS.search(fold(item.quote)) is None
    place = item.short_answer
    number = NUMBER.search(item.quote, place.start if place else 0)
    counted = BEHIND_NUMBER.match(item.quote, number.end()) if number else None
    if counted is None or counted[1].casefold() in ANYBODY:
        return False
    what = counted[1].casefold()
    if what in MEASURES:
        what = (counted[2] or "").casefold()
    if what[:ALIKE] == thing.casefold()[:ALIKE]:
        return False
    return bool(what) and what not in MEASURES and bool(terms(what, item.article.language))
