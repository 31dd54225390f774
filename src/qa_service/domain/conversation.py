"""What is kept of questions and answers: conversations, and what readers thought of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from qa_service.domain.answer import Answer, Citation, Standing
from qa_service.domain.article import Article, Span

LONGEST_TITLE = 200  # code points


class Rating(StrEnum):
    """What a reader thought of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer, with its id, as it was given; its citations compared with their articles."""

    answer: Answer
    conversation_id: str
    at: datetime  # when it was given, in UTC
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions that were asked one after the other."""

    id: str
    title: str
    begun: datetime  # in UTC, as is the other
    changed: datetime  # when the last answer was given
    questions: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A kept question whose answer cites a certain article."""

    question: str
    answer_id: str
    conversation_id: str
    at: datetime  # when it was asked, in UTC


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Some of what was asked of an article."""

    questions: tuple[Asked, ...]  # newest first
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of those conversations that meet a search."""

    conversations: tuple[Conversation, ...]  # newest first
    total: int


def compared(answer: Answer, articles: Mapping[str, Article]) -> Answer:
    """The answer with what became of the place of each quote; `articles` by id.

    >>> from qa_service.domain.answer import Status
    >>> where = dict(outlet=None, author=None, published=None, published_from=None, url=None)
    >>> cited = Citation(1, "a1", "Port", **where, quote="rouvert", start=4, end=11)
    >>> answer = Answer("?", Status.ANSWERED, "rouvert [1]", None, (cited,), 0.9, "quoting", "fr")
    >>> article = Article("a1", "port.txt", "Port", "Est rouvert.", "fr")
    >>> [str(compared(answer, held).citations[0].standing) for held in ({"a1": article}, {})]
    ['stands', 'gone']
    """
    return replace(
        answer,
        citations=tuple(_compared(one, articles) for one in answer.citations),
        closest=tuple(_compared(one, articles) for one in answer.closest),
    )


def _compared(citation: Citation, articles: Mapping[str, Article]) -> Citation:
    article = articles.get(citation.article_id)
    if article is None:
        return replace(citation, standing=Standing.GONE)
    stands = Span(citation.start, citation.end).of(article.text) == citation.quote
    return replace(citation, standing=Standing.STANDS if stands else Standing.CHANGED)
