"""What the archive holds: articles, their passages and their sentences.

All offsets are half-open ranges of Unicode code points in `Article.text`.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qa_service.domain.scope import Traits

PAGE = 100  # articles of a list, where nothing else is asked for


class Provenance(StrEnum):
    """Where a publication date was found, most trustworthy first; never the time of ingestion."""

    FRONT_MATTER = "front_matter"  # of a Markdown file
    RECORD = "record"  # a field of a JSON record, a row, feed entry, EPUB or mail
    JSON_LD = "json_ld"  # of an HTML page, as are the meta elements
    META = "meta"
    URL = "url"  # a day in the article's own address
    PRINTED = "printed"  # written out in full near the title
    TEXT = "text"  # written out in full within the text, as its day: "ce jeudi 11 novembre 2021"
    INFERRED = "inferred"  # from a weekday and a day of the month, with the years mentioned
    FILE_NAME = "file_name"


# dates that nobody gave the article
GUESSED = frozenset((Provenance.INFERRED, Provenance.FILE_NAME))


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page of a PDF begins in its article's text; it ends where the next one begins."""

    start: int
    number: int  # from 1, as viewers count
    label: str | None = None  # how the file numbers it, where that is not `number`


@dataclass(frozen=True, slots=True)
class Article:
    """One published text, without navigation, captions, related links and forms."""

    id: str
    source: str  # absolute path of the file it was read from, or another stable name of its origin
    title: str
    text: str
    language: str  # ISO 639-1
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    published_from: Provenance | None = None  # None exactly when `published` is None
    updated: date | None = None  # the last change its publisher tells of, never before `published`
    section: str | None = None  # the rubric it stood in
    part: str = ""  # its stable name within the file; "" where the file is the article
    pages: tuple[PageStart, ...] = ()  # of a PDF, in order, the first at 0; else none

    @property
    def traits(self) -> Traits:
        return Traits(self.id, self.published, self.outlet, self.language)

    def page_at(self, offset: int) -> PageStart | None:
        """Gives the page on which a place of the text stands; None where no pages are known.

        >>> pages = PageStart(0, 2), PageStart(9, 3, "iii")
        >>> article = Article("a1", "port.pdf", "Port", "Il est rouvert.", "fr", pages=pages)
        >>> [article.page_at(offset).number for offset in (0, 8, 9)]
        [2, 2, 3]
        """
        place = bisect_right(self.pages, offset, key=lambda page: page.start)
        return self.pages[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Listed:
    """Some articles of a list."""

    articles: tuple[Article, ...]
    total: int  # how many the whole list has


def precedence(published: date | None, published_from: str | None) -> tuple[bool, bool, date]:
    """Orders articles of one origin, the first first: dated, by a date that was told, and early.

    >>> inferred, told = (date(2024, 7, 3), "inferred"), (date(2024, 7, 4), "printed")
    >>> sorted([(None, None), inferred, told], key=lambda dated: precedence(*dated))[0] == told
    True
    """
    return published is None, published_from in GUESSED, published or date.max


@dataclass(frozen=True, slots=True)
class Carrier:
    """One of several articles that tell the same story, without its text."""

    article_id: str
    title: str
    outlet: str | None
    published: date | None
    published_from: Provenance | None
    url: str | None


def carrier_of(article: Article) -> Carrier:
    """An article without its text."""
    return Carrier(
        article.id,
        article.title,
        article.outlet,
        article.published,
        article.published_from,
        article.url,
    )


def besides(group: Iterable[Carrier], article_id: str) -> tuple[Carrier, ...]:
    """The other articles that tell an article's story."""
    return tuple(carrier for carrier in group if carrier.article_id != article_id)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points.

    >>> Span(0, 4).of("Mali et Russie")
    'Mali'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence of an article: the unit that is embedded, ranked and quoted."""

    article_id: str
    ordinal: int  # position among the article's sentences, from 0
    passage: int  # ordinal of the passage that holds it

    @property
    def key(self) -> str:
        """Its identity in the vector index: the same text at the same place keeps its key."""
        return f"{self.article_id}:{self.passage}:{self.ordinal}"

    def embedded_text(self, article: Article) -> str:
        """What stands for it in the vector index: it is found under its title too."""
        return f"{article.title} : {self.of(article.text)}"


@dataclass(frozen=True, slots=True)
class Passage(Span):
    """A run of whole sentences: the unit of the lexical index."""

    article_id: str
    ordinal: int  # position among the article's passages, from 0

    @property
    def key(self) -> str:
        return f"{self.article_id}:{self.ordinal}"
