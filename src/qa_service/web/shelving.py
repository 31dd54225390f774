"""What the web needs of the library: the list's choices, deletion with undo, uploads."""

from collections.abc import Iterable, Sequence
from typing import IO, Protocol

from qa_service.domain.article import Article
from qa_service.domain.library import ArticleStatus, Choices, Delivered, Removal, Shelved


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
