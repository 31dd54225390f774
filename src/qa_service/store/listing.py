"""The list of articles, as people look through it: limited, searched by name, a page at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, and_, func, not_, select

from qa_service.domain.article import Listed
from qa_service.domain.library import UNDATED, ArticleStatus, Choices
from qa_service.domain.scope import Scope
from qa_service.store.removals import removed
from qa_service.store.tables import admitting, article_of, articles, newest_first, pending
from qa_service.text.folding import folded

# a file holds up to thousands of articles: looked for once
_SOURCES = select(articles.c.source).distinct().subquery()
_GONE = select(_SOURCES.c.source).where(not_(func.lies_there(_SOURCES.c.source)))
_WAITS = articles.c.id.in_(select(pending.c.article_id))
_IS_GONE = articles.c.source.in_(_GONE)
_STANDING = {
    ArticleStatus.WAITING: _WAITS,
    ArticleStatus.MISSING: and_(_IS_GONE, not_(_WAITS)),
    ArticleStatus.SEARCHABLE: and_(not_(_IS_GONE), not_(_WAITS)),
}


def listed(
    engine: Engine,
    scope: Scope,
    words: str,
    start: int,
    count: int,
    dated: str | None = None,
    status: ArticleStatus | None = None,
) -> Listed:
    """Of a scope's articles whose names hold all `words`, `count` from the one at `start` on.

    Only those dated so, one of `Provenance` or UNDATED, and of that status; those that were removed
    with that status alone. Newest first, undated last.
    """
    table = removed if status is ArticleStatus.REMOVED else articles
    wanted = [*admitting(scope, table), *_named(table, words), *_dated(table, dated)]
    if status in _STANDING:
        wanted.append(_STANDING[status])
    found = select(table).where(*wanted)
    page = found.order_by(*newest_first(table), table.c.id).offset(start).limit(count)
    with engine.connect() as connection:
        total = connection.scalar(select(func.count()).select_from(found.subquery())) or 0
        return Listed(tuple(article_of(row) for row in connection.execute(page)), total)


def _named(table: Table, words: str) -> Iterator[ColumnElement[bool]]:
    """That title, outlet and author hold the words, whatever case and accents."""
    outlet, author = (func.coalesce(table.c[name], "") for name in ("outlet", "author"))
    # not SQLite's own LIKE, which knows ASCII alone
    names = func.folded(table.c.title + " " + outlet + " " + author)
    for word in folded(words).split():
        yield names.contains(word, autoescape=True)


def _dated(table: Table, dated: str | None) -> Iterator[ColumnElement[bool]]:
    if dated == UNDATED:
        yield table.c.published_from.is_(None)
    elif dated is not None:
        yield table.c.published_from == dated


def statuses(engine: Engine, ids: Sequence[str]) -> dict[str, ArticleStatus]:
    """How each of these articles stands; those that are nowhere are not there."""
    found: dict[str, ArticleStatus] = {}
    own = articles.c.id.in_(ids)
    with engine.connect() as connection:
        gone = select(removed.c.id).where(removed.c.id.in_(ids))
        found |= dict.fromkeys(connection.scalars(gone), ArticleStatus.REMOVED)
        of_these = select(articles.c.source).distinct().where(own).subquery()
        missing = select(of_these.c.source).where(not_(func.lies_there(of_these.c.source)))
        columns = (articles.c.id, _WAITS, articles.c.source.in_(missing))
        for article_id, waits, is_gone in connection.execute(select(*columns).where(own)):
            found[article_id] = _standing(waits, is_gone)
    return found


def _standing(waits: bool, is_gone: bool) -> ArticleStatus:
    if waits:
        return ArticleStatus.WAITING
    return ArticleStatus.MISSING if is_gone else ArticleStatus.SEARCHABLE


def choices(engine: Engine) -> Choices:
    """What the articles, removed ones among them, can be limited to."""
    with engine.connect() as connection:

        def found(name: str) -> set[Any]:
            columns = (table.c[name] for table in (articles, removed))
            return {
                value
                for column in columns
                for value in connection.scalars(select(column).distinct())
            }

        outlets = sorted(filter(None, found("outlet")), key=folded)
        dated = sorted(value or UNDATED for value in found("published_from"))
        return Choices(tuple(outlets), tuple(sorted(found("language"))), tuple(dated))
