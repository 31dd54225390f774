"""What the long-running commands report."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read, and why, in words a user understands."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did, in articles."""

    added: int
    replaced: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    seconds: float


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
