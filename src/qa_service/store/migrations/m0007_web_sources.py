"""Adds the tables of what is followed on the web."""

from sqlalchemy import Connection

CHANGE = "makes room for sources on the web"
# Written as SQLAlchemy makes them in a new store, spaces apart.
TABLES = (
    "web_sources ( url VARCHAR NOT NULL, kind VARCHAR NOT NULL, title VARCHAR, "
    "every INTEGER NOT NULL, PRIMARY KEY (url) )",
    "web_hosts ( host VARCHAR NOT NULL, free_at FLOAT NOT NULL, strikes INTEGER NOT NULL, "
    "PRIMARY KEY (host) )",
    "web_robots ( origin VARCHAR NOT NULL, text VARCHAR NOT NULL, read_at FLOAT NOT NULL, "
    "PRIMARY KEY (origin) )",
    "web_pages ( url VARCHAR NOT NULL, role VARCHAR NOT NULL, host VARCHAR NOT NULL, due FLOAT, "
    "file VARCHAR, address VARCHAR, essence VARCHAR, etag VARCHAR, modified VARCHAR, had FLOAT, "
    "changed FLOAT, failures INTEGER NOT NULL, error VARCHAR, gone BOOLEAN NOT NULL, "
    "own BOOLEAN NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (url) )",
    "web_listed ( source VARCHAR NOT NULL, url VARCHAR NOT NULL, listing VARCHAR NOT NULL, "
    "mark VARCHAR NOT NULL, published FLOAT, place INTEGER NOT NULL, entry VARCHAR, "
    "current BOOLEAN NOT NULL, PRIMARY KEY (source, url), "
    "FOREIGN KEY(source) REFERENCES web_sources (url) ON DELETE CASCADE, "
    "FOREIGN KEY(url) REFERENCES web_pages (url) ON DELETE CASCADE )",
)
INDEXES = ("ix_web_pages_due ON web_pages (due)", "ix_web_listed_url ON web_listed (url)")


def migrate(connection: Connection) -> None:
    """Makes what is missing."""
    for table in TABLES:
        connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {table}")
    for index in INDEXES:
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {index}")
