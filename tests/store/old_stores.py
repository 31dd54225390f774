"""The stores of earlier versions in `tests/data/stores`."""

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

STORES = Path(__file__).resolve().parents[1] / "data" / "stores"
PACKED, BACKUP = STORES / "schema-2.tar.xz", STORES / "schema-2-backup.zip"


def unpack(folder: Path) -> Path:
    """The store of version 2, in a folder of its own."""
    with tarfile.open(PACKED) as packed:
        packed.extractall(folder, filter="data")
    return folder


def rows(path: Path, query: str) -> list[Any]:
    """What SQLite itself finds in a catalogue."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.execute(query))


def run_sql(path: Path, *statements: str) -> None:
    """Changes a catalogue behind the program's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
