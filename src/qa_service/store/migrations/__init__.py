"""Numbered migrations: what brings a store of an earlier version to the newest.

Each is a module that says in CHANGE what it does and does it in `migrate`, in SQL of its own, since
the tables that the program knows are those of the newest version. All that a store needs run in one
transaction when it is opened: a crash leaves the version before. A new store is made at the newest
version. `meta` holds the version, and the program that last raised it.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from qa_service import __version__
from qa_service.domain.errors import StoreError, StoreTooNew
from qa_service.store.migrations import (
    m0003_complete_tables,
    m0004_answer_versions,
    m0005_pages,
    m0006_failures,
    m0007_web_sources,
)
from qa_service.store.tables import tables, writing

Say = Callable[[str], None]

OLDEST = 2  # from which there is a way
SCHEMA, PROGRAM = "schema", "program"  # settings of the catalogue
_NUMBER = re.compile(r"[0-9]{1,9}")
_INSTALLABLE = re.compile(r"\d[\w.+!-]{0,40}", re.ASCII)  # a version that a shell may be given


@dataclass(frozen=True, slots=True)
class Migration:
    """One step, from the version before."""

    change: str  # for people
    migrate: Callable[[Connection], None]  # harmless to repeat


MIGRATIONS = {
    3: Migration(m0003_complete_tables.CHANGE, m0003_complete_tables.migrate),
    4: Migration(m0004_answer_versions.CHANGE, m0004_answer_versions.migrate),
    5: Migration(m0005_pages.CHANGE, m0005_pages.migrate),
    6: Migration(m0006_failures.CHANGE, m0006_failures.migrate),
    7: Migration(m0007_web_sources.CHANGE, m0007_web_sources.migrate),
}
NEWEST = max(MIGRATIONS)


def tell(message: str) -> None:
    """Tells people on standard error what goes on."""
    print(message, file=sys.stderr, flush=True)


def bring_up(engine: Engine, say: Say) -> None:
    """Brings a store to the newest version, or makes it. Raises StoreError, with it as it was."""
    with engine.connect() as connection:
        if (_settings(connection) or {}).get(SCHEMA) == str(NEWEST):
            return
    with writing(engine) as connection:  # of two processes at once, one waits
        settings = _settings(connection)
        if settings is None:
            tables.create_all(connection)
        elif not _migrated(connection, _version(engine, settings), say):
            return
        for key, value in ((SCHEMA, str(NEWEST)), (PROGRAM, __version__)):
            statement = "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"
            connection.exec_driver_sql(statement, (key, value))


def make_as_of(connection: Connection, version: int) -> None:
    """Makes in an empty database the tables that a store of a version may have."""
    for number in range(OLDEST + 1, max(version, OLDEST + 1) + 1):
        MIGRATIONS[number].migrate(connection)


def version_of(schema: str) -> int:
    """The version that a setting or a manifest names; 0 where it is no number."""
    return int(schema) if _NUMBER.fullmatch(schema) else 0


def newer(what: str, program: str, schema: str) -> str:
    """Says that a newer program wrote a store or a backup, and how to install that.

    >>> newer("It", "9.1.0", "99").rsplit(": ")[-1]
    "python -m pip install 'qa-service>=9.1.0'"
    """
    known = _INSTALLABLE.fullmatch(program) is not None
    return (
        f"{what} was written by qa-service {program if known else '(newer)'} (schema {schema}); "
        f"this is {__version__}, which knows schemas up to {NEWEST}. Install that version or a "
        "newer one: python -m pip install "
        + (f"'qa-service>={program}'" if known else "--upgrade qa-service")
    )


def _migrated(connection: Connection, version: int, say: Say) -> bool:
    """Runs what is needed from a version on; whether anything was."""
    needed = [MIGRATIONS[number] for number in range(version + 1, NEWEST + 1)]
    if needed:
        changes = ", ".join(one.change for one in needed)
        say(f"Bringing the store from version {version} to {NEWEST}: {changes}")
    for one in needed:
        one.migrate(connection)
    return bool(needed)


def _version(engine: Engine, settings: dict[str, str]) -> int:
    """The version of a store. Raises StoreError where there is no way from it to the newest."""
    # tables without it were made by a program of version 2 that was killed before it said so
    schema = settings.get(SCHEMA, str(OLDEST))
    what = f"The store of {engine.url.database}"
    if version_of(schema) > NEWEST:
        raise StoreTooNew(newer(what, settings.get(PROGRAM, ""), schema))
    if version_of(schema) < OLDEST:
        raise StoreError(
            f"{what} has the schema {schema}, from which no way leads to {NEWEST}. It stays as it "
            "is. Ingest the files of its articles into another: qa-service ingest FOLDER --store "
            "OTHER"
        )
    return version_of(schema)


def _settings(connection: Connection) -> dict[str, str] | None:
    """The catalogue's settings; None where no table was made yet."""
    if not connection.exec_driver_sql("PRAGMA table_info(meta)").all():
        return None
    rows = connection.exec_driver_sql("SELECT key, value FROM meta")
    return {row.key: row.value for row in rows}
