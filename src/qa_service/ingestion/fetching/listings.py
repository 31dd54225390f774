"""What a feed or a sitemap lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

import lxml.etree
from dateutil.parser import isoparse

from qa_service.domain.errors import FetchError, Unavailable, UnreadableFile, UsageError
from qa_service.domain.fetching import SourceKind
from qa_service.ingestion.fetching.bounds import LARGEST_LISTING
from qa_service.ingestion.fetching.door import unpacked
from qa_service.ingestion.fetching.guarded import guarded
from qa_service.ingestion.limits import MB
from qa_service.ingestion.readers.feed import require_harmless
from qa_service.ingestion.readers.styles import Element
from qa_service.store.web_tables import Item, Role
from qa_service.text.addresses import web_address

SITEMAPS = {"urlset": Role.PAGE, "sitemapindex": Role.LISTING}
DATED = ("lastmod", "publication_date")  # the second one of sitemaps of news
PACKED = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed or a sitemap; each address once, the newest first."""

    kind: SourceKind
    title: str | None
    items: tuple[Item, ...]

    @property
    def pages(self) -> int:
        """How many pages it lists itself."""
        return sum(item.role is Role.PAGE for item in self.items)


def listing_of(data: bytes, url: str) -> Listing | None:
    """What was fetched from `url`, or None where it is neither feed nor sitemap.

    Raises FetchError for what is broken or would do harm.
    """
    with guarded():
        return _listing_of(_unpacked(data), url)


def _listing_of(data: bytes, url: str) -> Listing | None:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    try:
        require_harmless(data)
    except UnreadableFile as error:
        raise FetchError(str(error)) from error
    root = parsed(data)
    role = SITEMAPS.get(local(root)) if root is not None else None
    if root is not None and role is not None:
        items = ordered(_of_sitemap(root, role, url))
        return Listing(SourceKind.SITEMAP, None, tuple(items))
    from qa_service.ingestion.fetching.feeds import feed_of

    return feed_of(data, root, url)


def _unpacked(data: bytes) -> bytes:
    """The same where it is a packed file, as sitemaps may be."""
    if not data.startswith(PACKED):
        return data
    largest = LARGEST_LISTING * MB
    found = bytearray()
    try:
        for block in unpacked([data], MB):
            found += block
            if len(found) > largest:
                raise FetchError(
                    f"It has more than {LARGEST_LISTING} MB: give a smaller feed or sitemap."
                )
    except Unavailable as error:
        raise FetchError("It is a damaged gzip file: tell its publisher.") from error
    return bytes(found)


def parsed(data: bytes) -> Element | None:
    """The root of what may be broken XML; no entity is expanded, nothing else is opened."""
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        return lxml.etree.fromstring(data, parser)
    except (lxml.etree.XMLSyntaxError, ValueError):
        return None


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag if isinstance(element.tag, str) else ""  # comments have none
    return tag.rpartition("}")[2].lower()


def _of_sitemap(root: Element, role: Role, url: str) -> Iterator[Item]:
    for element in root:
        told = {local(child): (child.text or "").strip() for child in element.iter()}
        page = absolute(url, told.get("loc", ""))
        mark = next((told[name] for name in DATED if told.get(name)), "")
        if page is not None:
            yield Item(page, role, mark, moment_of(mark))


def absolute(base: str, link: str) -> str | None:
    """The address that a link means, or None where that is none of http or https."""
    try:
        return web_address(urljoin(base, link)) if link else None
    except (UsageError, ValueError):
        return None


def moment_of(text: str) -> float | None:
    """The Unix time of a date in one of the forms of ISO 8601, as sitemaps have them.

    >>> moment_of("1970-01-02"), moment_of("1970-01-01T01:00:00+01:00"), moment_of("gestern")
    (86400.0, 0.0, None)
    """
    try:
        found: datetime = isoparse(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def ordered(items: Iterable[Item]) -> list[Item]:
    """Each address once, the newest first, undated ones last, else as they are listed."""
    once = {item.url: item for item in reversed(list(items))}
    kept = list(reversed(once.values()))
    return sorted(kept, key=lambda item: (item.published is None, -(item.published or 0.0)))
