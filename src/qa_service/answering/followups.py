"""A question in its conversation: what it means after those before it."""

from dataclasses import replace
from datetime import date

from qa_service.answering.interpretation import interpret
from qa_service.answering.phrases import phrases
from qa_service.domain.answer import RULES, Answer, Interpretation, Request, Status, Turn
from qa_service.text.followups import resolved


def resolve(request: Request, today: date) -> Request:
    """The request with its question in full, or with the questions that it may mean.

    Raises QuestionError.
    """
    if not request.history:
        return request
    question = interpret(request.text)
    if question.about:
        return request
    last = request.history[-1].language
    language = question.language if question.language in {"fr", "en"} else last
    found = resolved(question.text, language, request.history, request.scope.as_of or today)
    if found is None:
        return request
    if found.choices:
        return replace(request, choices=found.choices)
    text = _punctuated(found.question, last)
    return replace(request, text=text, asked=question.text, rewritten_by=RULES)


def _punctuated(text: str, language: str) -> str:
    return text.replace(" ?", "?") if language == "en" else text


def asked_back(request: Request) -> Answer:
    """The answer that asks which of several questions was meant."""
    question = interpret(request.text)
    return Answer(
        question=question.text,
        status=Status.UNCLEAR,
        answer=phrases(question.language).which,
        reason=None,
        citations=(),
        confidence=0.0,
        writer="extractive",
        language=question.language,
        interpretation=Interpretation(question.text, question.language, scope=request.scope),
        choices=request.choices,
    )


def turn_of(answer: Answer) -> Turn:
    """What later questions need of an answer."""
    understood = answer.interpretation
    shown = answer.citations
    return Turn(
        understood.question if understood else answer.question,
        answer.language,
        tuple(one.answer for one in shown if one.answer),
        tuple(one.quote for one in shown),
        tuple(dict.fromkeys(one.article_id for one in shown)),
        understood.dates if understood else (),
        answer.choices,
    )
