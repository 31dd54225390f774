"""From what was typed to the question that is searched for."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from qa_service.domain.answer import LONGEST_QUESTION, NamedPeriod, Question, Request
from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.domain.errors import QuestionError
from qa_service.domain.period import Period
from qa_service.domain.scope import Scope
from qa_service.text.broad_questions import broad_question, judged
from qa_service.text.courtesies import uncourtly
from qa_service.text.language import detect_language
from qa_service.text.periods import TimeExpression, find_events, find_periods
from qa_service.text.small_talk import small_talk
from qa_service.text.statement_questions import is_of_several, statement_question

# When an event in words of this language happened, by the articles of a scope; None if unclear.
DateEvent = Callable[[str, str, Scope], Period | None]


def understand(
    request: Request, today: date, date_event: DateEvent, is_broad: Callable[[str], bool]
) -> Question:
    """The question, tidied, with its language, the periods it names and whose words it asks for.

    What is relative in it is relative to `today`, or to the day as of which it is asked; `is_broad`
    judges where its words do not tell. Raises QuestionError.
    """
    question = interpret(request.text)
    text, scope = question.text, request.scope
    if question.about:
        return replace(question, scope=scope)
    dated = find_periods(text, scope.as_of or today)
    bounded = (
        event.dated(happened)
        for event in find_events(text, dated)
        if (happened := date_event(event.event, question.language, scope))
    )
    found = sorted((*dated, *bounded), key=lambda expression: expression.start)
    dates = tuple(NamedPeriod(text[one.start : one.end], one.period, one.is_sure) for one in found)
    undated = _undated(text, found)
    broad = broad_question(undated)
    statement = None if broad else statement_question(undated)
    if statement and is_of_several(statement):
        about = f"{statement.speaker or ''} {statement.subject}".strip()
        broad, statement = BroadQuestion(BroadKind.VOICES, about, spoken=True), None
    if broad is None and statement is None:
        broad = judged(undated, lambda: is_broad(text))
    return Question(
        text,
        question.language,
        scope,
        dates,
        statement,
        broad=broad,
        asked=request.asked,
        max_citations=request.max_citations,
        rewritten_by=request.rewritten_by,
    )


def load() -> None:
    """Understands a question, for which the first one would wait a tenth of a second.

    Regular expressions are compiled when they are first used.
    """
    request = Request("Qui a signé l'accord en 2021 ?")
    understand(request, date(2024, 1, 1), lambda *_: None, lambda _: False)


def _undated(text: str, found: Sequence[TimeExpression]) -> str:
    """A text without its time expressions, which belong to no subject and to no name.

    >>> text = "Qu'a dit Paul Renaud en 2021 sur la digue ?"
    >>> _undated(text, find_periods(text, date(2024, 10, 15)))
    "Qu'a dit Paul Renaud sur la digue ?"
    """
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    return re.sub(r"\s+", " ", text).strip()


def interpret(text: str) -> Question:
    """The question with white space and Unicode tidied, and its language. Raises QuestionError.

    Without the greeting before it, unless that is all, or the program itself is asked about.

    >>> interpret("  Qui est   Choguel Maïga ? ").text
    'Qui est Choguel Maïga ?'
    """
    text = text.encode("utf-8", "replace").decode()  # lone surrogates can come from JSON
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty. Ask something in words.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text)} characters; at most {LONGEST_QUESTION} are read. "
            "Shorten it."
        )
    if said := small_talk(text):
        return Question(text, said.language, about=said.about)
    text = uncourtly(text)
    return Question(text, detect_language(text))
