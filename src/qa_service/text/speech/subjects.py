"""Whom a verb is about: the mention before it, behind appositions and relative clauses."""

from qa_service.text.first_names import gender_of
from qa_service.text.speech.mentions import Mention, Sort, mention_at
from qa_service.text.speech.verb_phrases import BETWEEN
from qa_service.text.speech.words import (
    ARTICLES,
    BOUNDARIES,
    NOBODY,
    OF,
    PREPOSITIONS,
    PRONOUNS,
    QUOTED,
    TIME,
    Token,
    can_speak,
)


def subject_before(words: list[Token], at: int) -> Mention | None:
    """The mention that ends with the token `at`, adverbs aside."""
    while at >= 0 and BETWEEN.match(words[at].low) and words[at].low not in {"elle"}:
        at -= 1
    if at < 0:
        return None
    low = words[at].low
    if low == "qui" and at and words[at - 1].low in {"celui", "celle", "ceux", "celles"}:
        return None
    if low == "qui":
        at -= 2 if at > 1 and words[at - 1].low == "," else 1
        return _antecedent(words, at)
    if low == ",":
        return apposed_before(words, at)
    if low == ")":
        while at and words[at].low != "(":
            at -= 1
        return ending_at(words, at - 1)
    if low in NOBODY and low not in PRONOUNS:
        return None
    mention = ending_at(words, at)
    if mention is None:  # "X, correspondant pour le Matin de Valmer"
        while at >= 0 and words[at].low not in BOUNDARIES:
            at -= 1
        return apposed_before(words, at) if at > 0 and words[at].low == "," else None
    return mention


def _antecedent(words: list[Token], last: int) -> Mention | None:
    """Whom "qui" takes up: the name that ends a phrase about a thing, else the phrase."""
    mention = ending_at(words, last)
    if mention is None or mention.role is None or mention.name or can_speak(mention.role):
        return mention
    for at in range(last, max(0, last - 5), -1):
        nearer = mention_at(words, at, last + 1) if words[at].low in ARTICLES else None
        if nearer and nearer.end == last + 1 and nearer.role and can_speak(nearer.role):
            return nearer
    start = last
    while start and words[start - 1].is_capital:
        start -= 1
    name = mention_at(words, start, last + 1) if words[last].is_capital else None
    return name if name is not None and " " in name.text else mention


def ending_at(words: list[Token], last: int) -> Mention | None:
    """The longest mention that ends with token `last`, or is parted from it by a time or place."""
    if last < 0:
        return None
    start = last
    while start > 0 and words[start - 1].low not in BOUNDARIES:
        start -= 1
    loose = None
    for at in range(start, last + 1):
        if at and words[at - 1].low in PREPOSITIONS | OF:
            continue
        before = words[at - 1]
        if at > start and (before.low in ARTICLES or (before.is_capital and words[at].is_capital)):
            continue  # within a phrase or a name
        if words[at].low in {"et", "and"} or (at > start and words[at].low in OF):
            continue
        mention = mention_at(words, at, last + 1)
        if mention is None or _is_adjective(words, at, mention):
            continue
        if mention.end == last + 1:
            return mention
        if loose is None and _is_aside(words, mention.end):
            loose = mention
    return loose


def _is_adjective(words: list[Token], at: int, mention: Mention) -> bool:
    """Whether a capital only begins the sentence: "Inquiète, Michelle Chacon"."""
    if at or mention.sort is not Sort.NAME or " " in mention.text or mention.text.isupper():
        return False
    return mention.end < len(words) and words[mention.end].low == ","


def _is_aside(words: list[Token], at: int) -> bool:
    return words[at].low in PREPOSITIONS or bool(TIME.match(words[at].low))


def apposed_before(words: list[Token], comma: int) -> Mention | None:
    """Whom the phrases before a comma are about: "X, président de Y," is about X."""
    end = comma
    first = None
    for _ in range(5):
        start = end
        while start > 0 and words[start - 1].low not in {",", ";", ":", QUOTED}:
            start -= 1
        aside = start > 0 and words[start].low in PREPOSITIONS | {"qui", "dont", "où", "ainsi"}
        aside = aside or (end - start == 1 and words[start].low in {"lui", "elle", "eux", "elles"})
        mention = ending_at(words, end - 1) if end > start and not aside else None
        if mention is not None and mention.end == end:
            if mention.sort is Sort.NAME and mention.name and _starts(words, mention, start):
                return mention
            first = first or mention
        if start == 0 or words[start - 1].low != ",":
            break
        end = start - 1
    return first


def _starts(words: list[Token], mention: Mention, start: int) -> bool:
    first = words[start + 1] if words[start].low in {"mais", "et", "or", "puis"} else words[start]
    return mention.span.start == first.start


def main_subject(words: list[Token], end: int) -> Mention | None:
    """The first mention before `end` that begins a phrase: of a label or a sentence."""
    turns = [at + 1 for at in range(end) if words[at].low in {"mais", ";", "but"}]
    start = turns[-1] if turns else 0
    for at in range(start, end):
        if at > start and words[at - 1].low not in {",", "et"}:
            continue
        mention = mention_at(words, at, end)
        if mention is not None and not _only_begins(words, at, mention):
            return mention
    return None


def _only_begins(words: list[Token], at: int, mention: Mention) -> bool:
    """Whether a capital is a sentence's rather than a name's: "Âgé de 40 ans"."""
    if at or mention.sort is not Sort.NAME or " " in mention.text or mention.text.isupper():
        return False
    return gender_of(mention.text) is None
