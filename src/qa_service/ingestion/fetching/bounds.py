"""How much is asked of the web, and how patiently."""

import time
from dataclasses import dataclass
from typing import Protocol

from qa_service import __version__

AGENT = f"qa-service/{__version__}"
PRODUCT = "qa-service"  # by which robots.txt names us
MOST_REDIRECTS = 5
LARGEST_LISTING = 50  # MB of a feed or sitemap, as sitemaps.org has it
ROBOTS_SECONDS = 86_400  # for which a robots.txt holds: at most a day (RFC 9309)
LARGEST_ROBOTS = 500_000  # bytes of it that count (RFC 9309)
SILENCE = 20.0  # seconds that a host may take to send something
ROUND_PATIENCE = 60.0  # seconds that a round waits for a host; beyond, the next round asks it

# How often sources are visited where nobody says it, in seconds.
HOUR, DAY = 3_600, 86_400
LEAST_EVERY = 300


@dataclass(frozen=True, slots=True)
class FetchBounds:
    """The bounds, each a setting of the same name behind `fetch_`."""

    private: bool = False  # whether hosts of this machine and of private networks may be asked
    delay: float = 1.0  # seconds between two requests to a host
    pages: int = 500  # of one source, the newest
    seconds: float = 60.0  # that one page may take in all


DEFAULT_BOUNDS = FetchBounds()


class Clock(Protocol):
    """Tells the time, and waits."""

    def now(self) -> float:
        """Seconds of Unix time."""

    def sleep(self, seconds: float) -> None:
        """Lets so much time pass."""


class SystemClock:
    """That of this machine."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
