"""What a file is opened as, and what each article in it is made from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import IO

from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import TakenColumn
from qa_service.ingestion.limits import MB, Budget, Limits
from qa_service.ingestion.readers.document import RawDocument

JOINT = "#"  # between the parts of nested files


@dataclass(frozen=True, slots=True)
class Source:
    """A file, on disk or in another one."""

    name: str  # without folders; its suffix says the kind
    open: Callable[[], IO[bytes]]
    limits: Limits
    budget: Budget
    depth: int = 0  # of the archives and mails around it
    address: str | None = None  # where it was fetched

    def read(self, megabytes: int) -> bytes:
        """All its bytes; raises UnreadableFile if they are more than that."""
        with self.open() as file:
            return self.checked(file.read(megabytes * MB + 1), megabytes)

    def checked(self, data: bytes, megabytes: int) -> bytes:
        """The same bytes; raises UnreadableFile if they are more than that."""
        if len(data) > megabytes * MB:
            article = megabytes == self.limits.largest_article
            what, setting = (
                ("an article", "QA_LARGEST_ARTICLE") if article else ("a file", "QA_LARGEST_FILE")
            )
            raise UnreadableFile(
                f"It has more than the {megabytes} MB that {what} may have: split it, or raise "
                f"{setting}."
            )
        return data

    def require_shallow(self) -> None:
        """Raises UnreadableFile if files within this one would lie too deep."""
        if self.depth >= self.limits.deepest_nesting:
            raise UnreadableFile(
                f"More than {self.limits.deepest_nesting} files lie within each other: unpack it "
                "yourself, or raise QA_DEEPEST_NESTING."
            )

    def inner(self, name: str, open_inner: Callable[[], IO[bytes]]) -> "Source":
        """A file within this one."""
        return replace(self, name=name, open=open_inner, depth=self.depth + 1, address=None)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one article is made from; `parse` raises UnreadableFile."""

    part: str  # its stable name within the file; "" where the file is the article
    content: bytes  # of which its fingerprint is made
    parse: Callable[[], RawDocument]


@dataclass(frozen=True, slots=True)
class Unread:
    """What of a file could not be read, and why."""

    part: str  # for the user
    reason: str
    # The part whose articles it may have held, with all below it; "" is the whole file.
    covers: str = ""

    def may_have_held(self, part: str) -> bool:
        return self.covers in ("", part) or part.startswith(self.covers + JOINT)


@dataclass(frozen=True, slots=True)
class Headed:
    """What the columns of a table were taken for; told in the report."""

    part: str  # where the table lies within the file
    taken: tuple[TakenColumn, ...]
    ignored: tuple[str, ...]  # headings


Found = Piece | Unread | Headed


def joined(outer: str, inner: str) -> str:
    """A part within a part.

    >>> joined("week.zip", "a.txt"), joined("week.zip", "")
    ('week.zip#a.txt', 'week.zip')
    """
    return JOINT.join(filter(None, (outer, inner)))


def within(part: str, found: Callable[[], Iterable[Found]]) -> Iterator[Found]:
    """What is found in the file that is a part of another; its failure does not stop the others."""
    try:
        for item in found():
            if isinstance(item, Unread):
                yield Unread(joined(part, item.part), item.reason, joined(part, item.covers))
            else:
                yield replace(item, part=joined(part, item.part))
    except UnreadableFile as error:
        yield Unread(part, str(error), part)


@dataclass(slots=True)
class DistinctParts:
    """Sees to it that a part occurs once in a file."""

    _seen: dict[str, set[bytes]] = field(default_factory=dict)

    def of(self, pieces: Iterable[Found]) -> Iterator[Found]:
        """The same without copies; another text under a part that occurred gets a number."""
        for piece in pieces:
            if isinstance(piece, Piece):
                mark = sha256(piece.content).digest()[:8]
                texts = self._seen.setdefault(piece.part, set())
                if mark in texts:
                    continue
                texts.add(mark)
                if len(texts) > 1:
                    piece = replace(piece, part=f"{piece.part} ({len(texts)})")
            yield piece
