"""What the catalogue knows of articles beside what they say."""

from collections.abc import Sequence

from qa_service.domain.article import besides
from qa_service.domain.library import Particulars
from qa_service.store.catalogue import Catalogue
from qa_service.store.listing import statuses

AT_ONCE = 1000  # articles of a query: SQLite takes 32,766 values


def particulars(catalogue: Catalogue, article_ids: Sequence[str]) -> Particulars:
    """Of these articles, those that are nowhere left out."""
    found = Particulars({}, {}, {})
    for start in range(0, len(article_ids), AT_ONCE):
        ids = article_ids[start : start + AT_ONCE]
        groups = catalogue.carriers(ids)
        found = Particulars(
            found.also_in | {own: besides(groups[own], own) for own in ids if own in groups},
            found.statuses | statuses(catalogue.engine, ids),
            found.warnings | catalogue.warnings(ids),
        )
    return found
