"""Visits to the web as its hosts want them: by robots.txt, one at a time, never too soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

from protego import Protego

from qa_service.domain.errors import FetchError, PageGone, Unavailable, UsageError
from qa_service.ingestion.fetching.bounds import (
    DAY,
    LARGEST_ROBOTS,
    MOST_REDIRECTS,
    PRODUCT,
    ROBOTS_SECONDS,
    ROUND_PATIENCE,
    Clock,
    FetchBounds,
)
from qa_service.ingestion.fetching.door import Answer, Door, Largest, Size
from qa_service.store.ownership import visiting_lock
from qa_service.store.web_sources import WebSources
from qa_service.store.web_tables import Host, Robots
from qa_service.text.addresses import host_of, origin_of, web_address

REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
PATIENCE_ASKED = frozenset({429, 503})
STRIKES = 3  # faults in a row after which a host is left alone for a while
REST = 300.0  # seconds of that, doubled with each more fault


@dataclass(frozen=True, slots=True)
class Known:
    """What a host said of the version that is kept, for it to answer that nothing changed."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Those of a conditional request."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Document:
    """What lies at an address."""

    url: str  # to which redirects led
    body: bytes | None  # None: unchanged since
    media_type: str
    charset: str | None
    known: Known


class LeftAlone(Unavailable):
    """A host is not to be asked for a while: nothing is known of the address itself."""


class Visitor:
    """For one store. Safe in threads and between processes."""

    def __init__(
        self, web: WebSources, store: Path, bounds: FetchBounds, door: Door, clock: Clock
    ) -> None:
        self._web, self._store, self._bounds = web, store, bounds
        self._door, self._clock = door, clock

    def get(
        self,
        url: str,
        known: Known,
        largest: Largest,
        patience: float = ROUND_PATIENCE,
    ) -> Document:
        """Fetches an address, waiting `patience` seconds at most until its host may be asked.

        Raises PageGone, Unavailable or, where another try has no sense, FetchError.
        """
        seen: set[str] = set()
        while url not in seen:
            seen.add(url)
            self._require_allowed(url, patience)
            answer = self._ask(url, known.headers(), largest, patience)
            if answer.status not in REDIRECTS:
                return _document(url, answer, known)
            if len(seen) > MOST_REDIRECTS:
                raise FetchError(
                    f"It redirects more than {MOST_REDIRECTS} times: give the address at which a "
                    "browser ends."
                )
            url = _led_to(url, answer)
        raise FetchError(
            "Its redirects lead in a circle: give the address at which a browser ends."
        )

    # -- robots.txt ----------------------------------------------------------------------------

    def _require_allowed(self, url: str, patience: float) -> None:
        rules = self._rules_of(origin_of(url), patience)
        if not rules.can_fetch(url, PRODUCT):
            raise FetchError(
                f"The robots.txt of {origin_of(url)} forbids this page to programs: save it into a "
                "folder, or ask its publisher."
            )

    def _rules_of(self, origin: str, patience: float) -> Protego:
        """The rules of an origin, read anew once a day."""
        known, now = self._web.robots(origin), self._clock.now()
        if known is None or now > known.read_at + ROBOTS_SECONDS:
            text = self._robots(origin, patience)
            known = Robots(text, self._clock.now())
            self._web.save_robots(origin, known)
            self._answered(origin)  # again, by the delay that it wants
        return _parsed(known.text)

    def _robots(self, origin: str, patience: float) -> str:
        """Its text; nothing where there is none. Raises Unavailable where nobody knows."""
        url = f"{origin}/robots.txt"
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask(url, {}, lambda _: Size(LARGEST_ROBOTS), patience)
            if answer.status not in REDIRECTS:
                break
            url = _led_to(url, answer)
        if answer.status == 200:
            return answer.body.decode("utf-8", "replace")
        if 400 <= answer.status < 500:
            return ""
        raise Unavailable(
            f"The robots.txt of {origin} cannot be read ({answer.status}), so that nobody knows "
            "what it allows: it is tried again later."
        )

    # -- turns ---------------------------------------------------------------------------------

    def _ask(
        self, url: str, headers: Mapping[str, str], largest: Largest, patience: float
    ) -> Answer:
        """One request, as soon as the host may be asked. Raises as `Door.get` does."""
        while True:
            wait = self._turn_after(url)
            if wait > patience:
                raise LeftAlone(
                    f"{host_of(url)} is to be left alone for a while: it is tried again later.",
                    self._clock.now() + wait,
                )
            if wait > 0:
                self._clock.sleep(wait)
            answer = self._in_turn(url, headers, largest)
            if answer is not None:
                return answer

    def _turn_after(self, url: str) -> float:
        """Seconds until the host of an address may be asked."""
        return self._web.host(host_of(url)).free_at - self._clock.now()

    def _in_turn(self, url: str, headers: Mapping[str, str], largest: Largest) -> Answer | None:
        """The same if it is this one's turn; None where another process was sooner."""
        with visiting_lock(self._store):
            if self._turn_after(url) > 0:
                return None
            try:
                answer = self._door.get(url, headers, largest, self._bounds.seconds)
            except Unavailable:
                self._leave_alone(url, None)
                raise
            except BaseException:
                self._answered(url)
                raise
            if answer.status in PATIENCE_ASKED:
                self._leave_alone(url, _retry_after(answer, self._clock.now()), answer.status)
            self._answered(url)
            return answer

    def _answered(self, url: str) -> None:
        self._web.save_host(host_of(url), Host(self._clock.now() + self._delay(url)))

    def _leave_alone(self, url: str, until: float | None, status: int = 0) -> None:
        """Notes a fault of a host; raises Unavailable where it asked for patience itself."""
        now = self._clock.now()
        strikes = self._web.host(host_of(url)).strikes + 1
        rest = min(REST * 2 ** min(strikes - 1, 10), DAY) if status or strikes >= STRIKES else 0.0
        free_at = max(until or now + rest, now + self._delay(url))
        self._web.save_host(host_of(url), Host(free_at, strikes))
        if status:
            raise Unavailable(
                f"The host asks for patience ({status}): it is tried again later.", free_at
            )

    def _delay(self, url: str) -> float:
        """Seconds between two requests: the setting, or more where robots.txt wants that."""
        robots = self._web.robots(origin_of(url))
        wanted = _parsed(robots.text if robots else "").crawl_delay(PRODUCT)
        return max(self._bounds.delay, wanted or 0.0)


@lru_cache(maxsize=64)
def _parsed(robots: str) -> Protego:
    return Protego.parse(robots)


def _led_to(url: str, answer: Answer) -> str:
    """Where a redirect leads. Raises FetchError where that is no address of http or https."""
    try:
        return web_address(urljoin(url, answer.headers["location"]))
    except (KeyError, ValueError, UsageError) as error:
        raise FetchError(
            "It redirects to what is no address of http or https: open it in a browser."
        ) from error


def _retry_after(answer: Answer, now: float) -> float | None:
    """The moment before which a host does not want to be asked, at most a day away."""
    said = answer.headers.get("retry-after", "").strip()
    try:
        moment = now + int(said) if said.isdecimal() else _moment(said)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(moment, now + DAY) if moment > now else None


def _moment(text: str) -> float:
    found = parsedate_to_datetime(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _document(url: str, answer: Answer, known: Known) -> Document:
    """What was answered. Raises PageGone, Unavailable or FetchError where that is no document."""
    if answer.status in GONE:
        raise PageGone(f"There is nothing at this address ({answer.status}): check it.")
    if answer.status >= 500:
        raise Unavailable(f"The host fails ({answer.status}): it is tried again later.")
    if answer.status != 200 and not (answer.status == 304 and known.headers()):
        raise FetchError(
            f"The host refuses it ({answer.status}): save the page into a folder, if a browser "
            "shows it."
        )
    media_type, _, parameters = answer.headers.get("content-type", "").partition(";")
    return Document(
        url,
        answer.body if answer.status == 200 else None,
        media_type.strip().lower(),
        _charset(parameters),
        Known(answer.headers.get("etag"), answer.headers.get("last-modified")),
    )


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None
