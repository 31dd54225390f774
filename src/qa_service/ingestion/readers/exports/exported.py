"""What an article of a press database's export is, and what is said of those that are missing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from hashlib import sha256

from babel.dates import get_month_names

from qa_service.domain.article import Provenance
from qa_service.ingestion.cleaning import Dropped
from qa_service.ingestion.header import is_desk
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.document import RawDocument, assemble
from qa_service.ingestion.readers.pieces import Found, Piece, Unread
from qa_service.ingestion.readers.raised import settled
from qa_service.text.dates import date_or_none, find_printed_date, fold

RULE = "line of the export"  # under which it is among what was dropped
NAMED = 5  # missing articles that are told by name
LOCALES = ("de", "es", "it", "nl", "pl", "pt")  # of the databases, besides French and English
# How a line of rights begins.
RIGHTS = re.compile(r"Copyright\b|©|All Rights Reserved|Alle Rechte|Tous droits", re.IGNORECASE)

_DAY = re.compile(r"(?<!\d)(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?\s+(?:de\s+)?(\d{4})(?!\d)")
_PAGE = re.compile(r"(?:p(?:ages?|g)?|s(?:eite)?)\b\.?\s*(\S.*)", re.IGNORECASE)
_COUNT = re.compile(r"\d[\d.,\s]*\s[^\W\d]+")


@dataclass(frozen=True, slots=True)
class Exported:
    """One article, before its text is cleaned."""

    known: Metadata
    lines: tuple[str, ...]
    own: tuple[str, ...] = ()  # lines of the export around it
    key: str | None = None  # the database's own, which stays
    hidden: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """Its key, or else what a correction leaves as it was."""
        known = self.known
        told = "\n".join(map(str, (known.title, known.outlet, known.published, known.section)))
        return self.key or sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def piece(article: Exported) -> Piece:
    """What becomes an article of the archive."""
    content = repr((article.known, article.lines)).encode("utf-8", "surrogatepass")
    return Piece(article.part, content, partial(_read, article))


def also_own(article: Exported | None, lines: Iterable[str]) -> Exported | None:
    """The same article, beside which the export has these lines of its own too."""
    own = tuple(text for line in lines if (text := line.strip()))
    return replace(article, own=(*article.own, *own)) if article and own else article


def _read(article: Exported) -> RawDocument:
    document = assemble(article.lines, article.known, article.hidden)
    own = tuple(Dropped(settled(line)[0], RULE) for line in article.own)
    return replace(document, dropped=(*own, *document.dropped))


def known(
    title: str,
    outlet: str = "",
    dated: str = "",
    author: str = "",
    places: Iterable[str] = (),
    url: str | None = None,
) -> Metadata:
    """What an export says; `places` are the rubric and the page, which stand together."""
    published = day_in(dated)
    section = ", ".join(filter(None, (_line(place) for place in places)))
    signed = _line(re.sub(r"^(?:Par|By|Von|De|Door)\s+(?=[A-ZÀ-Ý])", "", author.strip()))
    return Metadata(
        title=_line(title) or None,
        outlet=_line(outlet) or None,
        author=None if is_desk(signed) else signed or None,
        url=url,
        published=published,
        published_from=Provenance.RECORD if published else None,
        section=section or None,
    )


def day_in(text: str) -> date | None:
    """The first full date, in any language that the databases are used in.

    >>> day_in("Mittwoch, 31. August 2011"), day_in("6 de febrero de 2023")
    (datetime.date(2011, 8, 31), datetime.date(2023, 2, 6))
    """
    if found := find_printed_date(text):
        return found
    for day, month, year in _DAY.findall(text):
        if number := _months().get(fold(month)):
            return date_or_none(int(year), number, int(day))
    return None


@cache
def _months() -> dict[str, int]:
    return {
        fold(name).rstrip("."): month
        for locale in LOCALES
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, "format", locale).items()
    }


def is_count(line: str) -> bool:
    """Whether a line is a number of words, in whatever language.

    >>> is_count("1,204 words"), is_count("412 mots"), is_count("12 May 2010")
    (True, True, False)
    """
    return _COUNT.fullmatch(line.strip()) is not None


def page_of(text: str) -> str | None:
    """The page that a text names, as it names it.

    >>> page_of("Pg. 12"), page_of("p. A3"), page_of("S. 7 Ausg. 167"), page_of("Paris")
    ('p. 12', 'p. A3', 'p. 7', None)
    """
    found = _PAGE.fullmatch(text.strip())
    number = found[1].split()[0].rstrip(",;") if found else ""
    return f"p. {number}" if any(map(str.isdigit, number)) else None


def places_in(field: str) -> tuple[str, ...]:
    """The rubric and, last, the page that a field of sections names; "" where it names no page.

    >>> places_in("Sports; Pg. 12"), places_in("Sports")
    (('Sports', 'p. 12'), ('Sports', ''))
    """
    section, *others = [part.strip() for part in field.split(";")]
    page = next((page for part in (*others, section) if (page := page_of(part))), "")
    return (*(part for part in (section, *others) if not page_of(part)), page)


def broken_off(title: str) -> Unread:
    """What is said of an article in which a file ends."""
    return Unread(_line(title), "The export breaks off within this article: export it anew.")


def unlike(name: str) -> Unread:
    """What is said of a part of an export in which no article is found."""
    return Unread(
        name,
        "It has no title or date where its export has them: save this article by itself as .txt.",
    )


def missing(held: int, names: Sequence[str], total: int) -> Iterator[Found]:
    """What is said where an export promises more articles than it holds."""
    if names:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        told = ", ".join(f"“{name}”" for name in names[:NAMED]) + more
        yield Unread(
            names[0],
            f"The export holds {held} of {total} articles, without {told}: export it anew.",
        )


def _line(text: str) -> str:
    """A name as it is stored."""
    return " ".join(settled(text)[0].split())
