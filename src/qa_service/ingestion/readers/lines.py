"""The lines of a file that may be larger than memory, each decoded by itself."""

import codecs
import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.readers.document import decode, normalised
from qa_service.ingestion.readers.encodings import encoding_of
from qa_service.ingestion.readers.pieces import Source

HEAD = 65_536  # bytes that tell the encoding of all lines


def lines_of_text(source: Source, longest: int) -> Iterator[Callable[[], str] | None]:
    """What decodes each line, and None for one of more than so many bytes.

    One that is broken says so by itself: it raises UnreadableFile.
    """
    encoding = _encoding(source)
    with source.open() as file:
        if (encoding or "").startswith(("utf-16", "utf-32")):
            yield from _wide(file, encoding, longest)
            return
        while line := file.readline(longest + 1):
            if len(line) <= longest:
                yield partial(_decoded, line, encoding)
                continue
            while line and not line.endswith(b"\n"):
                line = file.readline(longest)
            yield None


def _encoding(source: Source) -> str | None:
    """That of the whole; None if it is UTF-8, or no one for sure, so that each line has its own."""
    with source.open() as file:
        head = file.read(HEAD)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        if b"\0" not in head:
            return None
    except UnicodeDecodeError:
        pass
    try:
        # to the end of a line, or of a character of two or four bytes
        return encoding_of(head[: head.rfind(b"\n") + 1] if b"\0" not in head else head)
    except UnreadableFile:
        return None


def _decoded(line: bytes, encoding: str | None) -> str:
    try:
        return normalised(line.decode(encoding)) if encoding else decode(line)
    except UnicodeDecodeError:
        return decode(line)


def _wide(
    file: IO[bytes], encoding: str | None, longest: int
) -> Iterator[Callable[[], str] | None]:
    """The same where a line does not end in one byte."""
    with io.TextIOWrapper(file, encoding, newline="\n") as text:
        try:
            while line := text.readline(longest + 1):
                if len(line) <= longest:
                    yield partial(normalised, line)
                    continue
                while line and not line.endswith("\n"):
                    line = text.readline(longest)
                yield None
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                f"It breaks off as {str(encoding).upper()}: export it anew, as UTF-8."
            ) from error
