"""What the long-running commands report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qa_service.domain.fetching import FetchReport
from qa_service.domain.warnings import WarnedArticle


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read, and why, in words a user understands."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """What an ingestion does with one file, in articles; nothing for one that is unchanged."""

    path: str
    added: int = 0
    replaced: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    moved_from: tuple[str, ...] = ()  # the files in which the moved articles were
    failed: tuple[Failure, ...] = ()

    @property
    def articles(self) -> int:
        """How many of the file the archive holds then."""
        return self.added + self.replaced + self.moved + self.unchanged

    def __bool__(self) -> bool:
        """Whether there is anything to report; not of a file whose articles were all deleted."""
        return bool(self.articles or self.removed or self.failed)

    @property
    def kind(self) -> str:
        """The change in one word.

        >>> FileChange("b.txt", moved=1, moved_from=("a.txt",)).kind
        'moved'
        >>> FileChange("week.jsonl", added=1, removed=2, unchanged=7).kind
        'changed'
        """
        found = [name for name in ("added", "moved", "removed") if getattr(self, name)]
        if self.replaced or self.unchanged or len(found) > 1:
            return "changed"
        return found[0] if found else "failed"


class Omission(StrEnum):
    """What of a file is no part of its article, and is not read."""

    COMMENT = "comment"  # in the margin
    CONTENTS_LIST = "contents_list"  # made from the headings
    DELETION = "deletion"  # tracked; the article is read with all changes accepted
    HEADER = "header"  # of the pages
    FOOTER = "footer"
    OBJECT = "object"  # embedded: a chart, a diagram, a file
    PLACEHOLDER = "placeholder"  # an empty field's request to fill it in


@dataclass(frozen=True, slots=True)
class Omitted:
    """How often something was left out."""

    kind: Omission
    count: int  # at least 1


@dataclass(frozen=True, slots=True)
class Abridged:
    """An article that was read, and what of its file was not; never empty."""

    source: str
    omitted: tuple[Omitted, ...]


class Field(StrEnum):
    """What of an article a column of a table holds."""

    ID = "id"
    TITLE = "title"
    LEAD = "lead"
    TEXT = "text"
    AUTHOR = "author"
    OUTLET = "outlet"
    SECTION = "section"
    URL = "url"
    LANGUAGE = "language"
    PUBLISHED = "published"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class TakenColumn:
    """A column by its heading, and what it was taken for."""

    heading: str
    field: Field


@dataclass(frozen=True, slots=True)
class TableRead:
    """How the columns of a table of articles were understood."""

    source: str
    taken: tuple[TakenColumn, ...]  # empty where the table was not read, as it has no text
    ignored: tuple[str, ...]  # the headings of the others


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did, in articles."""

    added: int
    replaced: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    seconds: float
    moved: int = 0  # the same under another path: id and vectors are kept
    embedded: int = 0  # sentences; those that were embedded before are not again
    files: tuple[FileChange, ...] = ()
    warnings: tuple[WarnedArticle, ...] = ()  # of the articles that were read
    abridged: tuple[Abridged, ...] = ()  # among them
    fetched: tuple[FetchReport, ...] = ()  # of the sources on the web that were visited before
    tables: tuple[TableRead, ...] = ()  # of the files that were read

    @property
    def useful(self) -> bool:
        """Whether any article could be read or was known."""
        return bool(self.added + self.replaced + self.moved + self.removed + self.unchanged)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an ingestion would do."""

    report: IngestReport

    @property
    def files(self) -> tuple[FileChange, ...]:
        return self.report.files


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A file or folder that the archive follows, and what it holds of it."""

    path: str
    there: bool  # False where it is gone, such as on an unplugged disk
    articles: int
    first: date | None  # the first and the last date of publication among them
    last: date | None


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Whether the catalogue and the two indexes agree; `ok` exactly when there are no problems."""

    articles: int
    passages: int
    sentences: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What a repair found and did, and how the store stands after it."""

    found: tuple[str, ...]  # problems before
    dropped: tuple[str, ...]  # the files whose articles were damaged, to be read again
    rebuilt: bool  # whether the indexes were built anew
    after: VerifyReport


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds."""

    file: str
    articles: int
    passages: int
    sentences: int
    model: str | None  # None while nothing was embedded
    bytes: int  # of the file


# Called with (done, total, what is being worked on) as a long task goes on.
Progress = Callable[[int, int, str], None]


def no_progress(done: int, total: int, label: str) -> None:
    """For callers that watch nothing."""
