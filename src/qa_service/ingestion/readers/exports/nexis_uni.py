"""Exports of Nexis Uni and Lexis+: Word and RTF files, and what is saved from them.

A page in front lists the articles; each has title, outlet, day, rights, fields ("Length: ..."),
"Body", the text, more fields ("Load-Date: ...") and a line that ends it.
"""

import re
from collections.abc import Iterator, Sequence

from qa_service.ingestion.readers.exports.exported import (
    RIGHTS,
    Exported,
    also_own,
    broken_off,
    day_in,
    known,
    missing,
    piece,
    places_in,
    unlike,
)
from qa_service.ingestion.readers.pieces import Found

# In the languages of the database.
ENDS = frozenset(
    ("End of Document", "Fin du document", "Fin du Document", "Ende des Dokuments",
     "Ende des Dokumentes", "Einde van document", "Fin del documento")
)  # fmt: skip
BODY = frozenset(("Body", "Corps", "Corps du texte", "Text", "Volltext", "Hoofdtekst", "Cuerpo"))
BELOW = frozenset(("Graphic", "Graphique", "Grafik", "Classification", "Klassifizierung", "Notes"))
HEAD = 8  # lines within which the day stands
FIELD = re.compile(r"([^\W\d_][\w /-]{2,28}):(?:\s+(.*))?")
AUTHOR = frozenset(("Byline", "Auteur", "Autor"))
SECTION = frozenset(("Section", "Rubrique", "Rubrik", "Rubriek"))
LENGTH = frozenset(("Length", "Longueur", "Länge", "Lengte"))
LEAD = frozenset(("Highlight",))
LOADED = frozenset(("Load-Date", "Date-Chargement", "Date de chargement", "Ladedatum", "Language",
                    "Langue", "Sprache", "Publication-Type", "Type de publication"))  # fmt: skip
_LISTED = re.compile(r"\s*(\d{1,6})\.\s+(.+)")
_PROMISED = re.compile(r"[^\W\d_]+\s*\((\d{1,6})\)")
_BESIDE = re.compile(r"Link to (?:Image|PDF)|Link zum PDF-Dokument|Page \d+ (?:of|sur|von) \d+")


def in_lines(lines: Sequence[str]) -> Iterator[Found] | None:
    """The articles of an export, or None if it is none."""
    told = [
        text for line in lines if (text := " ".join(line.split())) and not _BESIDE.fullmatch(text)
    ]
    ends = [place for place, line in enumerate(told) if line in ENDS]
    if not ends:
        return None
    listed, start = _contents(told[: ends[0]])
    starts = [start, *(end + 1 for end in ends)]
    found = [
        also_own(_of_lines(told[start:end]), told[end : end + 1])
        for start, end in zip(starts, ends, strict=False)
    ]
    found[0] = also_own(found[0], told[:start])
    return _of_articles(found, listed, told[starts[-1] :]) if any(found) else None


def _of_articles(
    found: Sequence[Exported | None], listed: Sequence[str], rest: Sequence[str]
) -> Iterator[Found]:
    for number, article in enumerate(found, start=1):
        yield piece(article) if article else unlike(f"document {number}")
    held = len(found)
    if rest:
        yield broken_off(rest[0])
        held += 1
    yield from missing(len(found), listed[held:], len(listed))


def _contents(front: Sequence[str]) -> tuple[list[str], int]:
    """The titles that the page in front lists, and the place where the first article begins."""
    at = next((n for n, line in enumerate(front) if _PROMISED.fullmatch(line)), None)
    promised = _PROMISED.fullmatch(front[at]) if at is not None else None
    if at is None or promised is None:
        return [], 0
    titles: list[str] = []
    for line in front[at + 1 :]:
        entry = _LISTED.fullmatch(line)
        if entry and int(entry[1]) == len(titles) + 1 and len(titles) < int(promised[1]):
            titles.append(entry[2])
    first = (
        next((n for n in range(at + 1, len(front)) if front[n] == titles[0]), 0) if titles else 0
    )
    return titles, first


def _of_lines(lines: Sequence[str]) -> Exported | None:
    dated = next((n for n, line in enumerate(lines[:HEAD]) if day_in(line)), None)
    if dated is None or dated < 2:
        return None
    *title, outlet = lines[:dated]
    head = dated + 1
    while head < len(lines) and _is_head(lines[head]):
        head += 1
    fields = _fields(lines[dated + 1 : head])
    bodied = head < len(lines) and lines[head] in BODY
    start = head + bodied
    if not bodied and not any(map(_named, lines)):
        return None  # other documents end in such a line too
    end = next((n for n in range(start, len(lines)) if _is_below(lines[n])), len(lines))
    places = places_in(fields.get("section", ""))
    about = known(" ".join(title), outlet, lines[dated], fields.get("author", ""), places)
    body = [fields.get("lead", ""), *lines[start:end]]
    own = (*lines[dated - 1 : start], *lines[end:])
    return Exported(about, tuple(text for line in body for text in (line, "")), own)


def _is_head(line: str) -> bool:
    return line not in BODY and bool(RIGHTS.match(line) or _named(line))


def _named(line: str) -> str | None:
    found = FIELD.fullmatch(line)
    named = AUTHOR | SECTION | LENGTH | LEAD | LOADED | {"Dateline"}
    return found[1] if found and found[1] in named else None


def _fields(lines: Sequence[str]) -> dict[str, str]:
    kinds = {"author": AUTHOR, "section": SECTION, "lead": LEAD}
    return {
        kind: line.partition(":")[2].strip()
        for line in lines
        for kind, names in kinds.items()
        if _named(line) in names
    }


def _is_below(line: str) -> bool:
    return line in BELOW or _named(line) in LOADED
