"""A day of a thousand visits to five hosts that fail in all the ways that hosts do.

The clock is the test's own. Whatever fails, and wherever the program is killed: what was published
is there in the end, once, as it was last published; and no host is asked more often than it allows.
"""

from contextlib import closing
from dataclasses import dataclass, field
from email.utils import format_datetime
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from qa_service.domain.reports import no_progress
from qa_service.ingestion.fetching.bounds import FetchBounds
from qa_service.store.archive import open_catalogue
from tests.ingestion.fetching.site import (
    NOON,
    Archive,
    Reply,
    Site,
    StillClock,
    feed,
    page,
    robots,
    site,
    sitemap,
)

VISITS = 1_000
DAY = 86_400.0
EVERY = 1_800.0  # seconds between two rounds, and between two visits of a feed
FAULTS = 0.15  # of all answers but those to robots.txt
DELAYS = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds that the hosts want between two requests
LISTED = 12  # pages, the newest


class Killed(BaseException):
    """The program ends in the midst of what it does."""


@dataclass
class Paper:
    """A host that publishes, corrects and takes down, and often fails."""

    site: Site
    delay: float
    chance: Random
    pages: dict[str, tuple[str, float]] = field(default_factory=dict)  # title and moment, by path
    down: set[str] = field(default_factory=set)  # taken down
    not_before: list[tuple[float, float]] = field(default_factory=list)  # said at, until
    edition: int = 0

    def publish(self) -> None:
        """One more article; now and then an old one is corrected, or taken down."""
        now = self.site.clock.now()
        self.edition += 1
        path = f"/article/{self.edition}"
        self.pages[path] = f"Valmer, {self.site.url[-5:]}, numéro {self.edition}", now
        self.site.routes[path] = lambda: self._or_fault(self._page(path))
        listed = self._listed()
        if self.chance.random() < 0.3:
            other = self.chance.choice(listed)
            self.pages[other] = f"{self.pages[other][0]} (corrigé)", now
        if self.chance.random() < 0.1:
            self.down.add(self.chance.choice(listed[3:] or listed))

    def open(self, listing: str) -> None:
        self.site.routes["/robots.txt"] = robots(f"Crawl-delay: {self.delay:g}", "Disallow: /no")
        self.site.routes[listing] = lambda: self._or_fault(self._listing(listing))

    def _listed(self) -> list[str]:
        return sorted(self.pages, key=lambda path: -self.pages[path][1])[:LISTED]

    def _page(self, path: str) -> Reply:
        return Reply(404) if path in self.down else page(self.pages[path][0])

    def _listing(self, path: str) -> Reply:
        listed = [(*self.pages[one], one) for one in self._listed()]
        if path.endswith(".xml"):
            stamps = [
                (self.site.url + one, datetime.fromtimestamp(at, UTC).isoformat())
                for _, at, one in listed
            ]
            return sitemap(*stamps)
        return feed(self.site.url, *((title, one, at) for title, at, one in listed))

    def _or_fault(self, reply: Reply) -> Reply:
        if self.chance.random() >= FAULTS:
            return reply
        now = self.site.clock.now()
        wait = self.chance.choice((60, 600, 4000))
        until = datetime.fromtimestamp(now + wait, UTC)
        patience = self.chance.choice((str(wait), format_datetime(until, usegmt=True)))
        fault = self.chance.choice(("429", "503", "500", "broken", "empty", "loop"))
        if fault in ("429", "503"):
            self.not_before.append((now, now + wait))
            return Reply(int(fault), headers={"Retry-After": patience})
        if fault == "broken":
            return Reply(body=reply.body, broken=True)
        if fault == "loop":
            return Reply(302, headers={"Location": "/loop"})
        return Reply(500) if fault == "500" else Reply(503)


@pytest.fixture
def papers(clock: StillClock):  # type: ignore[no-untyped-def]
    raise NotImplementedError


def test_a_day_of_a_thousand_visits(tmp_path: Path) -> None:
    clock, chance = StillClock(), Random(20)
    store = tmp_path / "store"
    bounds = FetchBounds(private=True, delay=1.0, pages=50, seconds=20)
    raise NotImplementedError((clock, chance, store, bounds, closing, open_catalogue, Archive, no_progress, site, NOON))
