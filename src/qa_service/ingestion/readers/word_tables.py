"""What heads the columns of a table, and so how its rows are told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.ingestion.readers.tables import row_sentence, unheaded_sentence

LONGEST_LABEL = 120  # characters; a longer cell heads nothing
# A cell with a number, alone or with what it counts: "25 000 t", "12,5 %".
_FIGURE = re.compile(r"[+\-−]?\d[\d\s.,]*(?:[\s%‰€$£°].*)?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row; a cell that goes over several rows is in each of them."""

    text: str
    column: int  # counted from 0
    width: int = 1  # columns that it goes over


Row = Sequence[Cell]


def row_sentences(rows: Sequence[Row], declared: int | None = None) -> list[str]:
    """A sentence for each row, "" for those that head the columns.

    Without those, a row's first cell heads the others. A cell over several columns has the heads of
    all of them; one over all columns stands alone, as it is. `declared` is how many rows at the top
    the file says are heads; where it says nothing, `heads` decides.

    >>> rows = [[Cell("Ligne", 0), Cell("Prix", 1)], [Cell("Ganvié", 0), Cell("200 francs", 1)]]
    >>> row_sentences(rows)
    ['', 'Ligne: Ganvié; Prix: 200 francs.']
    """
    columns = max((cell.column + cell.width for row in rows for cell in row), default=0)
    alone = [len(row) == 1 and row[0].width == columns for row in rows]
    start = alone.index(False) if False in alone else len(rows)  # below the table's own title
    if declared is None or 0 < declared <= start:
        declared = start + _headed(rows[start:])
    labels = _labels(rows[start:declared], columns)
    if all(alone[declared:]) or any(len(label) > LONGEST_LABEL for label in labels):
        declared, labels = 0, []  # nothing is headed, or by what is no label
    return [
        row[0].text if alone[number] else "" if number < declared else _sentence(row, labels)
        for number, row in enumerate(rows)
    ]


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
        texts.setdefault(cell.column, []).append(cell.text)
    columns = [(cell.text, texts.get(cell.column, [])) for cell in first]
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
            labels[column][_label(cell.text)] = None
    return [" ".join(label) for label in labels]


def _sentence(row: Row, labels: Sequence[str]) -> str:
    if not any(labels):
        return unheaded_sentence([cell.text for cell in row if cell.text])
    over = [labels[cell.column : cell.column + cell.width] for cell in row]
    headers = [" / ".join(dict.fromkeys(filter(None, names))) for names in over]
    return row_sentence(headers, [cell.text for cell in row])


def _label(text: str) -> str:
    return text.strip().rstrip(" :\xa0\u202f")
