"""A web site of our own on 127.0.0.1, a clock that only waiting moves, and an archive that follows.

Whatever is at fault at a host, this one can do: redirects, refusals, endless and slow bodies.
"""

import gzip
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import SSLContext
from threading import Event, Thread
from typing import Any

from qa_service.domain.reports import IngestReport, no_progress
from qa_service.ingestion.fetching.bounds import FetchBounds
from qa_service.ingestion.fetching.door import Door
from qa_service.ingestion.fetching.fetcher import Fetcher
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.pipeline import ingest
from qa_service.store.catalogue import Catalogue
from tests.ingestion.folders import Remembering

NOON = 1_700_000_000.0  # Unix time at which the clocks of tests begin


PRIVATE = FetchBounds(private=True, seconds=5.0)


class StillClock:
    """Moves where somebody waits, and nowhere else."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.time += seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """What the site answers."""

    status: int = 200
    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    endless: bool = False  # the body again and again, until nobody listens
    slow: bool = False  # byte by byte until the site is closed
    broken: bool = False  # the connection ends before the body does


Route = Reply | Callable[[], Reply]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in."""

    at: float
    path: str
    headers: dict[str, str]


class Site:
    """One host; `routes` are its pages by path, all others are not there."""

    def __init__(self, clock: StillClock) -> None:
        self.clock, self.closed = clock, Event()
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: ANN401
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def speak_tls(self, context: SSLContext) -> None:
        """From now on connections are to be made by https."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def close(self) -> None:
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(Asked(self.clock.now(), handler.path, headers))
        route = self.routes.get(handler.path, Reply(404))
        reply = route() if callable(route) else route
        mark = f'"{sha256(reply.body).hexdigest()[:12]}"'
        if reply.status == 200 and headers.get("if-none-match") == mark:
            reply = Reply(304)
        handler.close_connection = True
        handler.send_response(reply.status)
        sent = {"Content-Type": reply.type, "ETag": mark, **reply.headers}
        if not (reply.endless or reply.slow or "Content-Length" in sent):
            sent["Content-Length"] = str(len(reply.body) + 100 * reply.broken)
        for name, value in sent.items():
            handler.send_header(name, value)
        handler.end_headers()
        with suppress(OSError):  # who asked has heard enough
            self._send(handler, reply)

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        handler.wfile.write(b"" if reply.slow else reply.body)
        while reply.endless:
            handler.wfile.write(reply.body)
        while reply.slow and not self.closed.wait(0.02):
            handler.wfile.write(b"x")


@contextmanager
def site(clock: StillClock) -> Iterator[Site]:
    """One that listens until the end."""
    found = Site(clock)
    try:
        yield found
    finally:
        found.close()


class Archive:
    """A catalogue that follows the web, with vectors that mean nothing."""

    def __init__(
        self,
        store: Path,
        catalogue: Catalogue,
        clock: StillClock,
        bounds: FetchBounds = PRIVATE,
        door: Door | None = None,
    ) -> None:
        self.store, self.catalogue, self.clock = store, catalogue, clock
        limits = Limits(largest_article=1)
        self.fetcher = Fetcher(catalogue, store, bounds, limits, door, clock)

    def round(self) -> IngestReport:
        """Fetches what is due and ingests it."""
        fetched = self.fetcher.fetch(no_progress)
        self.fetcher.sweep()
        report = ingest(
            self.fetcher.folders(),
            self.catalogue,
            Remembering(),
            addresses=self.fetcher.addresses(),
        )
        return fetched.on(report)

    def later(self, hours: float) -> IngestReport:
        """The same, so many hours after the last."""
        self.clock.time += hours * 3600
        return self.round()

    def articles(self) -> dict[str, str]:
        """The title of each article, by its address."""
        return {str(one.url): one.title for one in self.catalogue.articles()}

    def files(self) -> list[str]:
        """The names of all files of what was fetched."""
        folder = self.store / "fetched"
        return sorted(path.name for path in folder.rglob("*") if path.is_file())


def page(title: str, said: str = "lundi") -> Reply:
    """The page of an article."""
    body = f"""<!doctype html><html lang="fr"><head><title>{escape(title)}</title>
    <meta property="og:site_name" content="La Gazette de Valmer"></head><body><nav>Accueil</nav>
    <article><h1>{escape(title)}</h1><p>{escape(title)} : le conseil municipal de Valmer en a
    décidé {said}, après une longue séance dans la salle des fêtes du quartier du port.</p>
    <p>La mairesse, Odile Brantôme, promet que les travaux commenceront avant la fin de l’année et
    que les habitants en seront informés par une lettre.</p></article></body></html>"""
    return Reply(body=body.encode())


def feed(base: str, *entries: tuple[str, str, float], text: str = "") -> Reply:
    """An RSS feed of entries: title, path and moment, the same text in each."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{base}{path}</link><guid>{path}</guid>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(moment, UTC))}</pubDate>"
        f"<description>{escape(text.format(title))}</description></item>"
        for title, path, moment in entries
    )
    body = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>La Gazette de Valmer</title>'
        f"<language>fr</language>{items}</channel></rss>"
    )
    return Reply(body=body.encode(), type="application/rss+xml")


def sitemap(*pages: tuple[str, str], index: bool = False, packed: bool = False) -> Reply:
    """A sitemap, or an index of such, of addresses and days."""
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    items = "".join(
        f"<{inner}><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{inner}>"
        for url, day in pages
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = f'<?xml version="1.0"?><{outer} xmlns="{space}">{items}</{outer}>'.encode()
    return Reply(body=gzip.compress(body, mtime=0) if packed else body, type="application/xml")


def robots(*lines: str) -> Reply:
    """A robots.txt for everybody."""
    text = "\n".join(("User-agent: *", *lines))
    return Reply(body=text.encode(), type="text/plain")


def only(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver that gives these in turn, whatever is asked for."""
    left = list(addresses)
    return lambda host, port: [left.pop(0)]
