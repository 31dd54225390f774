"""RSS and Atom files: one entry an article."""

import io
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Any
from xml.sax import SAXException

import defusedxml.sax
import feedparser
from defusedxml.common import DefusedXmlException

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.blocks import hidden_in, lines_of_markup
from qa_service.ingestion.readers.declared import names
from qa_service.ingestion.readers.document import assemble
from qa_service.ingestion.readers.fields import day_of
from qa_service.ingestion.readers.pieces import Found, Piece, Source

Entry = Mapping[str, Any]  # as feedparser has it


def read_feed(source: Source) -> Iterator[Found]:
    """The entries of a feed. Raises UnreadableFile."""
    data = source.read(source.limits.largest_file)
    _require_harmless(data)
    # As a stream: a short text would be taken for an address.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    if not feed.get("version"):
        raise UnreadableFile("It is XML, but no RSS or Atom feed: save the article as .html.")
    if not feed.entries:
        raise UnreadableFile("The feed has no entry: get it anew, or delete it.")
    for entry in feed.entries:
        known, lines, hidden = _known(entry, feed.feed), _lines(entry), hidden_in(*_texts(entry))
        content = repr((known, lines)).encode("utf-8", "surrogatepass")
        yield Piece(_part(entry), content, partial(assemble, lines, known, hidden))


def _require_harmless(data: bytes) -> None:
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


def _known(entry: Entry, feed: Entry) -> Metadata:
    published = day_of(entry.get("published"))
    language = str(feed.get("language") or "").lower()[:2]
    return Metadata(
        title=" ".join(" ".join(lines_of_markup(str(entry.get("title") or ""))).split()) or None,
        outlet=entry.get("source", {}).get("title") or feed.get("title") or None,
        author=names(
            [str(author["name"]) for author in entry.get("authors", ()) if "name" in author]
        ),
        url=entry.get("link") or None,
        published=published,
        published_from=Provenance.RECORD if published else None,
        updated=day_of(dict(entry).get("updated")),  # its own `get` falls back to "published"
        section=next((tag.get("term") for tag in entry.get("tags", ()) if tag.get("term")), None),
        language=language if language.isalpha() and len(language) == 2 else None,
    )


def _lines(entry: Entry) -> list[str]:
    """The longest of the entry's texts: many feeds give the beginning as well as the whole."""
    return max(map(lines_of_markup, _texts(entry)), key=lambda lines: sum(map(len, lines)))


def _texts(entry: Entry) -> list[str]:
    texts = [str(item.get("value", "")) for item in entry.get("content", ())]
    return [*texts, str(entry.get("summary", ""))]
