"""Gives each article, removed or not, a column for where the pages of its PDF begin.

It is empty until the file is read again, which the next ingestion does.
"""

from sqlalchemy import Connection

CHANGE = "gives each article room for its pages"


def migrate(connection: Connection) -> None:
    """Adds the columns that are not there."""
    for table in ("articles", "removed"):
        columns = connection.exec_driver_sql(f"PRAGMA table_info({table})")
        if "pages" not in {row.name for row in columns}:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN pages VARCHAR")
