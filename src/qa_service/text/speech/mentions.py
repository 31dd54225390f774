"""Who is meant where a text says who speaks: names, titles and pronouns."""

import re
from dataclasses import dataclass
from enum import StrEnum

from qa_service.domain.article import Span
from qa_service.text.first_names import gender_of
from qa_service.text.speech.noun_phrases import apposed_name, name_in, phrase_end, second_title
from qa_service.text.speech.words import (
    ARTICLES,
    HONORIFICS,
    LATTER,
    NOBODY,
    OF,
    PRONOUNS,
    STOPS,
    THESE,
    Token,
)

MANY = frozenset("ils elles eux they ceux-ci celles-ci ces".split())


MALE = frozenset("le un ce cet m. m mr mr. son du".split())


FEMALE = frozenset("la une cette mme mme. mlle mrs mrs. ms. sa".split())


class Sort(StrEnum):
    """The sort of a mention."""

    NAME = "name"  # holds a proper name of a person or a body
    TITLE = "title"  # "le ministre"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that means somebody."""

    span: Span
    sort: Sort
    text: str
    name: str | None  # the proper name in it, without honorifics: "Olivier Sorel"
    role: str | None  # the common noun that heads it, in small letters: "ministre"
    of: frozenset[str]  # what the role is of: {"intérieur"}
    definite: bool  # "le maire", not "un maire"
    latter: bool  # "ce dernier", "celui-ci": whom the text named last
    gender: str | None  # "m", "f", or None where the phrase does not tell
    plural: bool
    end: int  # the token behind it


def mention_at(words: list[Token], at: int, limit: int) -> Mention | None:
    """The mention that begins with the token `at` and ends before `limit`.

    >>> from qa_service.text.speech.words import tokens
    >>> words = tokens("la maire de Valmer, Hélène Corvaz, a parlé")
    >>> found = mention_at(words, 0, len(words))
    >>> found.text, found.name, found.role, sorted(found.of), found.gender
    ('la maire de Valmer, Hélène Corvaz', 'Hélène Corvaz', 'maire', ['valmer'], 'f')
    """
    if at >= limit:
        return None
    first = words[at]
    if first.low in PRONOUNS:
        return _mention(words, at, at + 1, None)
    if first.low in THESE and at + 1 < limit and words[at + 1].low in LATTER:
        return _mention(words, at, at + 2, None)
    if first.low in NOBODY or first.low == "du":
        return None
    if not (first.low in ARTICLES or first.is_capital or first.low in HONORIFICS):
        return None
    if first.low in STOPS and first.low not in ARTICLES:
        return None
    end = phrase_end(words, at, limit)
    if first.low in ARTICLES and end == at + 1:
        return None
    name = name_in(words, at, end)
    if name is None and first.low in ARTICLES and end < limit and words[end].low == "et":
        joined = second_title(words, end, limit)
        if joined is not None:
            return _mention(words, at, joined[1], joined, title_end=end)
    if name is None and first.low in ARTICLES and end + 1 < limit and words[end].low == ",":
        named = apposed_name(words, end + 1, limit)
        if named is not None:
            return _mention(words, at, named[1], named, title_end=end)
    return _mention(words, at, end, name)


def _mention(
    words: list[Token],
    at: int,
    end: int,
    name: tuple[int, int] | None,
    title_end: int | None = None,
) -> Mention | None:
    if end <= at:
        return None
    first = words[at]
    span = Span(first.start, words[end - 1].end)
    text = _joined(words[at:end])
    if first.low in PRONOUNS or (first.low in THESE and words[end - 1].low in LATTER):
        latter = first.low in THESE or first.low.endswith("-ci")
        feminine = first.low.startswith(("elle", "celle", "she", "cette"))
        plural = first.low in MANY
        gender = None if first.low == "they" else "f" if feminine else "m"
        return Mention(
            span, Sort.PRONOUN, text, None, None, frozenset(), True, latter, gender, plural, end
        )
    stop = title_end or (name[0] if name else end)
    role, of = _role(words[at:stop])
    named = _joined(words[name[0] : name[1]]) if name else None
    honoured = any(word.low in HONORIFICS for word in words[at:stop])
    if name and first.low in ARTICLES and role is None and not honoured:
        named = text  # of a body: "Le Figaro", "l'Élysée"
    sort = Sort.NAME if name else Sort.TITLE
    definite = first.low in {"le", "la", "les", "l'", "l’", "the", "son", "sa", "leur"} | THESE
    gender = _gender(first.low, role) or (gender_of(named) if named and role is None else None)
    plural = first.low in {"les", "des", "ces", "ses", "leurs", "plusieurs"} or (
        name is not None and "et" in {word.low for word in words[name[0] : name[1]]}
    )
    return Mention(span, sort, text, named, role, of, definite, False, gender, plural, end)


def _gender(first: str, role: str | None) -> str | None:
    if first in FEMALE:
        return "f"
    if first in MALE:
        return "m"
    if role and re.search(r"(?:trice|euse|ière|ée|ive|nne|ate|nte)$", role):
        return "f"
    return None


def _role(words: list[Token]) -> tuple[str | None, frozenset[str]]:
    """The head noun of a title and what it is of."""
    low = [word.low for word in words if word.low not in HONORIFICS]
    rest = [word for word in low if word not in ARTICLES]
    for prefix in ("ancien", "ancienne", "ex", "nouveau", "nouvelle", "jeune", "vice"):
        if rest and rest[0] == prefix:
            rest = rest[1:]
    if not rest or (words and words[0].low not in ARTICLES):
        return None, frozenset()
    rest = [rest[0].removeprefix("ex-"), *rest[1:]]
    complement = frozenset(w for w in rest[1:] if w not in OF and w not in ARTICLES and len(w) > 2)
    return rest[0], complement


def _joined(words: list[Token]) -> str:
    pieces = []
    for before, word in zip([None, *words], words, strict=False):
        if before is not None and word.start > before.end:
            pieces.append(" ")
        pieces.append(word.text)
    return "".join(pieces)
