"""Adds the table of what could not be read.

It is empty at first: what an ingestion could not read is tried again by every other one, and so
stands in it after the next.
"""

from sqlalchemy import Connection

CHANGE = "keeps what could not be read"
# Written as SQLAlchemy makes it in a new store, spaces apart.
TABLE = (
    "failures ( number INTEGER NOT NULL, id VARCHAR NOT NULL, refused BOOLEAN NOT NULL, "
    "path VARCHAR NOT NULL, part VARCHAR NOT NULL, reason VARCHAR NOT NULL, "
    "fingerprint VARCHAR NOT NULL, first FLOAT NOT NULL, last FLOAT NOT NULL, "
    "dismissed BOOLEAN NOT NULL, PRIMARY KEY (number), UNIQUE (refused, path, part, reason), "
    "UNIQUE (id) )"
)


def migrate(connection: Connection) -> None:
    """Makes it where it is missing."""
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {TABLE}")
