"""Where what somebody says begins and ends."""

import re

from qa_service.text.quotations import Quotation
from qa_service.text.speech.cues import Cue
from qa_service.text.speech.verbs import (
    TELLING,
    WEAK,
    WISHES,
)
from qa_service.text.speech.words import ARTICLES, FINITE, QUOTED, TIME, Token

THAT = frozenset("que qu' qu’ that".split())


FEWEST_WORDS = 4  # of a quotation behind a verb that may mean something else


MOST_BETWEEN = 2  # words between a verb and a short quotation that it tells


QUALIFYING = frozenset("qualifier décrire juger comparer".split())  # "de « honteux »"


INFINITIVE = re.compile(r"(?!hier$|entre$|notre$|votre$|contre$)\w{2,}(?:er|ir|re)$")


def content_of(words: list[Token], start: int, end: int) -> list[int]:
    """Tokens that are words or quotations."""
    return [
        at for at in range(start, end) if words[at].low == QUOTED or words[at].text[0].isalnum()
    ]


def trimmed(words: list[Token], end: int) -> int:
    """The end without marks before it."""
    while end and not (
        words[end - 1].low == QUOTED
        or words[end - 1].text[-1].isalnum()
        or (words[end - 1].text in {"%", "€", ")", "$"})
    ):
        end -= 1
    return end


def first_word(words: list[Token], at: int) -> int:
    """The first word or quotation from a token on."""
    while at < len(words) and not (words[at].low == QUOTED or words[at].text[0].isalnum()):
        at += 1
    return at


def adjacent(words: list[Token], quoted: dict[int, Quotation], at: int) -> int | None:
    """The quotation right before a token, commas aside."""
    while at and words[at - 1].low == ",":
        at -= 1
    return at - 1 if at - 1 in quoted else None


def behind_apposition(words: list[Token], cue: Cue, end: int) -> int:
    """Behind "Selon X, président de Y," where what follows the first comma is no sentence yet."""
    at = cue.after
    while at < end and words[at].low not in {","}:
        if words[at].low == QUOTED:
            return at
        at += 1
    if at >= end:
        return cue.after
    nearest = at
    at += 1
    while at < end and words[at].low != ",":
        if FINITE.match(words[at].low) or words[at].low == QUOTED:
            return nearest
        at += 1
    return at if at < end and has_finite(words, at, end) else nearest


def has_finite(words: list[Token], start: int, end: int) -> bool:
    """Whether a verb is among the words, as far as its ending tells."""
    return any(FINITE.match(word.low) for word in words[start:end])


def is_opening(words: list[Token], start: int, end: int) -> bool:
    """Whether only a connective stands before "selon X": "Mais", "En effet,"."""
    rest = [word for word in words[start:end] if word.low == QUOTED or word.text[0].isalpha()]
    if any(word.low == QUOTED for word in rest):
        return False
    return len(rest) <= 3 and not has_finite(words, start, end)


def that_clause(words: list[Token], start: int, end: int) -> int | None:
    """The "que" of a verb, maybe behind a time, a place or a hearer."""
    for at in range(start, min(end, start + 12)):
        low = words[at].low
        if low in THAT:
            return at
        if low in {":", ";", QUOTED} or (FINITE.match(low) and not TIME.match(low)):
            return None
    return None


def object_of(words: list[Token], cue: Cue, end: int) -> int | None:
    """Where the object begins that tells what is said without "que"."""
    at = cue.after
    if cue.lemma in WISHES:
        return None
    if any(word.low in {"pas", "jamais"} for word in words[cue.verb : at + 1]):
        return None
    while at < end and (TIME.match(words[at].low) and words[at].low not in ARTICLES):
        at += 1
    if at >= end:
        return None
    low = words[at].low
    if low == ":" and at + 2 < end:
        return at + 1
    told = cue.lemma in TELLING and not words[cue.verb].low.endswith("ant")
    if told and (low in ARTICLES or low in {"d'", "d’"}):
        return at
    if low in {"ne", "n'", "n’"} or (INFINITIVE.match(low) and words[at].text[0].islower()):
        return at
    if low in {"de", "d'", "d’"} and at + 1 < end and INFINITIVE.match(words[at + 1].low):
        return at + 1
    return None


def is_long(quotation: Quotation, text: str) -> bool:
    """Whether a quotation is more than a word or two set in marks."""
    return len(quotation.within.of(text).split()) >= FEWEST_WORDS


def is_speech(words: list[Token], quotation: Quotation, cue: Cue, at: int, text: str) -> bool:
    """Whether a quotation behind a verb is said, not a title that the verb has as its object."""
    if words[at - 1].low == ":":
        return True
    short = not is_long(quotation, text)
    if words[at - 1].low in {"de", "d'", "d’", "comme"} and cue.lemma in QUALIFYING:
        return True
    if (short or cue.lemma in WEAK) and at - cue.after > MOST_BETWEEN:
        return False
    if cue.lemma not in WEAK:
        return True
    return not short
