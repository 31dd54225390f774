"""PDF files, by pypdf."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from qa_service.domain.article import PageStart
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.boilerplate import is_prose
from qa_service.ingestion.limits import MB, Limits
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.document import SOFT, RawDocument, assemble, rejoined
from qa_service.ingestion.readers.ink import take_inkless
from qa_service.ingestion.readers.openings import Opening
from qa_service.ingestion.readers.page_labels import labels_of
from qa_service.ingestion.readers.printed import printed_fields
from qa_service.ingestion.readers.raised import begins_note, settled
from qa_service.ingestion.readers.runs import Line, lines_of_runs, runs_of
from qa_service.text.dates import fold

FULL = 0.8  # share of a full line's length below which a line ends its paragraph
EDGE = 2  # lines at the top and at the foot of a page that may repeat on each
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—\s]*\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
# What a hyphen at a line's end may belong to, folded.
_COMPOUND = re.compile(
    r"(?:ils?|elles?|on|je|tu|nous|vous|ce|ci|la|t|y|en|les?|lui|leur|[mt]oi|memes?|etre)\b"
)
_ENCRYPTED = "It is encrypted: save a copy without a password."
# Broken files make pypdf raise whatever Python raises.
_BROKEN = (
    PyPdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError,
    AssertionError, NotImplementedError,
)  # fmt: skip


# Where a line stands, from the top or, below zero, from the foot, and its text without figures.
Edge = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """A line for each paragraph, with a blank one after it, and where in them pages begin."""

    lines: tuple[str, ...]
    openings: tuple[Opening, ...]


def read_pdf(data: bytes, limits: Limits) -> RawDocument:
    """A document from the bytes of a PDF. Raises UnreadableFile.

    Its dates of creation and change are the file's, not the article's, and are not read.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(_ENCRYPTED)
        if len(reader.pages) > limits.most_pages:
            raise UnreadableFile(
                f"It has {len(reader.pages)} pages, more than {limits.most_pages}: split it, or "
                "raise QA_MOST_PAGES."
            )
        hidden = [words for page in reader.pages if (words := take_inkless(page))]
        pages = _pages(reader, limits)
        told = reader.metadata
        title, author = (told.title, told.author) if told else (None, None)
    except DependencyError as error:
        raise UnreadableFile(_ENCRYPTED) from error
    except _BROKEN as error:
        raise UnreadableFile(
            f"It is no PDF that can be read ({type(error).__name__}): print it to PDF anew."
        ) from error
    joined = join_wrapped(without_running_lines(pages))
    if not joined.lines:
        raise UnreadableFile(
            "Its pages are pictures without text: have the text recognised (OCR) first."
        )
    title, author = printed_fields(joined.lines, title, author)
    document = assemble(joined.lines, Metadata(title=title, author=author), hidden, joined.openings)
    return replace(document, pages=_labelled(document.pages, reader))


def _pages(reader: PdfReader, limits: Limits) -> list[list[Line]]:
    """The lines of each page."""
    pages, size = list[list[Line]](), 0
    for number, page in enumerate(reader.pages, 1):
        runs = runs_of(page)
        size += sum(len(run.text) for run in runs)
        if size > limits.largest_article * MB:
            raise UnreadableFile(
                f"It has more than the {limits.largest_article} MB of text that an article may "
                "have: split it, or raise QA_LARGEST_ARTICLE."
            )
        pages.append(lines_of_runs(runs, number))
    return pages


def _labelled(pages: Sequence[PageStart], reader: PdfReader) -> tuple[PageStart, ...]:
    """The pages with the numbers that the file gives them, where those are others."""
    try:
        labels = labels_of(reader)
    except _BROKEN:
        labels = ()  # the text is worth more than how its pages are numbered
    told = dict(enumerate(labels, 1))
    return tuple(
        replace(page, label=label)
        if (label := told.get(page.number)) and label != str(page.number)
        else page
        for page in pages
    )


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages without page numbers and what stands on each page's top or foot."""
    counts = Counter(edge for page in pages for edge in _edges(page).values())
    seen: set[Edge] = set()
    lines = []
    for page in pages:
        edges = _edges(page)
        for number, line in enumerate(page):
            if edge := edges.get(number):
                often = len(pages) > 1 and counts[edge] > len(pages) / 2
                running = often and not is_prose(line.text)
                if _PAGE_NUMBER.fullmatch(line.text) or (running and edge in seen):
                    continue
                seen.add(edge)  # the first may be the title
            lines.append(line)
    return lines


def join_wrapped(lines: Sequence[Line]) -> Joined:
    """The paragraphs; words cut at a line's end made whole.

    >>> found = join_wrapped([Line(text, 9.0, page) for page, text in (
    ...     (1, "Le port"), (1, ""), (1, "Le gouver-"), (2, "nement a dit mardi que"),
    ...     (2, "le port rouvre."))])
    >>> found.lines
    ('Le port', '', 'Le gouvernement a dit mardi que le port rouvre.', '')
    >>> found.openings[1]
    Opening(line=2, place=9, page=2)
    """
    full, usual = _full_length(lines), _usual_size(lines)
    joined: list[str] = []
    openings: list[Opening] = []
    for before, line in pairwise((Line("", 0.0), *lines)):
        if not line.text:
            continue
        heading = before.size > usual and before.size == line.size
        goes_on = before.size == line.size and _goes_on(before.text, line.text, full)
        divided = before.text.endswith(SOFT)
        if before.text and joined and (heading or goes_on or divided):
            joined[-1] = _together(joined[-1], line.text)
        else:
            joined.append(line.text)
        if not openings or openings[-1].page != line.page:
            place = len(joined[-1]) - len(line.text)
            openings.append(Opening(2 * (len(joined) - 1), place, line.page))
    return Joined(tuple(line for paragraph in joined for line in (paragraph, "")), tuple(openings))


def _full_length(lines: Sequence[Line]) -> float:
    """Characters of a line that reaches the margin; letters differ in width, hence no maximum."""
    lengths = [len(line.text) for line in lines if line.text]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0


def _usual_size(lines: Sequence[Line]) -> float:
    """The size in which most is set."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _goes_on(line: str, following: str, full: float) -> bool:
    """Whether a paragraph goes on: a line that had room for the next word ended it."""
    line = settled(line)[0]
    if re.search(r"\w-$", line) and following[0].islower():
        return True
    if begins_note(following):
        return False
    room = len(line) + 1 + len(following.split(" ", 1)[0]) < FULL * full
    return not room and not (line.endswith((".", "»", "!", "?")) and len(line) < full * 0.9)


def _together(text: str, following: str) -> str:
    if text.endswith(SOFT):
        return rejoined(text, following)
    if not re.search(r"\w-$", text):
        return f"{text} {following}"
    keeps = _COMPOUND.match(fold(following)) or not following[0].islower()
    return text + following if keeps else text[:-1] + following


def _edges(page: Sequence[Line]) -> dict[int, Edge]:
    """The lines at the top and at the foot by number, blank ones left out."""
    filled = [number for number, line in enumerate(page) if line.text]
    places = {n - len(filled): number for n, number in enumerate(filled) if n >= len(filled) - EDGE}
    places |= dict(enumerate(filled[:EDGE]))
    return {
        number: (place, re.sub(r"\d+", "#", fold(page[number].text)))
        for place, number in places.items()
    }
