"""The paragraphs of an RTF file and the rows of its tables, told as those of other files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from qa_service.ingestion.readers.tables import Cell, again, bold_heads, places, row_sentences


@dataclass(frozen=True, slots=True)
class Edge:
    """How the file defines a cell of the rows that follow."""

    right: int  # where it ends on the page
    across: bool  # it is one with the cell before it
    down: bool  # it is one with the cell above it


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: of each cell its text and whether that is bold, None where it is empty."""

    cells: tuple[tuple[str, bool | None], ...]
    edges: tuple[Edge, ...]
    is_head: bool

    @property
    def barred(self) -> str:
        """Its cells as an export has its fields."""
        told = " | ".join(text for text, _ in self.cells)
        return re.sub(r"^( \| )+|(?<! \| )( \| )+$", "", told)


Block = str | Row  # a paragraph, "" if it is empty, or a row


def texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Paragraphs as they are, tables told."""
    for is_row, group in groupby(blocks, lambda block: isinstance(block, Row)):
        if is_row:
            yield from _of_table([block for block in group if isinstance(block, Row)])
        else:
            yield from (block for block in group if isinstance(block, str))


def _of_table(rows: Sequence[Row]) -> Iterator[str]:
    named = [row.is_head for row in rows]
    bold = bold_heads([[is_bold for _, is_bold in row.cells] for row in rows])
    declared = [*named, False].index(False) if named[0] else bold
    shown = [*_cells(rows)]
    held = [[(cell.column, cell.text.split("\n")) for cell in row] for row in shown]
    if places(held, headed=bool(declared)):
        yield from (cell.text for row in shown for cell in row if cell.text)
    else:
        told = [[replace(cell, text=cell.text.replace("\n", " ")) for cell in row] for row in shown]
        yield from filter(None, row_sentences(told, declared))


def _cells(rows: Sequence[Row]) -> Iterator[list[Cell]]:
    """The cells of each row, in the columns over which they reach."""
    rights = sorted({edge.right for row in rows for edge in row.edges[: len(row.cells)]})
    columns = {right: column for column, right in enumerate(rights)}
    drawn = all(_is_drawn(row) for row in rows) and len({len(row.cells) for row in rows}) > 1
    above: dict[int, str] = {}  # by column
    for row in rows:
        shown = list[Cell]()
        for number, (text, _) in enumerate(row.cells):
            edge = row.edges[number] if number < len(row.edges) else None
            start = shown[-1].column + shown[-1].width if shown else 0
            width = columns[edge.right] - start + 1 if edge and drawn else 1
            if edge and edge.across and shown:
                shown[-1] = replace(shown[-1], width=shown[-1].width + width)
            else:
                said = again(above.get(start, "")) if edge and edge.down else text
                shown.append(Cell(said, start, width))
        yield shown
        above = {cell.column: cell.text for cell in shown}


def _is_drawn(row: Row) -> bool:
    """Whether the file says where each cell ends."""
    rights = [edge.right for edge in row.edges]
    return len(rights) == len(row.cells) and all(a < b for a, b in pairwise(rights))
