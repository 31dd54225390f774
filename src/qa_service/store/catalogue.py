"""The catalogue: the single truth of a store, in a relational database.

It holds articles, passages, sentences and the sentences' vectors, and which articles the derived
indexes have still to be brought in step with (`pending`). What was asked of them, and answered, is
beside them (`conversations`), and so is what could not be read (`failures`). Every change is one
transaction that also records the pending work, so that a crash at any moment loses nothing: the
owner of the indexes applies what is pending before the next question.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from qa_service.domain.article import Article, Carrier, Passage, Sentence
from qa_service.domain.errors import ModelMismatch, NotFound, StoreError
from qa_service.domain.scope import Scope, Traits
from qa_service.domain.warnings import ArticleWarning
from qa_service.store.conversations import Conversations
from qa_service.store.failures import Failures, failures
from qa_service.store.likenesses import Wording, as_list, one_of
from qa_service.store.migrations import Say, bring_up, tell
from qa_service.store.origins import carriers, origins, place, withdraw
from qa_service.store.records import (
    Counts,
    Entry,
    KnownFile,
    KnownPart,
    Move,
    PendingArticle,
    Reading,
)
from qa_service.store.removals import (
    Removals,
    brought_back,
    forget_vectors,
    lay_aside,
    removed,
    removed_vectors,
)
from qa_service.store.tables import (
    NEWEST_FIRST,
    admitting,
    article_of,
    article_values,
    articles,
    files,
    meta,
    open_sqlite,
    passage_values,
    passages,
    pending,
    sentence_of,
    sentence_values,
    sentences,
    sources,
    speech_values,
    speeches,
    text_hash,
    vectors_of,
    warnings,
    writing,
)
from qa_service.store.warnings import warning_values, warnings_of
from qa_service.store.web_sources import WebSources

# settings that the catalogue keeps
MODEL, DIMENSION = "model", "dimension"
GENERATION = "generation"  # the pointer to the indexes in use
PAGE = 500  # rows at a time, and values in one IN (...)

# Asked at every question: put together once, it takes half the time. By article first, since
# SQLite uses no index for pairs.
_PASSAGE_TEXTS = (
    select(
        passages.c.article_id,
        passages.c.ordinal,
        func.substr(articles.c.text, passages.c.start + 1, passages.c.end - passages.c.start),
        articles.c.published,
        func.coalesce(origins.c.first, passages.c.article_id),
    )
    .join(articles, articles.c.id == passages.c.article_id)
    .outerjoin(origins, origins.c.article_id == passages.c.article_id)
    .where(passages.c.article_id.in_(bindparam("ids", expanding=True)))
    .where(tuple_(passages.c.article_id, passages.c.ordinal).in_(bindparam("keys", expanding=True)))
)
_PASSAGE_SENTENCES = (
    select(sentences)
    # by article first: SQLite uses no index for pairs, 37 ms at 10,000 passages instead of 2
    .where(sentences.c.article_id.in_(bindparam("ids", expanding=True)))
    .where(
        tuple_(sentences.c.article_id, sentences.c.passage).in_(bindparam("keys", expanding=True))
    )
    .order_by(sentences.c.article_id, sentences.c.ordinal)
)
_ARTICLES = select(articles).where(articles.c.id.in_(bindparam("ids", expanding=True)))


class Catalogue:
    """The database of one store. Safe in threads and between processes."""

    def __init__(self, path: Path, say: Say = tell) -> None:
        """Makes it if need be, or brings it to the newest version, which `say` is told.

        Raises StoreError.
        """
        self._engine = open_sqlite(path)
        self.conversations = Conversations(self._engine)
        self.removals = Removals(self._engine)
        self.web = WebSources(self._engine)
        self.failures = Failures(self._engine)
        try:
            bring_up(self._engine, say)
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        self._engine.dispose()

    # -- what it was made with -----------------------------------------------------------------

    def check_model(self, name: str) -> None:
        """Remembers the embedding model of an empty store; raises ModelMismatch for another one."""
        with self._write() as connection:
            if not connection.scalar(select(func.count()).select_from(articles)):
                # such as a store whose first model could not be loaded
                other = and_(meta.c.key == MODEL, meta.c.value != name)
                if connection.execute(delete(meta).where(other)).rowcount:
                    connection.execute(delete(meta).where(meta.c.key == DIMENSION))
                    forget_vectors(connection)
        found = self.setting(MODEL) or name
        self._check(
            MODEL,
            name,
            ModelMismatch(
                f"This store was filled by the embedding model {found}, but {name} is configured. "
                "Set QA_EMBEDDING_MODEL back, or embed all articles with the configured one, "
                "keeping the archive as it is until that is done: qa-service rebuild"
            ),
        )

    def check_dimension(self, dimension: int) -> None:
        """The same for the length of the vectors."""
        found = self.setting(DIMENSION) or dimension
        self._check(
            DIMENSION,
            str(dimension),
            ModelMismatch(
                f"This store holds vectors of {found} dimensions, but the embedding model makes "
                f"{dimension}. Embed all articles anew with: qa-service rebuild --embed"
            ),
        )

    def setting(self, key: str) -> str | None:
        with self._engine.connect() as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.key == key))

    def remember(self, key: str, value: str) -> None:
        with self._write() as connection:
            remember(connection, key, value)

    def _check(self, key: str, value: str, error: StoreError) -> None:
        with self._write() as connection:
            connection.execute(insert(meta).values(key=key, value=value).on_conflict_do_nothing())
            found = connection.scalar(select(meta.c.value).where(meta.c.key == key))
        if found != value:
            raise error

    def forget_fingerprints(self) -> None:
        """Has every file read again by the next ingestion, changed or not; removes no article."""
        with self._write() as connection:
            connection.execute(delete(files))
            connection.execute(update(articles).values(fingerprint=""))

    # -- folders -------------------------------------------------------------------------------

    def add_source(self, path: str) -> None:
        with self._write() as connection:
            connection.execute(insert(sources).values(path=path).on_conflict_do_nothing())

    def sources(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.scalars(select(sources.c.path).order_by(sources.c.path)))

    def remove_source(self, path: str) -> None:
        """Follows it no longer; what was read from it stays until its files are forgotten."""
        with self._write() as connection:
            connection.execute(delete(sources).where(sources.c.path == path))

    # -- writing -------------------------------------------------------------------------------

    def put(self, entry: Entry, fingerprint: str) -> None:
        """Adds or replaces an article, in one transaction."""
        article, wording = entry.article, Wording(entry.article.text)
        with self._write() as connection:
            _leave(connection, article.id, article.source)
            withdraw(connection, article.id)
            connection.execute(delete(articles).where(articles.c.id == article.id))
            connection.execute(insert(articles).values(article_values(article, fingerprint)))
            if entry.passages:
                connection.execute(
                    insert(passages), [passage_values(passage) for passage in entry.passages]
                )
                connection.execute(insert(sentences), sentence_values(entry))
            if entry.speeches:
                connection.execute(insert(speeches), speech_values(entry))
            if entry.warnings:
                connection.execute(insert(warnings), warning_values(entry))
            place(connection, article, wording)
            brought_back(connection, article)
            _mark(connection, article.id)

    def move(self, moves: Sequence[Move]) -> None:
        """Says where articles now lie; text, vectors and indexes stay as they are."""
        with self._write() as connection:
            for move in moves:
                _leave(connection, move.article_id, move.source)
                statement = update(articles).where(articles.c.id == move.article_id)
                connection.execute(statement.values(source=move.source, part=move.part))

    def respell(self, old: str, new: str) -> None:
        """Says how the path of a file is written now, its accents in another way than before."""
        with self._write() as connection:
            for column in (articles.c.source, removed.c.source, files.c.path, failures.c.path):
                statement = update(column.table).where(column == old)
                connection.execute(statement.values({column: new}))

    def remove(self, *article_ids: str) -> None:
        """Removes articles, all or none."""
        with self._write() as connection:
            for article_id in article_ids:
                _remove(connection, article_id)

    def lay_aside(self, article_id: str, uploaded: bool) -> None:
        """Removes an article that may be wanted back. Raises NotFound."""
        with self._write() as connection:
            if not lay_aside(connection, article_id, uploaded):
                raise _no_article(article_id)
            _remove(connection, article_id)

    def remember_file(self, path: str, fingerprint: str) -> None:
        """Says that all articles of a file are here, as of a fingerprint of it."""
        with self._write() as connection:
            statement = insert(files).values(path=path, fingerprint=fingerprint)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["path"], set_={"fingerprint": fingerprint}
                )
            )

    def forget_file(self, path: str) -> None:
        """Removes what was read from a file that is gone."""
        self.remove(*(known.article_id for known in self.parts(path).values()))
        with self._write() as connection:
            connection.execute(delete(files).where(files.c.path == path))

    def drop(self, article_id: str) -> None:
        """Removes an article that is damaged, and has its file read again."""
        source = select(articles.c.source).where(articles.c.id == article_id)
        with self._write() as connection:
            connection.execute(delete(files).where(files.c.path.in_(source)))
            withdraw(connection, article_id)
            for table in (
                origins,
                speeches,
                warnings,
                sentences,
                passages,
            ):  # whose article may be gone already
                connection.execute(delete(table).where(table.c.article_id == article_id))
            connection.execute(delete(articles).where(articles.c.id == article_id))
            _mark(connection, article_id)

    # -- pending work --------------------------------------------------------------------------

    def pending(self) -> list[PendingArticle]:
        with self._engine.connect() as connection:
            return _pending(connection)

    def in_step(self) -> bool:
        """Whether there are indexes and nothing is pending."""
        return self.setting(GENERATION) is not None and not self.pending()

    def applied(self, done: Iterable[PendingArticle]) -> None:
        """Crosses out work; what was marked anew in the meantime stays pending."""
        with self._write() as connection:
            _cross_out(connection, done)

    def switch(
        self,
        generation: str,
        done: Iterable[PendingArticle],
        along: Callable[[Connection], None] | None = None,
    ) -> None:
        """Points to a generation that holds `done`; what `along` writes changes with it."""
        with self._write() as connection:
            if along:
                along(connection)
            remember(connection, GENERATION, generation)
            _cross_out(connection, done)

    # -- reading -------------------------------------------------------------------------------

    def counts(self) -> Counts:
        with self._engine.connect() as connection:
            return _counts(connection)

    def counts_and_pending(self) -> tuple[Counts, list[PendingArticle]]:
        """Both as of one moment."""
        with self._engine.connect() as connection:
            return _counts(connection), _pending(connection)

    def files(self) -> dict[str, KnownFile]:
        """What articles were read from, by path."""
        query = (
            select(
                articles.c.source,
                files.c.fingerprint,
                func.count(),
                func.min(articles.c.published),
                func.max(articles.c.published),
            )
            .outerjoin(files, files.c.path == articles.c.source)
            .group_by(articles.c.source, files.c.fingerprint)
        )
        with self._engine.connect() as connection:
            return {path: KnownFile(*values) for path, *values in connection.execute(query)}

    def parts(self, path: str) -> dict[str, KnownPart]:
        """What was read from one file, by part."""
        query = select(articles.c.part, articles.c.id, articles.c.fingerprint)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(articles.c.source == path))
            return {part: KnownPart(*values) for part, *values in rows}

    def holds(self, article_id: str) -> bool:
        with self._engine.connect() as connection:
            found = connection.scalar(select(articles.c.id).where(articles.c.id == article_id))
        return found is not None

    def embedded(self, texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of those texts that were embedded before, for whatever article."""
        by_hash = {text_hash(text): text for text in texts}
        hashes = list(by_hash)
        found: dict[str, NDArray[np.float32]] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(hashes), PAGE):
                for table in (removed_vectors, sentences):
                    wanted = table.c.text_hash.in_(hashes[start : start + PAGE])
                    query = select(table.c.text_hash, table.c.vector).where(wanted)
                    for row in connection.execute(query):
                        found[by_hash[row.text_hash]] = np.frombuffer(row.vector, "<f4")
        return found

    def article(self, article_id: str) -> Article:
        """Raises NotFound."""
        found = self.articles([article_id])
        if not found:
            raise _no_article(article_id)
        return found[0]

    def articles(self, ids: Sequence[str] | None = None) -> list[Article]:
        """The articles of these ids, or all of them; newest first, undated last."""
        query = select(articles).order_by(*NEWEST_FIRST)
        if ids is not None:
            query = query.where(articles.c.id.in_(ids))
        with self._engine.connect() as connection:
            return [article_of(row) for row in connection.execute(query)]

    def traits(self, ids: Sequence[str] | None = None) -> list[Traits]:
        """What of these articles, or all, decides whether they are searched."""
        columns = (articles.c.id, articles.c.published, articles.c.outlet, articles.c.language)
        query = select(*columns)
        if ids is not None:
            query = query.where(articles.c.id.in_(one_of("ids")))
        values = {} if ids is None else {"ids": as_list(ids)}
        with self._engine.connect() as connection:
            return [Traits(*row) for row in connection.execute(query, values)]

    def admitted(self, article_ids: Collection[str], scope: Scope) -> set[str]:
        """Those of these articles that a scope admits."""
        if not scope.is_limited:
            return set(article_ids)
        query = select(articles.c.id).where(articles.c.id.in_(list(article_ids)), *admitting(scope))
        with self._engine.connect() as connection:
            return set(connection.scalars(query))

    def outlets(self) -> list[str]:
        """All outlets, by name."""
        query = select(articles.c.outlet).distinct().where(articles.c.outlet.is_not(None))
        with self._engine.connect() as connection:
            return sorted(filter(None, connection.scalars(query)))

    def article_ids(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.scalars(select(articles.c.id).order_by(articles.c.id)))

    def passage_keys(self) -> set[str]:
        return self._keys(passages.c.article_id, passages.c.ordinal)

    def sentence_keys(self) -> set[str]:
        return self._keys(sentences.c.article_id, sentences.c.passage, sentences.c.ordinal)

    def _keys(self, *parts: Column[Any]) -> set[str]:
        """As the domain's `key` puts them together."""
        with self._engine.connect() as connection:
            return {":".join(map(str, row)) for row in connection.execute(select(*parts))}

    def entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        """What is kept of each of these articles; those that do not exist are passed over."""
        wanted = list(ids)
        for start in range(0, len(wanted), PAGE):
            page = wanted[start : start + PAGE]
            for article in self.articles(page):
                with self._engine.connect() as connection:
                    rows = list(connection.execute(_of(sentences, article.id)))
                    spans = list(connection.execute(_of(passages, article.id)))
                yield Entry(
                    article,
                    tuple(
                        Passage(row.start, row.end, row.article_id, row.ordinal) for row in spans
                    ),
                    tuple(sentence_of(row) for row in rows),
                    vectors_of(rows),
                )

    def read_passages(self, keys: Sequence[tuple[str, int]]) -> Reading:
        """What stands in these passages (article id, ordinal), as of one moment."""
        ids = sorted({article_id for article_id, _ in keys})
        with self._engine.connect() as connection:  # one transaction: text and offsets agree
            rows = list(connection.execute(_PASSAGE_SENTENCES, {"ids": ids, "keys": list(keys)}))
            found = connection.execute(_ARTICLES, {"ids": ids})
            by_id = {row.id: article_of(row) for row in found}
        return Reading(tuple(sentence_of(row) for row in rows), vectors_of(rows), by_id)

    def passage_texts(
        self, keys: Sequence[tuple[str, int]]
    ) -> dict[tuple[str, int], tuple[str, date | None, str]]:
        """The text of each of these passages (article id, ordinal), its article's date and origin.

        Articles of one origin have the same, the id of one of them.
        """
        ids = sorted({article_id for article_id, _ in keys})
        with self._engine.connect() as connection:
            rows = connection.execute(_PASSAGE_TEXTS, {"ids": ids, "keys": list(keys)})
            return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}

    def carriers(self, article_ids: Sequence[str] | None = None) -> dict[str, tuple[Carrier, ...]]:
        """Of these articles, or all, those that are not alone in telling their story.

        Each with all that tell it, itself among them: the best-dated, earliest one first.
        """
        with self._engine.connect() as connection:
            return carriers(connection, article_ids)

    def warnings(self, article_ids: Sequence[str]) -> dict[str, tuple[ArticleWarning, ...]]:
        """Of these articles, those in which something was found, each with all of it."""
        with self._engine.connect() as connection:
            return warnings_of(connection, article_ids)

    def sentence_at(self, article_id: str, start: int, end: int) -> Sentence | None:
        """The sentence of an article that is exactly this range of its text."""
        own = sentences.c.article_id == article_id
        within = own & (sentences.c.start == start) & (sentences.c.end == end)
        with self._engine.connect() as connection:
            row = connection.execute(select(sentences).where(within)).one_or_none()
        return sentence_of(row) if row else None

    @property
    def engine(self) -> Engine:
        """For the other modules of the store."""
        return self._engine

    def _write(self) -> AbstractContextManager[Connection]:
        return writing(self._engine)


def _no_article(article_id: str) -> NotFound:
    return NotFound(f"There is no article {article_id!r}; GET /api/articles lists those there are.")


def _remove(connection: Connection, article_id: str) -> None:
    withdraw(connection, article_id)
    connection.execute(delete(articles).where(articles.c.id == article_id))
    _mark(connection, article_id)


def _leave(connection: Connection, article_id: str, source: str) -> None:
    """The file that an article leaves for `source` is no longer known as a whole."""
    left = select(articles.c.source).where(articles.c.id == article_id, articles.c.source != source)
    connection.execute(delete(files).where(files.c.path.in_(left)))


def _counts(connection: Connection) -> Counts:
    return Counts(
        *(
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (articles, passages, sentences)
        )
    )


def _pending(connection: Connection) -> list[PendingArticle]:
    rows = connection.execute(select(pending.c.article_id, pending.c.revision))
    return [PendingArticle(*row) for row in rows]


def _cross_out(connection: Connection, done: Iterable[PendingArticle]) -> None:
    for item in done:
        connection.execute(
            delete(pending).where(
                pending.c.article_id == item.article_id, pending.c.revision == item.revision
            )
        )


def remember(connection: Connection, key: str, value: str) -> None:
    """Writes one of the catalogue's settings."""
    statement = insert(meta).values(key=key, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
    )


def _mark(connection: Connection, article_id: str) -> None:
    statement = insert(pending).values(article_id=article_id, revision=uuid4().hex)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["article_id"], set_={"revision": statement.excluded.revision}
        )
    )


def _of(table: Table, article_id: str) -> Select[Any]:
    return select(table).where(table.c.article_id == article_id).order_by(table.c.ordinal)
