"""Who says what, as the catalogue holds it, which writes it with the article."""

from collections.abc import Sequence

from sqlalchemy import Engine, and_, bindparam, select

from qa_service.domain.scope import Scope
from qa_service.domain.speech import Speech
from qa_service.store.tables import admitting, articles, sentences, speech_of, speeches

_OF_ARTICLES = (
    select(speeches)
    .where(speeches.c.article_id.in_(bindparam("ids", expanding=True)))
    .order_by(speeches.c.article_id, speeches.c.ordinal)
)


class Speeches:
    """The speeches of one catalogue. Safe in threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]:
        """What is said in each of these articles, in the order of the text."""
        found: dict[str, list[Speech]] = {article_id: [] for article_id in ids}
        with self._engine.connect() as connection:
            for row in connection.execute(_OF_ARTICLES, {"ids": list(ids)}):
                found[row.article_id].append(speech_of(row))
        return {article_id: tuple(said) for article_id, said in found.items()}

    def speakers(self) -> list[str]:
        """All who say something, by their names as stored."""
        query = select(speeches.c.speaker).distinct().where(speeches.c.speaker.is_not(None))
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def mentions(self, scope: Scope) -> list[tuple[str, str]]:
        """Each speaker with each mention that means the speaker, in the articles of a scope."""
        query = select(speeches.c.speaker, speeches.c.mention).distinct()
        query = query.where(speeches.c.speaker.is_not(None))
        if scope.is_limited:
            query = query.join(articles).where(*admitting(scope))
        with self._engine.connect() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def passages(self, names: Sequence[str]) -> list[tuple[str, int]]:
        """The passages (article id, ordinal) in which one of these speakers says something."""
        overlap = and_(
            sentences.c.article_id == speeches.c.article_id,
            sentences.c.start < speeches.c.end,
            sentences.c.end > speeches.c.start,
        )
        query = select(sentences.c.article_id, sentences.c.passage).join(speeches, overlap)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(speeches.c.speaker.in_(names)).distinct())
            return [(row[0], row[1]) for row in rows]
