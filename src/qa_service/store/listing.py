"""The list of articles, as people look through it: limited, searched by name, a page at a time."""

from sqlalchemy import Engine, func, select

from qa_service.domain.article import Listed
from qa_service.domain.scope import Scope
from qa_service.store.tables import NEWEST_FIRST, admitting, article_of, articles
from qa_service.text.folding import folded

# Title, outlet and author, without case and accents: SQLite's own LIKE knows ASCII alone.
_NAMES = func.folded(
    articles.c.title
    + " "
    + func.coalesce(articles.c.outlet, "")
    + " "
    + func.coalesce(articles.c.author, "")
)


def listed(engine: Engine, scope: Scope, words: str, start: int, count: int) -> Listed:
    """Of a scope's articles whose names hold all `words`, `count` from the one at `start` on.

    Newest first, undated last.
    """
    wanted = [_NAMES.contains(word, autoescape=True) for word in folded(words).split()]
    found = select(articles).where(*admitting(scope), *wanted)
    page = found.order_by(*NEWEST_FIRST, articles.c.id).offset(start).limit(count)
    with engine.connect() as connection:
        total = connection.scalar(select(func.count()).select_from(found.subquery())) or 0
        return Listed(tuple(article_of(row) for row in connection.execute(page)), total)
