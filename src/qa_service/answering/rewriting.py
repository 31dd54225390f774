"""Whether a chat model's version of a follow-up may stand in for the question."""

import json
import re
from collections.abc import Iterable, Sequence

from qa_service.domain.answer import LONGEST_QUESTION, Question, Turn
from qa_service.text.folding import folded
from qa_service.text.language import OPENING_WORDS, detect_language
from qa_service.text.printable import printable

LONGEST_REPLY = LONGEST_QUESTION + 100  # characters
LONGER = 300  # characters that a question in full may have more than the one that was asked

_WORD = re.compile(r"[^\W\d_]+|\d+")
_OPENING = frozenset(word for words in OPENING_WORDS.values() for word in words.split())
_SHORT = 3  # letters, of which a first word tells nothing: "À", "Au", "The"


def accepted(reply: str, asked: Question, history: Sequence[Turn]) -> str | None:
    """The question in a model's reply, `{"question": "..."}`; None where it does not hold.

    It may name no one and no number that neither the conversation nor the question does.

    >>> before = [Turn("Qui est Paul Renaud ?", "fr")]
    >>> asked = Question("Quand est-il né ?", "fr")
    >>> accepted('{"question": "Quand Paul Renaud est-il né ?"}', asked, before)
    'Quand Paul Renaud est-il né ?'
    >>> accepted('{"question": "Quand Jean Renaud est-il né ?"}', asked, before)
    """
    question = _parsed(reply)
    if question is None or not 0 < len(question) <= min(LONGEST_QUESTION, len(asked.text) + LONGER):
        return None
    if question.count("?") > 1 or not question[0].isalnum():
        return None
    languages = {asked.language, history[-1].language}
    if detect_language(question, asked.language) not in languages:
        return None
    known = _words([asked.text, *(text for turn in history for text in _said(turn))])
    return question if _named(question) <= known else None


def _parsed(reply: str) -> str | None:
    try:
        found = json.loads(reply)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or set(found) != {"question"}:
        return None
    question = found["question"]
    if not isinstance(question, str) or question != printable(question) or "\n" in question:
        return None
    return " ".join(question.split())


def _said(turn: Turn) -> Iterable[str]:
    return (turn.question, *turn.answers, *turn.quotes)


def _words(texts: Iterable[str]) -> set[str]:
    return {folded(word) for text in texts for word in _WORD.findall(text)}


def _named(question: str) -> set[str]:
    """The numbers and the words that may be names, folded."""
    first, *others = _WORD.findall(question) or [""]
    named = {folded(word) for word in others if word[0].isupper() or word.isdigit()}
    if first.casefold() not in _OPENING and len(first) > _SHORT:
        named.add(folded(first))
    return named
