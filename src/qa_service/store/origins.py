"""Articles that tell the same story: linked as one origin, all kept.

Two articles are linked if their texts are of the same words or share enough of them (`likenesses`),
or if they are the same page on the web. Such links can form chains, each text a little further from
the first. So a group is not all that links lead to: going from the best-dated, earliest article on,
each joins the earliest *first article* that it is linked with itself, or else begins a new group.

Groups follow from links and dates alone, whatever was stored first, and are in step after every
transaction. An article that comes, goes or changes can only move articles that are linked with it,
later ones; only where one of those begins or ceases to be a first article this goes on from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    Row,
    Select,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from qa_service.domain.article import Article, Carrier, precedence
from qa_service.store.likenesses import Wording, alike, as_list, forget, number_of, one_of
from qa_service.store.tables import CARRIED, articles, carrier_of, tables
from qa_service.text.addresses import page_address

origins = Table(
    "origins",
    tables,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Integer, nullable=False, index=True),  # its number among `likenesses.texts`
    Column("address", String, index=True),
    Column("first", String, index=True),  # the first article of its group; null as long as unknown
)

# Put together once: that takes longer than asking.
_PLACED = select(origins, articles.c.published, articles.c.published_from).join(
    articles, articles.c.id == origins.c.article_id
)
_of_article = origins.c.article_id == bindparam("article")
_led = origins.c.first == bindparam("article")
_ONE = _PLACED.where(_of_article)
_LED = _PLACED.where(_led, ~_of_article)
_LINKED = _PLACED.where(
    or_(origins.c.text.in_(one_of("texts")), origins.c.address == bindparam("address")),
    ~_of_article,
)
_LINKED_FIRST = _LINKED.where(origins.c.first == origins.c.article_id)
_TEXT = (
    select(articles.c.text)
    .join(origins, origins.c.article_id == articles.c.id)
    .where(origins.c.text == bindparam("text"))
    .limit(1)
)
_ADD = insert(origins)
_LEAD = update(origins).where(_of_article).values(first=bindparam("led_by"))
_SHARED = select(origins.c.first).group_by(origins.c.first).having(func.count() > 1)
_ASKED = select(origins.c.first).where(origins.c.article_id.in_(one_of("articles")))
_CARRIERS = select(origins.c.first, *CARRIED).join(articles, articles.c.id == origins.c.article_id)
_ALL_CARRIERS = _CARRIERS.where(origins.c.first.in_(_SHARED))
_SOME_CARRIERS = _CARRIERS.where(origins.c.first.in_(_SHARED.where(origins.c.first.in_(_ASKED))))

Rank = tuple[bool, bool, date, str]  # smaller is earlier; different for any two articles


@dataclass(frozen=True, slots=True)
class Placed:
    """An article, by what links it, and its group as it was."""

    rank: Rank
    article_id: str
    text: int
    address: str | None
    first: str | None

    @property
    def is_first(self) -> bool:
        return self.first == self.article_id


def place(connection: Connection, article: Article, wording: Wording) -> None:
    """Links an article that was just stored, and groups it."""
    text = number_of(connection, wording, lambda number: _text(connection, number))
    row = {"article_id": article.id, "text": text, "address": page_address(article.url)}
    connection.execute(_ADD, row)
    _regroup(connection, _placed(connection, _ONE, article=article.id))


def withdraw(connection: Connection, article_id: str) -> None:
    """Undoes `place`, before the article is removed or replaced; harmless where nothing is."""
    for own in _placed(connection, _ONE, article=article_id):
        led = _placed(connection, _LED, article=article_id)
        connection.execute(delete(origins).where(_of_article), {"article": article_id})
        if connection.scalar(_TEXT, {"text": own.text}) is None:
            forget(connection, own.text)
        _regroup(connection, led)


def carriers(
    connection: Connection, article_ids: Sequence[str] | None = None
) -> dict[str, tuple[Carrier, ...]]:
    """Of each article that is not alone in its group, the whole group, its first article first."""
    if article_ids is None:
        rows = connection.execute(_ALL_CARRIERS)
    else:
        rows = connection.execute(_SOME_CARRIERS, {"articles": as_list(article_ids)})
    groups: dict[str, list[Carrier]] = {}
    for row in rows:
        groups.setdefault(row.first, []).append(carrier_of(row))
    ordered = (tuple(sorted(group, key=_carrier_rank)) for group in groups.values())
    return {one.article_id: group for group in ordered for one in group}


def _regroup(connection: Connection, affected: Iterable[Placed]) -> None:
    """Gives each of these articles its group, and those whose group depends on theirs."""
    waiting = {one.rank: one for one in affected}
    ranks = list(waiting)
    heapify(ranks)
    while ranks:  # an article's group depends on earlier ones alone, so each comes up once
        one = waiting[heappop(ranks)]
        texts = as_list((one.text, *alike(connection, [one.text])))
        linked = {"article": one.article_id, "texts": texts, "address": one.address}
        firsts = [*_placed(connection, _LINKED_FIRST, **linked), one]
        first = min(firsts, key=lambda other: other.rank)
        connection.execute(_LEAD, {"article": one.article_id, "led_by": first.article_id})
        if one.is_first == (first is one):
            continue
        for other in _placed(connection, _LINKED, **linked):
            if other.rank > one.rank and other.rank not in waiting:
                waiting[other.rank] = other
                heappush(ranks, other.rank)


def _placed(connection: Connection, query: Select[Any], **values: str | None) -> list[Placed]:
    return [_placed_of(row) for row in connection.execute(query, values)]


def _placed_of(row: Row[Any]) -> Placed:
    rank = (*precedence(row.published, row.published_from), row.article_id)
    return Placed(rank, row.article_id, row.text, row.address, row.first)


def _carrier_rank(carrier: Carrier) -> Rank:
    return (*precedence(carrier.published, carrier.published_from), carrier.article_id)


def _text(connection: Connection, number: int) -> str:
    """The text of that number, as one of the articles has it."""
    return str(connection.scalar(_TEXT, {"text": number}) or "")
