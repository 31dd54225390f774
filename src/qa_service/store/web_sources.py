"""What the archive follows on the web: sources, the addresses that they list, their hosts."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from qa_service.store.tables import articles, files, writing
from qa_service.store.web_tables import (
    FollowedSource,
    Host,
    Item,
    KnownPage,
    Robots,
    Role,
    newest,
    newest_first,
    page_of,
    source_of,
    web_hosts,
    web_listed,
    web_pages,
    web_robots,
    web_sources,
)
from qa_service.text.addresses import host_of


class WebSources:
    """Of one catalogue. Safe in threads and between processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # -- sources -------------------------------------------------------------------------------

    def sources(self) -> list[FollowedSource]:
        """All of them, by address."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(web_sources).order_by(web_sources.c.url))
            return [source_of(row) for row in rows]

    def follow(self, source: FollowedSource, role: Role, listed: int, now: float) -> None:
        """Adds a source, which listed so many pages when it was looked at; it is due at once."""
        values = {**asdict(source), "kind": str(source.kind)}
        with writing(self._engine) as connection:
            connection.execute(insert(web_sources).values(values).on_conflict_do_nothing())
            _meet(connection, [Item(source.url, role)], now)
            change = {"role": role, "due": now, "gone": False}
            if role is Role.LISTING:
                change["pages"] = listed
            page = web_pages.c.url == source.url
            connection.execute(update(web_pages).where(page).values(change))
            own = _listed_values(source.url, source.url, Item(source.url), 0)
            connection.execute(insert(web_listed).values(own).on_conflict_do_nothing())

    def set_every(self, url: str, every: int) -> None:
        """Has a source visited every so many seconds, from its next visit on."""
        with writing(self._engine) as connection:
            source = web_sources.c.url == url
            connection.execute(update(web_sources).where(source).values(every=every))

    def unfollow(self, url: str) -> list[str]:
        """Forgets a source, and the pages that no other one lists; their files are returned."""
        with writing(self._engine) as connection:
            connection.execute(delete(web_sources).where(web_sources.c.url == url))
            alone = ~exists().where(web_listed.c.url == web_pages.c.url)
            found = select(web_pages.c.file).where(alone, web_pages.c.file.is_not(None))
            left = list(connection.scalars(found))
            connection.execute(delete(web_pages).where(alone))
        return left

    def count(self, source: str) -> tuple[int, int]:
        """How many pages of a source are kept in files, and how many could not be had."""
        pages = _of_source(source).where(web_pages.c.role == Role.PAGE)
        kept = pages.where(web_pages.c.file.is_not(None))
        failing = pages.where(web_pages.c.error.is_not(None), web_pages.c.url != source)
        return self._sum(kept), self._sum(failing)

    def listed(self, source: str) -> int:
        """How many pages a source lists, those included that are not taken."""
        total = _of_source(source, func.sum(web_pages.c.pages))
        return self._sum(total.where(web_pages.c.role == Role.LISTING))

    def has_newer(self, source: str, published: float, count: int) -> bool:
        """Whether a source has at least so many pages that were published since that moment."""
        newer = _of_source(source).where(
            web_pages.c.role == Role.PAGE, web_listed.c.current, web_listed.c.published > published
        )
        return self._sum(newer) >= count

    def _sum(self, query: Select[Any]) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    # -- addresses -----------------------------------------------------------------------------

    def due(self, now: float, patience: float) -> list[KnownPage]:
        """What is to be visited, listings first, then the newest.

        Whose host wants to be left alone for more than `patience` seconds is left out.
        """
        free = func.coalesce(web_hosts.c.free_at, 0.0) <= now + patience
        query = (
            select(web_pages)
            .outerjoin(web_hosts, web_hosts.c.host == web_pages.c.host)
            .where(web_pages.c.due <= now, free)
            .order_by(web_pages.c.role, newest.is_(None), newest.desc(), web_pages.c.url)
        )
        with self._engine.connect() as connection:
            return [page_of(row) for row in connection.execute(query)]

    def waiting(self, source: str, now: float) -> int:
        """How many addresses of a source are due, whether their host wants to be asked or not."""
        return self._sum(_of_source(source).where(web_pages.c.due <= now))

    def page(self, url: str) -> KnownPage | None:
        """What is known of an address."""
        with self._engine.connect() as connection:
            row = connection.execute(select(web_pages).where(web_pages.c.url == url)).one_or_none()
        return page_of(row) if row else None

    def sources_of(self, url: str) -> list[FollowedSource]:
        """The sources that list an address, or did."""
        return self._listing(web_listed.c.url == url)

    def current_sources_of(self, url: str) -> list[FollowedSource]:
        """Those that do now."""
        return self._listing((web_listed.c.url == url) & web_listed.c.current)

    def _listing(self, condition: ColumnElement[bool]) -> list[FollowedSource]:
        query = select(web_sources).join(web_listed, web_listed.c.source == web_sources.c.url)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(condition).order_by(web_sources.c.url))
            return [source_of(row) for row in rows]

    def item(self, url: str) -> Item | None:
        """An address as a source lists it, one whose text of it is kept before others."""
        query = (
            select(web_listed)
            .where(web_listed.c.url == url)
            .order_by(web_listed.c.entry.is_(None), web_listed.c.current.desc())
            .limit(1)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Item(url, mark=row.mark, published=row.published, entry=row.entry)

    def addresses(self) -> dict[str, str]:
        """Where what is in each file was fetched."""
        query = select(web_pages.c.file, web_pages.c.address).where(web_pages.c.file.is_not(None))
        with self._engine.connect() as connection:
            return {row.file: row.address for row in connection.execute(query)}

    def save(self, page: KnownPage, moved: tuple[str, str] | None = None) -> bool:
        """Says how an address stands now; whether it is still followed.

        `moved` are the old and the new path of its file: its article goes along, with its id.
        """
        values = {**asdict(page), "role": str(page.role)}
        with writing(self._engine) as connection:
            statement = update(web_pages).where(web_pages.c.url == page.url).values(values)
            if not connection.execute(statement).rowcount:
                return False
            if moved is not None:
                _move(connection, *moved)
            if page.had is not None and not page.own:
                with_text = (web_listed.c.url == page.url) & web_listed.c.entry.is_not(None)
                connection.execute(update(web_listed).where(with_text).values(entry=None))
        return True

    # -- what is listed ------------------------------------------------------------------------

    def enlist(
        self, source: str, listing: str, items: Sequence[Item], bound: int, whole: bool, now: float
    ) -> None:
        """Takes over what a listing of a source names just now, the newest first.

        What is new or changed is due. Of all pages of the source `bound` stay so, the newest;
        `whole` has the sitemaps among the items read again, changed or not.
        """
        of_listing = (web_listed.c.source == source) & (web_listed.c.listing == listing)
        with writing(self._engine) as connection:
            followed = select(web_sources.c.url).where(web_sources.c.url == source)
            if connection.scalar(followed) is None:  # forgotten meanwhile
                return
            rows = connection.execute(select(web_listed).where(of_listing))
            before = {row.url: row for row in rows if row.url != source}
            _meet(connection, items, now)
            for place, item in enumerate(items):
                old = before.pop(item.url, None)
                changed = old is None or not old.current or old.mark != item.mark
                if changed or (item.role is Role.LISTING and (whole or not item.mark)):
                    _list_anew(connection, source, listing, item, place, now)
                else:
                    this = (web_listed.c.source == source) & (web_listed.c.url == item.url)
                    connection.execute(update(web_listed).where(this).values(place=place))
            _drop(connection, source, [url for url, row in before.items() if row.current])
            _cut(connection, source, bound)

    # -- hosts ---------------------------------------------------------------------------------

    def host(self, name: str) -> Host:
        """How a host is to be asked; at once where it never was."""
        query = select(web_hosts).where(web_hosts.c.host == name)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return Host(row.free_at, row.strikes) if row else Host()

    def save_host(self, name: str, host: Host) -> None:
        self._put(web_hosts, "host", {"host": name, **asdict(host)})

    def robots(self, origin: str) -> Robots | None:
        """The robots.txt of an origin, as it was last read."""
        query = select(web_robots).where(web_robots.c.origin == origin)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return Robots(row.text, row.read_at) if row else None

    def save_robots(self, origin: str, robots: Robots) -> None:
        self._put(web_robots, "origin", {"origin": origin, **asdict(robots)})

    def _put(self, table: Table, key: str, values: dict[str, Any]) -> None:
        statement = insert(table).values(values)
        with writing(self._engine) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=values))

    def next_moment(self, url: str) -> float | None:
        """When an address may be visited next; None: it is not."""
        free_at = func.coalesce(web_hosts.c.free_at, 0.0)
        query = (
            select(func.max(web_pages.c.due, free_at))
            .outerjoin(web_hosts, web_hosts.c.host == web_pages.c.host)
            .where(web_pages.c.url == url)
        )
        with self._engine.connect() as connection:
            moment: float | None = connection.scalar(query)
        return moment


def _of_source(source: str, what: ColumnElement[Any] | None = None) -> Select[Any]:
    """Counts, or adds up, over the addresses that a source lists or did."""
    chosen = func.count() if what is None else what
    return (
        select(chosen)
        .select_from(web_listed)
        .join(web_pages, web_pages.c.url == web_listed.c.url)
        .where(web_listed.c.source == source)
    )


def _meet(connection: Connection, items: Iterable[Item], now: float) -> None:
    """Notes addresses that were never met before, due at once."""
    new = [
        asdict(KnownPage(item.url, item.role, host_of(item.url), now)) | {"role": str(item.role)}
        for item in items
    ]
    if new:
        connection.execute(insert(web_pages).on_conflict_do_nothing(), new)


def _listed_values(source: str, listing: str, item: Item, place: int) -> dict[str, object]:
    return {
        "source": source,
        "url": item.url,
        "listing": listing,
        "mark": item.mark,
        "published": item.published,
        "place": place,
        "entry": item.entry,
        "current": True,
    }


def _list_anew(
    connection: Connection, source: str, listing: str, item: Item, place: int, now: float
) -> None:
    """Takes over an item that is new, changed or back; its page is due, unless it vanished."""
    this = (web_listed.c.source == source) & (web_listed.c.url == item.url)
    mark = connection.scalar(select(web_listed.c.mark).where(this))
    values = _listed_values(source, listing, item, place)
    statement = insert(web_listed).values(values)
    keys = ["source", "url"]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
    is_other = mark is not None and mark != item.mark
    left = and_(web_pages.c.due.is_(None), web_pages.c.gone == false())
    later = or_(web_pages.c.due.is_(None), web_pages.c.due > now)
    wanted = later if is_other or item.role is Role.LISTING else left
    page = web_pages.c.url == item.url
    connection.execute(update(web_pages).where(page, wanted).values(due=now))


def _drop(connection: Connection, source: str, urls: Iterable[str]) -> None:
    """Of what is listed no longer, what was fetched is left as it is; the rest is still wanted."""
    for url in urls:
        this = (web_listed.c.source == source) & (web_listed.c.url == url)
        connection.execute(update(web_listed).where(this).values(current=False))
        elsewhere = exists().where(web_listed.c.url == url, web_listed.c.current)
        had = and_(web_pages.c.url == url, web_pages.c.had.is_not(None), ~web_pages.c.own)
        connection.execute(update(web_pages).where(had, ~elsewhere).values(due=None))


def _cut(connection: Connection, source: str, bound: int) -> None:
    """Leaves a source its newest pages; what was never fetched of the others is forgotten."""
    query = (
        select(web_listed.c.url, web_pages.c.file)
        .join(web_pages, web_pages.c.url == web_listed.c.url)
        .where(web_listed.c.source == source, web_listed.c.current)
        .where(web_pages.c.role == Role.PAGE)
        .order_by(*newest_first())
        .offset(bound)
    )
    beyond = list(connection.execute(query))
    _drop(connection, source, [row.url for row in beyond if row.file])
    for url in [row.url for row in beyond if not row.file]:
        this = (web_listed.c.source == source) & (web_listed.c.url == url)
        connection.execute(delete(web_listed).where(this))
        alone = ~exists().where(web_listed.c.url == web_pages.c.url)
        connection.execute(delete(web_pages).where(web_pages.c.url == url, alone))


def _move(connection: Connection, old: str, new: str) -> None:
    """Has the one article of a file lie in another."""
    connection.execute(delete(files).where(files.c.path == old))
    there = articles.c.source == old
    if connection.scalar(select(func.count()).where(there)) == 1:
        connection.execute(update(articles).where(there).values(source=new, part=""))
