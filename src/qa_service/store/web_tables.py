"""The tables of what is followed on the web, and their rows as values."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    func,
    select,
)

from qa_service.domain.fetching import SourceKind
from qa_service.store.tables import tables

web_sources = Table(
    "web_sources",
    tables,
    Column("url", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String),
    Column("every", Integer, nullable=False),  # seconds
)
# All moments are seconds of Unix time.
web_hosts = Table(
    "web_hosts",
    tables,
    Column("host", String, primary_key=True),
    Column("free_at", Float, nullable=False),  # not to be asked before
    Column("strikes", Integer, nullable=False),  # faults since it last answered
)
web_robots = Table(
    "web_robots",
    tables,
    Column("origin", String, primary_key=True),  # a host by http or by https
    Column("text", String, nullable=False),
    Column("read_at", Float, nullable=False),
)
web_pages = Table(
    "web_pages",
    tables,
    Column("url", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("host", String, nullable=False),
    Column("due", Float, index=True),  # null: not to be visited again
    Column("file", String),
    Column("address", String),
    Column("essence", String),
    Column("etag", String),
    Column("modified", String),
    Column("had", Float),
    Column("changed", Float),
    Column("failures", Integer, nullable=False),
    Column("error", String),
    Column("gone", Boolean, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("pages", Integer, nullable=False),
)
# Which source lists an address; each lists its own.
web_listed = Table(
    "web_listed",
    tables,
    Column("source", ForeignKey("web_sources.url", ondelete="CASCADE"), primary_key=True),
    Column("url", ForeignKey("web_pages.url", ondelete="CASCADE"), primary_key=True, index=True),
    Column("listing", String, nullable=False),  # the address of the feed or sitemap that does
    Column("mark", String, nullable=False),
    Column("published", Float),
    Column("place", Integer, nullable=False),
    Column("entry", String),
    Column("current", Boolean, nullable=False),  # whether it was there when last looked
)


class Role(StrEnum):
    """What is expected at an address."""

    LISTING = "listing"  # addresses of others
    PAGE = "page"  # an article


@dataclass(frozen=True, slots=True)
class Item:
    """A page, or a sitemap, that a listing names."""

    url: str
    role: Role = Role.PAGE
    mark: str = ""  # another one when the page changes, as far as the listing says
    published: float | None = None  # or changed: what decides which are the newest
    entry: str | None = None  # a feed that holds its entry alone


@dataclass(frozen=True, slots=True)
class Host:
    """How a host is to be asked."""

    free_at: float = 0.0
    strikes: int = 0


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt; empty where there is none."""

    text: str
    read_at: float


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is known of an address that is visited."""

    url: str
    role: Role
    host: str
    due: float | None = None  # None: not to be visited again
    file: str | None = None  # below the folder of what was fetched
    address: str | None = None  # to which it led
    essence: str | None = None  # of the article in the file
    etag: str | None = None
    modified: str | None = None  # as the host writes it
    had: float | None = None  # when it was last there, whether it had changed or not
    changed: float | None = None
    failures: int = 0  # since it was last there
    error: str | None = None
    gone: bool = False
    own: bool = False  # whether the file holds the feed's own text of it
    pages: int = 0  # that it lists


@dataclass(frozen=True, slots=True)
class FollowedSource:
    """A source on the web."""

    url: str
    kind: SourceKind
    title: str | None
    every: int  # seconds


# Of several sources that list a page the one that says it is newest.
newest = (
    select(func.max(web_listed.c.published))
    .where(web_listed.c.url == web_pages.c.url)
    .scalar_subquery()
)


def newest_first() -> tuple[ColumnElement[Any], ...]:
    """The order in which the pages of one source are taken."""
    published = web_listed.c.published
    return published.is_(None), published.desc(), web_listed.c.place


def page_of(row: Row[Any]) -> KnownPage:
    """The page in a row of `web_pages`."""
    page = KnownPage(**row._mapping)
    return replace(page, role=Role(page.role))


def source_of(row: Row[Any]) -> FollowedSource:
    """The source in a row of `web_sources`."""
    return FollowedSource(row.url, SourceKind(row.kind), row.title, row.every)
