"""What the web needs of the library, and a page of what could not be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from qa_service.domain.article import Article
from qa_service.domain.library import (
    ArticleStatus,
    Choices,
    Delivered,
    KeptFailure,
    KeptFailures,
    Removal,
    Shelved,
)

PAGE_SIZE = 50  # failures
LAST_PAGE = 1_000_000  # beyond it numbers are too large for a database


class Library(Protocol):
    """NotFound for what is not there."""

    def choices(self) -> Choices:
        """What the list of articles can be limited to."""

    def statuses(self, article_ids: Sequence[str]) -> dict[str, ArticleStatus]:
        """How each of these articles stands."""

    def shelved(self, article: Article) -> Shelved:
        """Where an article lies."""

    def removal(self, article_id: str) -> Removal:
        """A deleted article."""

    def receive(self, files: Iterable[tuple[str, IO[bytes]]]) -> Delivered:
        """Look at files and keep those that may be read; UsageError where there is none."""

    def remove(self, article_id: str) -> Removal:
        """Delete an article."""

    def restore(self, article_id: str) -> Article:
        """Undo that."""

    def forget(self, article_id: str) -> None:
        """Delete an uploaded article for good; UsageError for another one."""

    def failures(self, start: int = 0, count: int | None = None) -> KeptFailures:
        """What could not be read, the newest first: `count` from the one at `start` on."""

    def dismiss(self, failure_id: str) -> KeptFailure:
        """List one of them no longer, unless its file or the reason changes."""


@dataclass(frozen=True, slots=True)
class FailurePage:
    """One page of what could not be read; numbers count from 1."""

    failures: Sequence[KeptFailure]
    total: int  # on all pages
    number: int
    count: int


def failure_page(library: Library, number: int) -> FailurePage:
    """Reads the page of that number, or the nearest there is."""
    number = min(max(number, 1), LAST_PAGE)
    found = library.failures((number - 1) * PAGE_SIZE, PAGE_SIZE)
    count = max(1, -(-found.total // PAGE_SIZE))
    if number > count:
        return failure_page(library, count)
    return FailurePage(found.failures, found.total, number, count)
