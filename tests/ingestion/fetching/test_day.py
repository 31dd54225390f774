"""A day of a thousand visits to hosts that fail in all the ways that hosts do.

The clock is the test's own. Whatever fails, and wherever the program is killed: what was published
is there in the end, once, as it was last published; and no host is asked more often than it allows.
"""

from collections import Counter
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

from qa_service.ingestion.fetching.bounds import DAY
from qa_service.store.archive import open_catalogue
from tests.ingestion.fetching.site import (
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
PACE = 1_200  # seconds between two rounds, and between two visits of a source
FAULTS = 0.15  # of all answers but those to robots.txt
KILLED = 0.01  # of the steps of a round
LISTED = 12  # pages that a paper lists, the newest
DELAYS = {"/rss": 1.0, "/feed": 2.0, "/sitemap.xml": 5.0, "/fil": 10.0, "/plan.xml": 30.0}


class Killed(BaseException):
    """The program ends in the midst of what it does."""


class Paper:
    """A host that publishes, corrects and takes down, and often fails."""

    def __init__(self, site: Site, listing: str, chance: Random) -> None:
        self.site, self.listing, self.chance = site, listing, chance
        self.delay, self.is_sound = DELAYS[listing], False
        self.pages: dict[str, tuple[str, float]] = {}  # title and moment of each, by path
        self.down: set[str] = set()  # taken down
        self.not_before: list[tuple[float, float]] = []  # when it said so, and until when
        site.routes["/robots.txt"] = robots(f"Crawl-delay: {self.delay:g}")
        site.routes[listing] = self._list

    def publish(self) -> None:
        """Perhaps one more article, a correction, and one that is taken down."""
        if self.chance.random() < 0.5:
            path = f"/article/{len(self.pages) + 1}"
            self._put(path, f"Valmer {self.listing} numéro {len(self.pages) + 1}")
            self.site.routes[path] = partial(self._page, path)
        if self.pages and self.chance.random() < 0.2:
            path = self.chance.choice(self._listed())
            self._put(path, f"{self.pages[path][0]} bis")
        if self.pages and self.chance.random() < 0.05:
            self.down.add(self.chance.choice(self._listed()))

    def _put(self, path: str, title: str) -> None:
        self.pages[path] = title, self.site.clock.now()

    def _listed(self) -> list[str]:
        return sorted(self.pages, key=lambda path: -self.pages[path][1])[:LISTED]

    def _list(self) -> Reply:
        listed = [(*self.pages[path], path) for path in self._listed()]
        if self.listing.endswith(".xml"):
            days = [(path, datetime.fromtimestamp(at, UTC).isoformat()) for _, at, path in listed]
            return self._or_fault(sitemap(*((self.site.url + path, day) for path, day in days)))
        entries = ((title, path, at) for title, at, path in listed)
        return self._or_fault(feed(self.site.url, *entries))

    def _page(self, path: str) -> Reply:
        is_down = path in self.down
        return self._or_fault(Reply(404) if is_down else page(self.pages[path][0]))

    def _or_fault(self, reply: Reply) -> Reply:
        if self.is_sound or self.chance.random() >= FAULTS:
            return reply
        fault = self.chance.choice((429, 503, 503, 500, 0))
        if fault == 0:
            return Reply(body=reply.body, broken=True)
        if fault == 500 or self.chance.random() < 0.2:
            return Reply(fault)
        now, wait = self.site.clock.now(), self.chance.choice((60, 600, 4000))
        self.not_before.append((now, now + wait))
        day = format_datetime(datetime.fromtimestamp(now + wait, UTC), usegmt=True)
        return Reply(fault, headers={"Retry-After": self.chance.choice((str(wait), day))})

    # -- in the end ----------------------------------------------------------------------------

    def check_patience(self) -> None:
        """It was asked as seldom as it wants, and not before it wanted."""
        moments = [one.at for one in self.site.asked]
        assert min(later - sooner for sooner, later in pairwise(moments)) >= self.delay - 1e-6
        for said, until in self.not_before:
            assert not [at for at in moments if said < at < until - 1]

    def check_articles(self, held: dict[str, str]) -> None:
        """Each page is there as it was last; one that was taken down as it was sent, if it was."""
        for path, (title, _) in self.pages.items():
            kept = held.get(self.site.url + path)
            if path not in self.down:
                assert kept == title
            else:
                assert kept is None or kept.removesuffix(" bis") in title


class Reader:
    """The program, which is killed now and then and started anew."""

    def __init__(self, archive: Archive, chance: Random) -> None:
        self.archive, self.chance, self.kills = archive, chance, 0

    def round(self, killed: float = KILLED) -> None:
        def progress(*_: object) -> None:
            if self.chance.random() < killed:
                self.kills += 1
                raise Killed

        with suppress(Killed):
            self.archive.fetcher.fetch(progress)
        self.archive.round()


def test_a_day_of_a_thousand_visits(tmp_path: Path) -> None:
    clock, chance = StillClock(), Random(20)
    with ExitStack() as open_ones:
        catalogue = open_ones.enter_context(closing(open_catalogue(tmp_path / "store", "model")))
        archive = Archive(tmp_path / "store", catalogue, clock)
        reader = Reader(archive, chance)
        papers = [Paper(open_ones.enter_context(site(clock)), one, chance) for one in DELAYS]
        for paper in papers:
            paper.is_sound = True
            archive.fetcher.add(paper.site.url + paper.listing, f"{PACE // 60}m")
            paper.is_sound = False
        end = clock.now() + DAY
        while clock.now() < end:
            for paper in papers:
                paper.publish()
            clock.time += PACE
            reader.round()
        assert reader.kills > 5
        assert sum(len(paper.site.asked) for paper in papers) >= VISITS

        for paper in papers:
            paper.is_sound = True
        for _ in range(12):  # nothing is published any more, and all is taken up
            clock.time += 4 * 3600
            reader.round(killed=0.0)
        addresses = Counter(str(one.url) for one in catalogue.articles())
        assert set(addresses.values()) == {1}
        assert len(archive.files()) == len(addresses)
        held = archive.articles()
        assert sum(len(paper.pages) for paper in papers) > 100
        for paper in papers:
            paper.check_articles(held)
            paper.check_patience()
