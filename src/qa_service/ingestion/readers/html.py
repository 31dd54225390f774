"""HTML pages: the body by trafilatura, the date by htmldate."""

import re
from configparser import ConfigParser
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

import trafilatura
from htmldate import find_date
from trafilatura.settings import Document, use_config

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.metadata import Metadata, is_newsroom
from qa_service.ingestion.readers.document import RawDocument, assemble, decode
from qa_service.text.dates import parse_date
from qa_service.text.language import LANGUAGES, detect_language

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
DECLARATION = 2048  # bytes in which a page must name its encoding
# Characters: below them trafilatura takes the whole page in one paragraph; by itself it does so
# below 250, which a brief rarely has.
SHORTEST = "100"
EARLIEST = "1900-01-01"  # htmldate's own bound is 1995

# htmldate would take a date of change, or a copyright year, if there is no other.
_OTHER_DATES = (
    "//meta["
    + " or ".join(
        f"contains(translate(@{attribute}, 'MUC', 'muc'), '{word}')"
        for attribute in ("name", "property", "itemprop", "http-equiv")
        for word in ("modif", "updat", "copyright")
    )
    + "]"
)
_TIMES = (
    "//time[@datetime][@pubdate or @itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//main//time/@datetime",
)

Tree = Any  # lxml has no types of its own


def read_html(data: bytes) -> RawDocument:
    """A document from the bytes of an HTML file. Raises UnreadableFile."""
    declared = _CHARSET.search(data[:DECLARATION])
    text = decode(data, declared[1].decode("ascii") if declared else None)
    page = trafilatura.bare_extraction(
        text, with_metadata=True, include_comments=False, config=_config()
    )
    tree = trafilatura.load_html(text)
    if not isinstance(page, Document) or not page.text or tree is None:
        raise UnreadableFile(
            "No article was found in the page: save its text as .txt, or the page as its own "
            "HTML file."
        )
    published, published_from = _published(tree, page.url)
    known = Metadata(
        title=page.title or None,
        outlet=page.sitename or None,
        author=_author(page.author),
        url=page.url or None,
        published=published,
        published_from=published_from,
        language=_language(tree, page.text),
    )
    # A blank line after each: here a line is a block.
    paragraphs = (line.strip("| ").removeprefix("- ") for line in page.text.split("\n"))
    return assemble([line for paragraph in paragraphs for line in (paragraph, "")], known)


@cache
def _config() -> ConfigParser:
    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = SHORTEST
    return config


def _published(tree: Tree, url: str | None) -> tuple[date | None, Provenance | None]:
    """The date that the page declares, else the one its own time elements show."""
    if found := _declared_date(tree, url):
        return found, Provenance.METADATA
    times = (value for path in _TIMES for value in tree.xpath(path))
    printed = next((day for value in times if (day := parse_date(value))), None)
    return printed, Provenance.PRINTED if printed else None


def _declared_date(tree: Tree, url: str | None) -> date | None:
    """By meta elements, JSON-LD or the address, without the text, where htmldate would guess."""
    declared = deepcopy(tree)
    for element in declared.xpath("//body//meta | //body//script[@type='application/ld+json']"):
        declared.insert(0, element)
    for element in declared.xpath(f"//title | {_OTHER_DATES}"):
        element.getparent().remove(element)
    for body in declared.xpath("//body"):
        body.clear()
    found = find_date(
        declared,
        extensive_search=False,
        original_date=True,
        deferred_url_extractor=True,
        url=url,
        min_date=EARLIEST,
    )
    return date.fromisoformat(found) if found else None


def _author(names: str | None) -> str | None:
    named = [re.sub(r"^(?:Par|By)\s+", "", name.strip()) for name in (names or "").split(";")]
    return ", ".join(name for name in named if name and not is_newsroom(name)) or None


def _language(tree: Tree, text: str) -> str | None:
    """As the text shows: templates left in English declare "en" on French pages."""
    declared = str(tree.get("lang") or "")[:2].lower()
    if not declared or declared in LANGUAGES:
        return detect_language(text, declared) if declared else None
    return declared if re.fullmatch("[a-z]{2}", declared) else None
