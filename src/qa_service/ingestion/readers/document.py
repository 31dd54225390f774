"""What every reader makes of a file, and how bytes become lines of text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.domain.warnings import ArticleWarning, WarningKind
from qa_service.ingestion.cleaning import Dropped, clean_lines
from qa_service.ingestion.metadata import Metadata, describe
from qa_service.ingestion.readers.encodings import text_of
from qa_service.text.injections import hidden_warnings, settled, snippet, visible

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Halves of characters, as broken JSON has them, cannot be stored.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """An article as one file tells it: its metadata and its cleaned body."""

    title: str
    text: str  # paragraphs, parted by a blank line
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


def decode(data: bytes, declared: str | None = None) -> str:
    """Text from bytes: NFC, lines ended by "\\n". Raises UnreadableFile if they are no text.

    >>> decode("Le Mali\\r\\nété".encode("cp1252"))
    'Le Mali\\nété'
    """
    return normalised(text_of(data, declared))


def normalised(text: str) -> str:
    """Text in NFC, lines ended by "\\n", without characters that are not seen.

    A word with a soft hyphen in it would not be found. Those that tell something are left, for
    `assemble` to tell of.
    """
    return settled(_CONTROLS.sub("", unicodedata.normalize("NFC", _LINE_END.sub("\n", text))))


def assemble(lines: Sequence[str], known: Metadata, hidden: Iterable[str] = ()) -> RawDocument:
    """A document from the lines of a page (blank ones part its blocks) and what is known of it.

    `hidden` are words that its readers do not see. Raises UnreadableFile if nothing is left.
    """
    named = " ".join(filter(None, (known.title, known.outlet, known.author, known.section)))
    warnings = [*hidden_words(hidden), *hidden_warnings("\n".join((named, *lines)))]
    cleaned = clean_lines([visible(line) for line in lines])
    found = describe(cleaned, _seen(known), date.today())
    metadata = found.metadata
    if not found.body or not metadata.title:
        raise UnreadableFile(
            "No article text is left after cleaning: check that the file holds more than a title, "
            "links and forms."
        )
    return RawDocument(
        title=metadata.title,
        text="\n\n".join(found.body),
        outlet=metadata.outlet,
        author=metadata.author,
        url=metadata.url,
        published=metadata.published,
        published_from=metadata.published_from,
        language=metadata.language,
        dropped=cleaned.dropped + found.dropped,
        updated=metadata.updated,
        section=metadata.section,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def hidden_words(hidden: Iterable[str]) -> Iterator[ArticleWarning]:
    """What is told of words that the readers of a file do not see."""
    return (ArticleWarning(WarningKind.HIDDEN_TEXT, snippet(words), None) for words in hidden)


def _seen(known: Metadata) -> Metadata:
    """Names without characters that are not seen."""
    return replace(
        known,
        title=known.title and visible(known.title),
        outlet=known.outlet and visible(known.outlet),
        author=known.author and visible(known.author),
        section=known.section and visible(known.section),
    )
