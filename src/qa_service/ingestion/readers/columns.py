"""Tables with an article in each row, whatever they were written in: what each column holds.

A column is known by its heading alone, among those that `records` has for the fields of a record.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, zip_longest
from typing import NamedTuple

from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Field, TakenColumn
from qa_service.ingestion.readers.fields import day_of
from qa_service.ingestion.readers.pieces import Found, Headed, Unread
from qa_service.ingestion.readers.records import FIELDS, HEADINGS, part_of, piece_of
from qa_service.text.dates import fold

PREAMBLE = 20  # rows among which that of the headings is looked for
MOST_NAMED = 20  # headings that a message repeats
LONGEST_NAMED = 40  # characters of each
NAMES = {field: (*FIELDS[field], *HEADINGS[field]) for field in Field}
# What counts only where no other name does: "Article" beside "Texte" may head the titles.
LAST = ("article",)
DATES = (Field.PUBLISHED, Field.UPDATED)
DAY_ZERO = date(1899, 12, 30)  # from which spreadsheets count days
# Days so counted from 1927 to 2099; smaller numbers are years, larger ones seconds.
_COUNTED = re.compile(r"([1-7]\d{4})(?:[.,]\d+)?")
# "20230206", with or without a time, and "2023/2/6".
_RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)(0\d|1[0-2])([0-3]\d)(?:\d{4}|\d{6})?$")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)[/.](\d\d?)[/.](\d\d?)(?!\d)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

Value = object  # of a cell: a text, a number, a date or None


class Row(NamedTuple):
    """A row of a table, or why it cannot be read."""

    name: str  # for the user
    cells: Sequence[Value]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a table, and what each column holds; None if that is nothing we know."""

    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]

    @property
    def taken(self) -> tuple[TakenColumn, ...]:
        """Those that hold something; of several of one field that comes first which counts."""
        found = [(self.headings[place], self.fields[place]) for place in self._ranked()]
        taken = [TakenColumn(heading, field) for heading, field in found if field]
        return tuple(sorted(taken, key=lambda one: self.fields.index(one.field)))

    @property
    def ignored(self) -> tuple[str, ...]:
        pairs = zip(self.headings, self.fields, strict=True)
        return tuple(heading for heading, field in pairs if heading and not field)

    @property
    def text(self) -> str | None:
        """The heading of the articles' text, None if no column holds any."""
        return next((one.heading for one in self.taken if one.field == Field.TEXT), None)

    def headed(self, part: str = "") -> Headed:
        """What is told of them in the report."""
        return Headed(part, self.taken, self.ignored)

    def record(self, cells: Sequence[Value], day_zero: date = DAY_ZERO) -> dict[str, str]:
        """The fields of a row; of several columns of one field that counts whose name comes first.

        >>> columns = columns_of(["Titre", "Chapô", "Date de parution"])
        >>> columns.record(["Le bac", "", 44963])
        {'title': 'Le bac', 'published': '2023-02-06'}
        """
        record: dict[str, str] = {}
        for place in self._ranked():
            field = self.fields[place]
            if field and field not in record and place < len(cells):
                value = _written(cells[place], field, day_zero)
                record |= {field.value: value} if value else {}
        return record

    def _ranked(self) -> list[int]:
        """The places of the columns, those of a field by the order of its names."""

        def rank(place: int) -> tuple[bool, int]:
            field, key = self.fields[place], _key(self.headings[place])
            return key in LAST, NAMES[field].index(key) if field else 0

        return sorted(range(len(self.fields)), key=rank)


def columns_of(cells: Sequence[Value]) -> Columns:
    """The columns that a row of headings names, accents, case and signs aside.

    >>> columns_of(["Titre", "Date de publication", "TONALITÉ"]).ignored
    ('TONALITÉ',)
    """
    headings = tuple(" ".join(_plain(cell).split()) for cell in cells)
    while headings and not headings[-1]:
        headings = headings[:-1]
    return Columns(headings, tuple(map(field_of, headings)))


def field_of(heading: str) -> Field | None:
    """What a column, or a property of a file, of that name holds.

    >>> field_of("Date de mise à jour"), field_of("Tonalité")
    (<Field.UPDATED: 'updated'>, None)
    """
    return next((field for field, names in NAMES.items() if _key(heading) in names), None)


def find_columns(rows: Iterable[Sequence[Value]]) -> tuple[Columns, int]:
    """The columns, and how many rows go before the articles.

    The headings are the first row with that of the text and of something else, whatever stands
    above it; else the first with several cells.
    """
    found = [*enumerate(map(columns_of, islice(rows, PREAMBLE)), start=1)]
    whole = ((one, number) for number, one in found if one.text and len(one.taken) > 1)
    some = ((one, n) for n, one in found if one.text or sum(map(bool, one.headings)) > 1)
    return next(whole, None) or next(some, (Columns((), ()), 0))


def articles_of(
    columns: Columns, rows: Iterable[Row], day_zero: date = DAY_ZERO
) -> Iterator[Found]:
    """The article in each row; one that cannot be read stops no other."""
    width = len(columns.headings)
    for row in rows:
        if row.fault:
            yield Unread(row.name, row.fault)
        elif not any(map(_plain, row.cells)) or _says_again(columns, row.cells):
            continue
        elif any(map(_plain, row.cells[width:])):
            yield Unread(
                row.name,
                "It has more cells than there are headings: export the table anew, with its texts "
                "in quotation marks.",
            )
        else:
            yield _article(columns, row, day_zero)


def _says_again(columns: Columns, cells: Sequence[Value]) -> bool:
    """Whether a row repeats the headings, as where tables were put below each other."""
    pairs = zip_longest(columns.headings, cells[: len(columns.headings)])
    return all(" ".join(_plain(cell).split()) == heading for heading, cell in pairs)


def _article(columns: Columns, row: Row, day_zero: date) -> Found:
    record = columns.record(row.cells, day_zero)
    if Field.TEXT in record or Field.LEAD in record:
        return piece_of(record, row.name)
    return Unread(
        row.name,
        f"It has no text in the column '{columns.text}': fill it in, or delete the row.",
        part_of(record),
    )


def require_text(tables: Sequence[Columns]) -> None:
    """Raises UnreadableFile unless one of a file's tables has a column of texts."""
    if any(columns.text for columns in tables):
        return
    found = [heading for columns in tables for heading in columns.headings if heading]
    named = [heading[:LONGEST_NAMED] for heading in found[:MOST_NAMED]] or ["–"]
    more = ["…"] if len(found) > MOST_NAMED else []
    raise UnreadableFile(
        f"No column is headed as the text of articles (headings found: {', '.join(named + more)}): "
        f"head it with one of {', '.join(NAMES[Field.TEXT])}."
    )


def _key(heading: str) -> str:
    return re.sub("[^a-z]", "", fold(heading))


def _plain(value: Value) -> str:
    """What a cell shows."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _written(value: Value, field: Field, day_zero: date) -> str:
    """What a cell says of a field."""
    if field in DATES:
        return _day(value, day_zero)
    text = _plain(value)
    return "" if field == Field.URL and not _ADDRESS.fullmatch(text) else text


def _day(value: Value, day_zero: date) -> str:
    """A day as 2023-02-06: a date, a number of days, or what is written as one.

    >>> [_day(value, DAY_ZERO) for value in (date(2023, 2, 6), "44963,5", "20230206")]
    ['2023-02-06', '2023-02-06', '2023-02-06']
    """
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    text = _plain(value)
    if counted := _COUNTED.fullmatch(text):
        return (day_zero + timedelta(days=int(counted[1]))).isoformat()
    if named := _RUN_TOGETHER.match(text) or _YEAR_FIRST.match(text):
        text = f"{named[1]}-{named[2]:0>2}-{named[3]:0>2}"
    day = day_of(text)
    return day.isoformat() if day else ""
