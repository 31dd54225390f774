"""The lines of a page that are no paragraphs: its title, and who signed it when."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from qa_service.ingestion.boilerplate import NAME, is_prose
from qa_service.text.dates import PrintedDate, find_printed_dates, fold

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
_DATED_AS = re.compile(r"publi|poste|mise? a jour|modifi|updated|actualis")
_DESK = re.compile(r"\b(?:redac|admin|newsroom|webmaster|editor|journal|staff\b)")
_AGENCY = re.compile(r"\b(?:source|medias?|afp|apa|ap)\b")


@dataclass(slots=True)
class Header:
    """What those lines say; places are those among the kept lines."""

    title: int | None = None
    author: str | None = None
    section: str | None = None
    dates: list[date] = field(default_factory=list)
    updates: list[date] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)  # rule by place

    def add(self, byline: "Byline | None") -> None:
        if byline:
            self.author = self.author or byline.author
            self.dates += byline.dates
            self.updates += byline.updates


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line that signs the article says, and nothing else."""

    author: str | None
    dates: tuple[date, ...] = ()
    updates: tuple[date, ...] = ()  # those of a change

    @property
    def is_dated(self) -> bool:
        return bool(self.dates or self.updates)


def find_header(kept: Sequence[str], title: str | None) -> Header:
    """Finds the title, unless it is known, and the lines around it that name author and date."""
    bylines = [read_byline(line) for line in kept]
    header = Header()
    if title is None:
        header.title = _title_place(kept, bylines)
        labels = (place for place in range(header.title or 0) if not is_prose(kept[place]))
        header.dropped = dict.fromkeys(labels, "section label")
        if len(header.dropped) == 1:
            header.section = kept[next(iter(header.dropped))]
    else:
        header.title = next(
            (n for n, line in enumerate(kept[:HEADER]) if same_letters(line, title)), None
        )
    below = 0 if header.title is None else header.title + 1
    for place, byline in enumerate(bylines):
        near = place < below + HEADER
        last = place == len(kept) - 1
        if place == header.title or not (near or last):
            continue
        signed = kept[place] == header.author  # at the end, once more
        if byline is None and (signed or _is_name_of_author(kept, place, bylines, below)):
            byline = Byline(_person(kept[place]), ())
        if byline is not None and (near or not byline.is_dated):
            header.dropped[place] = "byline"
            header.add(byline)
    return header


def _title_place(kept: Sequence[str], bylines: Sequence[Byline | None]) -> int | None:
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


def _is_kicker(kept: Sequence[str], place: int, bylines: Sequence[Byline | None]) -> bool:
    """Whether a line of a word or two stands above the longer line that is the title."""
    if len(kept[place].split()) > KICKER_WORDS or place + 1 == len(kept) or bylines[place + 1]:
        return False
    below = kept[place + 1]
    return not is_prose(below) and not _is_name(below) and len(below) > len(kept[place])


def read_byline(line: str) -> Byline | None:
    """Author and dates of a line that tells nothing else."""
    if len(line) > LONGEST_BYLINE:
        return None
    printed = find_printed_dates(line)
    if not printed and not _SIGNED.match(line):
        return None
    rest, changed = line, _dates_of_change(line, printed)
    for found in reversed(printed):
        rest = f"{rest[: found.start]}|{rest[found.end :]}"
    parts = re.split(r"[|•·–—,;:()\[\]/]|\s-\s", _BYLINE_WORDS.sub("|", rest))
    labels = [label for part in parts if (label := part.strip(" \xa0.-"))]
    if not all(_LABEL.fullmatch(label) or is_newsroom(label) for label in labels):
        return None
    author = next((name for label in labels if (name := _person(label))), None)
    dates = tuple(found.date for found in printed if found not in changed)
    return Byline(author, dates, tuple(found.date for found in changed))


def _dates_of_change(line: str, printed: Sequence[PrintedDate]) -> list[PrintedDate]:
    """The dates before which "mis à jour" stands, and no "publié" after it."""
    starts = [0, *(found.end for found in printed)]
    return [
        found
        for start, found in zip(starts, printed, strict=False)
        if (words := _DATED_AS.findall(fold(line[start : found.start])))
        and not words[-1].startswith("p")
    ]


def _is_name_of_author(
    kept: Sequence[str], place: int, bylines: Sequence[Byline | None], below: int
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


def _beside_date(place: int, bylines: Sequence[Byline | None]) -> bool:
    beside = [*bylines[max(place - 1, 0) : place], *bylines[place + 1 : place + 2]]
    return any(byline.is_dated for byline in beside if byline)


def _is_name(line: str) -> bool:
    return re.fullmatch(NAME, line) is not None


def _person(label: str) -> str | None:
    """The label, if it is the name of one or more people and not of a newsroom."""
    return label if _NAMES.fullmatch(label) and not is_newsroom(label) else None


def is_newsroom(name: str) -> bool:
    """Whether a page names a desk, an agency or an account as its author instead of a person.

    >>> is_newsroom("La Rédaction"), is_newsroom("Awa Koné")
    (True, False)
    """
    return is_desk(name) or _AGENCY.search(fold(name)) is not None


def is_desk(name: str) -> bool:
    """Whether it names nobody: a desk or an account. An agency signs what it writes.

    >>> is_desk("admin"), is_desk("AFP")
    (True, False)
    """
    return _DESK.search(fold(name)) is not None


def same_letters(line: str, title: str) -> bool:
    """Whether two lines have the same letters, whatever their marks."""
    plain = (unicodedata.normalize("NFKC", text) for text in (line, title))  # "CO₂" and "CO2"
    first, second = ("".join(filter(str.isalnum, fold(text))) for text in plain)
    return first == second
