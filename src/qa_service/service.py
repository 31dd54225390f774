"""What the product does, in one object: ask, read, ingest, verify, mend."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

from langchain_core.runnables import Runnable

from qa_service.answering.chain import Outcome, ask
from qa_service.answering.citations import closest
from qa_service.answering.contents import Glance
from qa_service.answering.conversations import Memory
from qa_service.answering.exchanges import turns_of
from qa_service.answering.listening import NOBODY, Listener
from qa_service.answering.ranking import near
from qa_service.answering.time_limit import TimeLimit
from qa_service.domain.answer import Answer, Citation, Request
from qa_service.domain.article import PAGE, Article, Listed
from qa_service.domain.exchange import Exchange
from qa_service.domain.fetching import WebSource
from qa_service.domain.library import ArticleStatus, Contents, Delivered, Particulars, UploadReport
from qa_service.domain.reports import (
    IngestReport,
    Progress,
    RepairReport,
    SourceSummary,
    VerifyReport,
    no_progress,
)
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.ingestion.fetching.fetcher import Fetcher
from qa_service.ingestion.following import follow_besides, summaries
from qa_service.ingestion.library import Library
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.pipeline import Encoder, ingest
from qa_service.store.archive import Archive
from qa_service.store.conversations import Conversations
from qa_service.store.particulars import particulars


class QAService:
    """Safe in threads."""

    def __init__(
        self,
        archive: Archive,
        chain: Runnable[Request, Outcome],
        encoder: Callable[[], AbstractContextManager[Encoder]],
        default_source: Path,
        limits: Limits,
        memory: Memory,
        today: Callable[[], date] = date.today,
        time_limit: TimeLimit | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        """With a `time_limit`, questions raise TooSlow where they take longer.

        `fetcher` is that of the archive; without it, one with the usual bounds.
        """
        self._archive, self._chain, self._encoder = archive, chain, encoder
        self._default_source, self._limits = default_source, limits
        self._memory, self._today, self._time_limit = memory, today, time_limit
        self._glance = Glance(archive)
        self.library = Library(
            archive.catalogue, archive.folder, encoder, limits, default_source, archive.refresh
        )
        self._fetcher = fetcher or Fetcher(archive.catalogue, archive.folder, limits=limits)

    def ask(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        conversation_id: str | None = None,
        max_citations: int | None = None,
        listener: Listener = NOBODY,
    ) -> Answer:
        """The answer, in a conversation as it continues that one, which remembers it.

        It has an id where the conversation is kept. Without a conversation it is not. With at most
        so many citations. A chat model tells `listener` each sentence as it is checked. Raises
        QuestionError for an empty or oversized question, NobodyWaits where the listener is gone.
        """
        request = Request(question, scope, max_citations=max_citations)
        if conversation_id is None:
            return self._outcome(request, listener).answer
        history = self._memory.history(conversation_id)
        answer = self._outcome(replace(request, history=history), listener).answer
        return self._memory.remember(conversation_id, answer, history)

    @property
    def keeps(self) -> bool:
        """Whether answers of a conversation are kept."""
        return self._memory.keeps

    @property
    def conversations(self) -> Conversations:
        """Those that are kept, and those that were before keeping was switched off."""
        return self._archive.catalogue.conversations

    def ask_after(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        exchanges: Sequence[Exchange] = (),
        listener: Listener = NOBODY,
    ) -> Answer:
        """The answer in a conversation that its caller keeps. Raises as `ask` does."""
        history = turns_of(exchanges, scope.as_of or self._today())
        return self._outcome(Request(question, scope, history), listener).answer

    def search(self, question: str, scope: Scope = EVERYTHING, most: int = 5) -> list[Citation]:
        """The sentence nearest to the question of each article that comes near, best first."""
        ranked = self.outcome(question, scope).ranked
        return [*closest(near(ranked), most)] if ranked else []

    def outcome(
        self, question: str, scope: Scope = EVERYTHING, listener: Listener | None = None
    ) -> Outcome:
        """The answer with what it was made from; of quotes alone where nobody listens."""
        return self._outcome(Request(question, scope), listener)

    def _outcome(self, request: Request, listener: Listener | None) -> Outcome:
        if self._time_limit is None:
            return ask(self._chain, request, listener)
        return self._time_limit.run(lambda: ask(self._chain, request, listener))

    def articles(self) -> list[Article]:
        """All articles, newest first, undated last."""
        return self._archive.articles()

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
        return self._archive.listed(scope, words, start, count, dated, status)

    def article(self, article_id: str) -> Article:
        """Raises NotFound."""
        return self._archive.catalogue.article(article_id)

    def particulars(self, article_ids: Sequence[str]) -> Particulars:
        """What is known of these articles beside what they say."""
        return particulars(self._archive.catalogue, article_ids)

    def article_count(self) -> int:
        return self._archive.catalogue.counts().articles

    def contents(self) -> Contents:
        """What there is at a glance."""
        return self._glance.contents()

    def ingest(self, progress: Progress = no_progress) -> IngestReport:
        """Fetches what is due on the web, and brings all known folders in step with that.

        One ingestion at a time, the next one waits.
        """
        fetched = self._fetcher.fetch(progress)
        with self._archive.ingesting():
            folders = self._fetcher.folders()
            catalogue, default = self._archive.catalogue, self._default_source
            sources = follow_besides(catalogue, [], default, folders)
            return fetched.on(self._ingest(sources, progress))

    def fetch(self, progress: Progress = no_progress) -> IngestReport:
        """The same without the folders: what was fetched alone is read."""
        fetched = self._fetcher.fetch(progress)
        with self._archive.ingesting():
            return fetched.on(self._ingest(fetched.to_read(self._fetcher.folders()), progress))

    def _ingest(self, sources: list[Path], progress: Progress) -> IngestReport:
        catalogue, addresses = self._archive.catalogue, self._fetcher.addresses()
        self._fetcher.sweep()
        with self._encoder() as encoder:
            report = ingest(
                sources, catalogue, encoder, progress, self._limits, addresses=addresses
            )
        self._archive.refresh(progress)
        return report

    def take_in(self, delivery: Delivered, progress: Progress = no_progress) -> UploadReport:
        """Reads uploaded files; one ingestion at a time, the next one waits."""
        with self._archive.ingesting():
            return self.library.take_in(delivery, progress)

    def sources(self) -> list[SourceSummary]:
        """The files and folders that are followed."""
        return summaries(self._archive.catalogue)

    # -- the web -------------------------------------------------------------------------------

    def web_sources(self) -> list[WebSource]:
        """The feeds, sitemaps and pages that are followed."""
        return self._fetcher.sources()

    def follow_web(self, address: str, every: str | None = None) -> WebSource:
        """Follows an address from now on. Raises UsageError or FetchError."""
        return self._fetcher.add(address, every)

    def unfollow_web(self, address: str) -> int:
        """Follows it no longer; the number of articles that went with it. Raises NotFound."""
        removed = self._fetcher.remove(address)
        self._archive.refresh()
        return removed

    def is_fetching_due(self) -> bool:
        """Whether `fetch` would ask a host for something."""
        return self._fetcher.is_due()

    def verify(self) -> VerifyReport:
        return self._archive.verify()

    def rebuild(self) -> VerifyReport:
        """Builds the indexes anew, which takes some seconds per thousand articles."""
        self._archive.rebuild()
        return self._archive.verify()

    def repair(self) -> RepairReport:
        return self._archive.repair()
