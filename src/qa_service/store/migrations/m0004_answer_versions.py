"""Gives each kept answer the version of the form in which it is kept, and its question a column.

Answers that are there are of version 1 and stay as they are: `kept_answers` reads each version. The
defaults are for a server of version 2 that still runs and goes on keeping answers.
"""

from sqlalchemy import Connection

CHANGE = "gives each kept answer a version"
COLUMNS = {"version": "INTEGER DEFAULT 1 NOT NULL", "question": "VARCHAR DEFAULT '' NOT NULL"}


def migrate(connection: Connection) -> None:
    """Adds the columns that are not there, and fills that of the questions."""
    there = {row.name for row in connection.exec_driver_sql("PRAGMA table_info(answers)")}
    for name, definition in COLUMNS.items():
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE answers ADD COLUMN {name} {definition}")
    connection.exec_driver_sql(
        "UPDATE answers SET question = coalesce(json_extract(answer, '$.question'), '') "
        "WHERE question = '' AND json_valid(answer)"
    )
