"""The entries of a feed: the address of each, and a feed that holds it alone."""

import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from copy import deepcopy
from hashlib import sha256
from typing import Any

import feedparser
import lxml.etree

from qa_service.domain.fetching import SourceKind
from qa_service.ingestion.fetching.listings import Listing, absolute, local, ordered
from qa_service.ingestion.readers.feed import ITEMS
from qa_service.ingestion.readers.styles import Element
from qa_service.store.web_tables import Item

Entry = Mapping[str, Any]  # as feedparser has it


def feed_of(data: bytes, root: Element | None, url: str) -> Listing | None:
    """A feed from its bytes, or None where they are none; `root` is its XML, if that is sound."""
    # As a stream: a short text would be taken for an address.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    if not feed.get("version"):
        return None
    alone = list(_alone(root)) if root is not None else []
    if len(alone) != len(feed.entries):  # broken so that it is read in two ways
        alone = [None] * len(feed.entries)
    items = (_item(entry, xml, url) for entry, xml in zip(feed.entries, alone, strict=True))
    title = " ".join(str(feed.feed.get("title") or "").split())
    return Listing(SourceKind.FEED, title or None, tuple(ordered(items)))


def _item(entry: Entry, xml: str | None, url: str) -> Item:
    told = dict(entry)  # itself, it takes one date for the other
    published = told.get("updated_parsed") or told.get("published_parsed")
    mark = str(told.get("updated") or told.get("published") or "")
    page = absolute(url, str(entry.get("link") or ""))
    if page is None:  # of an entry that has no page: nothing is fetched from there
        named = str(entry.get("id") or entry.get("title") or "")
        page = f"{url}#{sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return Item(
        page, mark=mark, published=float(timegm(published)) if published else None, entry=xml
    )


def _alone(root: Element) -> Iterator[str | None]:
    """For each entry the feed with that entry alone, as XML."""
    frame = deepcopy(root)
    items = [element for element in frame.iter() if local(element) in ITEMS]
    places = [item.getparent() for item in items]
    for item, place in zip(items, places, strict=True):
        if place is not None:
            place.remove(item)
    for item, place in zip(items, places, strict=True):
        if place is None:
            yield None
            continue
        place.append(item)
        yield lxml.etree.tostring(frame, encoding="unicode")
        place.remove(item)
