"""Keeps an archive in step, beside a running server or alone: ingest, preview, watch, sources.

And lists what it holds, and what could not be read.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from qa_service.domain.article import Listed
from qa_service.domain.errors import NotFound, QAServiceError, StoreInUse, UsageError
from qa_service.domain.fetching import WebSource
from qa_service.domain.library import ArticleStatus, KeptFailures, Particulars
from qa_service.domain.reports import IngestReport, Preview, Progress, SourceSummary, no_progress
from qa_service.domain.scope import EVERYTHING
from qa_service.ingestion.fetching.fetched import Fetched
from qa_service.ingestion.fetching.fetcher import Fetcher
from qa_service.ingestion.following import (
    chosen_besides,
    follow,
    follow_besides,
    summaries,
    unfollow,
)
from qa_service.ingestion.library import Library
from qa_service.ingestion.pipeline import Encoder, ingest, preview
from qa_service.ingestion.watching import keep_watching
from qa_service.loading import Say
from qa_service.models.names import model_name
from qa_service.models.worker import EmbeddingWorker
from qa_service.settings import Settings
from qa_service.store.archive import CATALOGUE, Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.listing import listed
from qa_service.store.ownership import ingestion_lock
from qa_service.store.particulars import particulars

LAST = 2**31 - 1  # place in a list: beyond any that there is


def run_ingest(
    settings: Settings, paths: list[Path], reread: bool, progress: Progress, say: Say
) -> IngestReport:
    """Ingests `paths`, or brings all known folders in step, beside a running server or alone.

    Without `paths`, what is due on the web is fetched before. With `reread` every file is read
    again, changed or not.
    """
    with closing(_opened(settings)) as catalogue:
        fetcher = fetcher_of(settings, catalogue)
        fetched = Fetched() if paths else fetcher.fetch(progress)
        with ingestion_lock(settings.store):
            sources = follow_besides(catalogue, paths, settings.corpus, fetcher.folders())
            fetcher.sweep()
            if reread:
                catalogue.forget_fingerprints()
            with article_encoder(settings, say) as encoder:
                report = ingest(
                    sources,
                    catalogue,
                    encoder,
                    progress,
                    settings.limits,
                    addresses=fetcher.addresses(),
                )
            apply(settings.store, catalogue, say, progress)
    return fetched.on(report)


def fetcher_of(settings: Settings, catalogue: Catalogue) -> Fetcher:
    """What is followed on the web by a store."""
    return Fetcher(catalogue, settings.store, settings.fetching, settings.limits)


def run_preview(settings: Settings, paths: list[Path], progress: Progress) -> Preview:
    """What `run_ingest` would do, with what was fetched on the web before. Loads no model.

    Raises UsageError or StoreError.
    """
    with _looked_into(settings.store) as catalogue:
        fetcher = fetcher_of(settings, catalogue)
        fetched = [] if paths else fetcher.folders()
        sources = chosen_besides(catalogue, paths, settings.corpus, fetched)
        return preview(sources, catalogue, progress, settings.limits, fetcher.addresses())


def run_watch(
    settings: Settings,
    paths: list[Path],
    report: Callable[[IngestReport], None],
    watching: Callable[[], AbstractContextManager[Progress]],
    say: Say,
    stop: Event,
) -> None:
    """Brings all sources in step, `paths` among them from now on, whenever something changes.

    Ends once `stop` is set, in the midst of a round too; what was finished is kept. A round that
    fails is reported and tried again.
    """
    if paths:
        add_sources(settings, paths)

    def attempt() -> bool:
        try:
            with watching() as progress:
                done = run_ingest(settings, [], False, _until(stop, progress), say)
        except _Stopped:
            return True
        except Exception as error:  # such as a full disk: what it was may pass
            say(f"This round failed, and will be tried again: {error}")
            return False
        report(done)
        return True

    def sources() -> list[Path]:
        with _looked_into(settings.store) as catalogue:
            fetched = fetcher_of(settings, catalogue).folders()
            return chosen_besides(catalogue, [], settings.corpus, fetched)

    def is_due() -> bool:
        try:
            with _looked_into(settings.store) as catalogue:
                return fetcher_of(settings, catalogue).is_due()
        except QAServiceError:  # the catalogue cannot be read just now
            return False

    keep_watching(sources, attempt, settings.store.resolve(), stop, is_due)


class _Stopped(KeyboardInterrupt):
    """A round is given up; no error, which the indexes would be built anew for."""


def _until(stop: Event, progress: Progress) -> Progress:
    """The same, but raising `_Stopped` once `stop` is set: between two steps nothing is half done,
    which could be said of no place where a signal may break in."""

    def heard(done: int, total: int, label: str) -> None:
        if stop.is_set():
            raise _Stopped
        progress(done, total, label)

    return heard


def list_sources(settings: Settings) -> tuple[list[SourceSummary], list[WebSource]]:
    """What the archive follows: files and folders, and sources on the web."""
    with _looked_into(settings.store) as catalogue:
        return summaries(catalogue), fetcher_of(settings, catalogue).sources()


def add_sources(settings: Settings, paths: list[Path]) -> None:
    """Follows files and folders, to be read by the next ingestion. Raises UsageError."""
    with closing(_opened(settings)) as catalogue:
        follow(catalogue, paths, settings.corpus)


def add_web_source(settings: Settings, address: str, every: str | None) -> WebSource:
    """Follows an address on the web, of which it says what is there.

    Raises UsageError, or FetchError where it cannot be followed.
    """
    with closing(_opened(settings)) as catalogue:
        return fetcher_of(settings, catalogue).add(address, every)


def remove_sources(settings: Settings, paths: list[Path], say: Say) -> int:
    """Follows them no longer and removes their articles, of which it returns the number.

    Raises UsageError.
    """
    with ingestion_lock(settings.store), closing(_opened(settings)) as catalogue:
        removed = unfollow(catalogue, paths)
        apply(settings.store, catalogue, say)
    return removed


def remove_web_source(settings: Settings, address: str, say: Say) -> int:
    """The same for an address on the web."""
    with closing(_opened(settings)) as catalogue:
        try:
            removed = fetcher_of(settings, catalogue).remove(address)
        except NotFound as error:
            raise UsageError(str(error)) from error
        apply(settings.store, catalogue, say)
    return removed


def list_articles(
    settings: Settings, words: str, status: ArticleStatus | None
) -> tuple[Listed, Particulars]:
    """All articles of a status whose names hold the words, and what is known of them besides."""
    with _looked_into(settings.store) as catalogue:
        found = listed(catalogue.engine, EVERYTHING, words, 0, LAST, status=status)
        return found, particulars(catalogue, [article.id for article in found.articles])


def list_failures(settings: Settings) -> KeptFailures:
    """Lists everything that could not be read and that nobody dismissed."""
    with _looked_into(settings.store) as catalogue:
        return catalogue.failures.find()


@contextmanager
def library_of(settings: Settings, say: Say) -> Iterator[Library]:
    """What is changed of an archive by hand, beside a running server or alone."""
    with closing(_opened(settings)) as catalogue:
        yield Library(
            catalogue,
            settings.store,
            lambda: article_encoder(settings, say),
            settings.limits,
            settings.corpus,
            lambda progress: apply(settings.store, catalogue, say, progress),
        )


def apply(store: Path, catalogue: Catalogue, say: Say, progress: Progress = no_progress) -> None:
    """Brings the indexes in step, unless they belong to a process that will do so itself."""
    if catalogue.in_step():
        return
    try:
        archive = Archive(store, catalogue, say, progress=progress)
    except StoreInUse:
        return
    with closing(archive):
        archive.refresh(progress)


def article_encoder(settings: Settings, say: Say) -> AbstractContextManager[Encoder]:
    """The configured model for articles, whose memory is given back at the end of the `with`."""
    return closing(
        EmbeddingWorker(
            settings.embedding_model,
            settings.cache.expanduser(),
            say,
            settings.embedding_back_end,
        )
    )


def _opened(settings: Settings) -> Catalogue:
    return open_catalogue(settings.store, model_name(settings.embedding_model))


@contextmanager
def _looked_into(store: Path) -> Iterator[Catalogue]:
    """The catalogue of a store, or an empty one for a store that is not there: none is made."""
    with TemporaryDirectory() as empty:
        folder = store if (store / CATALOGUE).exists() else Path(empty)
        with closing(Catalogue(folder / CATALOGUE)) as catalogue:
            yield catalogue
