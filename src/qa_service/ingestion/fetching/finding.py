"""What lies at an address that somebody wants to be followed."""

from dataclasses import dataclass

import lxml.html

from qa_service.domain.errors import FetchError
from qa_service.domain.fetching import SourceKind
from qa_service.ingestion.fetching.files import FetchedFiles, as_kept, kind_of
from qa_service.ingestion.fetching.listings import absolute, listing_of
from qa_service.ingestion.fetching.rounds import LISTING_SIZE
from qa_service.ingestion.fetching.visiting import Document, Known, Visitor
from qa_service.text.addresses import page_address

NAMED = 3  # feeds of a page, to who gave its address
_FEEDS = (
    "//link[contains(@rel, 'alternate')]"
    "[contains(@type, 'rss+xml') or contains(@type, 'atom+xml')]/@href"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be followed."""

    kind: SourceKind
    title: str | None
    pages: int  # that it lists itself


def found_at(url: str, visitor: Visitor, files: FetchedFiles) -> Finding:
    """Fetches an address once. Raises FetchError, which says why it cannot be followed."""
    document = visitor.get(url, Known(), lambda _: LISTING_SIZE)
    body = document.body or b""
    listing = listing_of(body, document.url)
    if listing is not None:
        return Finding(listing.kind, listing.title, listing.pages)
    return Finding(SourceKind.PAGE, _title(document, files), 1)


def _title(document: Document, files: FetchedFiles) -> str:
    """That of the article of a page, or an error that rather names the feeds of the page."""
    kind = kind_of(document)
    feeds = list(dict.fromkeys(_feeds(document)))[:NAMED]
    advised = FetchError(
        f"No article can be read at {document.url}: add a feed that this page names, "
        f"{' or '.join(feeds)}."
    )
    if feeds and page_address(document.url) is None:  # a site as a whole
        raise advised
    try:
        return files.essence(as_kept(document, kind), kind, document.url)[1]
    except FetchError as error:
        if feeds:
            raise advised from error
        raise


def _feeds(document: Document) -> list[str]:
    try:
        tree = lxml.html.fromstring(document.body or b"")
    except (lxml.etree.ParserError, ValueError):
        return []
    links = (absolute(document.url, str(link)) for link in tree.xpath(_FEEDS))
    return [link for link in links if link is not None]
