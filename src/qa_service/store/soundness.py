"""What can be wrong in a catalogue itself, apart from its indexes, and how it is mended."""

from collections.abc import Iterator

import numpy as np
from sqlalchemy import func, select, text

from qa_service.domain.errors import StoreError
from qa_service.store.catalogue import DIMENSION, Catalogue
from qa_service.store.pages import are_sound
from qa_service.store.tables import articles, sentences, writing

REPORTED = 10  # problems of the file that are told
ROWS = 2_000  # vectors looked at together: 3 MB
OFF = 0.02  # how far from 1 the length of a vector may be

# What is wrong with an article, and the ids of those with which it is. SQLite measures a text up
# to its first NUL, so texts that hold one are not measured.
_CHECKS = {
    "rows without an article": """
        SELECT article_id FROM passages WHERE article_id NOT IN (SELECT id FROM articles) UNION
        SELECT article_id FROM sentences WHERE article_id NOT IN (SELECT id FROM articles) UNION
        SELECT article_id FROM origins WHERE article_id NOT IN (SELECT id FROM articles) UNION
        SELECT article_id FROM speeches WHERE article_id NOT IN (SELECT id FROM articles)""",
    "a passage that is not in its text": """
        SELECT article_id FROM passages p JOIN articles a ON a.id = p.article_id
        WHERE p.start < 0 OR p.end <= p.start
           OR p.end > length(a.text) AND instr(a.text, char(0)) = 0""",
    "a speech that is not in its text": """
        SELECT article_id FROM speeches s JOIN articles a ON a.id = s.article_id
        WHERE s.start < 0 OR s.end <= s.start
           OR s.end > length(a.text) AND instr(a.text, char(0)) = 0""",
    "a sentence that is not in its passage": """
        SELECT s.article_id FROM sentences s
        LEFT JOIN passages p ON p.article_id = s.article_id AND p.ordinal = s.passage
        WHERE p.ordinal IS NULL OR s.end <= s.start OR s.start < p.start OR s.end > p.end""",
    "a passage without sentences": """
        SELECT p.article_id FROM passages p
        LEFT JOIN sentences s ON s.article_id = p.article_id AND s.passage = p.ordinal
        WHERE s.ordinal IS NULL""",
    "a sentence missing": """
        SELECT article_id FROM sentences GROUP BY article_id HAVING count(*) <> max(ordinal) + 1""",
}


def catalogue_problems(catalogue: Catalogue) -> list[str]:
    """What is wrong, in words; empty for a sound catalogue."""
    try:
        return [
            *(f"catalogue: {problem}" for problem in file_problems(catalogue)),
            *(
                f"catalogue: article {article_id} has {wrong}"
                for article_id, wrong in damaged_articles(catalogue).items()
            ),
        ]
    except StoreError as error:  # too damaged to be looked through
        return [f"catalogue: {error}"]


def file_problems(catalogue: Catalogue) -> list[str]:
    """What SQLite finds wrong in its file."""
    with catalogue.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"PRAGMA integrity_check({REPORTED})")
        return [line for (line,) in rows if line != "ok"]


def damaged_articles(catalogue: Catalogue) -> dict[str, str]:
    """The ids of the articles whose rows cannot be right, and what is wrong with them."""
    found = dict.fromkeys(_broken_vectors(catalogue), "a broken vector")
    found |= dict.fromkeys(_broken_pages(catalogue), "a page that is not in its text")
    with catalogue.engine.connect() as connection:
        for wrong, query in _CHECKS.items():
            found |= dict.fromkeys(connection.scalars(text(query)), wrong)
    return found


def _broken_vectors(catalogue: Catalogue) -> Iterator[str]:
    """The articles with a vector of another dimension or of another length than 1."""
    size = int(catalogue.setting(DIMENSION) or 0) * np.dtype(np.float32).itemsize
    query = select(sentences.c.article_id, sentences.c.vector).execution_options(yield_per=ROWS)
    with catalogue.engine.connect() as connection:
        for rows in connection.execute(query).partitions():
            yield from (row.article_id for row in rows if len(row.vector) != size)
            whole = [row for row in rows if len(row.vector) == size]
            vectors = np.frombuffer(b"".join(row.vector for row in whole), "<f4")
            lengths = np.linalg.norm(vectors.reshape(len(whole), -1), axis=1) if whole else []
            for row, length in zip(whole, lengths, strict=True):
                if not abs(length - 1) <= OFF:  # NaN too
                    yield row.article_id


def _broken_pages(catalogue: Catalogue) -> Iterator[str]:
    """The articles whose pages do not begin, in order, in their text."""
    query = select(articles.c.id, articles.c.pages, func.length(articles.c.text))
    query = query.where(articles.c.pages.is_not(None))
    with catalogue.engine.connect() as connection:
        for article_id, pages, length in connection.execute(query):
            if not are_sound(pages, length):
                yield article_id


def mend_catalogue(catalogue: Catalogue) -> list[str]:
    """Drops the damaged articles and says from which files, so that these are read again.

    Raises StoreError where the file itself cannot be mended.
    """
    if file_problems(catalogue):
        with writing(catalogue.engine) as connection:
            connection.exec_driver_sql("REINDEX")
    if remaining := file_problems(catalogue):
        path = catalogue.engine.url.database
        raise StoreError(
            f"The file {path} is damaged ({remaining[0]}) and cannot be mended. Restore a backup "
            "with qa-service restore FILE --force, or move the store away and ingest again."
        )
    dropped = []
    for article_id in damaged_articles(catalogue):
        with catalogue.engine.connect() as connection:
            source = select(articles.c.source).where(articles.c.id == article_id)
            dropped.append(connection.scalar(source) or f"rows of the lost article {article_id}")
        catalogue.drop(article_id)
    return sorted(dropped)
