"""What was found in articles, as the catalogue holds it, which writes it with the article."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from qa_service.domain.article import Span
from qa_service.domain.warnings import ArticleWarning, WarningKind
from qa_service.store.records import Entry
from qa_service.store.tables import warnings


def warning_values(entry: Entry) -> list[dict[str, object]]:
    """The rows of `warnings` of one article."""
    return [
        {
            "article_id": entry.article.id,
            "ordinal": ordinal,
            "kind": warning.kind,
            "snippet": warning.snippet,
            "start": warning.span.start if warning.span else None,
            "end": warning.span.end if warning.span else None,
        }
        for ordinal, warning in enumerate(entry.warnings)
    ]


def warnings_of(
    connection: Connection, article_ids: Sequence[str]
) -> dict[str, tuple[ArticleWarning, ...]]:
    """Of these articles, those in which something was found, each with all of it."""
    query = select(warnings).where(warnings.c.article_id.in_(article_ids))
    found: dict[str, tuple[ArticleWarning, ...]] = {}
    for row in connection.execute(query.order_by(warnings.c.article_id, warnings.c.ordinal)):
        found[row.article_id] = (*found.get(row.article_id, ()), _warning_of(row))
    return found


def _warning_of(row: Row[Any]) -> ArticleWarning:
    span = None if row.start is None else Span(row.start, row.end)
    return ArticleWarning(WarningKind(row.kind), row.snippet, span)
