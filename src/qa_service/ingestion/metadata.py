"""Title, author, outlet, address and date of an article, from what surrounds its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from qa_service.domain.article import Provenance
from qa_service.ingestion.boilerplate import (
    AGENCY_SIGNATURE,
    BARE_ADDRESS,
    CATEGORY_LINE,
    NAVIGATION,
    SOURCE_LINE,
)
from qa_service.ingestion.cleaning import Cleaned, Dropped
from qa_service.ingestion.header import Header, find_header, read_byline
from qa_service.text.date_clues import date_in_address, find_present_day
from qa_service.text.dates import find_dateline, infer_publication_date
from qa_service.text.sentences import sentences

LONGEST_TITLE = 120  # characters of a title made from a sentence
LEAST_CLAUSE = 90  # characters: a shorter clause often ends before its verb

_WEAK_ENDING = re.compile(
    r"(?:\s+(?:et|ou|où|de|du|des|d['’]|la|le|les|un|une|à|au|aux|en|dans|par|pour|sur|avec|que|qui"
    r"|entre|the|a|an|of|and|to|in|on|for|with))+$"
)
_TAGS = re.compile(r"Par\s*(.+?)\s+Catégorie\s+(.*?)\s*(\ble\s.+?)(?:\s*Étiquettes.*)?$")
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|t|youtube|instagram|wa|linkedin)\.(?:com|co|me)$"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; `None` where nothing is."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    published_from: Provenance | None = None
    updated: date | None = None
    section: str | None = None
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Description:
    """An article's metadata, its paragraphs without those lines, and the lines that became such."""

    metadata: Metadata
    body: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    places: tuple[int, ...]  # of its paragraphs among the lines that were kept


def describe(cleaned: Cleaned, known: Metadata, today: date) -> Description:
    """Completes what a file says in fields of its own with what is printed on the page.

    >>> page = Cleaned(("Le blé arrive", "Awa Koné", "3 mars 2023", "Il est arrivé."), ())
    >>> found = describe(page, Metadata(), date(2024, 1, 1))
    >>> found.metadata.title, found.metadata.author, str(found.metadata.published), found.body
    ('Le blé arrive', 'Awa Koné', '2023-03-03', ('Il est arrivé.',))
    """
    kept, dropped = cleaned.kept, cleaned.dropped
    header = find_header(kept, known.title)
    tags = [_TAGS.match(found.line) for found in dropped if found.rule == CATEGORY_LINE]
    for tag in filter(None, tags):
        # "Parredaction Catégorie Politique le 3 mai 2020 Étiquettes : , ," is a byline with tags.
        header.add(read_byline(tag.expand(r"Par \1 | \3")))
        header.section = header.section or tag[2]
    places = tuple(
        place for place in range(len(kept)) if place != header.title and place not in header.dropped
    )
    body = tuple(kept[place] for place in places)
    printed = kept[header.title] if header.title is not None else None
    title = known.title or printed or (title_from(body[0]) if body else None)
    url = unwrap(known.url) if known.url else _address(dropped)
    known = replace(known, url=url)
    published, published_from = _published(known, header, (title or "", *body), today)
    metadata = replace(
        known,
        title=title,
        outlet=known.outlet or _outlet(dropped),
        author=known.author or header.author,
        published=published,
        published_from=published_from,
        updated=_updated(known, header, published, today),
        section=known.section or header.section,
    )
    lines = (Dropped(kept[place], rule) for place, rule in sorted(header.dropped.items()))
    return Description(metadata, body, tuple(lines), places)


def title_from(paragraph: str) -> str:
    """A title of at most `LONGEST_TITLE` characters: the first sentence or its beginning.

    >>> title_from("Le Mali a signé. Moscou s'en félicite.")
    'Le Mali a signé'
    """
    spans = sentences(paragraph, "fr")
    first = spans[0].of(paragraph) if spans else paragraph
    if len(first) <= LONGEST_TITLE:
        return first.removesuffix(".")
    clause = max(first.rfind(mark, 0, LONGEST_TITLE) for mark in (",", ";", " :", " –", " —"))
    word = first.rfind(" ", 0, LONGEST_TITLE)
    cut = clause if clause >= LEAST_CLAUSE else word if word > 0 else LONGEST_TITLE - 1
    return _WEAK_ENDING.sub("", first[:cut]).rstrip(" ,;:–—") + "…"


def unwrap(url: str) -> str:
    """The address behind a proxy's or an archive's, which carries it in its path.

    >>> unwrap("https://proxy.example:443/https/p.dw.com/p/3ujXE")
    'https://p.dw.com/p/3ujXE'
    """
    inner = re.match(r"https?://[^/?#]+/(?:[^?#]*?/)?(https?)(?::/)?/([\w-]+(?:\.[\w-]+)+.*)", url)
    return f"{inner[1]}://{inner[2]}" if inner else url


def _published(
    known: Metadata, header: Header, texts: Sequence[str], today: date
) -> tuple[date | None, Provenance | None]:
    """The first date that is found, most trustworthy source first."""
    if known.published:
        return known.published, known.published_from
    opening = next((day for text in texts[1:3] if (day := find_dateline(text))), None)
    text = "\n".join(texts)
    sources = (
        (Provenance.URL, date_in_address(known.url) if known.url else None),
        # Of several the earliest: a page may print days of change without saying so.
        (Provenance.PRINTED, min((day for day in header.dates if day <= today), default=None)),
        (Provenance.TEXT, opening or find_present_day(text)),
        (Provenance.INFERRED, infer_publication_date(text, not_after=today)),
    )
    return next(((day, source) for source, day in sources if day and day <= today), (None, None))


def _updated(known: Metadata, header: Header, published: date | None, today: date) -> date | None:
    days = [known.updated] if known.updated else header.updates
    return max((day for day in days if (published or date.min) <= day <= today), default=None)


def _outlet(dropped: Sequence[Dropped]) -> str | None:
    """The outlet that a menu, a source line or an agency's signature names."""
    patterns = {
        NAVIGATION: r".*\bautres sites (?:de |d['’])?(.+)",
        SOURCE_LINE: r"[Ss]ource\s*:\s*(?!https?:|www\.)(.+?)\.?",
        # Of three letters, as two are a person's; and "Avec AFP" was written elsewhere.
        AGENCY_SIGNATURE: r"(?:.*/|\()?([A-Z]{3,6}|Reuters|Xinhua)\)?",
    }
    for rule, pattern in patterns.items():
        lines = (found.line for found in dropped if found.rule == rule)
        if names := [m[1] for line in lines if (m := re.fullmatch(pattern, line))]:
            return names[0]
    return None


def _address(dropped: Sequence[Dropped]) -> str | None:
    """The first address on the page that is no link to a network."""
    addresses = (unwrap(found.line) for found in dropped if found.rule == BARE_ADDRESS)
    return next(
        (url for url in addresses if not _SOCIAL.search(urlsplit(url).hostname or "")), None
    )
