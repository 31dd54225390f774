"""What every reader makes of a file, and how bytes become lines of text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_service.domain.article import PageStart, Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Omitted
from qa_service.domain.warnings import ArticleWarning, WarningKind
from qa_service.ingestion.cleaning import Cleaned, Dropped, clean_lines
from qa_service.ingestion.metadata import Description, Metadata, describe
from qa_service.ingestion.readers import raised
from qa_service.ingestion.readers.encodings import text_of
from qa_service.ingestion.readers.openings import Opening, page_starts, stored_openings
from qa_service.text.injections import hidden_warnings, settled, snippet, visible

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Halves of characters, as broken JSON has them, cannot be stored.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
SOFT = "\u00ad"  # soft hyphen
_BROKEN = re.compile(rf"(\S){SOFT}[ \t]*\n\s*(\S)")
# Letters as a typesetter drew them: ligatures, Arabic letters by their place in a word.
_DRAWN = re.compile(r"[\u0132\u0133\ufb00-\ufdff\ufe70-\ufefc]")
# A soft hyphen between digits was drawn, or two numbers would be one.
_HYPHENS = re.compile(rf"[\u2010\u2011]|(?<=\d){SOFT}(?=\d)")
NOTE_MARK = "note mark"  # the rule by which raised figures are left out
BETWEEN = "\n\n"  # paragraphs of a text


@dataclass(frozen=True, slots=True)
class RawDocument:
    """An article as one file tells it: its metadata and its cleaned body."""

    title: str
    text: str  # paragraphs, parted by BETWEEN
    outlet: str | None
    author: str | None
    url: str | None
    published: date | None
    published_from: Provenance | None  # None exactly when `published` is None
    language: str | None  # ISO 639-1; None where the file does not say
    dropped: tuple[Dropped, ...]  # what was on the page and is not in `text`
    updated: date | None = None  # never before `published`
    section: str | None = None
    warnings: tuple[ArticleWarning, ...] = ()  # of what is not in `text`
    omitted: tuple[Omitted, ...] = ()  # what of the file was not read
    pages: tuple[PageStart, ...] = ()  # of a PDF, in `text`


def decode(data: bytes, declared: str | None = None) -> str:
    """Text from bytes: NFC, lines ended by "\\n". Raises UnreadableFile if they are no text.

    >>> decode("Le Mali\\r\\nété".encode("cp1252"))
    'Le Mali\\nété'
    """
    return normalised(text_of(data, declared))


def normalised(text: str) -> str:
    """Text in NFC, lines ended by "\\n", without characters that are not seen.

    Ligatures become their letters and all hyphens "-", as a reader would type them. A word with a
    soft hyphen in it would not be found; one at a line's end is left, for `rejoined`. What tells
    something is left too, for `assemble` to tell of.

    >>> normalised("un sous\u2011préfe\u0301t dé\ufb01e")
    'un sous-préfét défie'
    """
    if not text.isascii():
        text = _HYPHENS.sub("-", unicodedata.normalize("NFC", _DRAWN.sub(_letters, text)))
    return settled(_CONTROLS.sub("", _LINE_END.sub("\n", text)))


def _letters(drawn: re.Match[str]) -> str:
    letters = unicodedata.normalize("NFKC", drawn[0])
    return drawn[0] if " " in letters else letters


def rejoined(line: str, following: str) -> str:
    """A line that ends in a soft hyphen and the next one, as one.

    It divides a word, unless what is around it is no word.

    >>> rejoined("la réouver\u00ad", "ture"), rejoined("Porto\u00ad", "Novo")
    ('la réouverture', 'Porto-Novo')
    """
    word = line.rstrip(f" \t{SOFT}")
    if not word or not following or word.endswith("-"):
        return word + following
    last, first = word[-1], following[0]
    within = all(char.isalpha() or char in "'’" for char in (last, first))
    divided = within and not (last.islower() and first.isupper())
    return word + ("" if divided else "-") + following


def unbroken(text: str) -> str:
    """A text whose words are whole that soft hyphens divide at a line's end."""
    return _BROKEN.sub(lambda found: rejoined(found[1] + SOFT, found[2]), text)


def assemble(
    lines: Sequence[str],
    known: Metadata,
    hidden: Iterable[str] = (),
    openings: Sequence[Opening] = (),
) -> RawDocument:
    """A document from the lines of a page (blank ones part its blocks) and what is known of it.

    `hidden` are words that its readers do not see, `openings` where printed pages begin, in order.
    Raises UnreadableFile if nothing is left.
    """
    openings = stored_openings(openings, lines, _settled)
    figures = [raised.settled(line) for line in lines]
    lines = [line for line, _ in figures]
    marks = dict.fromkeys(Dropped(mark, NOTE_MARK) for _, found in figures for mark in found)
    named = " ".join(filter(None, (known.title, known.outlet, known.author, known.section)))
    warnings = [*hidden_words(hidden), *hidden_warnings("\n".join((named, *lines)))]
    stored = [_stored(line) for line in lines]
    cleaned = clean_lines(stored)
    found = describe(cleaned, _seen(known), date.today())
    metadata = found.metadata
    if not found.body or not metadata.title:
        raise UnreadableFile(
            "No article text is left after cleaning: check that the file holds more than a title, "
            "links and forms."
        )
    return RawDocument(
        title=metadata.title,
        text=BETWEEN.join(found.body),
        outlet=metadata.outlet,
        author=metadata.author,
        url=metadata.url,
        published=metadata.published,
        published_from=metadata.published_from,
        language=metadata.language,
        dropped=(*cleaned.dropped, *found.dropped, *marks),
        updated=metadata.updated,
        section=metadata.section,
        warnings=tuple(dict.fromkeys(warnings)),
        pages=page_starts(openings, _placed(cleaned, found, stored), BETWEEN),
    )


def _placed(
    cleaned: Cleaned, found: Description, lines: Sequence[str]
) -> Iterator[tuple[int, int, str]]:
    """Each paragraph with the number of its line and the blanks that it has lost in front."""
    for place, paragraph in zip(found.places, found.body, strict=True):
        number = cleaned.numbers[place]
        yield number, len(lines[number]) - len(lines[number].lstrip()), paragraph


def hidden_words(hidden: Iterable[str]) -> Iterator[ArticleWarning]:
    """What is told of words that the readers of a file do not see."""
    return (ArticleWarning(WarningKind.HIDDEN_TEXT, snippet(words), None) for words in hidden)


def _seen(known: Metadata) -> Metadata:
    """Names as they are stored: without marks of notes, and without what is not seen."""
    return replace(
        known,
        title=_name(known.title),
        outlet=_name(known.outlet),
        author=_name(known.author),
        section=_name(known.section),
    )


def _name(text: str | None) -> str | None:
    return text and _settled(text)


def _settled(line: str) -> str:
    return _stored(raised.settled(line)[0])


def _stored(line: str) -> str:
    seen = visible(normalised(line).replace("\n", " "))
    return unicodedata.normalize("NFC", seen)  # accents meet their letter where something stood
