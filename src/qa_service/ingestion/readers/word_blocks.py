"""The paragraphs, notes, text boxes and rows of a Word file, in the order of reading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docx.oxml.ns import qn

from qa_service.ingestion.readers.tables import Held, bold_heads, places, row_sentences, shown
from qa_service.ingestion.readers.word_formulas import FORMULAS
from qa_service.ingestion.readers.word_lines import NoteId, read_line
from qa_service.ingestion.readers.word_styles import Element, Styles, find, is_on, is_true, value

MOST_COLUMNS = 63  # that Word allows
_PARAGRAPH, _TABLE, _ROW, _CELL = (qn(name) for name in ("w:p", "w:tbl", "w:tr", "w:tc"))
_DRAWS_HEADS = f"{qn('w:tblStylePr')}[@{qn('w:type')}='firstRow']"
_FIRST_ROW = 0x20  # the bit of a table's look that has its style draw the first row as a head


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table, in which figures stand between signs (`raised`)."""

    text: str
    style: str = ""  # its paragraph's, by name
    is_aside: bool = False  # of a note or a text box, which stand behind their paragraph


class Blocks:
    """Reads what a file says, each note once, where it is first referred to.

    Rows are `barred` where they have fields rather than data: "HD | Le bac repart".
    """

    def __init__(
        self, styles: Styles, notes: Mapping[NoteId, Element], barred: bool = False
    ) -> None:
        self._styles = styles
        self._notes = dict(notes)
        self._barred = barred
        self._told = 0  # notes
        self._is_in_note = False

    def of(self, story: Element) -> Iterator[Block]:
        """Those of a body, a cell, a text box or a note."""
        for child in story:
            if child.tag == _PARAGRAPH or child.tag in FORMULAS:
                yield from self._of_paragraph(child)
            elif child.tag == _TABLE:
                yield from self._of_table(child)

    def _of_paragraph(self, paragraph: Element) -> Iterator[Block]:
        line = read_line(paragraph, self._styles)
        yield Block(line.told(), self._styles.of_paragraph(paragraph))
        for box in line.boxes:
            yield from (replace(block, is_aside=True) for block in self.of(box))
        for place in line.notes:
            if not self._is_in_note and (note := self._notes.pop(place, None)) is not None:
                yield from self._of_note(note)

    def _of_note(self, note: Element) -> Iterator[Block]:
        """A note in one paragraph; Word allows none in another."""
        self._is_in_note = True
        text = " ".join(block.text.replace("\n", " ") for block in self.of(note) if block.text)
        self._is_in_note = False
        if text:
            self._told += 1
            yield Block(f"Note {self._told}: {text}", is_aside=True)

    def _of_table(self, table: Element) -> Iterator[Block]:
        rows = [list(self._cells(row)) for row in table.iterchildren(_ROW)]
        if self._barred:
            yield from map(_barred, rows)
            return
        heads = self._heads(table)
        if _is_layout(table, rows, heads):
            yield from (block for row in rows for cell in row for block in cell.blocks)
            return
        for row, sentence in zip(rows, row_sentences(shown(rows), heads), strict=True):
            yield Block(sentence)
            yield from (block for cell in row for block in cell.blocks if block.is_aside)

    def _cells(self, row: Element) -> Iterator[Held[Block]]:
        """The cells of a row; what goes on from above is not read again."""
        column = _number(row, "w:trPr/w:gridBefore", 0)
        waiting: Held[Block] | None = None  # until it is known how far it reaches
        for cell in row.iterchildren(_CELL):
            column = min(column, MOST_COLUMNS - 1)
            width = min(_number(cell, "w:tcPr/w:gridSpan", 1), MOST_COLUMNS - column)
            if waiting and _goes_on(cell, "w:hMerge"):
                waiting = replace(waiting, width=waiting.width + width)
            else:
                if waiting:
                    yield waiting
                goes_on = _goes_on(cell, "w:vMerge") or _is_merged(cell)
                blocks = () if goes_on else tuple(self.of(cell))
                waiting = Held(blocks, column, width, goes_on)
            column += width
        if waiting:
            yield waiting

    def _heads(self, table: Element) -> int | None:
        """How many rows the file says head the columns: in so many words, or as it draws them.

        None where it says nothing: programs switch a style's first row on and off that draws none.
        """
        rows = list(table.iterchildren(_ROW))
        named = [is_on(find(row, "w:trPr/w:tblHeader")) for row in rows]
        if any(named[:1]):
            return [*named, False].index(False)
        if self._styles.within(value(table, "w:tblPr/w:tblStyle"), _DRAWS_HEADS) is not None:
            return int(_shows_first_row(table))
        return bold_heads([[*map(self._is_bold, row.iterchildren(_CELL))] for row in rows])

    def _is_bold(self, cell: Element) -> bool | None:
        """Whether all words of a cell are in bold letters; None if there are none."""
        runs = {text.getparent() for text in cell.iter(qn("w:t")) if (text.text or "").strip()}
        return all(is_on(self._styles.drawn(run, "w:b")) for run in runs) if runs else None


def _barred(cells: Sequence[Held[Block]]) -> Block:
    """A row of fields; what a cell holds below its first paragraph stands on lines of its own."""
    texts = ("\n".join(block.text for block in cell.blocks if block.text) for cell in cells)
    return Block(" | ".join(texts))


def _shows_first_row(table: Element) -> bool:
    look = find(table, "w:tblPr/w:tblLook")
    if look is None:
        return False
    if (said := look.get(qn("w:firstRow"))) is not None:
        return is_true(said)
    try:
        return bool(int(look.get(qn("w:val")) or "0", 16) & _FIRST_ROW)
    except ValueError:
        return False


def _is_layout(table: Element, rows: list[list[Held[Block]]], heads: int | None) -> bool:
    """Whether a table only places what it holds, such as another one."""
    held = [[(cell.column, cell.says()) for cell in row] for row in rows]
    return find(table, "w:tr/w:tc/w:tbl") is not None or places(held, headed=bool(heads))


def _goes_on(cell: Element, name: str) -> bool:
    """Whether a cell is one with the one before it, or above it."""
    merged = find(cell, f"w:tcPr/{name}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _is_merged(cell: Element) -> bool:
    """The same by a change that was tracked."""
    change = find(cell, "w:tcPr/w:cellMerge")
    return change is not None and change.get(qn("w:vMerge")) == "cont"


def _number(element: Element, path: str, otherwise: int) -> int:
    found = value(element, path) or ""
    return min(int(found), MOST_COLUMNS) if found.isdecimal() and found.isascii() else otherwise
