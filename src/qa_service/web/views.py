"""What the pages show, prepared as plain values: texts stay texts until the template escapes them.

Offsets count Unicode code points, as everywhere in the domain.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from qa_service.domain.answer import MARKER, Answer, Citation
from qa_service.domain.article import Article, Span

PAGE_SIZE = 100  # articles on one page of the list


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `lit` where it belongs to the quote, `first` where the quote begins."""

    text: str
    lit: bool = False
    first: bool = False


def reply_pieces(answer: Answer) -> list[str | Citation]:
    """The answer's text with each marker that has a citation replaced by it."""
    known = {str(citation.marker): citation for citation in answer.citations}
    parts = MARKER.split(answer.answer)  # text, number, text, number, ..., text
    pieces: list[str | Citation] = []
    for index, part in enumerate(parts):
        is_number = index % 2 == 1
        pieces.append(known.get(part, f"[{part}]") if is_number else part)
    return [piece for piece in pieces if piece]


def paragraphs(text: str, quote: Span | None = None) -> list[list[Piece]]:
    """The text's paragraphs: parted by blank lines if it has any, else by line ends.

    >>> paragraphs("Un deux.\\n\\nTrois.", Span(3, 7))
    [[Piece(text='Un ', lit=False, first=False), Piece(text='deux', lit=True, first=True), \
Piece(text='.', lit=False, first=False)], [Piece(text='Trois.', lit=False, first=False)]]
    """
    pieces: list[list[Piece]] = []
    begun = False
    for span in _paragraph_spans(text):
        before, lit, after = _cut(span, quote) if quote else (span, None, None)
        parts = [Piece(before.of(text))]
        if lit and after:
            parts += [Piece(lit.of(text), lit=True, first=not begun), Piece(after.of(text))]
            begun = True
        pieces.append([piece for piece in parts if piece.text])
    return pieces


def _paragraph_spans(text: str) -> Iterable[Span]:
    separator = re.compile(r"\n\s*\n" if re.search(r"\n\s*\n", text) else r"\n")
    start = 0
    for gap in [*separator.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield Span(start, end)
        start = gap.end() if gap else end


def _cut(span: Span, quote: Span) -> tuple[Span, Span | None, Span | None]:
    start, end = max(span.start, quote.start), min(span.end, quote.end)
    if start >= end:
        return span, None, None
    return Span(span.start, start), Span(start, end), Span(end, span.end)


def quoted_span(start: str | None, end: str | None, text: str) -> Span | None:
    """The range that an address names, or None where it names none within the text.

    >>> quoted_span("0", "4", "Mali"), quoted_span("2", "9", "Mali"), quoted_span("x", "4", "Mali")
    (Span(start=0, end=4), None, None)
    """
    try:
        span = Span(int(start or ""), int(end or ""))
    except ValueError:
        return None
    return span if 0 <= span.start < span.end <= len(text) else None


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it; scraped pages may hold `javascript:` ones.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """By date, the undated last; by title within a day."""
    by_title = sorted(articles, key=lambda article: folded(article.title))
    return sorted(
        by_title,
        key=lambda article: article.published.toordinal() if article.published else 0,
        reverse=True,
    )


def matching(articles: Iterable[Article], words: str) -> list[Article]:
    """The articles whose title, outlet or author holds every word, accents and case aside."""
    wanted = folded(words).split()
    return [
        article
        for article in articles
        if all(
            word in folded(f"{article.title} {article.outlet or ''} {article.author or ''}")
            for word in wanted
        )
    ]


def folded(text: str) -> str:
    """Without case and accents.

    >>> folded("Été à Kœnig")
    'ete a kœnig'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; numbers count from 1."""

    articles: Sequence[Article]
    number: int
    count: int


def page_of(articles: Sequence[Article], number: int) -> Page:
    """The page of that number, or the nearest there is."""
    count = max(1, -(-len(articles) // PAGE_SIZE))
    number = min(max(number, 1), count)
    return Page(articles[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, count)
