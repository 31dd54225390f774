"""Another embedding model for a whole catalogue, without a moment at which it is not usable.

The new vectors are put beside those in use, article by article, so that an interrupted renewal goes
on where it stopped. What is ingested meanwhile with the old model joins those that are missing, and
a removed or replaced article takes its new vectors with it. Only when there is one for each
sentence are they put in the place of the old ones, together with the model's name and the indexes
made from them, in one transaction.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from qa_service.domain.errors import StoreError
from qa_service.store.catalogue import DIMENSION, MODEL, Catalogue, remember
from qa_service.store.records import Entry
from qa_service.store.removals import forget_vectors
from qa_service.store.tables import (
    meta,
    replacements,
    sentences,
    vector_values,
    vectors_of,
    writing,
)

NEXT_MODEL = "next_model"

_OF_THE_SENTENCE = and_(
    replacements.c.article_id == sentences.c.article_id,
    replacements.c.ordinal == sentences.c.ordinal,
)
_BOTH = sentences.outerjoin(replacements, _OF_THE_SENTENCE)


def renewing(catalogue: Catalogue, model: str) -> bool:
    """Whether the catalogue is filled by another model, or on its way to this one."""
    begun, current = catalogue.setting(NEXT_MODEL), catalogue.setting(MODEL)
    return model == begun or (current is not None and model != current)


def give_up(catalogue: Catalogue) -> None:
    """Forgets the vectors of a model that was not wanted in the end."""
    with writing(catalogue.engine) as connection:
        _forget(connection)


class Renewal:
    """The vectors of `model` for a catalogue that is filled by another one."""

    def __init__(self, catalogue: Catalogue, model: str) -> None:
        """Goes on with what was begun for this model."""
        self._catalogue, self._model = catalogue, model
        if catalogue.setting(NEXT_MODEL) != model:
            with writing(catalogue.engine) as connection:
                _forget(connection)
                remember(connection, NEXT_MODEL, model)

    def missing(self) -> list[str]:
        """The ids of the articles of which a sentence has no new vector yet."""
        query = select(sentences.c.article_id).select_from(_BOTH).distinct()
        query = query.where(replacements.c.vector.is_(None)).order_by(sentences.c.article_id)
        with self._catalogue.engine.connect() as connection:
            return list(connection.scalars(query))

    def put(self, entry: Entry) -> None:
        """Keeps the vectors of an entry, which are of the new model, for its sentences."""
        rows = [
            {"article_id": sentence.article_id, "ordinal": sentence.ordinal, "vector": vector}
            for sentence, vector in zip(entry.sentences, vector_values(entry.vectors), strict=True)
        ]
        with writing(self._catalogue.engine) as connection:
            of_article = replacements.c.article_id == entry.article.id
            connection.execute(delete(replacements).where(of_article))
            connection.execute(insert(replacements), rows)

    def entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        """As the catalogue's, with the new vectors in place of the old. Raises StoreError."""
        for entry in self._catalogue.entries(ids):
            vectors = self._vectors(entry.article.id)
            if len(vectors) != len(entry.sentences):
                raise self._incomplete()
            yield replace(entry, vectors=vectors)

    def _vectors(self, article_id: str) -> NDArray[np.float32]:
        query = select(replacements).where(replacements.c.article_id == article_id)
        with self._catalogue.engine.connect() as connection:
            return vectors_of(list(connection.execute(query.order_by(replacements.c.ordinal))))

    def take_over(self, connection: Connection) -> None:
        """Puts the new vectors in the place of the old. Raises StoreError if one is missing."""
        missing = select(func.count()).select_from(_BOTH).where(replacements.c.vector.is_(None))
        if connection.scalar(missing):
            raise self._incomplete()
        new = select(replacements.c.vector).where(_OF_THE_SENTENCE).scalar_subquery()
        length = connection.scalar(select(func.length(replacements.c.vector)).limit(1))
        connection.execute(update(sentences).values(vector=new))
        forget_vectors(connection)
        _forget(connection)
        remember(connection, MODEL, self._model)
        if length:
            remember(connection, DIMENSION, str(length // np.dtype(np.float32).itemsize))

    def _incomplete(self) -> StoreError:
        return StoreError(
            f"Sentences were ingested that have no vector of {self._model} yet. Run qa-service "
            "rebuild again: it goes on where it is."
        )


def _forget(connection: Connection) -> None:
    connection.execute(delete(replacements))
    connection.execute(delete(meta).where(meta.c.key == NEXT_MODEL))
