"""What the web needs of the archive, and the opening of it beside the first requests."""

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Protocol

from qa_service.answering.listening import NOBODY, Listener
from qa_service.domain.answer import Answer, Citation
from qa_service.domain.article import PAGE, Article, Listed
from qa_service.domain.errors import QAServiceError
from qa_service.domain.exchange import Exchange
from qa_service.domain.fetching import WebSource
from qa_service.domain.library import ArticleStatus, Contents, Delivered, Particulars, UploadReport
from qa_service.domain.reports import (
    IngestReport,
    Progress,
    RepairReport,
    SourceSummary,
    VerifyReport,
)
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.web.keeping import Conversations
from qa_service.web.shelving import Library

logger = logging.getLogger(__name__)


class Service(Protocol):
    """The archive as the web sees it; called from several threads at once."""

    def ask(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        conversation_id: str | None = None,
        max_citations: int | None = None,
        listener: Listener = NOBODY,
    ) -> Answer:
        """Answer, refuse or ask back; QuestionError where the question is empty or too long."""

    def ask_after(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        exchanges: Sequence[Exchange] = (),
        listener: Listener = NOBODY,
    ) -> Answer:
        """The same, in a conversation that the caller keeps."""

    def search(self, question: str, scope: Scope = EVERYTHING, most: int = 5) -> list[Citation]:
        """The nearest sentence of each article that comes near, best first."""

    @property
    def keeps(self) -> bool:
        """Whether questions and answers are kept."""

    @property
    def conversations(self) -> Conversations:
        """What is kept of questions and answers."""

    @property
    def library(self) -> Library:
        """What is changed of the archive by hand."""

    def take_in(self, delivery: Delivered, progress: Progress) -> UploadReport:
        """Read uploaded files."""

    def list_articles(
        self,
        scope: Scope = EVERYTHING,
        words: str = "",
        start: int = 0,
        count: int = PAGE,
        dated: str | None = None,
        status: ArticleStatus | None = None,
    ) -> Listed:
        """Of a scope's articles, newest first, `count` from the one at `start` on.

        Those whose title, outlet or author holds each of `words`, whatever its case and accents,
        that are `dated` so, by a `Provenance` or UNDATED, and have that status.
        """

    def article_count(self) -> int:
        """How many articles there are."""

    def contents(self) -> Contents:
        """What there is at a glance."""

    def article(self, article_id: str) -> Article:
        """One article; NotFound where there is none of that id."""

    def particulars(self, article_ids: Sequence[str]) -> Particulars:
        """What is known of these articles beside what they say."""

    def ingest(self, progress: Progress) -> IngestReport:
        """Bring the archive in step with the known folders."""

    def sources(self) -> list[SourceSummary]:
        """The files and folders that are followed."""

    def fetch(self, progress: Progress) -> IngestReport:
        """Fetch what is due on the web, and read it."""

    def is_fetching_due(self) -> bool:
        """Whether anything is."""

    def web_sources(self) -> list[WebSource]:
        """The addresses on the web that are followed."""

    def follow_web(self, address: str, every: str | None = None) -> WebSource:
        """Follow an address; UsageError or FetchError where it cannot be."""

    def unfollow_web(self, address: str) -> int:
        """Follow it no longer; how many articles went with it. NotFound where it is not."""

    def verify(self) -> VerifyReport:
        """Compare the catalogue with its indexes."""

    def rebuild(self) -> VerifyReport:
        """Build the indexes anew, while questions are answered from the old ones."""

    def repair(self) -> RepairReport:
        """Mend what `verify` finds."""


class NotReady(Exception):
    """The archive is still being opened: ask again soon."""


class LoadFailed(Exception):
    """The archive could not be opened; the message says why and what to do."""


class Loading:
    """A service that is being built in a thread of its own, for loading models takes seconds."""

    def __init__(self, load: Callable[[], Service]) -> None:
        self._load = load
        self._service: Service | None = None
        self._failure: str | None = None
        self._finished = Event()
        Thread(target=self._run, name="open-archive", daemon=True).start()

    def service(self) -> Service:
        """The service; NotReady while it loads, LoadFailed where it could not be built."""
        if not self._finished.is_set():
            raise NotReady
        if self._service is None:
            raise LoadFailed(self._failure)
        return self._service

    def wait(self, timeout: float | None = None) -> bool:
        """Whether loading has ended, well or badly, within `timeout` seconds."""
        return self._finished.wait(timeout)

    def _run(self) -> None:
        try:
            self._service = self._load()
        except QAServiceError as error:
            logger.error("the archive could not be opened: %s", error)
            self._failure = str(error)
        except Exception:
            logger.exception("the archive could not be opened")
            self._failure = (
                "The archive could not be opened. Read the server's log, mend the cause and "
                "start the server again."
            )
        finally:
            self._finished.set()
