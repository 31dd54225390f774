"""What the phrases of a conversation a pronoun or a description can mean."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from qa_service.domain.answer import Turn
from qa_service.text.dates import fold
from qa_service.text.followups.phrases import Phrase, phrases_of, topic_of
from qa_service.text.followups.words import plain
from qa_service.text.speech.words import PERSONAL

FAR = 3  # turns back in which something is still meant
ASKS_WHO = re.compile(r"^(?:et |and )?(?:qui|who|c'est qui|par qui|avec qui)\b", re.IGNORECASE)
ASKS_WHERE = re.compile(r"\b(?:où|where|(?:quelle?|which|what) (?:ville|pays|lieu|city|country|town"
                        r"|place))\b", re.IGNORECASE)  # fmt: skip
LONGEST = 60  # characters of a short answer that can stand for a phrase


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pronoun tells of what it means; None where it does not tell."""

    gender: str | None = None
    plural: bool = False
    is_person: bool | None = None
    is_object: bool = False  # "l'", "les": rather not the subject of the question before


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant, likeliest first: several only where they are equally likely."""

    phrases: tuple[Phrase, ...]


def meant(wanted: Wanted, history: Sequence[Turn], taken: Iterable[str] = ()) -> Meant | None:
    """What a pronoun means in a conversation; `taken` is what another pronoun beside it means."""
    others = {fold(text) for text in taken}

    def fits(one: Phrase) -> bool:
        return _fits(one, wanted) and fold(one.text) not in others

    return _first(history, lambda turn: _of_turn(turn, wanted, fits))


def place_meant(history: Sequence[Turn]) -> Phrase | None:
    """The place that "y" or "there" means."""
    for turn in reversed(history[-FAR:]):
        if ASKS_WHERE.search(turn.question) and (found := _places(turn.answers)):
            return found[0]
        placed = [one for one in phrases_of(turn.question) if one.is_placed and not one.is_asked]
        named = [one for one in placed if one.is_name] or placed or _places(turn.answers)
        if named:
            return named[-1]
    return None


def described(head: str, history: Sequence[Turn]) -> Meant | None:
    """What "this agreement" or "ce ministre" means: the last phrase with that noun, or a person."""
    found = _first(history, lambda turn: _headed(head, turn))
    if found is None and PERSONAL.match(head):
        found = meant(Wanted(is_person=True), history)
    return found


def subject(turn: Turn) -> Phrase | None:
    """What a question is about, for "it" and "cela"."""
    found = [one for one in ordered(turn) if not one.is_asked]
    things = [one for one in found if not one.is_person]
    return next(iter(things or found), None)


def answer_phrase(turn: Turn, is_person: bool = False) -> Phrase | None:
    """The short answer as a phrase, if it is short enough to stand for one."""
    return next(iter(answer_phrases(turn, is_person)), None)


def answer_phrases(turn: Turn, is_person: bool = False) -> list[Phrase]:
    """The same, with whom else the short answer names, or its quote where several are asked."""
    for text in turn.answers[:1]:
        text = text.strip(' .,;:«»"')
        phrases = phrases_of(text)
        if named := _persons(phrases):
            asks_for_several = any(one.is_asked and one.plural for one in phrases_of(turn.question))
            quoted = _persons(phrases_of(turn.quotes[0])) if turn.quotes else []
            return quoted if asks_for_several and _several(quoted) else named
        if not is_person and phrases and len(text) <= LONGEST and phrases[0].start == 0:
            return phrases[:1]
    return []


def _persons(phrases: Iterable[Phrase]) -> list[Phrase]:
    return [one for one in phrases if one.is_person and one.is_name]


def _several(found: Sequence[Phrase]) -> bool:
    return bool(found) and found[0].is_joined


def _first(history: Sequence[Turn], look: Callable[[Turn], list[Phrase]]) -> Meant | None:
    for turn in reversed(history[-FAR:]):
        if found := look(turn):
            return Meant(_rivals(found))
    return None


def _rivals(found: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The first, and those that stand beside it in one enumeration."""
    if not found[0].is_joined:
        return (found[0],)
    joined = [one for one in found if one.is_joined and one.is_person == found[0].is_person]
    return tuple({fold(one.text): one for one in joined}.values())


def _of_turn(turn: Turn, wanted: Wanted, fits: Callable[[Phrase], bool]) -> list[Phrase]:
    found = [one for one in ordered(turn) if fits(one)]
    answered = [one for one in answer_phrases(turn, bool(wanted.is_person)) if fits(one)]
    if answered and ASKS_WHO.match(turn.question) and answered[0].is_person:
        return found if any(one.is_person for one in found) else answered + found
    if wanted.gender and not wanted.is_object:
        found.sort(key=lambda one: not (one.is_person and one.is_name))
    if wanted.is_object:
        found.sort(key=lambda one: (one.is_asked, one.is_subject, one.is_placed, one.is_nested))
    firm = [one for one in found if _is_firm(one)]
    rest = [one for one in found if one not in firm]
    if firm or answered:
        return firm + answered + rest
    return rest or [one for one in _quoted(turn) if fits(one)]


def _is_firm(one: Phrase) -> bool:
    """Whether it is rather what a question is about than an answer to it."""
    return not (one.is_asked or one.is_placed) and (not one.is_nested or one.is_person)


def ordered(turn: Turn) -> list[Phrase]:
    """The phrases of a question: what it is about first, what it asks for last."""
    topic = topic_of(turn.question)
    found = phrases_of(turn.question)
    if topic is not None and not topic.is_joined:
        topic = _respelt(topic, turn.quotes)
        found = [topic, *(one for one in found if one.start > topic.start)]
    return sorted(found, key=lambda one: (one.is_asked, one.is_placed, one.is_nested))


def _respelt(one: Phrase, quotes: Iterable[str]) -> Phrase:
    """With capitals and accents as the articles write it: "mathilde quenard"."""
    for quote in quotes:
        at = fold(plain(quote)).find(fold(one.text))
        if at >= 0:
            return replace(one, text=plain(quote)[at : at + len(one.text)])
    return one


def _quoted(turn: Turn) -> list[Phrase]:
    found = [one for text in turn.quotes[:2] for one in phrases_of(text)]
    return _persons(found)


def _fits(one: Phrase, wanted: Wanted) -> bool:
    if wanted.is_person is True and not (one.is_person or (one.is_name and not _has_article(one))):
        return False
    if wanted.is_person is False and one.is_person:
        return False
    if wanted.plural:
        return one.plural
    plural = one.plural and not one.is_joined
    return not plural and (None in {wanted.gender, one.gender} or one.gender == wanted.gender)


def _has_article(one: Phrase) -> bool:
    return one.bare != one.text


def _places(texts: Iterable[str]) -> list[Phrase]:
    found = [one for text in texts for one in phrases_of(text) if one.is_name and not one.is_person]
    return sorted(found, key=lambda one: not one.is_placed)


def _headed(head: str, turn: Turn) -> list[Phrase]:
    """The phrases with a noun, in the singular or the plural, the question's before the quotes'."""
    wanted = _singular(fold(head))
    for texts in ((turn.question,), turn.answers, turn.quotes[:3]):
        found = [one for text in texts for one in phrases_of(text) if _has_head(one, wanted)]
        if found:
            return sorted(found, key=lambda one: (one.is_asked, one.is_nested))[:1]
    return []


def _has_head(one: Phrase, wanted: str) -> bool:
    words = re.findall(r"[\w-]+", fold(one.text))
    return not one.is_person and bool(words) and wanted in map(_singular, words[:4])


def _singular(word: str) -> str:
    return re.sub(r"[sx]$", "", word)
