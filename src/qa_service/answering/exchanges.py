"""A conversation that somebody else keeps: its turns, understood again from what was said."""

from collections.abc import Sequence
from datetime import date

from qa_service.answering.followups import resolve
from qa_service.answering.interpretation import interpret
from qa_service.domain.answer import Request, Turn
from qa_service.domain.errors import QuestionError
from qa_service.domain.exchange import Exchange

MOST = 8  # exchanges that are looked back on, the last ones


def turns_of(exchanges: Sequence[Exchange], today: date) -> tuple[Turn, ...]:
    """The turns, oldest first, as if they had been asked here.

    >>> who = Exchange("Qui est Paul Renaud ?", answers=("le maire de Valmer",))
    >>> [turn.question for turn in turns_of([who, Exchange("Quand est-il né ?")], date.today())]
    ['Qui est Paul Renaud ?', 'Quand Paul Renaud est-il né ?']
    """
    turns: list[Turn] = []
    for exchange in exchanges[-MOST:]:
        turn = _turn(exchange, turns, today)
        if turn is not None:
            turns.append(turn)
    return tuple(turns)


def _turn(exchange: Exchange, before: Sequence[Turn], today: date) -> Turn | None:
    """None for what ends no subject: small talk, and what is no question."""
    try:
        request = resolve(Request(exchange.question, history=tuple(before)), today)
        question = interpret(request.text)
    except QuestionError:
        return None
    if question.about:
        return None
    return Turn(
        question.text,
        question.language,
        exchange.answers,
        exchange.quotes,
        exchange.article_ids,
        choices=request.choices,
    )
