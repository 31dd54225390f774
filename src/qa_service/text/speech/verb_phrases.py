"""Verbs of speech in a sentence: "a-t-il déclaré", "s'est indigné", "fait valoir"."""

import re
from dataclasses import dataclass

from qa_service.text.speech.verbs import (
    AUXILIARIES,
    PHRASES,
    REFLEXIVE_AUXILIARIES,
    WEAK,
    Lexicon,
)
from qa_service.text.speech.words import ARTICLES, CLITIC, OF, QUOTED, Token

CLITICS = frozenset("lui leur y l' l’ m' m’ me nous n' n’ ne".split())


HEADS = {head: tails for heads, tails in PHRASES.items() for head in heads}


BETWEEN = re.compile(  # stands between auxiliary and participle, or subject and verb
    r"(?:lui|leur|me|m['’]|y|en|l['’]|le|n['’]|ne|lui-même|elle-même|eux-mêmes|aussi|également"
    r"|encore|ensuite|déjà|notamment|toutefois|pourtant|d['’]|ailleurs|alors|donc|enfin|ainsi"
    r"|jamais|pas|bien|désormais|toujours|même|plutôt|par|quant|à|eux|tout|d['’]abord|fois|elle"
    r"|une|nouveau|\w{3,}ment)$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of speech: the tokens [start, end)."""

    start: int
    end: int
    lemma: str
    clitic: Token | None = None  # "dit-il"
    subjectless: bool = False  # "affirmant que"


def verb_at(words: list[Token], at: int, forms: Lexicon) -> Verb | None:
    """The speech verb that begins at a token."""
    word = words[at]
    base, clitic = word.low, None
    if "-" in base and (match := CLITIC.match(base)):
        base, clitic = match[1], word
    before = words[at - 1].low if at else ""
    if before in {"se", "s'", "s’"}:
        return _reflexive(words, at, base, clitic, forms)
    if base in AUXILIARIES:
        behind = _skip(words, at + 1)
        if behind < len(words):
            if (lemma := forms.participles.get(words[behind].low)) is not None:
                return Verb(at, behind + 1, lemma, clitic)
            if phrase := _phrase(words, behind, words[behind].low):
                return Verb(at, phrase, "faire", clitic)
        return None
    if before in ARTICLES | OF - {"du"} and before not in {"l'", "l’", "le"}:
        return None
    if (lemma := forms.present.get(base)) is not None and lemma not in WEAK:
        return Verb(at, at + 1, lemma, subjectless=True)
    if before in {"pour", "sans", "à", "en", "être", "avoir", "été"}:
        return None
    if (lemma := forms.finite.get(base)) is not None:
        return Verb(at, at + 1, lemma, clitic)
    if phrase := _phrase(words, at, base):
        return Verb(at, phrase, "faire", clitic)
    if (
        before == "et"
        and base.endswith(("é", "i", "u", "t", "s"))
        and (lemma := forms.participles.get(base))
    ):
        following = words[at + 1].low if at + 1 < len(words) else ""
        if following in {":", "que", "qu'", "qu’", QUOTED}:
            return Verb(at, at + 1, lemma)
    return None


def _reflexive(
    words: list[Token], at: int, base: str, clitic: Token | None, forms: Lexicon
) -> Verb | None:
    if base in REFLEXIVE_AUXILIARIES:
        behind = _skip(words, at + 1)
        if behind < len(words) and (lemma := forms.reflexive_participles.get(words[behind].low)):
            return Verb(at - 1, behind + 1, lemma, clitic)
        return None
    lemma = forms.reflexive.get(base)
    return Verb(at - 1, at + 1, lemma, clitic) if lemma else None


def _phrase(words: list[Token], at: int, base: str) -> int | None:
    """The token behind "fait savoir", "met en garde" and their like."""
    if base not in HEADS:
        return None
    start = _skip(words, at + 1)
    for tail in HEADS[base]:
        for first in {at + 1, start}:
            parts = tail.split()
            if [word.low for word in words[first : first + len(parts)]] == parts:
                return first + len(parts)
    return None


def _skip(words: list[Token], at: int) -> int:
    end = behind_aside(words, at)
    while end < len(words) and end - at < 5 and BETWEEN.match(words[end].low):
        end += 1
    return behind_aside(words, end)


def behind_aside(words: list[Token], at: int) -> int:
    """The token behind "de son côté", "pour sa part", "la veille" and their like."""
    low = [word.low for word in words[at : at + 3]]
    if len(low) == 3 and low[0] in {"de", "pour"} and low[2] in {"côté", "part"}:
        return at + 3
    if (
        low[:1]
        and low[0] in {"la", "le", "l'", "l’", "une", "un"}
        and low[1:2]
        and (
            low[1] in {"veille", "lendemain", "semaine", "même", "nouvelle"}
            and (low[1] != "même" or low[2:] in (["jour"], ["soir"], ["matin"]))
            and (low[1] != "nouvelle" or low[2:] == ["fois"])
        )
    ):
        return at + 3 if low[1] in {"même", "nouvelle"} else at + 2
    return at


def is_restricted(words: list[Token], verb: Verb) -> bool:
    """Whether it says nothing but a name or number: "ne dit que quelques mots"."""
    if verb.start == 0 or words[verb.start - 1].low not in {"ne", "n'", "n’"}:
        return False
    behind = verb.end
    while behind < len(words) and words[behind].low in {"plus", "guère", "encore"}:
        behind += 1
    return behind < len(words) and words[behind].low in {"que", "qu'", "qu’"}
