"""What a chat program may do with an archive: search, ask, read.

Through the server that owns the store where there is one. Otherwise the store is opened here, and
given back as soon as nothing more is asked, so that a server can be started meanwhile.
"""

from collections.abc import Callable
from threading import Lock, Timer
from typing import TYPE_CHECKING
from urllib.parse import quote

from qa_service.bootstrap import open_archive, service_of
from qa_service.loading import Say, embeddings_of
from qa_service.remote import call_owner
from qa_service.service import QAService
from qa_service.settings import Settings
from qa_service.store.archive import Archive
from qa_service.wire import (
    Json,
    answer_object,
    article_object,
    ask_request,
    search_object,
    search_request,
)

if TYPE_CHECKING:
    from qa_service.models.embedding import SentenceEmbeddings

IDLE_SECONDS = 5.0  # less than other commands wait for a store


class Tools:
    """Safe in threads. Bodies are those of the HTTP interface."""

    def __init__(self, settings: Settings, say: Say, idle_seconds: float = IDLE_SECONDS) -> None:
        self._settings, self._say, self._idle_seconds = settings, say, idle_seconds
        self._lock = Lock()
        self._opened: tuple[Archive, QAService] | None = None
        self._embeddings: SentenceEmbeddings | None = None
        self._timer: Timer | None = None

    def search(self, body: Json) -> Json:
        """As `POST /api/search`. Raises QAServiceError."""

        def here(service: QAService) -> Json:
            asked = search_request(body)
            return search_object(service.search(asked.question, asked.scope(), asked.limit))

        return self._done("POST", "/api/search", body, here)

    def ask(self, body: Json) -> Json:
        """As `POST /api/ask`. Raises QAServiceError."""

        def here(service: QAService) -> Json:
            asked = ask_request(body)
            found = service.ask(asked.question, asked.scope(), None, asked.max_citations)
            return answer_object(found)

        return self._done("POST", "/api/ask", {**body, "keep": False}, here)

    def read_article(self, article_id: str) -> Json:
        """As `GET /api/articles/<id>`. Raises QAServiceError."""

        def here(service: QAService) -> Json:
            article = service.article(article_id)
            return article_object(article, service.particulars([article_id]))

        return self._done("GET", f"/api/articles/{quote(article_id, safe='')}", None, here)

    def close(self) -> None:
        """Gives the store back."""
        with self._lock:
            self._stop_timer()
            if self._opened is not None:
                self._opened[0].close()
                self._opened = None

    def _done(
        self, method: str, path: str, body: Json | None, here: Callable[[QAService], Json]
    ) -> Json:
        answer = call_owner(self._settings.store, method, path, body)
        if answer is not None:
            return answer
        with self._lock:
            self._stop_timer()
            try:
                return here(self._service())
            finally:
                self._timer = Timer(self._idle_seconds, self.close)
                self._timer.daemon = True
                self._timer.start()

    def _service(self) -> QAService:
        if self._opened is None:
            if self._embeddings is None:
                self._embeddings = embeddings_of(self._settings, self._say)
            archive = open_archive(self._settings, self._say)
            try:
                service = service_of(archive, self._embeddings, self._settings, self._say)
            except BaseException:
                archive.close()
                raise
            self._opened = archive, service
        return self._opened[1]

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
