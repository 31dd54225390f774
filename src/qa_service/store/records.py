"""What goes in and out of the catalogue."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.article import Article, Passage, Sentence
from qa_service.domain.speech import Speech
from qa_service.domain.warnings import ArticleWarning


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything the store keeps of one article."""

    article: Article
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    vectors: NDArray[np.float32]  # (len(sentences), dimension), rows of length 1
    # The indexes need none of these: empty where read for them.
    speeches: tuple[Speech, ...] = ()
    warnings: tuple[ArticleWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of some passages, with their vectors and articles."""

    sentences: tuple[Sentence, ...]
    vectors: NDArray[np.float32]  # (len(sentences), dimension), rows of length 1
    articles: dict[str, Article]  # by id


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file from which articles were read."""

    fingerprint: str | None  # None while some of its parts could not be read
    articles: int
    first: date | None = None  # the first and the last date of publication among them
    last: date | None = None


@dataclass(frozen=True, slots=True)
class KnownPart:
    """The article that was read from a part of a file."""

    article_id: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class RemovedPlace:
    """Where an article lay that was deleted, and what it was made from."""

    fingerprint: str
    path: str
    part: str
    uploaded: bool


@dataclass(frozen=True, slots=True)
class Move:
    """An article that now lies elsewhere."""

    article_id: str
    source: str
    part: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalogue holds."""

    articles: int
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """An article that the indexes have to be brought in step with, as of a revision."""

    article_id: str
    revision: str
