"""From a piece of a file to the article in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa_service.domain.article import Article
from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Failure, Omitted
from qa_service.domain.warnings import ArticleWarning
from qa_service.ingestion.limits import DEFAULTS, Limits
from qa_service.ingestion.readers import Headed, Piece, Unread, pieces
from qa_service.ingestion.readers.pieces import joined
from qa_service.ingestion.sources import article_id
from qa_service.text.language import detect_language


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as it was read."""

    article: Article
    fingerprint: str  # of what it was made from
    warnings: tuple[ArticleWarning, ...]  # of what was there and is not in its text
    omitted: tuple[Omitted, ...] = ()  # what of the file was not read


def article_from(path: Path, piece: Piece, id: str, fingerprint: str = "") -> ReadArticle:
    """The article that a piece of a file becomes. Raises UnreadableFile."""
    raw = piece.parse()
    article = Article(
        id=id,
        source=str(path),
        part=piece.part,
        title=raw.title,
        text=raw.text,
        language=raw.language or detect_language(raw.text),
        outlet=raw.outlet,
        author=raw.author,
        url=raw.url,
        published=raw.published,
        published_from=raw.published_from,
        updated=raw.updated,
        section=raw.section,
        pages=raw.pages,
    )
    return ReadArticle(article, fingerprint, raw.warnings, raw.omitted)


def read_articles(
    path: Path,
    fail: Callable[[Failure], None],
    limits: Limits = DEFAULTS,
    address: str | None = None,
) -> Iterator[Article]:
    """The articles in a file, fetched at `address`; what cannot be read goes to `fail`."""
    try:
        for piece in pieces(path, limits, address):
            if isinstance(piece, Headed):
                continue
            try:
                if isinstance(piece, Unread):
                    raise UnreadableFile(piece.reason)
                yield article_from(path, piece, article_id(str(path), piece.part)).article
            except UnreadableFile as error:
                fail(Failure(joined(str(path), piece.part), str(error)))
    except (UnreadableFile, OSError) as error:
        fail(failure_of(path, error))


def failure_of(path: Path, error: Exception) -> Failure:
    """What a user is told of a file that cannot be read."""
    if isinstance(error, OSError):
        return Failure(str(path), f"{error.strerror}: check the file and its permissions")
    return Failure(str(path), str(error))
