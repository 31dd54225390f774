"""Tables as text, CSV and TSV: cells parted by a sign, an article a row.

The sign is not guessed from what the text looks like, as `csv.Sniffer` does, which takes letters
for it: it is the one by which most headings are known.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import MB
from qa_service.ingestion.readers.columns import (
    PREAMBLE,
    Columns,
    Row,
    articles_of,
    find_columns,
    require_text,
)
from qa_service.ingestion.readers.encodings import BROKEN, readable
from qa_service.ingestion.readers.kinds import suffix_of
from qa_service.ingestion.readers.pieces import Found, Piece, Source, Unread

SIGNS = ",;\t|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class _Form:
    """How a table is written."""

    sign: str  # between cells
    escapes: bool  # a quotation mark within a cell is \", else ""


def read_delimited(source: Source) -> Iterator[Found]:
    """The articles in the rows of a table. Raises UnreadableFile."""
    text, damage = readable(source.read(source.limits.largest_file))
    longest = source.limits.largest_article
    signs = SIGNS if suffix_of(source.name) == ".csv" else "".join(sorted(SIGNS))  # tabs first
    ways = (False, True) if '\\"' in text else (False,)
    forms = [_Form(sign, escapes) for sign in signs for escapes in ways]
    form = max(forms, key=lambda form: _fit(text, form, longest))
    columns, above = find_columns(row.cells for row in _sample(text, form, longest))
    require_text([columns])
    yield columns.headed()
    rows = islice(_rows(text, form, longest), above, None)
    first = next(rows, None)
    if first is None:
        raise UnreadableFile("It lists no article: put some into it, or delete it.")
    for found in articles_of(columns, chain([first], rows)):
        broken = damage and isinstance(found, Piece) and BROKEN.encode() in found.content
        yield Unread(found.part, damage, found.part) if broken else found


def _fit(text: str, form: _Form, longest: int) -> tuple[int, int, int]:
    """How well a form fits: by headings that are known, by rows as long as they, by headings."""
    sample = _sample(text, form, longest)
    columns: Columns = find_columns(row.cells for row in sample)[0]
    width = len(columns.headings)
    alike = sum(len(row.cells) == width and not row.fault for row in sample)
    return len(columns.taken), alike, width


def _sample(text: str, form: _Form, longest: int) -> list[Row]:
    """The first rows, as far as they can be read."""
    rows = list[Row]()
    with suppress(UnreadableFile):
        rows.extend(islice(_rows(text, form, longest), PREAMBLE))
    return rows


def _rows(text: str, form: _Form, longest: int) -> Iterator[Row]:
    """The rows, numbered as spreadsheets do; `longest` megabytes each.

    Raises UnreadableFile where one does not end.
    """
    csv.field_size_limit(longest * MB)  # of the whole process; what sets it here, sets the same
    lines = _Lines(text)
    reader = csv.reader(
        lines,
        delimiter=form.sign,
        doublequote=not form.escapes,
        escapechar="\\" if form.escapes else None,
        strict=True,
    )
    number = 0
    while True:
        number += 1
        lines.taken = 0
        try:
            yield Row(f"row {number}", next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            if lines.ended or lines.taken > longest * MB:
                raise UnreadableFile(
                    f"It breaks off within row {number}, whose quotation mark is not closed within "
                    f"{longest} MB: export it anew."
                ) from error
            yield Row(
                f"row {number}",
                (),
                "Its quotation marks are not set as in a table: double those within a text, or "
                "export the table anew.",
            )


class _Lines:
    """The lines of a text with their ends, which tells how far it was read."""

    def __init__(self, text: str) -> None:
        self._found = _LINE.finditer(text)
        self.taken = 0  # characters since it was set to 0
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._found, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken += len(line[0])
        return line[0]
