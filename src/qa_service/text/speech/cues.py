"""Cues of speech in one sentence: the verb or preposition that tells who says something.

A sentence is given as its tokens outside quotations, each quotation standing as one token.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from qa_service.text.speech.mentions import Mention, Sort, mention_at
from qa_service.text.speech.subjects import apposed_before, ending_at, main_subject, subject_before
from qa_service.text.speech.verb_phrases import (
    BETWEEN,
    CLITICS,
    Verb,
    behind_aside,
    is_restricted,
    verb_at,
)
from qa_service.text.speech.verbs import HUMAN, Lexicon, lexicon
from qa_service.text.speech.words import (
    ARTICLES,
    CLITIC,
    FINITE,
    OF,
    PREPOSITIONS,
    PRONOUNS,
    QUOTED,
    TELLERS,
    TIME,
    TOLD,
    UNSPEAKING,
    Token,
    can_speak,
)

COMPARING = frozenset(("comme", "ainsi"))


PHRASINGS = (
    ("selon",), ("d'", "après"), ("d’", "après"), ("à", "en", "croire"), ("aux", "yeux", "de"),
    ("aux", "yeux", "du"), ("aux", "yeux", "des"), ("aux", "yeux", "d'"), ("aux", "yeux", "d’"),
    ("de", "l'", "avis", "de"), ("de", "l’", "avis", "de"), ("de", "l’", "avis", "du"),
    ("de", "l'", "avis", "du"), ("according", "to"), ("pour",), ("dixit",),
)  # fmt: skip


SOURCES: dict[str, list[tuple[str, ...]]] = {}  # by the first word
for _phrasing in PHRASINGS:
    SOURCES.setdefault(_phrasing[0], []).append(_phrasing)


class Shape(StrEnum):
    """Where the speaker stands."""

    BEFORE = "before"  # "X affirme que ..."
    BEHIND = "behind"  # "..., affirme X"
    SOURCE = "source"  # "selon X"


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of speech: tokens [start, end) hold it, its verb and its speaker."""

    shape: Shape
    mention: Mention
    start: int  # of verb or preposition, or of the speaker if that stands before
    verb: int
    end: int
    lemma: str
    after: int  # the first token behind the verb or, if it stands there, the speaker


def cues(words: list[Token], language: str, quoted: bool = False) -> list[Cue]:
    """The cues of a sentence in order; of one that is `quoted`, those of an incise in it.

    >>> from qa_service.text.speech.words import tokens
    >>> [(cue.shape.value, cue.mention.text) for cue in cues(tokens(
    ...     "Selon Paul Renaud, la maire de Valmer a promis que le port rouvrirait"), "fr")]
    [('source', 'Paul Renaud'), ('before', 'la maire de Valmer')]
    """
    forms = lexicon(language)
    found: list[Cue] = []
    place = 0
    while place < len(words):
        cue = _source(words, place)
        if cue is None and (verb := verb_at(words, place, forms)):
            told = [one for one in found if one.shape is not Shape.SOURCE] or found
            cue = _spoken(words, verb, told[-1] if told else None, forms, quoted)
            place = max(place, verb.end - 1)
        if cue is not None and (language == "en" or _speaks(cue)):
            found.append(cue)
            place = max(place, cue.end - 1)
        place += 1
    return found


def _speaks(cue: Cue) -> bool:
    """Whether its mention is somebody: "cette audience suggère que" tells of nobody."""
    mention = cue.mention
    if mention.sort is not Sort.TITLE:
        return True
    if cue.lemma not in HUMAN and cue.shape is Shape.BEFORE:
        return mention.role is not None and can_speak(mention.role)
    return _tells(mention)


def _own_subject(words: list[Token], verb: Verb) -> Mention | None:
    """Whom "assurant" follows at once: "la préfecture assurant que"."""
    before = words[verb.start - 1] if verb.start else None
    if before is None or not before.text[0].isalpha() or before.low == "en":
        return None
    own = ending_at(words, verb.start - 1)
    return own if own is not None and own.span.end == before.end else None


def _source(words: list[Token], at: int) -> Cue | None:
    for phrase in SOURCES.get(words[at].low, ()):
        end = at + len(phrase)
        if tuple(word.low for word in words[at:end]) != phrase:
            continue
        if phrase == ("selon",) and end < len(words) and words[end].low == "qui":
            antecedent = subject_before(words, at - 1) if at else None
            if antecedent is None:
                return None
            return Cue(Shape.SOURCE, antecedent, at, at, end + 1, "selon", end + 1)
        if phrase == ("according", "to"):
            end = _bare_title(words, end)
        mention = mention_at(words, end, len(words))
        if mention is None or mention.role in UNSPEAKING:
            return None
        if phrase == ("pour",) and not _is_opinion(words, at, mention):
            return None
        return Cue(Shape.SOURCE, mention, at, at, mention.end, "selon", mention.end)
    return None


def _bare_title(words: list[Token], at: int) -> int:
    """Behind a title without article: "according to engineer Ruth Calloway"."""
    for end in range(at, min(at + 3, len(words))):
        if words[end].is_capital or words[end].low in ARTICLES | PRONOUNS:
            return end
    return at


def _is_opinion(words: list[Token], at: int, mention: Mention) -> bool:
    """Whether "pour X," tells what X thinks: at the start, of a person, before a comma."""
    person = mention.sort is Sort.NAME and (mention.role or " " in (mention.name or ""))
    person = person or mention.sort is Sort.PRONOUN
    closed = mention.end < len(words) and words[mention.end].low in {",", QUOTED}
    return bool(at == 0 and person and closed and mention.definite | (mention.role is None))


def _spoken(
    words: list[Token], verb: Verb, last: Cue | None, forms: Lexicon, quoted: bool
) -> Cue | None:
    if verb.clitic is not None:
        return _by_clitic(words, verb)
    if verb.subjectless:
        subject = _own_subject(words, verb)
        if subject is None:
            subject = last.mention if last else main_subject(words, verb.start)
        if subject is None:
            return None
        return Cue(Shape.BEFORE, subject, verb.start, verb.start, verb.end, verb.lemma, verb.end)
    if is_restricted(words, verb):
        return None
    if (compared := _compared(words, verb.start)) is not None:
        return _behind(words, replace(verb, start=compared))
    while verb.start and words[verb.start - 1].low in CLITICS:
        verb = replace(verb, start=verb.start - 1)
    before = words[verb.start - 1].low if verb.start else ""
    if verb.start == 0:
        return _behind(words, verb)
    if before in {QUOTED, ",", "!", "?", "-", "–", "—", "…", "."}:
        return _after_pause(words, verb, forms, quoted)
    if before in {"et", "puis", "and"}:
        mention = last.mention if last else main_subject(words, verb.start)
    else:
        mention = subject_before(words, verb.start - 1)
    if mention is None:
        return None
    return Cue(Shape.BEFORE, mention, verb.start, verb.start, verb.end, verb.lemma, verb.end)


def _by_clitic(words: list[Token], verb: Verb) -> Cue | None:
    assert verb.clitic is not None
    match = CLITIC.match(verb.clitic.low)
    assert match is not None
    start = verb.clitic.end - len(match[2])
    token = Token(start, verb.clitic.end, verb.clitic.text[-len(match[2]) :], match[2], False)
    mention = mention_at([token], 0, 1)
    if mention is None and match[2] == "on":
        return _heard(words, verb)
    if mention is None:
        return None
    return Cue(Shape.BEHIND, mention, verb.start, verb.start, verb.end, verb.lemma, verb.end)


def _heard(words: list[Token], verb: Verb) -> Cue | None:
    """ "a-t-on appris auprès du parquet" """
    for at in range(verb.end, min(len(words) - 1, verb.end + 8)):
        if words[at].low == "auprès":
            start = at + 2 if words[at + 1].low in {"de", "d'", "d’"} else at + 1
            mention = mention_at(words, start, len(words))
            if mention is not None:
                end = mention.end
                return Cue(Shape.BEHIND, mention, verb.start, verb.start, end, verb.lemma, end)
    return None


def _compared(words: list[Token], at: int) -> int | None:
    """Where "comme l'explique X" begins, if the verb at `at` belongs to such a clause."""
    while at and BETWEEN.match(words[at - 1].low) and words[at - 1].low != "ainsi":
        at -= 1
    return at - 1 if at and words[at - 1].low in COMPARING else None


def _after_pause(words: list[Token], verb: Verb, forms: Lexicon, quoted: bool) -> Cue | None:
    """Behind a comma or a quotation: the speaker follows, or an apposition came between."""
    following = words[verb.end].low if verb.end < len(words) else ""
    quoted = (
        quoted
        or words[verb.start - 1].low == QUOTED
        or (verb.start > 1 and words[verb.start - 2].low == QUOTED)
    )
    behind = _behind(words, verb)
    if behind is not None and (
        quoted or (_tells(behind.mention) and _has_verb(words, verb.start - 1, forms))
    ):
        return behind
    if words[verb.start - 1].low != "," or following == "":
        return behind if quoted else None
    mention = apposed_before(words, verb.start - 1)
    if mention is None:
        return behind if quoted else None
    return Cue(Shape.BEFORE, mention, verb.start, verb.start, verb.end, verb.lemma, verb.end)


def _tells(mention: Mention) -> bool:
    if mention.sort is Sort.NAME:
        return True
    return mention.role is not None and (
        mention.role in TELLERS or not (TOLD.match(mention.role) or mention.role in UNSPEAKING)
    )


def _has_verb(words: list[Token], end: int, forms: Lexicon) -> bool:
    start = end
    while start and words[start - 1].low != ";":
        start -= 1
    return any(
        word.low == QUOTED
        or FINITE.match(word.low)
        or word.low in forms.finite
        or CLITIC.match(word.low)
        for word in words[start:end]
    )


def _behind(words: list[Token], verb: Verb) -> Cue | None:
    """The speaker that follows the verb, maybe after a time, a place or a hearer."""
    at = verb.end
    for _ in range(8):
        if at >= len(words):
            return None
        low = words[at].low
        if TIME.match(low) and not _is_latter(words, at):
            at += 1
        elif (aside := behind_aside(words, at)) > at:
            at = aside
        elif low in PREPOSITIONS:
            at += 2 if at + 1 < len(words) and words[at + 1].low in OF else 1
            inner = mention_at(words, at, len(words))
            at = inner.end if inner else at + 1
        elif low == "," and at > verb.end and at + 1 < len(words):
            at += 1
        else:
            break
    mention = mention_at(words, at, len(words))
    if mention is None or mention.role in UNSPEAKING:
        return None
    if mention.sort is Sort.PRONOUN and mention.text.lower() in {"lui", "eux"}:
        return None
    if at > verb.end and words[at - 1].low == "," and mention.sort is not Sort.NAME:
        return None
    end = mention.end
    return Cue(Shape.BEHIND, mention, verb.start, verb.start, end, verb.lemma, end)


def _is_latter(words: list[Token], at: int) -> bool:
    return (
        at + 1 < len(words)
        and words[at + 1].low in {"dernier", "dernière"}
        and (words[at].low in {"ce", "cette"})
    )
