"""What the pages show, prepared as plain values: texts stay texts until the template escapes them.

Offsets count Unicode code points, as everywhere in the domain.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from qa_service.domain.answer import MARKER, Answer, Citation, Status
from qa_service.domain.article import PAGE, Article, Carrier, Listed, Span
from qa_service.domain.checked import Verdict
from qa_service.domain.written import Check
from qa_service.text.sentences import is_heading as heads

LAST_PLACE = 2**31  # in a list: far beyond any that there is, near enough for SQLite


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: what stands before, in and after the short answer, if it holds one.

    `lit` where it belongs to the quote, `first` where the quote begins; `flagged` where it
    addresses a machine.
    """

    before: str
    answer: str = ""
    after: str = ""
    lit: bool = False
    first: bool = False
    flagged: bool = False

    @property
    def text(self) -> str:
        return self.before + self.answer + self.after


@dataclass(frozen=True, slots=True)
class Doubted:
    """A sentence that a reader is to check."""

    pieces: tuple[Piece | Citation, ...]

    @property
    def citation(self) -> Citation | None:
        """What it cites first."""
        return next((piece for piece in self.pieces if isinstance(piece, Citation)), None)


def reply_pieces(answer: Answer) -> Sequence[Piece | Citation | Carrier | Check | Doubted]:
    """The answer's text with each marker that has a citation replaced by it.

    With what a chat model wrote besides, where that may be shown, and its unsure sentences. Of an
    answer about the archive, with each title of an article that it names.
    """
    if answer.status is Status.ABOUT:
        return _titled(answer)
    pieces: list[Piece | Citation | Check | Doubted] = []
    start = 0
    for check in answer.checks:
        pieces += _cited(answer.answer[start : check.start], answer)
        if check.verdict is Verdict.UNSURE:
            stretch = answer.answer[check.start : check.end]
            pieces.append(Doubted(tuple(_cited(stretch, answer))))
        elif check.text is not None:
            pieces.append(check)
        start = check.end
    return [*pieces, *_cited(answer.answer[start:], answer)]


def _cited(stretch: str, answer: Answer) -> Iterator[Piece | Citation]:
    known = {str(citation.marker): citation for citation in answer.citations}
    parts = MARKER.split(stretch)  # text, number, text, number, ..., text
    for text, number in zip(parts[::2], [*parts[1::2], ""], strict=True):
        citation = known.get(number)
        yield _stated(text, citation)
        if number:
            yield citation or Piece(f"[{number}]")


def _titled(answer: Answer) -> list[Piece | Carrier]:
    rest = answer.answer
    pieces: list[Piece | Carrier] = []
    for article in answer.articles:
        before, title, after = rest.partition(article.title)
        if title:
            pieces.extend((Piece(before), article))
            rest = after
    return [*pieces, Piece(rest)]


def _stated(text: str, citation: Citation | None) -> Piece:
    """What leads to a marker: the short answer is marked where the text holds its quote."""
    answer = _answer_in_quote(citation) if citation else None
    if citation is None or answer is None:
        return Piece(text)
    at = _rounded(text).rfind(_rounded(citation.quote))
    if at < 0:
        return Piece(text)
    return _piece(text, Span(0, len(text)), Span(at + answer.start, at + answer.end))


def _rounded(text: str) -> str:
    """With round brackets only: an answer shows a "[1]" of the article's own as "(1)"."""
    return text.replace("[", "(").replace("]", ")")


def quote_piece(citation: Citation) -> Piece:
    """A citation's quote.

    >>> from qa_service.domain.answer import Citation
    >>> where = dict(outlet=None, author=None, published=None, published_from=None, url=None)
    >>> quote_piece(Citation(1, "a1", "Blé", **where, quote="Il en a 7.", start=20, end=30,
    ...     answer_start=28, answer_end=29))
    Piece(before='Il en a ', answer='7', after='.', lit=False, first=False, flagged=False)
    """
    quote = citation.quote
    return _piece(quote, Span(0, len(quote)), _answer_in_quote(citation))


def _answer_in_quote(citation: Citation) -> Span | None:
    if citation.answer_start is None or citation.answer_end is None:
        return None
    return Span(citation.answer_start - citation.start, citation.answer_end - citation.start)


def paragraphs(
    text: str,
    quote: Span | None = None,
    answer: Span | None = None,
    flagged: Sequence[Span] = (),
) -> list[list[Piece]]:
    """The text's paragraphs: parted by blank lines if it has any, else by line ends.

    >>> first, second = paragraphs("Un, deux.\\n\\nTrois.", Span(0, 8), Span(4, 8))
    >>> first
    [Piece(before='Un, ', answer='deux', after='', lit=True, first=True, flagged=False), \
Piece(before='.', answer='', after='', lit=False, first=False, flagged=False)]
    >>> [piece.text for piece in second]
    ['Trois.']
    """
    pieces: list[list[Piece]] = []
    begun = False
    for span in _paragraph_spans(text):
        before, lit, after = _cut(span, quote)
        paragraph = list(_flagged_pieces(text, before, flagged))
        for piece in _flagged_pieces(text, lit, flagged, answer):
            paragraph.append(replace(piece, lit=True, first=not begun))
            begun = True
        pieces.append([*paragraph, *_flagged_pieces(text, after, flagged)])
    return pieces


def is_heading(paragraph: Sequence[Piece]) -> bool:
    """Whether a paragraph that others follow is a heading, from which nothing is quoted.

    >>> is_heading([Piece("Une vieille amitié")]), is_heading([Piece("Il est parti.")])
    (True, False)
    """
    return heads("".join(piece.text for piece in paragraph))


def _flagged_pieces(
    text: str, span: Span, flagged: Sequence[Span], answer: Span | None = None
) -> Iterable[Piece]:
    """What of a stretch is flagged and what is not, in order, without empty ones."""
    rest = span
    for other in sorted(flagged, key=lambda one: one.start):
        before, within, rest = _cut(rest, other)
        if within.start < within.end:
            if before.start < before.end:
                yield _piece(text, before, answer)
            yield replace(_piece(text, within, answer), flagged=True)
        else:
            rest = before
    if rest.start < rest.end:
        yield _piece(text, rest, answer)


def _piece(text: str, span: Span, answer: Span | None = None) -> Piece:
    before, within, after = _cut(span, answer)
    return Piece(before.of(text), within.of(text), after.of(text))


def _paragraph_spans(text: str) -> Iterable[Span]:
    separator = re.compile(r"\n\s*\n" if re.search(r"\n\s*\n", text) else r"\n")
    start = 0
    for gap in [*separator.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield Span(start, end)
        start = gap.end() if gap else end


def _cut(span: Span, other: Span | None) -> tuple[Span, Span, Span]:
    """What of a span lies before, in and after the other; all of it before if they do not meet."""
    start, end = (max(span.start, other.start), min(span.end, other.end)) if other else (0, 0)
    if start >= end:
        start = end = span.end
    return Span(span.start, start), Span(start, end), Span(end, span.end)


def named_span(start: str | None, end: str | None, within: Span) -> Span | None:
    """The range that an address names, or None where it names none within the other.

    >>> mali = Span(4, 8)
    >>> named_span("4", "8", mali), named_span("4", "9", mali), named_span("x", "8", mali)
    (Span(start=4, end=8), None, None)
    """
    try:
        span = Span(int(start or ""), int(end or ""))
    except ValueError:
        return None
    return span if within.start <= span.start < span.end <= within.end else None


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it; scraped pages may hold `javascript:` ones.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; numbers count from 1."""

    articles: Sequence[Article]
    number: int
    count: int
    total: int  # articles of the whole list


def page_of(listed: Callable[[int], Listed], number: int) -> Page:
    """The page of that number, or the nearest there is, of a list that is read from a place on."""
    number = max(number, 1)
    found = listed(min((number - 1) * PAGE, LAST_PLACE))
    count = max(1, -(-found.total // PAGE))
    if number > count:
        return page_of(listed, count)
    return Page(found.articles, number, count, found.total)
