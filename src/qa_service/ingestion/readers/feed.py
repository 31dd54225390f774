"""RSS and Atom files: one entry an article."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any
from xml.sax import SAXException

import defusedxml.sax
import feedparser
import lxml.etree
from defusedxml.common import DefusedXmlException

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.blocks import hidden_in, lines_of_markup
from qa_service.ingestion.readers.declared import names
from qa_service.ingestion.readers.document import assemble
from qa_service.ingestion.readers.fields import day_of
from qa_service.ingestion.readers.pieces import Found, Piece, Source
from qa_service.ingestion.readers.styles import Element

Entry = Mapping[str, Any]  # as feedparser has it

ITEMS = ("item", "entry")
DUBLIN_CORE = (
    "http://purl.org/dc/elements/1.0/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "dc",
    "dcterms",
)
DATED = ("date", "issued", "available", "created")
CHANGED = ("updated", "modified")


@dataclass(frozen=True, slots=True)
class _Days:
    """`None` where the entry does not say."""

    published: date | None
    updated: date | None


def read_feed(source: Source) -> Iterator[Found]:
    """The entries of a feed. Raises UnreadableFile."""
    data = source.read(source.limits.largest_file)
    require_harmless(data)
    # As a stream: a short text would be taken for an address.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    if not feed.get("version"):
        raise UnreadableFile("It is XML, but no RSS or Atom feed: save the article as .html.")
    if not feed.entries:
        raise UnreadableFile("The feed has no entry: get it anew, or delete it.")
    for entry, days in zip(feed.entries, _days(data, feed.entries), strict=True):
        known, lines = _known(entry, feed.feed, days), _lines(entry)
        hidden = hidden_in(*_texts(entry))
        content = repr((known, lines)).encode("utf-8", "surrogatepass")
        yield Piece(_part(entry), content, partial(assemble, lines, known, hidden))


def require_harmless(data: bytes) -> None:
    """Refuses entities, which a few lines can swell to gigabytes; feeds have no use for them."""
    try:
        parser = defusedxml.sax.make_parser()
        parser.parse(io.BytesIO(data))
    except DefusedXmlException as error:
        raise UnreadableFile(
            "It defines XML entities, which no feed needs and an attack would: get it anew from "
            "its publisher."
        ) from error
    except (SAXException, ValueError, OSError):
        return  # feedparser reads broken feeds too, and expands none


def _part(entry: Entry) -> str:
    title = str(entry.get("title", "")).encode("utf-8", "surrogatepass")
    return str(entry.get("id") or entry.get("link") or sha256(title).hexdigest()[:16])


def _days(data: bytes, entries: Sequence[Entry]) -> list[_Days]:
    """When each entry was published and changed, as the XML tells them apart.

    feedparser takes dc:date for a change, but it is the only date of RSS 1.0 and of SPIP's feeds.
    """
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        tree = lxml.etree.fromstring(data, parser)
    except lxml.etree.XMLSyntaxError:
        tree = None
    items = [] if tree is None else [one for one in tree.iter() if _name(one)[1] in ITEMS]
    found = [_days_in(item) for item in items]
    if len(found) != len(entries):  # broken so that it is read in two ways
        found = [_Days(None, day_of(dict(entry).get("updated"))) for entry in entries]
    return [
        replace(days, published=day_of(entry.get("published")) or days.published)
        for entry, days in zip(entries, found, strict=True)
    ]


def _days_in(item: Element) -> _Days:
    told = [(_name(child), child.text or "") for child in item]
    dated = (text for (space, name), text in told if space in DUBLIN_CORE and name in DATED)
    changed = (text for (_, name), text in told if name in CHANGED)
    return _Days(
        next((day for text in dated if (day := day_of(text.strip()))), None),
        next((day for text in changed if (day := day_of(text.strip()))), None),
    )


def _name(element: Element) -> tuple[str, str]:
    """Its namespace, or its prefix where that is not declared, and its name."""
    tag = element.tag if isinstance(element.tag, str) else ""  # comments have none
    space, _, name = tag.lstrip("{").rpartition("}" if "}" in tag else ":")
    return space, name.lower()


def _known(entry: Entry, feed: Entry, days: _Days) -> Metadata:
    language = str(feed.get("language") or "").lower()[:2]
    return Metadata(
        title=" ".join(" ".join(lines_of_markup(str(entry.get("title") or ""))).split()) or None,
        outlet=entry.get("source", {}).get("title") or feed.get("title") or None,
        author=names(
            [str(author["name"]) for author in entry.get("authors", ()) if "name" in author]
        ),
        url=entry.get("link") or None,
        published=days.published,
        published_from=Provenance.RECORD if days.published else None,
        updated=days.updated,
        section=next((tag.get("term") for tag in entry.get("tags", ()) if tag.get("term")), None),
        language=language if language.isalpha() and len(language) == 2 else None,
    )


def _lines(entry: Entry) -> list[str]:
    """The longest of the entry's texts: many feeds give the beginning as well as the whole."""
    return max(map(lines_of_markup, _texts(entry)), key=lambda lines: sum(map(len, lines)))


def _texts(entry: Entry) -> list[str]:
    texts = [str(item.get("value", "")) for item in entry.get("content", ())]
    return [*texts, str(entry.get("summary", ""))]
