"""Crawls (.warc): each page of HTML that was fetched is read like a page in a file of its own."""

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from functools import partial
from typing import IO, Any

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import MB
from qa_service.ingestion.readers.archives import broken_off
from qa_service.ingestion.readers.document import RawDocument
from qa_service.ingestion.readers.pieces import Found, Piece, Source, within

# The bytes that are read at once: a line that never ends is put together from so many each time.
BLOCK = 4 * MB
STEP = 8192  # bytes of a stream that are lost at most where it breaks off
PAGES = ("text/html", "application/xhtml+xml")
_UNPACKED = ("", "identity", "none")
_BROKEN = (
    ArchiveLoadFailed, StatusAndHeadersParserException, ChunkedDataException, AssertionError,
    ValueError, AttributeError, TypeError, IndexError, KeyError,
)  # fmt: skip

ReadPage = Callable[[bytes, str, str | None], RawDocument]  # content, address, encoding
Record = Any  # warcio has no types of its own


def read_crawl(read: ReadPage, source: Source) -> Iterator[Found]:
    """The pages that were fetched with success, under their addresses; all else is passed over.

    Raises UnreadableFile, in the middle too if the file breaks off there.
    """
    none = True
    with source.open() as file, _readable():
        before: Record = None
        for record in WARCIterator(_Sound(file), block_size=BLOCK):
            _require_whole(before)
            before = record
            if record.length is None:  # all that follows would pass for this one
                raise ValueError(record.rec_type)
            if _is_page(record):
                none = False
                address = record.rec_headers.get_header("WARC-Target-URI")
                content = _content(record, source)  # before the next one is read
                yield from within(address, partial(_page, read, source, record, content))
        _require_whole(before)
    if none:
        raise UnreadableFile("It holds no page of HTML: crawl the pages anew, or delete it.")


class _Sound:
    """A stream that says what it is where it breaks off, which the library takes for its end.

    What was there before is given first.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._fault: UnreadableFile | None = None

    def read(self, size: int) -> bytes:
        told = bytearray()
        while len(told) < size and (more := self._more(min(STEP, size - len(told)))):
            told += more
        if self._fault and not told:
            raise self._fault
        return bytes(told)

    def _more(self, size: int) -> bytes:
        try:
            with broken_off():
                return b"" if self._fault else self._file.read(size)
        except UnreadableFile as error:
            self._fault = error
            return b""


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise UnreadableFile("It is no WARC file that can be read: get it anew.") from error


def _require_whole(record: Record) -> None:
    """Raises UnreadableFile if a record, read to its end, is shorter than it says."""
    if record is not None and getattr(record.raw_stream, "limit", 0) > 0:
        raise UnreadableFile("It is damaged (it breaks off): get it anew.")


def _is_page(record: Record) -> bool:
    if record.rec_type != "response" or not record.http_headers:
        return False
    fetched = record.http_headers.get_statuscode() == "200"
    return fetched and _kind(record).get_content_type() in PAGES


def _kind(record: Record) -> Message:
    """What the server said of the page's kind and encoding."""
    message = Message()
    message["Content-Type"] = record.http_headers.get_header("Content-Type") or ""
    return message


def _content(record: Record, source: Source) -> bytes:
    """The bytes that were sent, one more than allowed at most."""
    content: bytes = record.raw_stream.read(source.limits.largest_article * MB + 1)
    if len(content) <= source.limits.largest_article * MB:
        _require_whole(record)
    return content


def _page(read: ReadPage, source: Source, record: Record, content: bytes) -> Iterator[Found]:
    """The page that was sent. Raises UnreadableFile."""
    if record.rec_headers.get_header("WARC-Truncated"):
        raise UnreadableFile("The crawl cut this page off: crawl it anew, without that bound.")
    headers, largest = record.http_headers, source.limits.largest_article
    if (headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        content = ChunkedDataReader(io.BytesIO(content)).read()
    packing = (headers.get_header("Content-Encoding") or "").strip().lower()
    page = source.checked(_unpacked(source.checked(content, largest), packing, largest), largest)
    source.budget.take(len(page) if packing not in _UNPACKED else 0)
    address = record.rec_headers.get_header("WARC-Target-URI")
    yield Piece("", page, partial(read, page, address, _kind(record).get_content_charset()))


def _unpacked(content: bytes, packing: str, largest: int) -> bytes:
    """A page as it was before it was sent, one byte more than `largest` megabytes at most.

    Many crawlers unpack it and keep the header. Raises UnreadableFile.
    """
    zipped = content.startswith(b"\x1f\x8b")
    if packing in _UNPACKED or (packing in ("gzip", "x-gzip") and not zipped):
        return content
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableFile(
            f"It is compressed as '{packing}', which is not read: crawl it without compression."
        )
    bare = packing == "deflate" and content[:1] != b"\x78"
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
    try:
        page = unpacker.decompress(content, largest * MB + 1)
    except zlib.error as error:
        raise UnreadableFile(f"It is damaged ({error}): get it anew.") from error
    if not unpacker.eof and len(page) <= largest * MB:
        raise UnreadableFile("It is damaged (it breaks off): get it anew.")
    return page
