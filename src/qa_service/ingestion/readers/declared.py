"""What an HTML page declares of its article for machines: JSON-LD first, then meta elements."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from htmldate import find_date

from qa_service.domain.article import Provenance
from qa_service.ingestion.header import is_desk
from qa_service.ingestion.readers.fields import day_of, first, texts_of
from qa_service.text.date_clues import date_in_address
from qa_service.text.dates import parse_date

EARLIEST = "1900-01-01"  # htmldate's own bound is 1995
JSON_LD = "//script[@type='application/ld+json']"

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
_ADDRESSES = "//link[@rel='canonical'] | //meta[@property='og:url']"
_TIMES = (
    "//time[@datetime][@pubdate or @itemprop='datePublished']/@datetime",
    "//article//time/@datetime",
    "//main//time/@datetime",
)
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")

Tree = Any  # lxml has no types of its own


@dataclass(frozen=True, slots=True)
class Declared:
    """`None` where the page says nothing."""

    author: str | None
    section: str | None
    published: date | None
    published_from: Provenance | None
    updated: date | None


def read_declared(tree: Tree, url: str | None) -> Declared:
    """What the page at `url` declares."""
    data = next(_articles(tree), {})
    published, published_from = _published(tree, data, url)
    updated = day_of(data.get("dateModified")) or day_of(
        _meta(tree, "article:modified_time", "og:updated_time", "dateModified", "last-modified")
    )
    return Declared(
        author=names(texts_of(data.get("author"))) or names(_authors(tree)),
        section=first(texts_of(data.get("articleSection"))) or _meta(tree, "article:section"),
        published=published,
        published_from=published_from,
        updated=updated,
    )


def names(authors: list[str]) -> str | None:
    """Names as one, without addresses, desks and accounts, which name nobody.

    >>> names(["Par Awa Koné", "admin", "https://a.example/kone"])
    'Awa Koné'
    """
    named = [re.sub(r"^(?:Par|By)\s+", "", name) for name in authors]
    told = [name for name in named if "://" not in name and not is_desk(name)]
    return ", ".join(dict.fromkeys(told)) or None


def _articles(tree: Tree) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that are articles; broken ones are passed over."""
    for script in tree.xpath(JSON_LD):
        try:
            found = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [found]
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                waiting += [item.get("@graph"), item.get("mainEntity")]
                if any(_ARTICLE_TYPE.search(kind) for kind in texts_of(item.get("@type"))):
                    yield item


def _authors(tree: Tree) -> list[str]:
    names = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
    found = (_meta_all(tree, name) for name in names)
    return next((values for values in found if any("://" not in value for value in values)), [])


def _published(
    tree: Tree, data: dict[str, Any], url: str | None
) -> tuple[date | None, Provenance | None]:
    """By JSON-LD, meta elements or the address, else what the page's own time elements show."""
    times = (day for path in _TIMES for value in tree.xpath(path) if (day := parse_date(value)))
    sources = (
        (Provenance.JSON_LD, day_of(data.get("datePublished") or data.get("dateCreated"))),
        (Provenance.META, _meta_date(tree)),
        (Provenance.URL, date_in_address(url) if url else None),
        (Provenance.PRINTED, next(times, None)),
    )
    return next(
        ((day, source) for source, day in sources if day and day <= date.today()), (None, None)
    )


def _meta_date(tree: Tree) -> date | None:
    """By htmldate, from meta elements alone: from the text it would guess."""
    declared = deepcopy(tree)
    for element in declared.xpath("//body//meta"):
        declared.insert(0, element)
    for element in declared.xpath(f"//title | {JSON_LD} | {_ADDRESSES} | {_OTHER_DATES}"):
        element.getparent().remove(element)
    for body in declared.xpath("//body"):
        body.clear()
    found = find_date(declared, extensive_search=False, original_date=True, min_date=EARLIEST)
    return date.fromisoformat(found) if found else None


def _meta(tree: Tree, *names: str) -> str | None:
    return next((value for name in names for value in _meta_all(tree, name)), None)


def _meta_all(tree: Tree, name: str) -> list[str]:
    """The contents of the meta elements of a name, in the order of the page."""
    lowered = "translate(@{}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    wanted = " or ".join(f"{lowered.format(key)}=$name" for key in ("name", "property", "itemprop"))
    values = tree.xpath(f"//meta[{wanted}]/@content", name=name.lower())
    return [text for value in values if (text := " ".join(value.split()))]
