"""What the product does, in one object: ask, read, ingest, verify, mend."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from langchain_core.runnables import Runnable

from qa_service.answering.chain import Outcome, ask
from qa_service.answering.conversations import Conversations
from qa_service.answering.followups import turn_of
from qa_service.domain.answer import Answer, Request, Status
from qa_service.domain.article import PAGE, Article, Carrier, Listed, besides
from qa_service.domain.reports import (
    IngestReport,
    Progress,
    RepairReport,
    SourceSummary,
    VerifyReport,
    no_progress,
)
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.ingestion.following import follow, summaries
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.pipeline import Encoder, ingest
from qa_service.store.archive import Archive


class QAService:
    """Safe in threads."""

    def __init__(
        self,
        archive: Archive,
        chain: Runnable[Request, Outcome],
        encoder: Callable[[], AbstractContextManager[Encoder]],
        default_source: Path,
        limits: Limits,
    ) -> None:
        self._archive, self._chain, self._encoder = archive, chain, encoder
        self._default_source, self._limits = default_source, limits
        self._conversations = Conversations()

    def ask(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        conversation_id: str | None = None,
        max_citations: int | None = None,
    ) -> Answer:
        """The answer, in a conversation as it continues that one, which remembers it.

        With at most so many citations. Raises QuestionError for an empty or oversized question.
        """
        request = Request(question, scope, max_citations=max_citations)
        if conversation_id is None:
            return ask(self._chain, request).answer
        history = self._conversations.history(conversation_id)
        answer = ask(self._chain, replace(request, history=history)).answer
        if answer.status is not Status.ABOUT:  # "merci" ends no subject
            self._conversations.remember(conversation_id, turn_of(answer))
        return answer

    def outcome(self, question: str, scope: Scope = EVERYTHING) -> Outcome:
        """The answer with what it was made from."""
        return ask(self._chain, Request(question, scope))

    def articles(self) -> list[Article]:
        """All articles, newest first, undated last."""
        return self._archive.articles()

    def list_articles(
        self, scope: Scope = EVERYTHING, words: str = "", start: int = 0, count: int = PAGE
    ) -> Listed:
        """Of a scope's articles, newest first, `count` from the one at `start` on.

        Those whose title, outlet or author holds each of `words`, whatever its case and accents.
        """
        return self._archive.listed(scope, words, start, count)

    def article(self, article_id: str) -> Article:
        """Raises NotFound."""
        return self._archive.catalogue.article(article_id)

    def also_in(self, article_ids: Sequence[str]) -> dict[str, tuple[Carrier, ...]]:
        """Of these articles, those whose story others tell too, each with those others."""
        groups = self._archive.catalogue.carriers(article_ids)
        return {own: besides(groups[own], own) for own in article_ids if own in groups}

    def article_count(self) -> int:
        return self._archive.catalogue.counts().articles

    def ingest(self, progress: Progress = no_progress) -> IngestReport:
        """Brings the known folders in step; one ingestion at a time, the next one waits."""
        with self._archive.ingesting():
            catalogue = self._archive.catalogue
            sources = follow(catalogue, [], self._default_source)
            with self._encoder() as encoder:
                report = ingest(sources, catalogue, encoder, progress, self._limits)
            self._archive.refresh(progress)
            return report

    def sources(self) -> list[SourceSummary]:
        """The files and folders that are followed."""
        return summaries(self._archive.catalogue)

    def verify(self) -> VerifyReport:
        return self._archive.verify()

    def rebuild(self) -> VerifyReport:
        """Builds the indexes anew, which takes some seconds per thousand articles."""
        self._archive.rebuild()
        return self._archive.verify()

    def repair(self) -> RepairReport:
        return self._archive.repair()
