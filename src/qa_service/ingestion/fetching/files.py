"""The files in which fetched pages are kept, for an ingestion to read as any others.

    fetched/<host>/<name>.<kind>  one page each, as the host sent it
            .incoming/            being written; hidden from ingestion

A page keeps its name while its address is the same, so that its article keeps its id.
"""

import codecs
import os
from base64 import b32encode
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from uuid import uuid4

from qa_service.domain.errors import FetchError, StoreError
from qa_service.domain.reports import Failure
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.fetching.door import Largest, Size
from qa_service.ingestion.fetching.guarded import guarded
from qa_service.ingestion.fetching.visiting import Document
from qa_service.ingestion.limits import MB, Limits
from qa_service.ingestion.readers import TEXTS
from qa_service.ingestion.readers.kinds import suffix_of

FOLDER = "fetched"  # of a store
ENTRY = ".xml"  # the kind of a feed
KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})


class FetchedFiles:
    """Of one store."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store
        self.folder = store.resolve() / FOLDER
        self._limits = limits

    def path(self, file: str) -> Path:
        """Where a file lies."""
        return self.folder / file

    def is_there(self, file: str | None) -> bool:
        """Whether there is such a file."""
        return file is not None and self.path(file).is_file()

    def place(self, data: bytes, file: str) -> None:
        """Writes a file whole or not at all. Raises StoreError."""
        path = self.path(file)
        coming = self.folder / ".incoming" / uuid4().hex
        try:
            for folder in (path.parent, coming.parent):
                folder.mkdir(parents=True, exist_ok=True)
            with coming.open("xb") as written:
                written.write(data)
                written.flush()
                os.fsync(written.fileno())
            os.replace(coming, path)
        except OSError as error:
            raise StoreError(
                f"What was fetched cannot be written to {self.folder}: {error.strerror}. Check "
                "that the disk has room and the folder is writable, then try again."
            ) from error

    def delete(self, files: Collection[str]) -> None:
        """Deletes files that are there."""
        for file in files:
            self.path(file).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> None:
        """Deletes what a crash left; to be called while nothing is written here."""
        for path in [path for path in self.folder.rglob("*") if path.is_file()]:
            if path.relative_to(self.folder).as_posix() not in known:
                path.unlink(missing_ok=True)

    def essence(self, data: bytes, kind: str, address: str) -> tuple[str, str]:
        """What tells the articles of a file from others, and the title of the first.

        Raises FetchError where no article can be read.
        """
        failures: list[Failure] = []
        with guarded(), TemporaryDirectory() as folder:
            path = Path(folder) / f"page{kind}"
            path.write_bytes(data)
            found = list(read_articles(path, failures.append, self._limits, address))
        if not found:
            reason = failures[0].reason if failures else "It holds no article: check the page."
            raise FetchError(reason)
        told = [
            (one.title, one.text, one.author, one.outlet, one.published, one.updated, one.section)
            for one in found
        ]
        return sha256(repr((address, told)).encode()).hexdigest(), found[0].title


def name_of(url: str, kind: str) -> str:
    """The file of an address: told by it alone, and by no digits that could pass for a date.

    >>> name_of("https://gazette.example:8443/2024/05/03/port", ".html")
    'gazette.example_8443/5RB57HW3D65QB2OV.html'
    """
    host = urlsplit(url).netloc.replace(":", "_").replace("[", "").replace("]", "")
    digest = b32encode(sha256(url.encode()).digest()[:10]).decode("ascii")
    return f"{host}/{digest}{kind}"


def kind_of(document: Document) -> str:
    """The suffix of a file of what was fetched. Raises FetchError for what is not read."""
    if kind := KINDS.get(document.media_type):
        return kind
    if document.media_type in UNSAID:
        named = suffix_of(PurePath(urlsplit(document.url).path).name)
        return named if named in KINDS.values() else ".html"
    raise FetchError(
        f"It is of the kind {document.media_type}, which is not read: give a page, a feed or a "
        "sitemap."
    )


def largest_page(limits: Limits) -> Largest:
    """How large a page may be, as a file of its kind may."""

    def largest(media_type: str) -> Size:
        kind = KINDS.get(media_type.partition(";")[0].strip().lower(), ".html")
        name = "largest_article" if kind in TEXTS else "largest_file"
        advice = f"save it as a file, or raise QA_{name.upper()}"
        return Size(getattr(limits, name) * MB, advice)

    return largest


def as_kept(document: Document, kind: str) -> bytes:
    """The bytes to be kept: a text in UTF-8, where the host says in which encoding it is."""
    data = document.body or b""
    if kind not in TEXTS or document.charset is None or _is_text(data, "utf-8"):
        return data
    try:
        codec = codecs.lookup(document.charset)
    except LookupError:
        return data
    return data.decode(codec.name).encode() if _is_text(data, codec.name) else data


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
