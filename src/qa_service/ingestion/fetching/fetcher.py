"""The sources on the web of one archive: added, fetched, told of and forgotten."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qa_service.domain.errors import NotFound
from qa_service.domain.fetching import SourceKind, WebSource
from qa_service.domain.reports import Progress
from qa_service.ingestion.fetching.bounds import (
    DEFAULT_BOUNDS,
    ROUND_PATIENCE,
    Clock,
    FetchBounds,
    SystemClock,
)
from qa_service.ingestion.fetching.fetched import Fetched
from qa_service.ingestion.fetching.files import FetchedFiles
from qa_service.ingestion.fetching.schedule import DEFAULTS, seconds_of
from qa_service.ingestion.limits import DEFAULTS as LIMITS
from qa_service.ingestion.limits import Limits
from qa_service.store.catalogue import Catalogue
from qa_service.store.ownership import fetching_lock, ingestion_lock
from qa_service.store.web_tables import FollowedSource, Role
from qa_service.text.addresses import web_address

if TYPE_CHECKING:
    from qa_service.ingestion.fetching.door import Door
    from qa_service.ingestion.fetching.visiting import Visitor


class Fetcher:
    """Safe in threads and between processes. What visits hosts is imported when that is done."""

    def __init__(
        self,
        catalogue: Catalogue,
        store: Path,
        bounds: FetchBounds = DEFAULT_BOUNDS,
        limits: Limits = LIMITS,
        door: "Door | None" = None,
        clock: Clock | None = None,
    ) -> None:
        """`store` is its folder. `door` is another way to the web than the usual one."""
        self._catalogue, self._web, self._store = catalogue, catalogue.web, store
        self._bounds, self._limits = bounds, limits
        self._door, self._clock = door, clock or SystemClock()
        self._files = FetchedFiles(store, limits)

    # -- sources -------------------------------------------------------------------------------

    def add(self, address: str, every: str | None = None) -> WebSource:
        """Follows an address from now on, or changes how often, as `30m`, `6h` or `1d` say.

        It is fetched once, to see what it is; its pages are fetched by the next round. Raises
        UsageError, or FetchError where it cannot be followed.
        """
        from qa_service.ingestion.fetching.finding import found_at

        url, seconds = web_address(address), seconds_of(every) if every else None
        known = next((one for one in self._web.sources() if one.url == url), None)
        if known is not None:
            self._web.set_every(url, seconds or known.every)
            return self._told(known if seconds is None else self._source(url))
        found = found_at(url, self._visitor(), self._files)
        source = FollowedSource(url, found.kind, found.title, seconds or DEFAULTS[found.kind])
        role = Role.PAGE if found.kind is SourceKind.PAGE else Role.LISTING
        self._web.follow(source, role, found.pages, self._clock.now())
        return self._told(source)

    def remove(self, address: str) -> int:
        """Follows it no longer, and forgets its articles, of which it returns the number.

        What another source lists too is kept. Raises NotFound for one that is not followed.
        """
        url = self._source(web_address(address)).url
        with ingestion_lock(self._store):
            files = self._web.unfollow(url)
            paths = [str(self._files.path(file)) for file in files]
            known = self._catalogue.files()
            for path in paths:
                self._catalogue.forget_file(path)
                self._catalogue.removals.forget_file(path)
            self._files.delete(files)
        return sum(known[path].articles for path in paths if path in known)

    def sources(self) -> list[WebSource]:
        """All of them, by address, and how they stand."""
        return [self._told(source) for source in self._web.sources()]

    def _source(self, url: str) -> FollowedSource:
        for source in self._web.sources():
            if source.url == url:
                return source
        raise NotFound(f"{url} is not followed. See what is with: qa-service sources list")

    def _told(self, source: FollowedSource) -> WebSource:
        page = self._web.page(source.url)
        kept, failing = self._web.count(source.url)
        listed = 1 if source.kind is SourceKind.PAGE else self._web.listed(source.url)
        return WebSource(
            url=source.url,
            kind=source.kind,
            title=source.title,
            every=source.every,
            listed=listed,
            beyond=max(0, listed - self._bounds.pages),
            kept=kept,
            failing=failing,
            fetched=_moment(page.had if page else None),
            next=_moment(self._web.next_moment(source.url)),
            error=page.error if page else None,
        )

    # -- fetching ------------------------------------------------------------------------------

    def is_due(self) -> bool:
        """Whether there is something to fetch just now."""
        return bool(self._web.due(self._clock.now(), ROUND_PATIENCE))

    def fetch(self, progress: Progress) -> Fetched:
        """Fetches what is due into files; one round at a time, the next one waits.

        What fails stops nothing else. To be followed by an ingestion. Raises StoreError.
        """
        if not self.is_due():
            return Fetched()
        from qa_service.ingestion.fetching.rounds import Round

        with fetching_lock(self._store):
            return Round(
                self._web, self._files, self._visitor(), self._bounds, self._limits, self._clock
            ).run(progress)

    def _visitor(self) -> "Visitor":
        from qa_service.ingestion.fetching.door import Door
        from qa_service.ingestion.fetching.visiting import Visitor

        door = self._door or Door(self._bounds.private)
        return Visitor(self._web, self._store, self._bounds, door, self._clock)

    # -- for ingestions ------------------------------------------------------------------------

    def folders(self) -> list[Path]:
        """The folder of what was fetched, if something was or may be."""
        is_used = self._files.folder.is_dir() or self._web.sources()
        return [self._files.folder] if is_used else []

    def addresses(self) -> dict[str, str]:
        """Where each file was fetched, by its path."""
        found = self._web.addresses().items()
        return {str(self._files.path(file)): address for file, address in found}

    def sweep(self) -> None:
        """Deletes what a crash left; to be called under the lock of ingestions."""
        self._files.sweep(self._web.addresses().keys())


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
