"""Questions about the program and its archive as a whole, in French and English.

A question is one only if all of its words are of a closed vocabulary that no event, place or person
is told with: "Quelles sources ?" asks for the archive's, "Quelles sources cite la police ?" does
not. What it asks for is then told by few words, the first rule that meets it deciding.
"""

import re
from functools import cache

from qa_service.domain.about import About, SmallTalk
from qa_service.text.courtesies import LEADING, TRAILING, flattened
from qa_service.text.self_rules import ALWAYS_OWN, OWN, RULES
from qa_service.text.self_vocabulary import VOCABULARY

LONGEST = 24  # words

# "il" and "elle" are no words of it: they point to what was talked of before. These do not.
IMPERSONAL = re.compile(
    r"\b(?:il )?(y (?:en )?a|est(?= il question)|\w+(?:ent|ont)(?= ils\b))(?: t il| ils?)?\b"
)
INVERTED = re.compile(r" t (?=on\b)")  # "parle-t-on"
_AROUND = (
    re.compile(rf"^(?:{LEADING})\s+(?=\S)"),
    re.compile(rf"\s(?:{TRAILING})$"),
)


def self_question(question: str) -> SmallTalk | None:
    """What a question asks about the program or its archive; None for all others.

    >>> self_question("De quels journaux viennent tes articles ?")
    SmallTalk(about=<About.OUTLETS: 'outlets'>, language='fr')
    >>> self_question("Quelles sources cite l'article sur Nordane ?") is None
    True
    """
    for said in _unwrapped(flattened(question)):
        language = _language(said)
        if language and (about := _asked(said)):
            return SmallTalk(about, language)
    return None


def _unwrapped(said: str) -> list[str]:
    """A flattened question, with what is around the request and without it."""
    if said.count(" ") >= LONGEST:
        return []
    said, forms = INVERTED.sub(" ", IMPERSONAL.sub(r"\1", said)), list[str]()
    while said not in forms:
        forms.append(said)
        for around in _AROUND:
            said = around.sub("", said)
    return forms


def _language(said: str) -> str | None:
    words = set(said.split())
    return next((code for code, known in _vocabulary().items() if words <= known), None)


def _asked(said: str) -> About | None:
    about = next((kind for kind, rule in _rules() if rule.search(said)), None)
    return about if _own().search(said) else None


@cache
def _rules() -> tuple[tuple[About, re.Pattern[str]], ...]:
    return tuple((about, re.compile("|".join(rules))) for about, rules in RULES.items())


@cache
def _own() -> re.Pattern[str]:
    return re.compile("|".join((OWN, *ALWAYS_OWN)))


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in VOCABULARY.items()}
