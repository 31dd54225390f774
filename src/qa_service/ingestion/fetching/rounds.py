"""A round of visits: all that is due of what is followed on the web, one host after the other."""

from collections.abc import Iterable
from dataclasses import replace

from qa_service.domain.errors import FetchError, PageGone, Unavailable
from qa_service.domain.reports import Failure, Progress
from qa_service.ingestion.fetching.bounds import (
    DAY,
    LARGEST_LISTING,
    ROUND_PATIENCE,
    Clock,
    FetchBounds,
)
from qa_service.ingestion.fetching.door import Size
from qa_service.ingestion.fetching.fetched import Fetched
from qa_service.ingestion.fetching.files import (
    ENTRY,
    FetchedFiles,
    as_kept,
    kind_of,
    largest_page,
    name_of,
)
from qa_service.ingestion.fetching.listings import Listing, listing_of
from qa_service.ingestion.fetching.schedule import MOST_TRIES, REFUSED, next_try, next_visit
from qa_service.ingestion.fetching.visiting import Known, LeftAlone, Visitor
from qa_service.ingestion.limits import MB, Limits
from qa_service.store.ownership import ingestion_lock
from qa_service.store.web_sources import WebSources
from qa_service.store.web_tables import FollowedSource, Item, KnownPage, Role

KEPT = "The page is gone from the web: its article is kept until somebody deletes it."
LISTING_SIZE = Size(LARGEST_LISTING * MB, "give a smaller feed or sitemap")


class Round:
    """One of them, to be run once, under the fetching lock."""

    def __init__(
        self,
        web: WebSources,
        files: FetchedFiles,
        visitor: Visitor,
        bounds: FetchBounds,
        limits: Limits,
        clock: Clock,
    ) -> None:
        self._web, self._files, self._visitor = web, files, visitor
        self._bounds, self._limits, self._clock = bounds, limits, clock
        self._done = Fetched()
        self._tried: set[str] = set()

    def run(self, progress: Progress) -> Fetched:
        """Visits what is due; what fails stops nothing else. Raises StoreError."""
        while waiting := self._waiting():
            page = self._soonest(waiting)
            done = len(self._tried)
            progress(done, done + len(waiting), page.url)
            self._tried.add(page.url)
            self._visit(page)
        self._count_left()
        return self._done

    def _waiting(self) -> list[KnownPage]:
        due = self._web.due(self._clock.now(), ROUND_PATIENCE)
        return [page for page in due if page.url not in self._tried]

    def _soonest(self, waiting: list[KnownPage]) -> KnownPage:
        """The first whose host may be asked now, or else the one whose host may be so first."""
        now = self._clock.now()
        hosts = {page.host for page in waiting}
        free_at = {host: max(now, self._web.host(host).free_at) for host in hosts}
        return min(waiting, key=lambda page: free_at[page.host])

    def _count_left(self) -> None:
        now = self._clock.now()
        for source, counts in self._done.counts.items():
            counts["waiting"] = self._web.waiting(source, now)
            counts["beyond"] = max(0, self._web.listed(source) - self._bounds.pages)

    # -- one visit -----------------------------------------------------------------------------

    def _visit(self, page: KnownPage) -> None:
        sources = self._web.sources_of(page.url)
        try:
            if page.role is Role.LISTING:
                self._list(page, sources)
            elif "#" in page.url:
                self._take_entry(page, sources)
            else:
                self._keep(page, sources)
        except LeftAlone as error:
            self._web.save(replace(page, due=error.until))
        except FetchError as error:
            self._fail(page, sources, error)

    def _there(self, page: KnownPage, known: Known | None, steady: bool) -> KnownPage:
        """The same, after a visit at which it was there; `known` is what its host said then."""
        now = self._clock.now()
        page = replace(page, had=now, failures=0, error=None, gone=False)
        if known is not None:
            page = replace(page, etag=known.etag, modified=known.modified)
        every = self._every(page)
        return replace(page, due=next_visit(every, steady, page.changed or now, now))

    def _every(self, page: KnownPage) -> int | None:
        """Seconds between two visits, as its sources have it; None where none lists it now."""
        sources = self._web.current_sources_of(page.url)
        return min((source.every for source in sources), default=None)

    # -- feeds and sitemaps --------------------------------------------------------------------

    def _list(self, page: KnownPage, sources: list[FollowedSource]) -> None:
        """Takes over what a feed or sitemap lists now. Raises FetchError."""
        self._done.count(_urls(sources))
        root = is_root(page, sources)
        item = None if root else self._web.item(page.url)
        if item is not None and self._is_old(item, sources):
            self._web.save(replace(page, due=None))
            return
        cut = any(self._web.listed(source.url) > self._bounds.pages for source in sources)
        known = Known() if cut else Known(page.etag, page.modified)
        document = self._visitor.get(page.url, known, lambda _: LISTING_SIZE)
        if document.body is not None:
            listing = listing_of(document.body, document.url)
            if listing is None:
                raise FetchError(
                    "It is neither feed nor sitemap any longer: remove it, and add the address "
                    "that takes its place."
                )
            page = self._taken_over(page, listing, sources)
        page = self._there(page, document.known if document.body is not None else None, True)
        marked = item is not None and item.mark
        self._web.save(replace(page, due=None) if marked else page)

    def _is_old(self, item: Item, sources: list[FollowedSource]) -> bool:
        """Whether a sitemap changed before all pages that are taken of its sources."""
        return item.published is not None and all(
            self._web.has_newer(source.url, item.published, self._bounds.pages)
            for source in sources
        )

    def _taken_over(
        self, page: KnownPage, listing: Listing, sources: list[FollowedSource]
    ) -> KnownPage:
        bound = self._bounds.pages
        pages = [item for item in listing.items if item.role is Role.PAGE]
        sitemaps = [item for item in listing.items if item.role is Role.LISTING]
        taken = [*pages[:bound], *sitemaps[:bound]]
        listed = len(pages) + max(0, len(sitemaps) - bound)
        for source in sources:
            whole = self._web.listed(source.url) > bound
            self._web.enlist(source.url, page.url, taken, bound, whole, self._clock.now())
        return replace(page, changed=self._clock.now(), pages=listed)

    # -- pages ---------------------------------------------------------------------------------

    def _keep(self, page: KnownPage, sources: list[FollowedSource]) -> None:
        """Fetches a page and keeps it, if it holds an article. Raises FetchError."""
        is_there = self._files.is_there(page.file)
        known = Known(page.etag, page.modified) if is_there and not page.own else Known()
        document = self._visitor.get(page.url, known, largest_page(self._limits))
        steady = is_root(page, sources)
        if document.body is None:
            self._web.save(self._there(page, None, steady))
            self._done.count(_urls(sources), "unchanged")
            return
        kind = kind_of(document)
        data = as_kept(document, kind)
        essence, _ = self._files.essence(data, kind, document.url)
        if is_there and not page.own and essence == page.essence:
            self._web.save(self._there(page, document.known, steady))
            self._done.count(_urls(sources), "unchanged")
            return
        new = replace(page, address=document.url, essence=essence, own=False)
        new = replace(new, changed=self._clock.now())
        self._put(page, self._there(new, document.known, steady), kind, data, sources)

    def _put(
        self,
        before: KnownPage,
        page: KnownPage,
        kind: str,
        data: bytes,
        sources: list[FollowedSource],
    ) -> None:
        """Puts a file in its place, with what is known of it; the article keeps its id."""
        file = name_of(page.url, kind)
        old = before.file if before.file != file else None
        with ingestion_lock(self._files.store):
            self._files.place(data, file)
            moved = (str(self._files.path(old)), str(self._files.path(file))) if old else None
            followed = self._web.save(replace(page, file=file), moved)
            self._files.delete([name for name in (old, None if followed else file) if name])
        self._done.count(_urls(sources), "changed" if before.file else "new")
        self._done.files.append(self._files.path(file))

    def _take_entry(self, page: KnownPage, sources: list[FollowedSource]) -> None:
        """Keeps an entry of a feed that names no page. Raises FetchError."""
        page = replace(page, due=None)
        self._web.save(page)
        if not self._stand_in(page, sources):
            raise FetchError("The entry has neither page nor text: tell the feed's publisher.")

    def _stand_in(self, page: KnownPage, sources: list[FollowedSource]) -> bool:
        """Keeps the feed's own text of a page that cannot be had; whether there is one."""
        item = self._web.item(page.url)
        if item is None or item.entry is None:
            return page.own
        data, address = item.entry.encode("utf-8", "replace"), page.url.partition("#")[0]
        try:
            essence, _ = self._files.essence(data, ENTRY, address)
        except FetchError:
            return page.own
        if not page.own or essence != page.essence or not self._files.is_there(page.file):
            taken = replace(page, address=address, essence=essence, own=True)
            self._put(page, taken, ENTRY, data, sources)
        return True

    # -- failures ------------------------------------------------------------------------------

    def _fail(self, page: KnownPage, sources: list[FollowedSource], error: FetchError) -> None:
        """Notes that an address could not be fetched; its article is kept."""
        root = is_root(page, sources)
        vanished = isinstance(error, PageGone) and page.file is not None and not page.own
        failed = replace(page, failures=page.failures + 1, error=KEPT if vanished else str(error))
        failed = replace(
            failed, gone=page.gone or vanished, due=self._next_try(failed, root, error)
        )
        self._web.save(failed)
        if (page.file is None or page.own) and self._stand_in(failed, sources):
            return
        self._done.count(_urls(sources), "gone" if failed.gone and not page.gone else "failed")
        if root or failed.error != page.error:
            self._done.failed.append(Failure(page.url, str(failed.error)))

    def _next_try(self, failed: KnownPage, root: bool, error: FetchError) -> float | None:
        """When an address is tried again; what is listed may be there only a little later."""
        every, now = self._every(failed), self._clock.now()
        never_had = failed.file is None or failed.own
        late = isinstance(error, PageGone) and never_had and failed.failures < MOST_TRIES
        if late or isinstance(error, Unavailable):
            steady = root or failed.role is Role.LISTING
            due = next_try(every, steady, failed.failures, now)
            return due and max(due, getattr(error, "until", None) or due)
        if every is None:
            return None
        return now + (every if root else min(failed.failures * DAY, REFUSED))


def is_root(page: KnownPage, sources: Iterable[FollowedSource]) -> bool:
    """Whether an address is a source itself."""
    return any(source.url == page.url for source in sources)


def _urls(sources: Iterable[FollowedSource]) -> list[str]:
    return [source.url for source in sources]
