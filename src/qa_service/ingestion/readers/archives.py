"""ZIP archives and gzip: files within files, never more of them than the limits allow."""

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any, cast

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import Budget
from qa_service.ingestion.readers.kinds import suffix_of
from qa_service.ingestion.readers.pieces import Found, Source, within
from qa_service.ingestion.sources import is_passed_over

MOST_MEMBERS = 100_000  # a list of more is itself a burden
ENCRYPTED = 0x1  # bit of a member's flags

Read = Callable[[Source], Iterator[Found]]


def read_zip(read: Read, source: Source) -> Iterator[Found]:
    """What `read` finds in each file of a ZIP archive. Raises UnreadableFile."""
    source.require_shallow()
    with opened_zip(source) as archive:
        for member in archive.infolist():
            path = PurePosixPath(member.filename)
            if not member.is_dir() and not is_passed_over(path):
                yield from within(
                    member.filename, partial(_read_member, read, source, archive, member)
                )


def _read_member(
    read: Read, source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo
) -> Iterator[Found]:
    yield from read(_member(source, archive, member))


@contextmanager
def opened_zip(source: Source) -> Iterator[zipfile.ZipFile]:
    """The archive, if it is whole and unpacks to no more than is allowed. Raises UnreadableFile."""
    with broken_off(), source.open() as file:
        data = file if file.seekable() else io.BytesIO(source.read(source.limits.largest_file))
        with zipfile.ZipFile(data) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise UnreadableFile(
                    f"It holds {len(members)} files, more than {MOST_MEMBERS}: split it."
                )
            source.budget.require(sum(member.file_size for member in members))
            yield archive


def read_member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's bytes, counted. Raises UnreadableFile."""
    with broken_off(), _member(source, archive, member).open() as file:
        return file.read()


def _member(source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Source:
    if member.flag_bits & ENCRYPTED:
        raise UnreadableFile("It is encrypted: unpack the archive with its password.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableFile("It is a link, not a file: put the file itself into the archive.")

    def open_member() -> IO[bytes]:
        with broken_off():
            return io.BufferedReader(_Counted(archive.open(member), source.budget))

    return source.inner(PurePosixPath(member.filename).name, open_member)


def read_gzip(read: Read, source: Source) -> Iterator[Found]:
    """What `read` finds in the file that was compressed. Raises UnreadableFile."""
    source.require_shallow()
    name = source.name[: -len(".gz")]
    if not suffix_of(name):
        raise UnreadableFile(
            "Its name does not say what was compressed: name it like news.jsonl.gz."
        )

    def open_inner() -> IO[bytes]:
        file = source.open()
        return io.BufferedReader(
            _Counted(cast("IO[bytes]", gzip.GzipFile(fileobj=file)), source.budget, file)
        )

    with broken_off():
        yield from read(source.inner(name, open_inner))


@contextmanager
def broken_off() -> Iterator[None]:
    """Says of a damaged archive what it is. The libraries raise many kinds of errors then."""
    try:
        yield
    except (
        zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError
    ) as error:  # fmt: skip
        raise UnreadableFile(f"It is damaged ({error}): get it anew.") from error


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted while they are unpacked."""

    def __init__(self, file: IO[bytes], budget: Budget, below: IO[bytes] | None = None) -> None:
        self._file, self._budget, self._below = file, budget, below

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401  # any buffer of bytes
        data = self._file.read(len(buffer))
        self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        if self._below is not None:
            self._below.close()
        super().close()
