"""Title, author, outlet, address and date of an article, from what surrounds its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from qa_service.domain.article import Provenance
from qa_service.ingestion.cleaning import (
    AGENCY_SIGNATURE,
    BARE_ADDRESS,
    CATEGORY_LINE,
    NAME,
    NAVIGATION,
    SOURCE_LINE,
    Cleaned,
    Dropped,
    is_prose,
)
from qa_service.text.dates import find_dateline, find_printed_dates, fold, infer_publication_date
from qa_service.text.sentences import sentences

LONGEST_TITLE = 120  # characters of a title made from a sentence
LEAST_CLAUSE = 90  # characters: a shorter clause often ends before its verb
LONGEST_BYLINE = 120  # characters
HEADER = 4  # lines below the title among which author and date are looked for
KICKER_WORDS = 2  # "Politique", "Afrique australe": labels are shorter than titles

# What a byline says besides names and dates.
_BYLINE_WORDS = re.compile(
    r"\b(?:publi[ée]e?|mise? à jour|modifiée?|posted|published|updated|last|written|auteur|author"
    r"|par|by|le|on|at|à|the|(?:avec|with)(?= [A-Z]{2})"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\d{1,2}\s?[h:]\s?(?:\d{2})?(?:\s?(?:gmt|utc|tu|cet|am|pm))?)(?!\w)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\s*(?:(?:publi|posted|written)\S*\s+)?(?:par|by)\b|(?:auteur|author)\s*:", re.I
)
_NAMES = re.compile(rf"{NAME}(?:(?:,|\s+et|\s+and|\s+&)\s+{NAME})*")
_LABEL = re.compile(rf"{_NAMES.pattern}|[A-ZÀ-Ý0-9][\w.’'-]*")
_NEWSROOM = re.compile(
    r"\b(?:redac|admin|newsroom|webmaster|editor|journal|(?:staff|source|medias?|afp|apa|ap)\b)"
)
_WEAK_ENDING = re.compile(
    r"(?:\s+(?:et|ou|où|de|du|des|d['’]|la|le|les|un|une|à|au|aux|en|dans|par|pour|sur|avec|que|qui"
    r"|entre|the|a|an|of|and|to|in|on|for|with))+$"
)
_TAGS = re.compile(r"Par\s*(.+?)\s+Catégorie\s.*?(\ble\s.+?)(?:\s*Étiquettes.*)?$")
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
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Description:
    """An article's metadata, its paragraphs without those lines, and the lines that became such."""

    metadata: Metadata
    body: tuple[str, ...]
    dropped: tuple[Dropped, ...]


@dataclass(slots=True)
class _Header:
    """The lines of a page that are no paragraphs, by their place among the kept ones."""

    title: int | None = None
    author: str | None = None
    dates: list[date] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)  # rule by place

    def add(self, byline: "_Byline | None") -> None:
        if byline:
            self.author = self.author or byline.author
            self.dates += byline.dates


@dataclass(frozen=True, slots=True)
class _Byline:
    author: str | None
    dates: tuple[date, ...]


def describe(cleaned: Cleaned, known: Metadata, today: date) -> Description:
    """Completes what a file says in fields of its own with what is printed on the page.

    >>> page = Cleaned(("Le blé arrive", "Awa Koné", "3 mars 2023", "Il est arrivé."), ())
    >>> found = describe(page, Metadata(), date(2024, 1, 1))
    >>> found.metadata.title, found.metadata.author, str(found.metadata.published), found.body
    ('Le blé arrive', 'Awa Koné', '2023-03-03', ('Il est arrivé.',))
    """
    kept, dropped = cleaned.kept, cleaned.dropped
    header = _header(kept, known.title)
    for line in (found.line for found in dropped if found.rule == CATEGORY_LINE):
        # "Parredaction Catégorie Politique le 3 mai 2020 Étiquettes : , ," is a byline with tags.
        header.add(_byline(_TAGS.sub(r"Par \1 | \2", line)))
    body = tuple(
        line
        for place, line in enumerate(kept)
        if place != header.title and place not in header.dropped
    )
    printed = kept[header.title] if header.title is not None else None
    title = known.title or printed or (title_from(body[0]) if body else None)
    published, published_from = _published(known, header, (title or "", *body), today)
    metadata = replace(
        known,
        title=title,
        outlet=known.outlet or _outlet(dropped),
        author=known.author or header.author,
        url=unwrap(known.url) if known.url else _address(dropped),
        published=published,
        published_from=published_from,
    )
    lines = (Dropped(kept[place], rule) for place, rule in sorted(header.dropped.items()))
    return Description(metadata, body, tuple(lines))


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


def is_newsroom(name: str) -> bool:
    """Whether a page names a desk, an agency or an account as its author instead of a person.

    >>> is_newsroom("La Rédaction"), is_newsroom("Awa Koné")
    (True, False)
    """
    return _NEWSROOM.search(fold(name)) is not None


def unwrap(url: str) -> str:
    """The address behind a proxy's or an archive's, which carries it in its path.

    >>> unwrap("https://proxy.example:443/https/p.dw.com/p/3ujXE")
    'https://p.dw.com/p/3ujXE'
    """
    inner = re.match(r"https?://[^/?#]+/(?:[^?#]*?/)?(https?)(?::/)?/([\w-]+(?:\.[\w-]+)+.*)", url)
    return f"{inner[1]}://{inner[2]}" if inner else url


def _header(kept: Sequence[str], title: str | None) -> _Header:
    """Finds the title, unless it is known, and the lines around it that name author and date."""
    bylines = [_byline(line) for line in kept]
    header = _Header()
    if title is None:
        header.title = _title_place(kept, bylines)
        labels = (place for place in range(header.title or 0) if not is_prose(kept[place]))
        header.dropped = dict.fromkeys(labels, "section label")
    else:
        header.title = next((n for n, line in enumerate(kept[:HEADER]) if _same(line, title)), None)
    below = 0 if header.title is None else header.title + 1
    for place, byline in enumerate(bylines):
        near = place < below + HEADER
        last = place == len(kept) - 1
        if place == header.title or not (near or last):
            continue
        signed = kept[place] == header.author  # at the end, once more
        if byline is None and (signed or _is_name_of_author(kept, place, bylines, below)):
            byline = _Byline(_person(kept[place]), ())
        if byline is not None and (near or not byline.dates):
            header.dropped[place] = "byline"
            header.add(byline)
    return header


def _title_place(kept: Sequence[str], bylines: Sequence[_Byline | None]) -> int | None:
    """The first line that is no paragraph, with at most a lead above it."""
    leads = 0
    for place, line in enumerate(kept):
        if bylines[place] or (_is_name(line) and _beside_date(place, bylines)):
            continue
        if is_prose(line):
            leads += 1
            if leads > 1:
                return None
        elif not _is_kicker(kept, place, bylines):
            return place
    return None


def _is_kicker(kept: Sequence[str], place: int, bylines: Sequence[_Byline | None]) -> bool:
    """Whether a line of a word or two stands above the longer line that is the title."""
    if len(kept[place].split()) > KICKER_WORDS or place + 1 == len(kept) or bylines[place + 1]:
        return False
    below = kept[place + 1]
    return not is_prose(below) and not _is_name(below) and len(below) > len(kept[place])


def _byline(line: str) -> _Byline | None:
    """Author and dates of a line that tells nothing else."""
    if len(line) > LONGEST_BYLINE:
        return None
    printed = find_printed_dates(line)
    if not printed and not _SIGNED.match(line):
        return None
    rest = line
    for found in reversed(printed):
        rest = f"{rest[: found.start]}|{rest[found.end :]}"
    parts = re.split(r"[|•·–—,;:()\[\]/]|\s-\s", _BYLINE_WORDS.sub("|", rest))
    labels = [label for part in parts if (label := part.strip(" \xa0.-"))]
    if not all(_LABEL.fullmatch(label) or is_newsroom(label) for label in labels):
        return None
    author = next((name for label in labels if (name := _person(label))), None)
    return _Byline(author, tuple(found.date for found in printed))


def _is_name_of_author(
    kept: Sequence[str], place: int, bylines: Sequence[_Byline | None], below: int
) -> bool:
    """Whether a line is a bare name that signs the article rather than heads a section of it."""
    line = kept[place]
    if not _is_name(line):
        return False
    if _beside_date(place, bylines):
        return True
    # Authors do not write about themselves: a name that the text repeats is its subject.
    if any(line in other for number, other in enumerate(kept) if number != place):
        return False
    return place == below or (place == len(kept) - 1 and is_prose(kept[place - 1]))


def _beside_date(place: int, bylines: Sequence[_Byline | None]) -> bool:
    beside = [*bylines[max(place - 1, 0) : place], *bylines[place + 1 : place + 2]]
    return any(byline.dates for byline in beside if byline)


def _is_name(line: str) -> bool:
    return re.fullmatch(NAME, line) is not None


def _person(label: str) -> str | None:
    """The label, if it is the name of one or more people and not of a newsroom."""
    return label if _NAMES.fullmatch(label) and not is_newsroom(label) else None


def _published(
    known: Metadata, header: _Header, texts: Sequence[str], today: date
) -> tuple[date | None, Provenance | None]:
    if known.published:
        return known.published, known.published_from
    printed = header.dates or [day for text in texts[1:3] if (day := find_dateline(text))]
    # A page prints when it was published and perhaps when it was changed, which is later.
    if past := [day for day in printed if day <= today]:
        return min(past), Provenance.PRINTED
    inferred = infer_publication_date("\n".join(texts), not_after=today)
    return inferred, Provenance.INFERRED if inferred else None


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


def _same(line: str, title: str) -> bool:
    """Whether two lines have the same letters, whatever their marks."""
    first, second = ("".join(filter(str.isalnum, fold(text))) for text in (line, title))
    return first == second
