"""The tables of the catalogue, the connection to SQLite, and rows as values of the domain."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    event,
)

from qa_service.domain.article import Article, Passage, Provenance, Sentence, Span
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.store.records import Entry

tables = MetaData()
meta = Table(
    "meta", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)
sources = Table("sources", tables, Column("path", String, primary_key=True))
articles = Table(
    "articles",
    tables,
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
)
# What the article tells that somebody says.
speeches = Table(
    "speeches",
    tables,
    _article_key(),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker_start", Integer),  # the mention of the speaker
    Column("speaker_end", Integer),
    Column("speaker", String, index=True),
    Column("kind", String, nullable=False),
)
# No foreign key: a removed article is pending too.
pending = Table(
    "pending",
    tables,
    Column("article_id", String, primary_key=True),
    Column("revision", String, nullable=False),
)


def open_sqlite(path: Path) -> Engine:
    """The database at `path`, safe for several threads and processes."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def configure(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
        for pragma in ("busy_timeout=30000", "journal_mode=WAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A write that starts as a read fails at once when another process wrote in between;
        # one that starts IMMEDIATE waits for its turn.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


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
    vectors = np.ascontiguousarray(entry.vectors, dtype="<f4")
    return [
        {
            "article_id": sentence.article_id,
            "ordinal": sentence.ordinal,
            "passage": sentence.passage,
            "start": sentence.start,
            "end": sentence.end,
            "vector": vector.tobytes(),
        }
        for sentence, vector in zip(entry.sentences, vectors, strict=True)
    ]


def speech_values(entry: Entry) -> list[dict[str, object]]:
    """The rows of `speeches` of one article."""
    return [
        {
            "article_id": entry.article.id,
            "ordinal": ordinal,
            "start": speech.start,
            "end": speech.end,
            "speaker_start": speech.mention.start if speech.mention else None,
            "speaker_end": speech.mention.end if speech.mention else None,
            "speaker": speech.speaker,
            "kind": speech.kind,
        }
        for ordinal, speech in enumerate(entry.speeches)
    ]


def speech_of(row: Row[Any]) -> Speech:
    """The speech in a row of `speeches`."""
    mention = None if row.speaker_start is None else Span(row.speaker_start, row.speaker_end)
    return Speech(row.start, row.end, SpeechKind(row.kind), mention, row.speaker)


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
    )


def sentence_of(row: Row[Any]) -> Sentence:
    """The sentence in a row of `sentences`."""
    return Sentence(row.start, row.end, row.article_id, row.ordinal, row.passage)


def vectors_of(rows: Sequence[Row[Any]]) -> NDArray[np.float32]:
    """The vectors in rows of `sentences`, of shape (rows, dimension)."""
    if not rows:
        return np.empty((0, 0), np.float32)
    return np.stack([np.frombuffer(row.vector, "<f4") for row in rows])
