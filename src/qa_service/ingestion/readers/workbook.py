"""Excel workbooks: each sheet with a column of texts is a table with an article a row."""

import html
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml.etree import LxmlError
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.readers.archives import broken_off, opened_zip
from qa_service.ingestion.readers.columns import (
    DAY_ZERO,
    PREAMBLE,
    Columns,
    Row,
    Value,
    articles_of,
    find_columns,
    require_text,
)
from qa_service.ingestion.readers.pieces import Found, Headed, Source

MOST_ROWS = 1_048_576  # that Excel allows a sheet; here of all sheets together
MOST_COLUMNS = 256  # that are looked at; Excel allows 16,384, but a table of articles has some ten
_HEIGHTS = {"superscript": "sup", "subscript": "sub"}
_ERRORS = frozenset(ERROR_CODES)
# What the library raises for parts that are missing, or hold what they should not.
_BROKEN = (
    InvalidFileException, LxmlError, ParseError, zipfile.BadZipFile, OSError, KeyError, ValueError,
    TypeError, AttributeError, IndexError, OverflowError, RecursionError, RuntimeError,
)  # fmt: skip

Sheet = Any  # openpyxl has no types of its own


def read_workbook(source: Source) -> Iterator[Found]:
    """The articles in the rows of a workbook, but for sheets that are hidden.

    Of formulas the values that were kept are read. Raises UnreadableFile.
    """
    data = source.read(source.limits.largest_file)
    with opened_zip(replace(source, open=partial(io.BytesIO, data))) as archive:
        source.budget.take(sum(member.file_size for member in archive.infolist()))
    with _opened(data) as workbook:
        day_zero = date(1904, 1, 1) if workbook.epoch.year == 1904 else DAY_ZERO
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        left = _Left()
        heads = [_columns(sheet, left) for sheet in sheets]
        require_text([columns for columns, _ in heads])
        several = len(sheets) > 1
        yield from _heads(sheets, heads, several)
        for sheet, (columns, above) in zip(sheets, heads, strict=True):
            if columns.text:
                rows = _rows(sheet, left, f"{sheet.title}, " if several else "")
                yield from articles_of(columns, islice(rows, above, None), day_zero)


def _heads(
    sheets: Sequence[Sheet], heads: Sequence[tuple[Columns, int]], several: bool
) -> Iterator[Headed]:
    for sheet, (columns, _) in zip(sheets, heads, strict=True):
        part = sheet.title if several else ""
        if columns.text:
            yield columns.headed(part)
        elif columns.headings:
            yield Headed(part, (), tuple(filter(None, columns.headings)))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """A workbook while it is read, whatever breaks then. Raises UnreadableFile."""
    try:
        with warnings.catch_warnings(), broken_off():
            warnings.simplefilter("ignore")  # of what is not read anyway
            workbook = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
        with closing(workbook), broken_off():
            yield workbook
    except _BROKEN as error:
        raise UnreadableFile(
            "It is no Excel workbook that can be read: save it anew as .xlsx, or as .csv."
        ) from error


class _Left:
    """How many rows may still be read of a workbook."""

    def __init__(self) -> None:
        self._rows = MOST_ROWS

    def take(self) -> None:
        """Raises UnreadableFile if there is none."""
        self._rows -= 1
        if self._rows < 0:
            raise UnreadableFile(f"It has more than {MOST_ROWS} rows: split it.")


def _columns(sheet: Sheet, left: _Left) -> tuple[Columns, int]:
    return find_columns(row.cells for row in islice(_rows(sheet, left), PREAMBLE))


def _rows(sheet: Sheet, left: _Left, where: str = "") -> Iterator[Row]:
    """The rows that the sheet has, as it numbers them.

    By the library's parser, as what stands before it fills gaps that a damaged sheet makes as wide
    as it likes, and forgets which figures are raised where a text stands in its cell.
    """
    book = sheet.parent
    with sheet._get_source() as file:
        parser = WorkSheetParser(
            file,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
            rich_text=True,
        )
        for number, cells in parser.parse():
            left.take()
            yield Row(f"{where}row {number}", _cells(cells))


def _cells(found: Sequence[Mapping[str, Any]]) -> list[Value]:
    """What stands in each column, up to the last one that is not empty."""
    values = {cell["column"] - 1: _value(cell["value"]) for cell in found}
    last = max((place for place in values if place < MOST_COLUMNS), default=-1)
    return [values.get(place) for place in range(last + 1)]


def _value(cell: object) -> Value:
    if isinstance(cell, CellRichText):
        return _marked_up(cell)
    if isinstance(cell, str):
        return "" if cell in _ERRORS else _written(cell)
    return cell


def _written(text: str) -> str:
    """A text as it was typed: Excel writes the ends of lines of Windows by their code."""
    return text.replace("_x000D_", "\r")


def _marked_up(cell: CellRichText) -> str:
    """The text of a cell, as HTML if some of it is raised or lowered, so that no number changes."""
    runs = [
        (run.text, _HEIGHTS.get(run.font.vertAlign or "")) if isinstance(run, TextBlock)
        else (run, None)
        for run in cell
    ]  # fmt: skip
    plain = _written("".join(text for text, _ in runs))
    if not any(tag for _, tag in runs):
        return plain
    told = (
        f"<{tag}>{html.escape(text)}</{tag}>" if tag else html.escape(text) for text, tag in runs
    )
    paragraphs = re.split(r"[\r\n]+", _written("".join(told)))
    return "".join(f"<p>{text}</p>" for text in paragraphs)
