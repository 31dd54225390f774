"""Follow-up questions: what a question means after those before it. French and English."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from qa_service.domain.answer import Turn
from qa_service.text.dates import fold
from qa_service.text.expectation import MONTHS
from qa_service.text.followups import english, french
from qa_service.text.followups.antecedents import (
    FAR,
    Meant,
    answer_phrase,
    described,
    meant,
    ordered,
    place_meant,
    subject,
)
from qa_service.text.followups.ellipsis import chosen, completed
from qa_service.text.followups.french import Anaphor
from qa_service.text.followups.phrases import Phrase, definite
from qa_service.text.followups.words import plain
from qa_service.text.periods import find_periods

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAMING = 4  # letters of a word by which somebody is named
MOST_PUT = 3  # anaphors of one question
MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a question means in its conversation: one question in full, or one of several."""

    question: str
    choices: tuple[str, ...] = ()


def resolved(asked: str, language: str, history: Sequence[Turn], today: date) -> Resolution | None:
    """What a question means after others; None where it stands by itself.

    >>> before = Turn("Qui est Paul Renaud ?", "fr", answers=("le maire de Valmer",))
    >>> resolved("Quand est-il né ?", "fr", [before], date(2024, 10, 15)).question
    'Quand Paul Renaud est-il né ?'
    >>> resolved("Qui dirige le port ?", "fr", [before], date(2024, 10, 15)) is None
    True
    """
    if not history:
        return None
    last = history[-1]
    if last.choices:
        if (picked := chosen(asked, last.choices)) is not None:
            return Resolution(picked)
        if fold(plain(asked)).strip(" ?.!") == fold(plain(last.question)).strip(" ?.!"):
            return Resolution(last.choices[0])  # asked back once is enough
    told = [turn for turn in history if not turn.choices]
    if not told:
        return None
    full = completed(asked, told[-1], today)
    found = Resolution(full) if full else _with_anaphors(plain(asked), language, told, today)
    if found is None:
        return None
    year = _year(told[-1].question)
    return Resolution(
        _dated(found.question, year, today),
        tuple(_dated(one, year, today) for one in found.choices),
    )


def _year(question: str) -> str | None:
    years = YEAR.findall(question)
    return years[-1] if years else None


def _dated(question: str, year: str | None, today: date) -> str:
    """With the year that was spoken of behind a month that names none.

    >>> _dated("Qui a signé l'accord de juin ?", "2022", date(2024, 10, 15))
    "Qui a signé l'accord de juin 2022 ?"
    """
    for one in reversed(find_periods(question, today) if year else ()):
        named = question[one.start : one.end]
        if not one.is_sure and not YEAR.search(named) and fold(named.split()[-1]) in _month_names():
            question = f"{question[: one.end]} {year}{question[one.end :]}"
    return question


@cache
def _month_names() -> frozenset[str]:
    """The French and English names of the months, folded."""
    return frozenset(fold(name) for name in MONTHS.split("|"))


def _with_anaphors(
    asked: str, language: str, history: Sequence[Turn], today: date
) -> Resolution | None:
    """With a phrase for each pronoun and description, one after the other."""
    rules = {"fr": french.anaphors, "en": english.anaphors}.get(language)
    if rules is None:
        return None
    question, taken, is_lost = asked, list[str](), False
    done: set[tuple[str, str]] = set()
    for _ in range(MOST_PUT):
        anaphor = next((one for one in rules(question) if _key(one) not in done), None)
        if anaphor is None:
            break
        done.add(_key(anaphor))
        texts = _texts(anaphor, history, taken, today)
        if not texts:
            is_lost = True
            continue
        if len(texts) > 1:
            return Resolution(question, tuple(map(anaphor.put, texts[:MOST_CHOICES])))
        is_lost |= anaphor.kind == "described" and _is_bare(texts[0])
        question = anaphor.put(texts[0])
        taken.append(texts[0])
    if is_lost:
        question = _about(question, history, taken)
    return None if question == asked else Resolution(question)


def _is_bare(text: str) -> bool:
    """Whether a phrase is an article and a noun, which many articles hold: "la grève"."""
    return " " not in plain(text).replace("'", " ")[3:]


def _key(anaphor: Anaphor) -> tuple[str, str]:
    return anaphor.kind, f"{anaphor.head}{anaphor.wanted}{anaphor.put('_')}"


def _texts(
    anaphor: Anaphor, history: Sequence[Turn], taken: Sequence[str], today: date
) -> list[str]:
    """The phrases that an anaphor can mean, in their words."""
    if anaphor.kind == "place":
        place = place_meant(history)
        return [place.text] if place else []
    if anaphor.kind == "one of several":
        return []
    if anaphor.kind == "day":
        return _day(history, today)
    if anaphor.kind == "clause":
        about = subject(history[-1])
        return [about.text] if about else []
    found: Meant | None
    if anaphor.kind == "described":
        found = described(anaphor.head, history)
    else:
        found = meant(anaphor.wanted, history, taken)
    return [definite(one.text) for one in found.phrases] if found else []


def _day(history: Sequence[Turn], today: date) -> list[str]:
    """The day or period named last: in an answer, else in a question."""
    for turn in reversed(history[-FAR:]):
        for text in (*turn.answers[:1], *turn.quotes[:1], turn.question):
            for one in find_periods(text, today):
                written = text[one.start : one.end]
                return [written[:1].lower() + written[1:]]
    return []


def _about(question: str, history: Sequence[Turn], taken: Sequence[str]) -> str:
    """With what was asked about before behind it, where a word could not be resolved."""
    told = " ".join((question, *taken))
    texts: list[str] = []
    for turn in reversed(history[-FAR:]):
        answer = answer_phrase(turn, is_person=True)
        found = [
            one for one in (*ordered(turn), *([answer] if answer else [])) if not one.is_nested
        ]
        texts.extend(one.text for one in found if not _is_told(one, told))
        if any(one.is_name for one in found):
            break
    if not texts:
        return question
    return f"{question.rstrip(' ?')} ({', '.join(dict.fromkeys(texts[:MOST_CHOICES]))}) ?"


def _is_told(one: Phrase, told: str) -> bool:
    """Whether a question says a phrase itself, or a part of a name: "goita" of "Assimi Goïta"."""
    if one.text in told:
        return True
    said = set(re.findall(r"\w+", fold(told)))
    return one.is_name and any(
        word in said for word in re.findall(r"\w+", fold(one.text)) if len(word) >= NAMING
    )


__all__ = ["Resolution", "resolved"]
