"""What could not be read, kept in the catalogue until it is read, gone or dismissed.

A row is a file or a part of one with the reason: another reason is another row. What was dismissed
stays as a row that is not listed, so that the next ingestion knows it, and is listed again once its
file has other content. Of an upload that was refused there is no file, only its name.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from time import time
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Float,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    and_,
    delete,
    func,
    not_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from qa_service.domain.errors import NotFound
from qa_service.domain.library import KeptFailure, KeptFailures
from qa_service.store.tables import tables, writing

MOST_REFUSED = 1000  # uploads: whoever sends more fills no disk with their names
LONGEST_NAME = 255  # characters that are kept of one
AT_ONCE = 500  # values in one IN (...)

failures = Table(
    "failures",
    tables,
    Column("number", Integer, primary_key=True),  # in the order in which they were found
    Column("id", String, nullable=False, unique=True),
    Column("refused", Boolean, nullable=False),
    Column("path", String, nullable=False),
    Column("part", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("fingerprint", String, nullable=False),  # of the file's content; "" where unknown
    Column("first", Float, nullable=False),  # seconds of Unix time, as `last`
    Column("last", Float, nullable=False),
    Column("dismissed", Boolean, nullable=False),
    UniqueConstraint("refused", "path", "part", "reason"),
)
_KEY = ("refused", "path", "part", "reason")
_OF_FILE, _LISTED = not_(failures.c.refused), not_(failures.c.dismissed)
_NEWEST_FIRST = (failures.c.first.desc(), failures.c.path, failures.c.number)

Part = tuple[str, str]  # its name and the reason


class Failures:
    """Those of one catalogue. Safe in threads and between processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # -- looking through them ------------------------------------------------------------------

    def find(self, start: int = 0, count: int | None = None) -> KeptFailures:
        """Lists `count` from the one at `start` on, or all; what was found last comes first."""
        page = select(failures).where(_LISTED).order_by(*_NEWEST_FIRST).offset(start).limit(count)
        with self._engine.connect() as connection:
            total = connection.scalar(select(func.count()).where(_LISTED)) or 0
            return KeptFailures(tuple(map(_failure_of, connection.execute(page))), total)

    def paths(self) -> set[str]:
        """Gives the files of which something could not be read, dismissed or not."""
        with self._engine.connect() as connection:
            return set(connection.scalars(select(failures.c.path).where(_OF_FILE).distinct()))

    # -- changing them -------------------------------------------------------------------------

    def settle(self, path: str, fingerprint: str, parts: Iterable[Part], at: datetime) -> None:
        """Replaces what is known of a file by what of it cannot be read now."""
        rows = [_row(path, part, reason, at.timestamp(), fingerprint) for part, reason in parts]
        with writing(self._engine) as connection:
            _put(connection, rows)
            stale = failures.c.last != at.timestamp()
            connection.execute(delete(failures).where(_OF_FILE, failures.c.path == path, stale))

    def refuse(self, refusals: Sequence[Part]) -> None:
        """Keeps uploads that were refused, by name and reason; the newest of very many."""
        if not refusals:
            return
        at = time()
        with writing(self._engine) as connection:
            _put(connection, [_row(name, "", said, at, refused=True) for name, said in refusals])
            newest = select(failures.c.number).where(failures.c.refused)
            newest = newest.order_by(failures.c.last.desc(), failures.c.number.desc())
            old = failures.c.number.in_(newest.offset(MOST_REFUSED).limit(-1))
            connection.execute(delete(failures).where(old))

    def dismiss(self, failure_id: str) -> KeptFailure:
        """Lists one no longer, unless its file has other content. Raises NotFound.

        An upload that was refused is forgotten: who sends it again will want to know.
        """
        own = and_(failures.c.id == failure_id, _LISTED)
        with writing(self._engine) as connection:
            row = connection.execute(select(failures).where(own)).one_or_none()
            if row is None:
                raise NotFound(
                    f"There is no failure {failure_id!r}; GET /api/failures lists those there are."
                )
            connection.execute(delete(failures).where(own, failures.c.refused))
            connection.execute(update(failures).where(own).values(dismissed=True))
        return _failure_of(row)

    def forget(self, paths: Iterable[str]) -> None:
        """Forgets what is known of these files, which were read or are gone."""
        self._forget(_OF_FILE, paths)

    def forget_refused(self, names: Iterable[str]) -> None:
        """Forgets that uploads of these names were refused."""
        self._forget(failures.c.refused, names)

    def _forget(self, which: ColumnElement[bool], paths: Iterable[str]) -> None:
        wanted = list(paths)
        if not wanted:
            return
        with writing(self._engine) as connection:
            for start in range(0, len(wanted), AT_ONCE):
                named = failures.c.path.in_(wanted[start : start + AT_ONCE])
                connection.execute(delete(failures).where(which, named))


def _row(
    path: str, part: str, reason: str, at: float, fingerprint: str = "", refused: bool = False
) -> dict[str, object]:
    return {
        "id": uuid4().hex,
        "refused": refused,
        "path": _whole(path[:LONGEST_NAME] if refused else path),
        "part": _whole(part),
        "reason": _whole(reason),
        "fingerprint": fingerprint,
        "first": at,
        "last": at,
        "dismissed": False,
    }


def _whole(name: str) -> str:
    """What can be stored: names within mails and archives may be any bytes."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _put(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Adds what is new, and says of the rest when it was found again."""
    statement = insert(failures)
    found = statement.excluded
    unchanged = failures.c.fingerprint == found.fingerprint
    again = {
        "last": found.last,
        "fingerprint": found.fingerprint,
        "dismissed": and_(failures.c.dismissed, unchanged),
    }
    connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=again), rows)


def _failure_of(row: Row[Any]) -> KeptFailure:
    first, last = (datetime.fromtimestamp(at, UTC) for at in (row.first, row.last))
    return KeptFailure(row.id, row.path, row.part, row.reason, row.refused, first, last)
