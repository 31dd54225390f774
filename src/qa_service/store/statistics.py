"""What the catalogue holds, counted: articles by language, outlet and author, days, openings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, func, select

from qa_service.domain.article import Carrier
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.store.tables import (
    CARRIED,
    NEWEST_FIRST,
    admitting,
    articles,
    carrier_of,
    passages,
    sources,
    speeches,
)

# (value, articles that have it), most frequent first; None: those that do not say
Shares = tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How much there is of a scope, and whose."""

    articles: int
    first: date | None  # None where no article has a date
    last: date | None
    outlets: tuple[tuple[str, int], ...]  # as Shares, of those that say


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much there is of the articles of a scope."""

    articles: int
    first: date | None  # None where no article has a date
    last: date | None
    undated: int
    folders: int  # and files, followed


class Statistics:
    """Counts in one catalogue, by SQL, so that they are of this moment. Safe in threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def holdings(self, scope: Scope = EVERYTHING) -> Holdings:
        day = articles.c.published
        query = _of(select(func.count(), func.min(day), func.max(day), func.count(day)), scope)
        with self._engine.connect() as connection:
            count, first, last, dated = connection.execute(query).one()
            folders = connection.scalar(select(func.count()).select_from(sources)) or 0
        return Holdings(count, first, last, count - dated, folders)

    def counted(self, scope: Scope = EVERYTHING) -> Counted:
        found = self.holdings(scope)
        outlets = tuple((name, count) for name, count in self.outlets(scope) if name)
        return Counted(found.articles, found.first, found.last, outlets)

    def languages(self, scope: Scope = EVERYTHING) -> Shares:
        return self._shares(articles.c.language, scope)

    def outlets(self, scope: Scope = EVERYTHING) -> Shares:
        return self._shares(articles.c.outlet, scope)

    def authors(self, scope: Scope = EVERYTHING) -> Shares:
        return self._shares(articles.c.author, scope)

    def newest(self, limit: int, scope: Scope = EVERYTHING) -> tuple[Carrier, ...]:
        """The last articles to be published, newest first, undated last."""
        query = _of(select(*CARRIED), scope).order_by(*NEWEST_FIRST).limit(limit)
        with self._engine.connect() as connection:
            return tuple(carrier_of(row) for row in connection.execute(query))

    def openings(self, limit: int, scope: Scope = EVERYTHING) -> list[tuple[str, str]]:
        """The titles and first passages of `limit` articles, as if they had been drawn."""
        first = and_(passages.c.article_id == articles.c.id, passages.c.ordinal == 0)
        lead = func.substr(articles.c.text, passages.c.start + 1, passages.c.end - passages.c.start)
        query = _of(select(articles.c.title, lead).join(passages, first), scope)
        with self._engine.connect() as connection:  # by id, which is a hash
            rows = connection.execute(query.order_by(articles.c.id).limit(limit))
            return [(row[0], row[1]) for row in rows]

    def speakers(self, limit: int) -> Sequence[str]:
        """Those who say most, by their names as stored."""
        query = select(speeches.c.speaker).where(speeches.c.speaker.is_not(None))
        query = query.group_by(speeches.c.speaker).order_by(func.count().desc(), speeches.c.speaker)
        with self._engine.connect() as connection:
            return list(connection.scalars(query.limit(limit)))

    def _shares(self, column: ColumnElement[str | None], scope: Scope) -> Shares:
        query = _of(select(column, func.count()), scope)
        order = (func.count().desc(), column)
        with self._engine.connect() as connection:
            rows = connection.execute(query.group_by(column).order_by(*order))
            return tuple((row[0], row[1]) for row in rows)


def _of(query: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    """The articles of a scope alone."""
    return query.where(*admitting(scope))
