"""Sources on the web, and what was fetched of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """What lies at the address of a source."""

    FEED = "feed"  # RSS or Atom
    SITEMAP = "sitemap"  # or an index of sitemaps
    PAGE = "page"  # that holds an article itself


@dataclass(frozen=True, slots=True)
class WebSource:
    """An address that the archive follows, and how it stands."""

    url: str
    kind: SourceKind
    title: str | None
    every: int  # seconds between two visits
    listed: int  # pages that it names; 1 of a page
    beyond: int  # among them: older ones than are fetched of a source
    kept: int  # pages of it that are among the fetched ones
    failing: int  # pages that could not be fetched when they were last tried
    fetched: datetime | None  # when it was last there, in UTC
    next: datetime | None  # not to be visited before, in UTC
    error: str | None  # why not, when it was last tried, with the next step


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What was fetched of one source on the web, in pages."""

    url: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0  # asked for again
    gone: int = 0  # vanished since; their articles are kept
    failed: int = 0
    waiting: int = 0  # left for later, since their host asks for patience or does not answer
    beyond: int = 0  # older ones than are fetched of a source
