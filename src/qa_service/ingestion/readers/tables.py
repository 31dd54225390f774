"""The rows of a table as sentences, so that each can be found, quoted and read alone.

Whatever a table was written in, its reader says which cells stand where, and how many rows at its
top the file says are heads; all else is decided here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Generic, Protocol, TypeVar

from qa_service.ingestion.boilerplate import is_prose
from qa_service.ingestion.readers.raised import settled

LONGEST_LABEL = 120  # characters; a longer cell heads nothing
# A cell with a number, alone or with what it counts: "25 000 t", "12,5 %", "8h30".
_FIGURE = re.compile(r"[+\-−]?\d[\d\s.,:/h]*(?:[\s%‰€$£°].*)?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row; a cell that goes over several rows is in each of them (`again`)."""

    text: str
    column: int  # counted from 0
    width: int = 1  # columns that it goes over


Row = Sequence[Cell]


class Block(Protocol):
    """A paragraph of a text document, or a note or a box beside one (`is_aside`)."""

    @property
    def text(self) -> str: ...

    @property
    def is_aside(self) -> bool: ...


B = TypeVar("B", bound=Block)


@dataclass(frozen=True, slots=True)
class Held(Generic[B]):
    """What a cell of a text document holds."""

    blocks: tuple[B, ...]
    column: int
    width: int
    goes_on: bool = False  # from the cell above, whose text it shows

    def says(self) -> list[str]:
        """Its own paragraphs."""
        return [block.text for block in self.blocks if block.text and not block.is_aside]

    def shown(self, above: str) -> Cell:
        text = again(above) if self.goes_on else " ".join(self.says())
        return Cell(text.replace("\n", " "), self.column, self.width)


def shown(rows: Sequence[Sequence[Held[B]]]) -> list[list[Cell]]:
    """What stands in each row, those cells included that go on from above."""
    found: list[list[Cell]] = []
    for row in rows:
        above = {cell.column: cell.text for cell in found[-1]} if found else {}
        found.append([cell.shown(above.get(cell.column, "")) for cell in row])
    return found


def again(text: str) -> str:
    """What a cell over several rows says below the first: a label again, prose only once."""
    return text if len(text) <= LONGEST_LABEL else ""


def row_sentences(rows: Sequence[Row], declared: int | None = None) -> list[str]:
    """A sentence for each row, "" for those that head the columns.

    Without those, a row's first cell heads the others. A cell over several columns has the heads of
    all of them; one that fills its row stands alone, as it is. `declared` is how many rows at the
    top the file says are heads; where it says nothing, `heads` decides.

    >>> rows = [[Cell("Ligne", 0), Cell("Prix", 1)], [Cell("Ganvié", 0), Cell("200 francs", 1)]]
    >>> row_sentences(rows)
    ['', 'Ligne: Ganvié; Prix: 200 francs.']
    """
    columns = max((cell.column + cell.width for row in rows for cell in row), default=0)
    alone = [_is_alone(row, columns) for row in rows]
    start = alone.index(False) if False in alone else len(rows)  # below the table's own title
    if declared is None or 0 < declared <= start:
        declared = start + _headed(rows[start:])
    headers = [row for row, is_alone in zip(rows[:declared], alone, strict=False) if not is_alone]
    labels = _labels(headers, columns)
    if all(alone[declared:]) or any(len(label) > LONGEST_LABEL for label in labels):
        declared, labels = 0, []  # nothing is headed, or by what is no label
    return [
        row[0].text if alone[number] else "" if number < declared else _sentence(row, labels)
        for number, row in enumerate(rows)
    ]


def _is_alone(row: Row, columns: int) -> bool:
    """Whether one cell fills a row: a title, a note, or all there is in a column."""
    return len(row) == 1 and row[0].column == 0 and (row[0].width > 1 or columns == 1)


def places(rows: Sequence[Sequence[tuple[int, Sequence[str]]]], headed: bool) -> bool:
    """Whether a table only places what it holds; of each cell its column and its paragraphs.

    One does with a single row or column, or several pieces of prose in a cell; and with sentences
    side by side, unless the file says what heads its columns.
    """
    filled = [[(column, sum(map(_is_prose, texts))) for column, texts in row if any(texts)]
              for row in rows]  # fmt: skip
    columns = {column for row in filled for column, _ in row}
    several = any(prose > 1 for row in filled for _, prose in row)
    beside = any(sum(prose > 0 for _, prose in row) > 1 for row in filled)
    return len(rows) < 2 or len(columns) < 2 or several or (beside and not headed)


def bold_heads(rows: Sequence[Sequence[bool | None]]) -> int | None:
    """How many rows are heads by bold letters, of cells in which they are; None for empty ones.

    A first row in bold heads the columns, a first column in bold says that none does.

    >>> bold_heads([[True, True], [False, None]]), bold_heads([[True, False], [True, False]])
    (1, 0)
    """
    words = [[bold for bold in row if bold is not None] for row in rows]
    if [bool(row) and all(row) for row in words[:2]] == [True, False]:
        return 1
    first, others = [row[0] for row in rows if row], [bold for row in rows for bold in row[1:]]
    return 0 if all(first) and not any(others) else None


def heads(first: Row, below: Sequence[Row]) -> bool:
    """Whether a first row heads the columns, where the file does not say so.

    It does if its first cell alone is empty, or if a column of figures begins with none; it does
    not if such a column begins with one, or if it is longer than labels are. (A year heads figures,
    but not other years.) Otherwise the first of three columns or more does; of two, the first
    column heads the rows as often, and is taken to.

    >>> rows = [[Cell("Départ", 0), Cell("8 h", 1)], [Cell("Retour", 0), Cell("9 h", 1)]]
    >>> heads(rows[0], rows[1:])
    False
    """
    filled = [bool(cell.text) for cell in first]
    if any(len(cell.text) > LONGEST_LABEL for cell in first):
        return False
    if len(first) > 1 and filled == [False, *[True] * (len(first) - 1)]:
        return True
    texts: dict[int, list[str]] = {}
    for cell in (cell for row in below for cell in row if cell.text):
        texts.setdefault(cell.column, []).append(settled(cell.text)[0])
    columns = [(settled(cell.text)[0], texts.get(cell.column, [])) for cell in first]
    figures = [(text, under) for text, under in columns if under and all(map(_is_figure, under))]
    if any(_is_like(text, under) for text, under in figures):
        return False
    return sum(cell.width for cell in first) > 2 or any(text for text, _ in figures)


def _headed(rows: Sequence[Row]) -> int:
    """How many rows head the columns: those below go on where a cell parts into several."""
    if len(rows) < 2 or not heads(rows[0], rows[1:]):
        return 0
    end = 1
    while end < len(rows) - 1 and any(cell.width > 1 for cell in rows[end - 1]):
        end += 1
    return end


def _is_prose(text: str) -> bool:
    """Whether it is a sentence rather than a label."""
    return is_prose(text) and not text.endswith(":")


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _is_like(text: str, figures: Sequence[str]) -> bool:
    """Whether what a column begins with is one of its figures."""
    year = _YEAR.fullmatch(text) is not None
    return _is_figure(text) and (not year or all(map(_YEAR.fullmatch, figures)))


def _labels(rows: Sequence[Row], columns: int) -> list[str]:
    """What heads each column, from the top down."""
    labels: list[dict[str, None]] = [{} for _ in range(columns)]
    for cell in (cell for row in rows for cell in row if cell.text):
        for column in range(cell.column, cell.column + cell.width):
            labels[column][cell.text.strip().rstrip(" :\xa0\u202f")] = None
    return [" ".join(label) for label in labels]


def _sentence(row: Row, labels: Sequence[str]) -> str:
    if not any(labels):
        return unheaded_sentence([cell.text for cell in row])
    over = [labels[cell.column : cell.column + cell.width] for cell in row]
    headers = [" / ".join(dict.fromkeys(filter(None, names))) for names in over]
    return row_sentence(headers, [cell.text for cell in row])


def row_sentence(headers: Sequence[str], cells: Sequence[str]) -> str:
    """A row as "column: value" pairs; a cell without a header stands alone, an empty one nowhere.

    >>> row_sentence(["Région", "Récolte", "Prix"], ["Kayes", "12 000 t", ""])
    'Région: Kayes; Récolte: 12 000 t.'
    >>> row_sentence([], ["Kayes", "12 000 t."])
    'Kayes; 12 000 t.'
    """
    pairs = zip_longest((header.rstrip(" :") for header in headers), cells, fillvalue="")
    told = [f"{header}: {cell}" if header else cell for header, cell in pairs if cell]
    sentence = "; ".join(told)
    ends = not sentence or re.search(r"[.!?…]$", settled(sentence)[0])
    return sentence if ends else f"{sentence}."


def unheaded_sentence(cells: Sequence[str]) -> str:
    """A row of a table without headers: its first cell says what the others are of.

    >>> unheaded_sentence(["Kayes", "12 000 t", "13 000 t"])
    'Kayes: 12 000 t, 13 000 t.'
    """
    others = ", ".join(filter(None, cells[1:]))
    return row_sentence(cells[:1], [others]) if others else row_sentence([], cells)
