"""Adds the tables and indexes that stores of version 2 may lack.

While the schema was "2", programs added what was missing each time they opened a store. What an
answer cites was noted for older answers in the same way, with "cited" in `meta` once it was done.
"""

from pathlib import Path

from sqlalchemy import Connection

CHANGE = "adds the tables that are missing"


def migrate(connection: Connection) -> None:
    """Adds what is missing, and notes which articles the kept answers cite."""
    schema = Path(__file__).with_name("schema_2.sql").read_text(encoding="utf-8")
    for statement in schema.strip().removesuffix(";").split(";\n"):
        connection.exec_driver_sql(statement.strip())
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO cited (article_id, number) "
        "SELECT json_extract(citation.value, '$.article_id'), answers.number FROM answers, "
        "json_each(CASE WHEN json_valid(answer) THEN answer ELSE '{}' END, '$.citations') "
        "AS citation"
    )
    connection.exec_driver_sql("DELETE FROM meta WHERE key = 'cited'")
