"""Articles that somebody deleted: out of the archive, but remembered, and brought back if wanted.

A row of `removed` is what `articles` had. The vectors stay too, so that bringing an article back
embeds nothing. An ingestion that meets what was removed passes it over.
"""

from datetime import UTC, datetime
from time import time
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    LargeBinary,
    Row,
    Table,
    and_,
    delete,
    func,
    literal,
    or_,
    select,
)

from qa_service.domain.article import Article
from qa_service.domain.errors import NotFound
from qa_service.domain.library import Removal
from qa_service.store.records import RemovedPlace
from qa_service.store.tables import (
    article_columns,
    article_of,
    articles,
    files,
    pages_column,
    sentences,
    tables,
    writing,
)

removed = Table(
    "removed",
    tables,
    *article_columns(),
    Column("uploaded", Boolean, nullable=False),
    Column("at", Float, nullable=False),  # seconds of Unix time
    pages_column(),
)
removed_vectors = Table(
    "removed_vectors",
    tables,
    Column("article_id", ForeignKey("removed.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text_hash", LargeBinary, nullable=False, index=True),
    Column("vector", LargeBinary, nullable=False),
)


def lay_aside(connection: Connection, article_id: str, uploaded: bool) -> bool:
    """Copies an article with its vectors to those that were removed; whether it was there."""
    _forget(connection, removed.c.id == article_id)
    kept = [*articles.c.keys(), "uploaded", "at"]
    row = select(*articles.c, literal(uploaded), literal(time())).where(articles.c.id == article_id)
    if not connection.execute(removed.insert().from_select(kept, row)).rowcount:
        return False
    columns = ["article_id", "text_hash", "vector"]
    vectors = select(*(sentences.c[name] for name in columns))
    of_article = vectors.where(sentences.c.article_id == article_id)
    connection.execute(removed_vectors.insert().from_select(columns, of_article))
    return True


def brought_back(connection: Connection, article: Article) -> None:
    """To be called where an article is stored: neither it nor what lay there is removed now."""
    place = and_(removed.c.source == article.source, removed.c.part == article.part)
    _forget(connection, or_(removed.c.id == article.id, place))


def forget_vectors(connection: Connection) -> None:
    """To be called where another model's take their place."""
    connection.execute(delete(removed_vectors))


def _forget(connection: Connection, which: Any) -> None:  # noqa: ANN401
    connection.execute(delete(removed).where(which))


class Removals:
    """Those of one catalogue. Safe in threads and between processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, article_id: str) -> Removal:
        """Raises NotFound."""
        with self._engine.connect() as connection:
            query = select(removed).where(removed.c.id == article_id)
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(
                f"No article {article_id!r} was deleted; GET /api/articles?status=removed lists "
                "those that were."
            )
        return _removal_of(row)

    def places(self) -> list[RemovedPlace]:
        """Where each of them lay."""
        columns = (removed.c.fingerprint, removed.c.source, removed.c.part, removed.c.uploaded)
        with self._engine.connect() as connection:
            return [RemovedPlace(*row) for row in connection.execute(select(*columns))]

    def count_of(self, path: str) -> int:
        """How many articles of a file were removed."""
        query = select(func.count()).select_from(removed).where(removed.c.source == path)
        with self._engine.connect() as connection:
            return connection.scalar(query) or 0

    def forget(self, article_id: str) -> None:
        """Deletes for good what was kept of one; the next ingestion takes it for a new one."""
        with writing(self._engine) as connection:
            _forget(connection, removed.c.id == article_id)

    def forget_file(self, path: str) -> None:
        """The same for all of a file, which is read again."""
        with writing(self._engine) as connection:
            _forget(connection, removed.c.source == path)
            connection.execute(delete(files).where(files.c.path == path))


def _removal_of(row: Row[Any]) -> Removal:
    at = datetime.fromtimestamp(row.at, UTC)
    return Removal(article_of(row), row.fingerprint, row.uploaded, at)
