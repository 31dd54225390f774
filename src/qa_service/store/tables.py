"""The tables of the catalogue, the connection to SQLite, and rows as values of the domain."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from os.path import exists
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    event,
)
from sqlalchemy.engine import ExceptionContext

from qa_service.domain.article import Article, Carrier, Passage, Provenance, Sentence, Span
from qa_service.domain.errors import StoreError
from qa_service.domain.scope import Scope
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.store.pages import pages_of, pages_value
from qa_service.store.records import Entry
from qa_service.text.folding import folded

PATIENCE = 30_000  # milliseconds that a writer waits for its turn

tables = MetaData()
meta = Table(
    "meta", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)
sources = Table("sources", tables, Column("path", String, primary_key=True))


def article_columns() -> tuple[Column[Any], ...]:
    """What is kept of an article itself."""
    return (
        Column("id", String, primary_key=True),
        Column("source", String, nullable=False, index=True),
        Column("part", String, nullable=False),
        Column("fingerprint", String, nullable=False),
        Column("title", String, nullable=False),
        Column("text", String, nullable=False),
        Column("language", String, nullable=False),
        Column("outlet", String),
        Column("author", String),
        Column("url", String),
        Column("published", Date),
        Column("published_from", String),
        Column("updated", Date),
        Column("section", String),
    )


def pages_column() -> Column[Any]:
    """Where the pages of its PDF begin, as `store.pages` has it."""
    return Column("pages", String)


articles = Table("articles", tables, *article_columns(), pages_column())
# What a list is limited to stands behind the texts: of 20,000 articles it took 0.2 s to find.
Index("ix_articles_facets", articles.c.outlet, articles.c.language, articles.c.published_from)
CARRIED = tuple(
    articles.c[name] for name in ("id", "title", "outlet", "published", "published_from", "url")
)


def newest_first(table: Table) -> tuple[ColumnElement[Any], ...]:
    """The order of a list of articles; undated last."""
    return table.c.published.is_(None), table.c.published.desc(), table.c.title


NEWEST_FIRST = newest_first(articles)
# What a file looked like when all of its parts were last read.
files = Table(
    "files",
    tables,
    Column("path", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
)


def _article_key() -> Column[str]:
    return Column(
        "article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True
    )


passages = Table(
    "passages",
    tables,
    _article_key(),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
sentences = Table(
    "sentences",
    tables,
    _article_key(),
    Column("ordinal", Integer, primary_key=True),
    Column("passage", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float32, little endian
    Column("text_hash", LargeBinary, nullable=False, index=True),  # of what was embedded
)
# Vectors of another model, until there is one for each sentence. They go with their sentence.
replacements = Table(
    "replacements",
    tables,
    Column("article_id", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["article_id", "ordinal"], ["sentences.article_id", "sentences.ordinal"], ondelete="CASCADE"
    ),
)
# What the article tells that somebody says.
speeches = Table(
    "speeches",
    tables,
    _article_key(),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("mention_start", Integer),  # where the text says who speaks
    Column("mention_end", Integer),
    Column("mention", String),  # its words: out of all texts they take five times as long
    Column("speaker", String, index=True),
    Column("kind", String, nullable=False),
)
# What in the article is addressed to a machine, or was hidden from its readers.
warnings = Table(
    "warnings",
    tables,
    _article_key(),
    Column("ordinal", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("snippet", String, nullable=False),
    Column("start", Integer),  # with `end`, null where it is not in the text
    Column("end", Integer),
)
# No foreign key: a removed article is pending too.
pending = Table(
    "pending",
    tables,
    Column("article_id", String, primary_key=True),
    Column("revision", String, nullable=False),
)


def open_sqlite(path: Path) -> Engine:
    """The database at `path`, safe for several threads and processes.

    Whatever is done with it raises StoreError where the file or the disk is at fault.
    """
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def configure(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
        connection.execute(f"PRAGMA busy_timeout={PATIENCE}")  # type: ignore[attr-defined]
        _to_wal(connection)
        connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]
        connection.create_function("folded", 1, folded, deterministic=True)  # type: ignore[attr-defined]
        connection.create_function("lies_there", 1, exists)  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A write that starts as a read fails at once when another process wrote in between;
        # one that starts IMMEDIATE waits for its turn.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def explain(context: ExceptionContext) -> StoreError | None:
        found = context.original_exception
        if type(found) not in (sqlite3.OperationalError, sqlite3.DatabaseError):
            return None  # a fault of ours
        return StoreError(
            f"The catalogue {path} cannot be used: {found}. Check that the disk has room and the "
            "folder is writable, then try again: what was finished is kept. If the file is "
            f"damaged, move the folder {path.parent} away and restore a backup with qa-service "
            "restore FILE, or ingest again."
        )

    return engine


def _to_wal(connection: object) -> None:
    """Switches the file to a write-ahead log, as it may have been before.

    While another process switches a new file, SQLite says "locked" at once, whatever its
    busy_timeout (sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY In WAL Mode").
    """
    deadline = monotonic() + PATIENCE / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes; a StoreError within it has changed nothing."""
    connection = engine.connect().execution_options(writes=True)
    with connection, connection.begin():
        yield connection


def article_values(article: Article, fingerprint: str) -> dict[str, object]:
    """A row of `articles`."""
    return {
        "id": article.id,
        "source": article.source,
        "part": article.part,
        "fingerprint": fingerprint,
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "outlet": article.outlet,
        "author": article.author,
        "url": article.url,
        "published": article.published,
        "published_from": article.published_from,
        "updated": article.updated,
        "section": article.section,
        "pages": pages_value(article.pages),
    }


def passage_values(passage: Passage) -> dict[str, object]:
    """A row of `passages`."""
    return {
        "article_id": passage.article_id,
        "ordinal": passage.ordinal,
        "start": passage.start,
        "end": passage.end,
    }


def sentence_values(entry: Entry) -> list[dict[str, object]]:
    """The rows of `sentences` of one article."""
    return [
        {
            "article_id": sentence.article_id,
            "ordinal": sentence.ordinal,
            "passage": sentence.passage,
            "start": sentence.start,
            "end": sentence.end,
            "vector": vector,
            "text_hash": text_hash(sentence.embedded_text(entry.article)),
        }
        for sentence, vector in zip(entry.sentences, vector_values(entry.vectors), strict=True)
    ]


def speech_values(entry: Entry) -> list[dict[str, object]]:
    """The rows of `speeches` of one article."""
    return [
        {
            "article_id": entry.article.id,
            "ordinal": ordinal,
            "start": speech.start,
            "end": speech.end,
            "mention_start": speech.mention.start if speech.mention else None,
            "mention_end": speech.mention.end if speech.mention else None,
            "mention": speech.mention.of(entry.article.text) if speech.mention else None,
            "speaker": speech.speaker,
            "kind": speech.kind,
        }
        for ordinal, speech in enumerate(entry.speeches)
    ]


def speech_of(row: Row[Any]) -> Speech:
    """The speech in a row of `speeches`."""
    mention = None if row.mention_start is None else Span(row.mention_start, row.mention_end)
    return Speech(row.start, row.end, SpeechKind(row.kind), mention, row.speaker)


def text_hash(text: str) -> bytes:
    """Sixteen bytes that tell embedded texts apart."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def vector_values(vectors: NDArray[np.float32]) -> list[bytes]:
    """Vectors, one a row, as they are stored."""
    return [vector.tobytes() for vector in np.ascontiguousarray(vectors, dtype="<f4")]


def article_of(row: Row[Any]) -> Article:
    """The article in a row of `articles`."""
    return Article(
        id=row.id,
        source=row.source,
        part=row.part,
        title=row.title,
        text=row.text,
        language=row.language,
        outlet=row.outlet,
        author=row.author,
        url=row.url,
        published=row.published,
        published_from=Provenance(row.published_from) if row.published_from else None,
        updated=row.updated,
        section=row.section,
        pages=pages_of(row.pages),
    )


def carrier_of(row: Row[Any]) -> Carrier:
    """The article in a row of the columns CARRIED."""
    provenance = Provenance(row.published_from) if row.published_from else None
    return Carrier(row.id, row.title, row.outlet, row.published, provenance, row.url)


def admitting(scope: Scope, table: Table = articles) -> Iterator[ColumnElement[bool]]:
    """That `scope.admits` the article in a row of a table; the undated were in no period."""
    if (window := scope.window) is not None:
        yield table.c.published.between(window.start or date.min, window.end or date.max)
    for column, values in (
        (table.c.outlet, scope.outlets),
        (table.c.language, scope.languages),
        (table.c.id, scope.article_ids),
    ):
        if values:
            yield column.in_(values)


def sentence_of(row: Row[Any]) -> Sentence:
    """The sentence in a row of `sentences`."""
    return Sentence(row.start, row.end, row.article_id, row.ordinal, row.passage)


def vectors_of(rows: Sequence[Row[Any]]) -> NDArray[np.float32]:
    """The vectors in rows of `sentences`, of shape (rows, dimension)."""
    if not rows:
        return np.empty((0, 0), np.float32)
    return np.stack([np.frombuffer(row.vector, "<f4") for row in rows])
