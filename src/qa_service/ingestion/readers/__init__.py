from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.cleaning import Dropped
from qa_service.ingestion.limits import MB, Budget, Limits
from qa_service.ingestion.readers import exports
from qa_service.ingestion.readers.archives import read_gzip, read_zip
from qa_service.ingestion.readers.delimited import read_delimited
from qa_service.ingestion.readers.document import RawDocument
from qa_service.ingestion.readers.kinds import HEAD, check_kind, suffix_of
from qa_service.ingestion.readers.mail import read_mail
from qa_service.ingestion.readers.mailbox import read_mailbox
from qa_service.ingestion.readers.markdown import read_markdown
from qa_service.ingestion.readers.pieces import DistinctParts, Found, Headed, Piece, Source, Unread
from qa_service.ingestion.readers.records import read_json, read_json_lines
from qa_service.ingestion.readers.rtf import read_rtf
from qa_service.ingestion.readers.text import read_text
from qa_service.text.date_clues import date_in_address, date_in_name

__all__ = [
    "SUFFIXES", "Dropped", "Found", "Headed", "Piece", "RawDocument", "Unread", "holds_one",
    "pieces", "require_readable",
]  # fmt: skip

SINGLE = frozenset({".pdf", ".md", ".markdown", ".odt"})
TEXTS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"})
SUFFIXES = TEXTS | {
    ".pdf", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mbox", ".msg", ".json", ".jsonl", ".ndjson",
    ".csv", ".tsv", ".xlsx", ".rss", ".atom", ".xml", ".warc", ".zip", ".gz",
}  # fmt: skip


Read = Callable[[bytes], RawDocument]


def pieces(path: Path, limits: Limits, address: str | None = None) -> Iterator[Found]:
    """What the articles in a file are made from, by the file's suffix, as it is read.

    A file that is one article is that of `address`, if it was fetched there. Raises
    UnreadableFile, whose message is a reason for the user and names the next step; in the middle of
    a file too, if it breaks off there.
    """
    source = Source(path.name, lambda: path.open("rb"), limits, Budget(limits), address=address)
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
    """Whether files of that name are of a kind that never holds several articles."""
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
        return lambda source: _one_or_exported(
            partial(_read_html, address=source.address), exports.in_page, source
        )
    if suffix == ".pdf":
        from qa_service.ingestion.readers.pdf import read_pdf

        return lambda source: _single(partial(read_pdf, limits=source.limits), source)
    if suffix == ".docx":
        from qa_service.ingestion.readers.docx import exported_in, read_docx

        return lambda source: _one_or_exported(
            partial(read_docx, limits=source.limits),
            partial(exported_in, limits=source.limits),
            source,
        )
    if suffix == ".odt":
        from qa_service.ingestion.readers.odt import read_odt

        return lambda source: _single(partial(read_odt, limits=source.limits), source)
    if suffix == ".epub":
        from qa_service.ingestion.readers.epub import read_epub

        return read_epub
    if suffix in (".rss", ".atom", ".xml"):
        from qa_service.ingestion.readers.feed import read_feed

        return read_feed
    if suffix == ".msg":
        from qa_service.ingestion.readers.outlook import read_outlook

        return partial(read_outlook, pieces_of)
    if suffix == ".warc":
        from qa_service.ingestion.readers.crawl import read_crawl

        return partial(read_crawl, _read_html)
    if suffix == ".xlsx":
        from qa_service.ingestion.readers.workbook import read_workbook

        return read_workbook
    readers: dict[str, Callable[[Source], Iterable[Found]]] = {
        ".txt": partial(_one_or_exported, read_text, exports.in_text),
        ".rtf": partial(_one_or_exported, read_rtf, exports.in_rtf),
        ".md": partial(_single, read_markdown),
        ".markdown": partial(_single, read_markdown),
        ".eml": partial(read_mail, pieces_of),
        ".mbox": partial(read_mailbox, pieces_of),
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".csv": read_delimited,
        ".tsv": read_delimited,
        ".zip": partial(read_zip, pieces_of),
        ".gz": partial(read_gzip, pieces_of),
    }
    return readers[suffix]


def _read_html(data: bytes, address: str | None = None, encoding: str | None = None) -> RawDocument:
    from qa_service.ingestion.readers.html import read_html  # 0.4 s, by trafilatura

    return read_html(data, address, encoding)


def _single(read: Read, source: Source) -> Iterator[Piece]:
    """The one article of a file that holds no more."""
    data = source.read(_largest(source))
    yield Piece("", data, lambda: _placed(read(data), source))


def _one_or_exported(
    read: Read, exported: Callable[[bytes], Iterator[Found] | None], source: Source
) -> Iterator[Found]:
    """The articles that a press database exported in a file, or else its one article."""
    data = _export_or_article(source)
    if (found := exported(data)) is not None:
        yield from found
    else:
        yield Piece("", data, lambda: _placed(read(data), source))


def _export_or_article(source: Source) -> bytes:
    """An export may be as large as a file, an article only as large as an article."""
    largest = _largest(source)
    with source.open() as file:
        head = file.read(largest * MB + 1)
    if len(head) > largest * MB and exports.is_marked(head.decode("latin-1")):
        return source.read(source.limits.largest_file)
    return source.checked(head, largest)


def _largest(source: Source) -> int:
    """How many megabytes the file of an article may have."""
    limits = source.limits
    return limits.largest_article if suffix_of(source.name) in TEXTS else limits.largest_file


def _placed(document: RawDocument, source: Source) -> RawDocument:
    """The same with what the place of its file tells of it."""
    return _dated_by_name(_at_address(document, source.address), source.name)


def _at_address(document: RawDocument, address: str | None) -> RawDocument:
    if address is None:
        return document
    document = replace(document, url=address)
    day = None if document.published else date_in_address(address)
    if day is None or day > date.today():
        return document
    return replace(document, published=day, published_from=Provenance.URL)


def _dated_by_name(document: RawDocument, name: str) -> RawDocument:
    day = None if document.published else date_in_name(name)
    if day is None or day > date.today():
        return document
    return replace(document, published=day, published_from=Provenance.FILE_NAME)
