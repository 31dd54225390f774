"""The phrases of a question or an answer that a later question can mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa_service.text.dates import fold
from qa_service.text.first_names import gender_of
from qa_service.text.followups.words import (
    ASKING,
    DETERMINERS,
    FEMININE,
    JOINING,
    MASCULINE,
    OF,
    PARTICLES,
    PLACING,
    PLURAL,
    STOPS,
    TYING,
    WORD,
    is_verb,
    plain,
)
from qa_service.text.speech.speakers import PLACES
from qa_service.text.speech.words import CLITIC, PERSONAL

ASKED_ARTICLES = {
    "quel": "le", "quelle": "la", "quels": "les", "quelles": "les", "which": "the", "what": "the"
}  # fmt: skip
GREETINGS = frozenset("bonjour bonsoir salut merci hello hi please thanks".split())
# Behind these a noun can stand without an article: "When did tram line 4 open?"
BEFORE_NOUNS = frozenset("de d' many much did does do was were is are has about of".split())
# "Qui est X ?": the whole rest is what the question is about.
ABOUT = re.compile(
    r"^(?:.*?\b)?(?:c'est qui|qui (?:est|était|sont)|who(?: is| was| are|'s))\s+"
    r"(?P<who>[^?]+?)\s*\??$"
    r"|^(?:que (?:signifie|veut dire)|qu'est-ce que?(?: c'est que)?|c'est quoi|what (?:is|are|was))"
    r"\s*(?P<what>[^?]+?)\s*\??$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase or a name, in a half-open range of its text's code points."""

    text: str
    start: int
    end: int
    head: str  # its first noun, or its whole name, folded
    is_person: bool
    is_name: bool
    gender: str | None = None  # "m", "f", or None where it does not tell
    plural: bool = False
    is_nested: bool = False  # within another phrase: "la Russie" in "l'accord avec la Russie"
    is_placed: bool = False  # behind a preposition of place
    is_asked: bool = False  # what the question asks for: "quel navire", "combien de tonnes"
    is_subject: bool = False  # a pronoun behind the verb repeats it: "Nordane a-t-elle"
    is_joined: bool = False  # beside another: "X et Y"

    @property
    def bare(self) -> str:
        """Its words without the article."""
        return re.sub(r"^(?:l'|(?:la|le|les|une?|des|the|an?)\s)", "", self.text, flags=re.I)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or self.text.isdigit()


def phrases_of(text: str) -> list[Phrase]:
    """The phrases of a text, in the order of their places.

    >>> found = phrases_of("Qui a ratifié l'accord militaire avec la Russie ?")
    >>> [(one.text, one.gender, one.is_nested) for one in found]
    [("l'accord militaire avec la Russie", None, False), ('la Russie', 'f', True)]
    >>> [(one.text, one.gender) for one in phrases_of("Quand Nordane a-t-elle payé ?")]
    [('Nordane', 'f')]
    """
    text = plain(text)
    words = [_Word(match[0], *match.span()) for match in WORD.finditer(text)]
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        made = list(_phrases_at(text, words, at))
        found.extend(made)
        at = max((_index(words, made[0].end), at + 1)) if made else at + 1
    return _joined(text, [_with_clitic(words, one) for one in found])


def topic_of(question: str) -> Phrase | None:
    """What a question for somebody or something is about as a whole: "Qui est X ?"."""
    question = plain(question)
    match = ABOUT.match(question)
    if match is None:
        return None
    name = "who" if match["who"] else "what"
    text, start = match[name], match.start(name)
    if any(is_verb(word) for word in text.split()):
        return None
    first = next((one for one in phrases_of(text) if not one.is_nested), None)
    gender = first.gender if first else gender_of(text)
    plural = first.plural if first else False
    joined = first.is_joined if first else False
    return Phrase(
        text, start, start + len(text), fold(text), bool(match["who"]), True, gender, plural,
        is_joined=joined,
    )  # fmt: skip


def _index(words: Sequence[_Word], end: int) -> int:
    return next((place for place, word in enumerate(words) if word.start >= end), len(words))


def _phrases_at(
    text: str, words: Sequence[_Word], at: int, tying: frozenset[str] = TYING
) -> Iterator[Phrase]:
    """The phrase that begins with a word, with those nested in it."""
    end, noun = _core(words, at)
    if end == at:
        return
    nested: list[Phrase] = []
    stop = end
    if _phrase(text, words, at, noun, end, stop).is_person and words[at].text[0].isupper():
        tying = frozenset()  # "que pense Paul Renaud | de la digue"
    while stop + 1 < len(words) and words[stop].low in tying:
        behind = stop if words[stop].low in {"du", "des"} else stop + 1
        inner = list(_phrases_at(text, words, behind, OF))
        if not inner:
            stop_at = _bare_end(words, behind) if words[stop].low in OF else behind
            if stop_at == behind:
                break
            stop = stop_at
            continue
        nested.extend(replace(one, is_nested=True) for one in inner)
        stop = _index(words, inner[0].end)
    yield _phrase(text, words, at, noun, end, stop)
    yield from nested


def _core(words: Sequence[_Word], at: int) -> tuple[int, int]:
    """Behind the article and nouns that begin with a word, and where the nouns begin."""
    first = words[at]
    if first.low in ASKING:
        asked = first.low.startswith("quel") or first.low in {"which", "what"}
        return (
            (_bare_end(words, at + 1), at + 1) if asked and _has_noun(words, at + 1) else (at, at)
        )
    if first.low in DETERMINERS and not (first.is_capital and at and first.text.isupper()):
        if not _has_noun(words, at + 1):
            return at, at
        if words[at + 1].is_capital:
            return _name_end(words, at + 1), at + 1
        return _bare_end(words, at + 1), at + 1
    if (
        first.text[0].isupper()
        and first.low not in STOPS | TYING | GREETINGS
        and not (at == 0 and is_verb(first.text))
    ):
        end = _name_end(words, at)
        if first.text.endswith("'s") or words[end - 1].text.endswith("'s"):
            return _bare_end(words, end), at
        return end, at
    if at and words[at - 1].low in BEFORE_NOUNS and _has_noun(words, at):
        is_predicate = is_verb(first.text) or first.low.endswith("ed")
        return (at, at) if is_predicate else (_bare_end(words, at), at)
    return at, at


def _has_noun(words: Sequence[_Word], at: int) -> bool:
    return (
        at < len(words)
        and words[at].text[0].isalnum()
        and words[at].low not in STOPS | TYING | DETERMINERS
        and CLITIC.match(words[at].low) is None
        and words[at].low not in {"a", "ont", "est", "sont", "is", "are", "was", "did"}
    )


def _bare_end(words: Sequence[_Word], at: int) -> int:
    """Behind nouns and what describes them."""
    place = at
    while place < len(words) and _has_noun(words, place) and place - at < 5:
        if place > at and re.search(r"..ed$", words[place].low):
            break
        if place > at and is_verb(words[place].text) and not words[place].text[0].isupper():
            break
        if place > at and words[place].text[0].isupper() and words[place - 1].text[0].islower():
            before = words[place - 1].text
            is_acronym = words[place].text.isupper() and len(words[place].text) > 1
            if not (before.endswith("'s") or is_acronym):
                break  # "quel navire | Nordane"
        place += 1
    return place


def _name_end(words: Sequence[_Word], at: int) -> int:
    place = at
    while place < len(words):
        word = words[place]
        if word.is_capital and word.low not in STOPS - {"on"} and word.low not in ASKING:
            place += 1
            if word.text.endswith("'s"):
                break
        elif (
            place > at
            and word.low in PARTICLES
            and place + 1 < len(words)
            and words[place + 1].text[0].isupper()
            and word.low not in {"la", "d'", "de"}
        ):
            place += 1
        else:
            break
    return place


def _phrase(text: str, words: Sequence[_Word], at: int, noun: int, core: int, stop: int) -> Phrase:
    first, start, end = words[at].low, words[at].start, words[stop - 1].end
    written = text[start:end].removesuffix("'s")
    written = {"du": "le", "des": "les", "au": "le", "aux": "les"}.get(first, "") + (
        written[len(first) :] if first in {"du", "des", "au", "aux"} else written
    )
    if first in ASKED_ARTICLES:
        written = f"{ASKED_ARTICLES[first]} {text[words[noun].start : end]}"
    if first in DETERMINERS and not written.startswith(written[:1].lower()):
        written = written[0].lower() + written[1:]
    capitals = [word for word in words[noun:core] if word.text[0].isupper()]
    is_name = words[noun].text[0].isupper()
    is_person = _is_person(words, at, noun, core, capitals)
    name = " ".join(word.text for word in words[noun:core])
    before = words[at - 1].low if at else ""
    known = "f" if first in FEMININE else "m" if first in MASCULINE else None
    return Phrase(
        written,
        start,
        end,
        fold(name if is_name else words[noun].text),
        is_person,
        is_name,
        known or (gender_of(name) if is_person and is_name else None),
        first in PLURAL or before in {"many"} or _is_counted(words, at),
        is_placed=before in PLACING or first in {"au", "aux"},
        is_asked=first in ASKING or before in {"many", "much"} or _is_counted(words, at),
    )


def definite(text: str) -> str:
    """A phrase that was introduced, as it is meant again: "le pont" after "un pont"."""
    return re.sub(r"^(un|une|des|an?) ", lambda found: DEFINITE[found[1]], text)


DEFINITE = {"un": "le ", "une": "la ", "des": "les ", "a": "the ", "an": "the "}


def _is_counted(words: Sequence[_Word], at: int) -> bool:
    return at > 1 and words[at - 1].low in {"de", "d'"} and words[at - 2].low == "combien"


def _is_person(
    words: Sequence[_Word], at: int, noun: int, core: int, capitals: Sequence[_Word]
) -> bool:
    if at < noun and words[noun].text[0].islower():
        return PERSONAL.match(words[noun].low) is not None
    if at < noun or words[core - 1].text[0].islower():
        return False
    return (
        len(capitals) >= 2
        and capitals[0].low not in PLACES
        and not any(word.text.isupper() and len(word.text) > 1 for word in capitals)
        and not any(word.text.isdigit() for word in words[noun:core])
    )


def _with_clitic(words: Sequence[_Word], phrase: Phrase) -> Phrase:
    """With the gender and number of the pronoun behind it: "Nordane a-t-elle"."""
    behind = _index(words, phrase.end)
    match = CLITIC.match(words[behind].low) if behind < len(words) else None
    if match is None or phrase.is_nested or phrase.is_asked:
        return phrase
    gender = "f" if match[2].startswith("elle") else "m"
    return replace(phrase, gender=gender, plural=match[2].endswith("s"), is_subject=True)


def _joined(text: str, found: Sequence[Phrase]) -> list[Phrase]:
    result = list(found)
    for one, (place, other) in ((a, b) for a in range(len(result)) for b in enumerate(result)):
        between = text[result[one].end : other.start].strip().lower()
        if result[one].end <= other.start and between in JOINING:
            result[one] = replace(result[one], is_joined=True)
            result[place] = replace(other, is_joined=True)
    return result
