from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.cleaning import Dropped
from qa_service.ingestion.limits import MB, Budget, Limits
from qa_service.ingestion.readers.archives import read_gzip, read_zip
from qa_service.ingestion.readers.document import RawDocument
from qa_service.ingestion.readers.kinds import HEAD, check_kind, suffix_of
from qa_service.ingestion.readers.mail import read_mail
from qa_service.ingestion.readers.markdown import read_markdown
from qa_service.ingestion.readers.pieces import DistinctParts, Found, Piece, Source, Unread
from qa_service.ingestion.readers.records import read_json, read_json_lines
from qa_service.ingestion.readers.text import read_text
from qa_service.text.date_clues import date_in_name

__all__ = [
    "SUFFIXES", "Dropped", "Found", "Piece", "RawDocument", "Unread", "holds_one", "pieces",
    "require_readable",
]  # fmt: skip

TEXTS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"})
SINGLE = TEXTS | {".pdf", ".docx"}
SUFFIXES = SINGLE | {
    ".epub", ".eml", ".json", ".jsonl", ".ndjson", ".rss", ".atom", ".xml",
    ".zip", ".gz",
}  # fmt: skip


def pieces(path: Path, limits: Limits) -> Iterator[Found]:
    """What the articles in a file are made from, by the file's suffix, as it is read.

    Raises UnreadableFile, whose message is a reason for the user and names the next step; in the
    middle of a file too, if it breaks off there.
    """
    source = Source(path.name, lambda: path.open("rb"), limits, Budget(limits))
    try:
        size = path.stat().st_size
        if size > limits.largest_file * MB:
            raise UnreadableFile(
                f"It has {size / MB:.0f} MB, more than the {limits.largest_file} MB a file may "
                "have: split it, or raise QA_LARGEST_FILE."
            )
        yield from DistinctParts().of(pieces_of(source))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(f"{reason}: check that the file exists and may be read.") from error


def holds_one(name: str) -> bool:
    """Whether files of that name are of a kind that holds one article each."""
    return suffix_of(name) in SINGLE


def pieces_of(source: Source) -> Iterator[Found]:
    """The same for a file that may lie in another one."""
    require_readable(source.name)
    with source.open() as file:
        check_kind(file.read(HEAD), source.name)
    yield from _reader(suffix_of(source.name))(source)


def require_readable(name: str) -> None:
    """Raises UnreadableFile where files of that name are of a kind that is not read."""
    if (suffix := suffix_of(name)) not in SUFFIXES:
        raise UnreadableFile(
            f"Files of the kind '{suffix or name}' cannot be read: save the article as "
            ".txt, .docx, .html or .pdf."
        )


def _reader(suffix: str) -> Callable[[Source], Iterable[Found]]:
    """How files of a suffix are read; libraries that take long to import only come when needed."""
    if suffix in (".html", ".htm", ".xhtml"):
        from qa_service.ingestion.readers.html import read_html  # 0.4 s, by trafilatura

        return partial(_single, read_html)
    if suffix == ".pdf":
        from qa_service.ingestion.readers.pdf import read_pdf

        return lambda source: _single(partial(read_pdf, limits=source.limits), source)
    if suffix == ".docx":
        from qa_service.ingestion.readers.docx import read_docx

        return lambda source: _single(partial(read_docx, limits=source.limits), source)
    if suffix == ".epub":
        from qa_service.ingestion.readers.epub import read_epub

        return read_epub
    if suffix in (".rss", ".atom", ".xml"):
        from qa_service.ingestion.readers.feed import read_feed

        return read_feed
    readers: dict[str, Callable[[Source], Iterable[Found]]] = {
        ".txt": partial(_single, read_text),
        ".md": partial(_single, read_markdown),
        ".markdown": partial(_single, read_markdown),
        ".eml": partial(read_mail, pieces_of),
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".zip": partial(read_zip, pieces_of),
        ".gz": partial(read_gzip, pieces_of),
    }
    return readers[suffix]


def _single(read: Callable[[bytes], RawDocument], source: Source) -> Iterator[Piece]:
    """The one article of a file that holds no more."""
    text = suffix_of(source.name) in TEXTS
    limits = source.limits
    data = source.read(limits.largest_article if text else limits.largest_file)
    yield Piece("", data, lambda: _dated_by_name(read(data), source.name))


def _dated_by_name(document: RawDocument, name: str) -> RawDocument:
    day = None if document.published else date_in_name(name)
    if day is None or day > date.today():
        return document
    return replace(document, published=day, published_from=Provenance.FILE_NAME)
