"""What people see and do in the library: how articles stand, deletions, uploads."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from qa_service.domain.answer import Held
from qa_service.domain.article import Article, Carrier
from qa_service.domain.reports import IngestReport
from qa_service.domain.warnings import ArticleWarning

UNDATED = "none"  # among where dates come from: they come from nowhere


class ArticleStatus(StrEnum):
    """How an article stands; the last of these that holds."""

    SEARCHABLE = "searchable"  # the indexes hold it
    MISSING = "missing"  # searchable, but its file is gone
    WAITING = "waiting"  # the indexes get it before the next question
    REMOVED = "removed"  # somebody deleted it, and may bring it back


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of some articles beside what they say, by id."""

    also_in: dict[str, tuple[Carrier, ...]]  # those whose story others tell, each with those others
    statuses: dict[str, ArticleStatus]  # each
    warnings: dict[str, tuple[ArticleWarning, ...]]  # those in which something was found


@dataclass(frozen=True, slots=True)
class Contents:
    """What the archive holds at a glance."""

    held: Held
    names: tuple[str, ...]  # most frequent in titles and openings


@dataclass(frozen=True, slots=True)
class Choices:
    """What the articles can be limited to."""

    outlets: tuple[str, ...]
    languages: tuple[str, ...]  # ISO 639-1
    dated: tuple[str, ...]  # of `Provenance`, or UNDATED


@dataclass(frozen=True, slots=True)
class Removal:
    """An article that was deleted, as it was."""

    article: Article
    fingerprint: str  # of what it was made from
    uploaded: bool
    at: datetime  # in UTC


@dataclass(frozen=True, slots=True)
class Shelved:
    """Where an article of the archive lies."""

    status: ArticleStatus
    uploaded: bool
    others: int = 0  # articles of the same file


class Outcome(StrEnum):
    """What became of an uploaded file."""

    WAITING = "waiting"  # for its turn
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was uploaded, and what became of it."""

    name: str
    outcome: Outcome
    articles: int = 0  # that it holds
    replaces: bool = False  # whether there was a file of that name
    reason: str | None = None  # exactly when refused, with the next step
    held: tuple[Carrier, ...] = ()  # some of those articles


@dataclass(frozen=True, slots=True)
class KeptFailure:
    """A file or a part of one that could not be read, until it is read, gone or dismissed."""

    id: str
    path: str  # of the file; the name alone of an upload that was refused
    part: str  # its name within the file; "" where it is the whole file
    reason: str  # with the next step, in the words of a reader
    refused: bool  # as an upload: there is no such file
    first: datetime  # in UTC, as `last`: when it was first found so, for this reason
    last: datetime

    @property
    def place(self) -> str:
        """File and part in one, as the report of an ingestion names them."""
        return f"{self.path}#{self.part}" if self.part else self.path


@dataclass(frozen=True, slots=True)
class KeptFailures:
    """Some of what could not be read."""

    failures: tuple[KeptFailure, ...]
    total: int  # how many there are in all


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that is complete but not yet among the others."""

    name: str
    path: Path  # in a folder of its own


@dataclass(frozen=True, slots=True)
class Delivered:
    """Files that were uploaded: those that wait to be read, and all of them as they stand."""

    staged: tuple[Staged, ...]
    uploads: tuple[Upload, ...]


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What became of all files of an upload."""

    uploads: tuple[Upload, ...]
    ingested: IngestReport
