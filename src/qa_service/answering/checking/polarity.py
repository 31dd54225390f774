"""Whether a statement denies what the evidence tells, or turns it round.

Negation is compared by the word that it denies: "n'a pas modifié" and "a modifié" differ, "n'a pas
modifié" and "est resté" are left to the comparison of words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.lexicon import (
    Sides,
    are_synonyms,
    contradictory,
    denying,
    neutral,
    sides,
    stem,
)
from qa_service.answering.checking.parsing import Parsed, Sort, Word

NE = frozenset(("ne", "n'"))
WITH_NE = frozenset("pas plus jamais aucun aucune rien personne guere ni nul nulle point".split())
ALONE = frozenset(
    "sans non jamais aucun aucune not never no without neither nor none nobody cannot".split()
)
GOVERNING = frozenset("de d' a que qu' to that".split())  # between "refuse" and what is refused
PREFIXED = re.compile(r"(?:in|im|ir|mal|un)(?=\w{4})")  # "inchangé" denies "changé"
INFINITIVE = re.compile(r"\w+(?:er|ir|re|oir)")
STOPS = frozenset((",", ";", ".", ":", "mais", "but", "que", "qu'", "qui"))
REACH = 6  # words from "ne" to its second part
STAYING = frozenset(  # what goes on as it was has not been changed
    "reste restent reste restee restees restes restait demeure demeurent toujours encore "
    "inchange inchangee identique still remain remains remained".split()
)
WIDE = 4  # words of meaning behind a negation that it may deny


@dataclass(frozen=True, slots=True)
class Denied:
    """The word that a negation denies, and all that it may reach."""

    head: str
    reach: frozenset[str]


def denies(claim: Parsed, ground: Ground) -> bool:
    """Whether one of the two denies what the other tells."""
    if claim.language != ground.language:
        return _denies_across(claim, ground.quote) or _denies_across(ground.quote, claim)
    mine, theirs = list(_denials(claim, ground.quote)), list(_denials(ground.quote, claim))
    return (
        _one_sided(mine, claim, theirs, ground.quote)
        or _one_sided(theirs, ground.quote, mine, claim)
        or _negates_nothing(mine, theirs, claim, ground)
        or _drops(theirs, mine, claim, ground)
        or _refuses_alone(claim, ground.quote)
        or _refuses_alone(ground.quote, claim)
    )


def _denies_across(own: Parsed, other: Parsed) -> bool:
    """Whether one says "not" and nothing in the other, of another language, can mean that."""
    if not list(_negations(own)) or list(_negations(other)) or _refuses(other):
        return False
    return not any(PREFIXED.match(word.low) for word in other.words)


def _one_sided(
    mine: Sequence[Denied], own: Parsed, theirs: Sequence[Denied], other: Parsed
) -> bool:
    """Whether what one denies stands in the other and is not denied there."""
    reached = [key for one in theirs for key in one.reach]
    plain = [word.key for word in other.content]
    for one in mine:
        in_other = [key for key in plain if are_synonyms(key, one.head, own.language)]
        if in_other and not any(are_synonyms(key, one.head, own.language) for key in reached):
            return True
    return False


def _negates_nothing(
    mine: Sequence[Denied], theirs: Sequence[Denied], claim: Parsed, ground: Ground
) -> bool:
    """Whether a statement denies and the evidence does so in no way."""
    if not mine or theirs:
        return False
    refusing = denying(ground.language) | frozenset(("mettr", "fin"))
    said = {word.key for word in ground.quote.content}
    opposed = any(_is_opposed(word.key, said, claim.language) for word in claim.content)
    prefixed = any(
        word.low.startswith(("in", "im", "il", "ir", "un", "non")) and len(word.low) > 5
        for word in ground.quote.content
    )
    return not (said & refusing or opposed or prefixed)


def _drops(theirs: Sequence[Denied], mine: Sequence[Denied], claim: Parsed, ground: Ground) -> bool:
    """Whether a statement says something of what the evidence says only something negative of."""
    if mine or _refuses(claim) or any(word.low in STAYING for word in claim.words):
        return False
    told = {word.key for word in claim.content}
    new = [
        word
        for word in claim.content
        if not any(are_synonyms(word.key, key, claim.language) for key in ground.keys)
        and word.key not in ground.around_keys | neutral(claim.language)
        and not says_by_negation(word, claim, ground)
    ]
    return bool(new) and any(one.reach & told for one in theirs)


def _refuses(text: Parsed) -> bool:
    """Whether it denies by the meaning of a word."""
    return any(word.key in denying(text.language) for word in text.content)


def _refuses_alone(own: Parsed, other: Parsed) -> bool:
    """Whether one refuses or denies something that the other has without such a word."""
    refusing = denying(own.language)
    if any(word.key in refusing for word in other.content) or list(_negations(other)):
        return False
    words = own.words
    for n, word in enumerate(words[:-1]):
        if word.key not in refusing or words[n + 1].low not in GOVERNING:
            continue
        denied = next((one for one in words[n + 2 :] if one.key), None)
        if denied and words[n + 1].text.lower() == "à" and not INFINITIVE.fullmatch(denied.low):
            continue  # "cesser à la fin de l'année"
        if denied and any(are_synonyms(denied.key, one.key, own.language) for one in other.content):
            return True
    return False


def _denials(text: Parsed, other: Parsed) -> Iterator[Denied]:
    """What a text denies, also by the beginning of a word, where the other has the word itself."""
    yield from _negations(text)
    keys = {word.key for word in other.content}
    for word in text.content:
        base = stem(PREFIXED.sub("", word.text.lower(), count=1), text.language)
        if PREFIXED.match(word.low) and any(are_synonyms(base, key, text.language) for key in keys):
            yield Denied(base, frozenset([base]))
    if keys & denying(other.language):
        return
    for one, governing, two in zip(text.words, text.words[1:], text.words[2:], strict=False):
        if one.key in denying(text.language) and governing.low in ("de", "d'", "to") and two.key:
            yield Denied(two.key, frozenset([two.key]))


def _negations(text: Parsed) -> Iterator[Denied]:
    words, aside = text.words, neutral(text.language)
    for n, word in enumerate(words):
        behind = _second_part(words, n)
        if behind is not None:
            reached = _reached(words, n + 1, aside)
            content = [one.key for one in reached if one.low not in WITH_NE]
        elif word.low in ALONE and not _has_ne(words, n):
            content = [one.key for one in _reached(words, n + 1, aside)]
            if word.low in ("sans", "without"):
                content = content[:2]
        else:
            continue
        if content:
            yield Denied(content[0], frozenset(content[:WIDE]))


def _second_part(words: Sequence[Word], n: int) -> int | None:
    """Where "pas" stands behind a "ne", or "aucun" before it; a lone "ne" denies nothing."""
    if words[n].low not in NE:
        return None
    for at in range(n + 1, min(len(words), n + 1 + REACH)):
        if words[at].low in WITH_NE:
            return at
        if words[at].low in (",", ";", "que", "qu'"):
            break
    before = range(max(0, n - REACH), n)
    return next((at for at in before if words[at].low in WITH_NE - {"plus", "pas", "ni"}), None)


def _has_ne(words: Sequence[Word], n: int) -> bool:
    return any(one.low in NE for one in words[max(0, n - REACH) : n + REACH])


def _reached(words: Sequence[Word], start: int, aside: frozenset[str]) -> list[Word]:
    found: list[Word] = []
    for word in words[start:]:
        if found and word.low in STOPS:
            break
        if word.key and word.sort is not Sort.MARK and word.key not in aside:
            found.append(word)
    return found[:WIDE]


def turns_round(claim: Parsed, ground: Ground) -> bool:
    """Whether a statement says "hausse" where the evidence says "baisse"."""
    if claim.language != ground.language:
        return False
    said = {word.key for word in ground.quote.content}
    told = {word.key for word in claim.content}
    if bool(list(_negations(claim))) != bool(list(_negations(ground.quote))):
        return False  # "n'a pas accepté" and "a refusé"
    return any(
        _is_opposed(word.key, said, claim.language)
        and not any(are_synonyms(word.key, key, claim.language) for key in said)
        and not _opposes(told, said, word.key, claim.language)
        for word in claim.content
    ) or _pairs_turned(claim, ground.quote)


def says_by_negation(word: Word, claim: Parsed, ground: Ground) -> bool:
    """Whether a word is the opposite of one that the evidence denies: "secret", "pas public"."""
    reached = {key for one in _negations(ground.quote) for key in one.reach}
    if PREFIXED.match(word.low):
        base = stem(PREFIXED.sub("", word.text.lower(), count=1), claim.language)
        if any(are_synonyms(base, key, claim.language) for key in reached):
            return True
    pairs = contradictory(claim.language)
    return not list(_negations(claim)) and _is_between(word.key, reached, pairs)


def _is_opposed(key: str, others: set[str], language: str) -> bool:
    return _is_between(key, others, sides(language))


def _is_between(key: str, others: set[str], pairs: Sides) -> bool:
    return any((key in one and others & two) or (key in two and others & one) for one, two in pairs)


def _opposes(told: set[str], said: set[str], key: str, language: str) -> bool:
    """Whether the statement also has the opposite word itself: "avant ... après" compares."""
    for one, two in sides(language):
        for own, other in ((one, two), (two, one)):
            if key in own and said & other and told & said & other:
                return True
    return False


def _pairs_turned(claim: Parsed, quote: Parsed) -> bool:
    """Whether "la baisse du prix" stands for "la hausse du prix" where the quote has both words."""
    pairs = {(one.key, two.key) for one, two in _neighbours(quote)}
    for one, two in _neighbours(claim):
        if (one.key, two.key) in pairs:
            continue
        rivals = {first for first, second in pairs if second == two.key}
        if rivals and _is_opposed(one.key, rivals, claim.language):
            return True
    return False


def _neighbours(text: Parsed) -> Iterator[tuple[Word, Word]]:
    content = text.content
    return pairwise(content)
