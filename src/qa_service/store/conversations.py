"""Conversations in the catalogue: questions and answers as they were given, and their ratings.

Each change is one small transaction, so that an ingestion that writes at the same time waits about
a millisecond for it, and it for one article of the ingestion.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from time import time_ns
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    and_,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from qa_service.domain.answer import Answer, Citation, Status
from qa_service.domain.conversation import (
    LONGEST_TITLE,
    Asked,
    AskedOf,
    Conversation,
    Found,
    KeptAnswer,
    Rating,
    compared,
)
from qa_service.domain.errors import NotFound, TitleError
from qa_service.store.kept_answers import VERSION, damaged, read, written
from qa_service.store.tables import PATIENCE, article_of, articles, tables, writing
from qa_service.text.folding import folded

conversations = Table(
    "conversations",
    tables,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("searched", String, nullable=False),  # the title, folded
    Column("begun", Integer, nullable=False),  # microseconds of Unix time, as are all times here
    Column("changed", Integer, nullable=False, index=True),
)
answers = Table(
    "answers",
    tables,
    Column("number", Integer, primary_key=True),  # in the order in which they were kept
    Column("id", String, nullable=False, unique=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("at", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("answer", String, nullable=False),  # JSON, in the form of its version
    Column("searched", String, nullable=False),  # question and answer, folded
    Column("rating", String, index=True),
    Column("version", Integer, nullable=False, server_default=text("1")),  # of `kept_answers`
    Column("question", String, nullable=False, server_default=text("''")),
    Index("ix_answers_in_order", "conversation_id", "number"),
)

# The articles that an answer cites, so that what was asked of one is found.
cited = Table(
    "cited",
    tables,
    Column("article_id", String, primary_key=True),
    Column(
        "number",
        ForeignKey("answers.number", ondelete="CASCADE"),
        primary_key=True,
        index=True,  # by which the answer takes its rows along
    ),
)

ADDRESSABLE = re.compile(r"[A-Za-z0-9_-]{1,200}")
SECOND = 1_000_000  # microseconds
PAGE = 500  # rows deleted, and articles read, at a time

logger = logging.getLogger(__name__)


def address_of(conversation_id: str) -> str:
    """The id under which a conversation is kept: the caller's, if it can stand in an address.

    >>> address_of("talk-1"), len(address_of("a/b")), address_of(address_of("a/b"))[:8]
    ('talk-1', 32, 'c14cddc0')
    """
    if ADDRESSABLE.fullmatch(conversation_id):
        return conversation_id
    return sha256(conversation_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Conversations:
    """Those of one catalogue. Safe in threads and between processes.

    What names a conversation or an answer that is not there raises NotFound.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # -- keeping -------------------------------------------------------------------------------

    def keep(self, conversation_id: str, answer: Answer, is_begun: bool = False) -> str | None:
        """Adds an answer at the end of a conversation and returns the answer's id.

        The conversation begins with it where there is none; with `is_begun` it was there before,
        and where it was deleted meanwhile nothing is kept and None returned.
        """
        key, answer_id, now = address_of(conversation_id), uuid4().hex, _now()
        row = {
            "id": answer_id,
            "conversation_id": key,
            "at": now,
            "status": answer.status,
            "answer": written(replace(answer, id=answer_id), key),
            "version": VERSION,
            "question": answer.question,
            "searched": folded(f"{answer.question}\n{answer.answer}\n{answer.reason or ''}"),
        }
        with writing(self._engine) as connection:
            own = update(conversations).where(conversations.c.id == key).values(changed=now)
            if not connection.execute(own).rowcount:
                if is_begun:
                    return None
                times = {"begun": now, "changed": now}
                values = {"id": key, **times, **_titled(_shortened(answer.question))}
                connection.execute(insert(conversations).values(values))
            kept = insert(answers).values(row).returning(answers.c.number)
            number = connection.scalar(kept)
            if ids := {one.article_id for one in answer.citations}:
                rows = [{"article_id": article_id, "number": number} for article_id in ids]
                connection.execute(insert(cited), rows)
        return answer_id

    def recent(self, conversation_id: str, limit: int) -> list[Answer]:
        """The last answers that later questions may lean on, oldest first, as they were given."""
        query = select(answers).where(answers.c.conversation_id == address_of(conversation_id))
        query = query.where(answers.c.status != Status.ABOUT)  # "merci" ends no subject
        with self._engine.connect() as connection:
            rows = list(connection.execute(query.order_by(answers.c.number.desc()).limit(limit)))
        return [_answer_of(row) for row in reversed(rows)]

    def rename(self, conversation_id: str, title: str) -> None:
        """Raises TitleError for a title that is empty or longer than LONGEST_TITLE."""
        title = " ".join(title.split())
        if not 0 < len(title) <= LONGEST_TITLE:
            raise TitleError(f"A title has 1 to {LONGEST_TITLE} characters. Send such a one.")
        own = update(conversations).where(conversations.c.id == address_of(conversation_id))
        with writing(self._engine) as connection:
            if not connection.execute(own.values(_titled(title))).rowcount:
                raise _no_conversation(conversation_id)

    def rate(self, answer_id: str, rating: Rating | None) -> None:
        """None takes the rating back."""
        own = update(answers).where(answers.c.id == answer_id)
        with writing(self._engine) as connection:
            if not connection.execute(own.values(rating=rating)).rowcount:
                raise _no_answer(answer_id)

    def delete(self, conversation_id: str) -> None:
        if not self._delete([address_of(conversation_id)]):
            raise _no_conversation(conversation_id)
        self._empty_log()

    def delete_all(self) -> int:
        """Deletes those there are now and returns how many they were."""
        with self._engine.connect() as connection:
            ids = list(connection.scalars(select(conversations.c.id)))
        steps = range(0, len(ids), PAGE)  # so that others may write in between
        deleted = sum(self._delete(ids[start : start + PAGE]) for start in steps)
        self._empty_log()
        return deleted

    def _delete(self, ids: Sequence[str]) -> int:
        with writing(self._engine) as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")  # else the words stay in the file
            try:
                own = delete(conversations).where(conversations.c.id.in_(ids))
                return connection.execute(own).rowcount
            finally:
                connection.exec_driver_sql("PRAGMA secure_delete=OFF")

    def _empty_log(self) -> None:
        """Takes the words out of the log of writes too, unless somebody reads it just now."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # of the transaction in which it may not be
            connection.exec_driver_sql("PRAGMA busy_timeout=0")  # nobody waits for it
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE}")

    # -- reading -------------------------------------------------------------------------------

    def find(self, words: str = "", first: int = 0, limit: int = 50) -> Found:
        """Conversations that hold every word in title, questions or answers, newest first.

        Parts of words count, accents and case do not.
        """
        meets = and_(True, *map(_holds, folded(words).split()))
        newest = (conversations.c.changed.desc(), conversations.c.id)
        query = _SUMMARY.where(meets).order_by(*newest).offset(first).limit(limit)
        count = select(func.count()).select_from(conversations).where(meets)
        with self._engine.connect() as connection:  # one transaction: both of one moment
            found = tuple(_conversation_of(row) for row in connection.execute(query))
            return Found(found, connection.scalar(count) or 0)

    def conversation(self, conversation_id: str) -> Conversation:
        query = _SUMMARY.where(conversations.c.id == address_of(conversation_id))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise _no_conversation(conversation_id)
        return _conversation_of(row)

    def answers(self, conversation_id: str) -> list[KeptAnswer]:
        """All of a conversation, oldest first; none of one that is not there."""
        return self._kept(answers.c.conversation_id == address_of(conversation_id))

    def answer(self, answer_id: str) -> KeptAnswer:
        found = self._kept(answers.c.id == answer_id)
        if not found:
            raise _no_answer(answer_id)
        return found[0]

    def asked_of(self, article_id: str, first: int = 0, limit: int = 50) -> AskedOf:
        """What was asked whose answer cites an article, newest first."""
        which = answers.c.number.in_(select(cited.c.number).where(cited.c.article_id == article_id))
        names = ("question", "searched", "id", "conversation_id", "at")
        columns = [answers.c[name] for name in names]
        query = select(*columns).where(which).order_by(answers.c.number.desc())
        count = select(func.count()).select_from(cited).where(cited.c.article_id == article_id)
        with self._engine.connect() as connection:  # one transaction: both of one moment
            rows = connection.execute(query.offset(first).limit(limit))
            asked = tuple(
                Asked(_question_of(row), row.id, row.conversation_id, _time(row.at)) for row in rows
            )
            return AskedOf(asked, connection.scalar(count) or 0)

    def rated(self) -> list[KeptAnswer]:
        """Every answer that somebody rated, oldest first."""
        return self._kept(answers.c.rating.is_not(None))

    def _kept(self, which: ColumnElement[bool]) -> list[KeptAnswer]:
        with self._engine.connect() as connection:  # one transaction: of one moment
            rows = list(connection.execute(select(answers).where(which).order_by(answers.c.number)))
            given = [_answer_of(row) for row in rows]
            cited = {one.article_id for answer in given for one in _quoted(answer)}
            held = {row.id: article_of(row) for row in _articles(connection, cited)}
        return [
            KeptAnswer(
                compared(answer, held),
                row.conversation_id,
                _time(row.at),
                Rating(row.rating) if row.rating else None,
            )
            for row, answer in zip(rows, given, strict=True)
        ]


_QUESTIONS = select(func.count()).where(answers.c.conversation_id == conversations.c.id)
_SUMMARY: Select[Any] = select(conversations, _QUESTIONS.scalar_subquery().label("questions"))


def _holds(word: str) -> ColumnElement[bool]:
    # not SQL's LIKE, in which % and _ mean something
    told = select(answers.c.conversation_id).where(func.instr(answers.c.searched, word) > 0)
    return or_(func.instr(conversations.c.searched, word) > 0, conversations.c.id.in_(told))


def _titled(title: str) -> dict[str, str]:
    return {"title": title, "searched": folded(title)}


def _shortened(question: str) -> str:
    words = " ".join(question.split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…"


def _quoted(answer: Answer) -> Sequence[Citation]:
    return (*answer.citations, *answer.closest)


def _articles(connection: Connection, ids: Iterable[str]) -> Iterable[Row[Any]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), PAGE):
        page = articles.c.id.in_(wanted[start : start + PAGE])
        yield from connection.execute(select(articles).where(page))


def _conversation_of(row: Row[Any]) -> Conversation:
    return Conversation(row.id, row.title, _time(row.begun), _time(row.changed), row.questions)


def _answer_of(row: Row[Any]) -> Answer:
    """The answer in a row of `answers`, with its id; what is damaged says so."""
    try:
        found = read(row.version, row.answer)
    except ValueError:  # which holds words of the answer: none for the log
        logger.warning("the answer %s is damaged", row.id)
        found = damaged(_question_of(row), row.answer)
    return replace(found, id=row.id)


def _question_of(row: Row[Any]) -> str:
    """The question, or how it is searched where only that was kept or can be read."""
    return str(row.question or row.searched.partition("\n")[0])


def _now() -> int:
    return time_ns() // 1000


def _time(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / SECOND, UTC)


def _no_conversation(conversation_id: str) -> NotFound:
    return NotFound(
        f"There is no conversation {conversation_id!r}; GET /api/conversations lists those there "
        "are."
    )


def _no_answer(answer_id: str) -> NotFound:
    return NotFound(
        f"There is no answer {answer_id!r}: it was deleted, or never kept. "
        "GET /api/conversations lists the conversations there are."
    )
