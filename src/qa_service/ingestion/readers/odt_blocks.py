"""The paragraphs, notes, text boxes and rows of an OpenDocument text, in the order of reading."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qa_service.domain.reports import Omission
from qa_service.ingestion.readers.odt_lines import DRAWN, PARAGRAPHS, Line, read_drawing, read_line
from qa_service.ingestion.readers.odt_styles import Look, Styles, qn
from qa_service.ingestion.readers.styles import Element
from qa_service.ingestion.readers.tables import Held, bold_heads, places, row_sentences, shown

MOST_COLUMNS = 64  # of a table of text; a repeated cell may claim any number
_TABLE, _ROW = qn("table:table"), qn("table:table-row")
_CELL, _COVERED = qn("table:table-cell"), qn("table:covered-table-cell")
_HEADS = qn("table:table-header-rows")
_ROWS = (_HEADS, qn("table:table-rows"), qn("table:table-row-group"))
_SECTION, _CHANGES = qn("text:section"), qn("text:tracked-changes")
_LISTS = frozenset(
    qn(f"text:{name}") for name in ("list", "list-item", "list-header", "numbered-paragraph")
)
_INDEXES = frozenset(
    qn(f"text:{name}")
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
        "alphabetical-index", "bibliography",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table, in which figures stand between signs (`raised`)."""

    text: str
    styles: tuple[str, ...] = ()  # its own and those that it is based on
    level: int = 0  # of a heading, from 1
    is_aside: bool = False  # of a note or a text box, which stand behind their paragraph
    bold: tuple[bool, ...] = ()  # of each stretch with words


@dataclass(frozen=True, slots=True)
class _Cell(Held[Block]):
    def is_bold(self) -> bool | None:
        """Whether all its words are; None if there are none."""
        bold = [one for block in self.blocks if not block.is_aside for one in block.bold]
        return all(bold) if bold else None


@dataclass(slots=True)
class Blocks:
    """Reads what a file says; remembers what is hidden in it, and what it holds beside its text."""

    styles: Styles
    hidden: list[str] = field(default_factory=list)
    omitted: Counter[Omission] = field(default_factory=Counter)
    _told: int = 0  # notes
    _is_in_note: bool = False

    def of(self, story: Element, look: Look) -> Iterator[Block]:
        """Those of a body, a section, a list, a cell, a text box or a note."""
        for child in story:
            tag = child.tag
            if tag in PARAGRAPHS:
                yield from self._of_line(child, look)
            elif tag == _TABLE:
                yield from self._of_table(child, look)
            elif tag in _LISTS:
                yield from self.of(child, look)
            elif tag == _SECTION:
                yield from self._of_section(child, look)
            elif tag in _INDEXES:
                self.omitted[Omission.CONTENTS_LIST] += 1
            elif tag == _CHANGES:
                self.omitted[Omission.DELETION] += sum(map(_says, child.iter(qn("text:deletion"))))
            elif isinstance(tag, str) and tag.startswith(DRAWN):
                line = Line()
                read_drawing(child, self.styles, look, line)
                yield from self._beside(line)

    def _of_line(self, paragraph: Element, look: Look) -> Iterator[Block]:
        line = read_line(paragraph, self.styles, look)
        names = self.styles.names("paragraph", paragraph.get(qn("text:style-name")))
        level = _number(paragraph, "text:outline-level") if paragraph.tag == PARAGRAPHS[1] else 0
        yield Block(line.told(), tuple(names), level, bold=tuple(line.bold))
        yield from self._beside(line)

    def _beside(self, line: Line) -> Iterator[Block]:
        """The text boxes and notes that are anchored in a paragraph."""
        self.hidden += line.hidden
        self.omitted += line.omitted
        for box, look in line.boxes:
            yield from (replace(block, is_aside=True) for block in self.of(box, look))
        for note in line.notes if not self._is_in_note else []:
            yield from self._of_note(note)

    def _of_note(self, note: Element) -> Iterator[Block]:
        """A note in one paragraph."""
        self._is_in_note = True
        bodies = (block for body in note.iter(qn("text:note-body")) for block in
                  self.of(body, Look()))  # fmt: skip
        text = " ".join(block.text.replace("\n", " ") for block in bodies if block.text)
        self._is_in_note = False
        if text:
            self._told += 1
            yield Block(f"Note {self._told}: {text}", is_aside=True)

    def _of_section(self, section: Element, look: Look) -> Iterator[Block]:
        if section.get(qn("text:display")) == "none":
            look = replace(look, vanished=True)
        yield from self.of(
            section, self.styles.within(look, "section", section.get(qn("text:style-name")))
        )

    def _of_table(self, table: Element, look: Look) -> Iterator[Block]:
        look = self.styles.within(look, "table", table.get(qn("table:style-name")))
        found = [*_rows(table)]
        rows = [*self._cells([row for row, _ in found], look)]
        heads = [*(is_head for _, is_head in found), False].index(False)
        declared = heads or bold_heads([[cell.is_bold() for cell in row] for row in rows])
        held = [[(cell.column, cell.says()) for cell in row] for row in rows]
        if table.find(f".//{_TABLE}") is not None or places(held, headed=bool(declared)):
            yield from (block for row in rows for cell in row for block in cell.blocks)
            return
        for row, sentence in zip(rows, row_sentences(shown(rows), declared), strict=True):
            yield Block(sentence)
            yield from (block for cell in row for block in cell.blocks if block.is_aside)

    def _cells(self, rows: Sequence[Element], look: Look) -> Iterator[list[_Cell]]:
        """The cells of each row; those that another covers from above show it again."""
        over: dict[int, tuple[int, int]] = {}  # by column: rows below, and columns
        for row in rows:
            within = self.styles.within(look, "table-row", row.get(qn("table:style-name")))
            cells, column = list[_Cell](), 0
            for cell in row.iterchildren(_CELL, _COVERED):
                times = min(_number(cell, "table:number-columns-repeated"), MOST_COLUMNS - column)
                if cell.tag == _CELL:
                    cells += self._of_cell(cell, column, times, within)
                    over[column] = (_number(cell, "table:number-rows-spanned") - 1,
                                    cells[-1].width if times else 1)  # fmt: skip
                elif (left := over.get(column, (0, 0)))[0] > 0:
                    over[column] = (left[0] - 1, left[1])
                    cells.append(_Cell((), column, left[1], goes_on=True))
                column += times
            yield cells

    def _of_cell(self, cell: Element, column: int, times: int, look: Look) -> list[_Cell]:
        """A cell, as often as it is repeated."""
        look = self.styles.within(look, "table-cell", cell.get(qn("table:style-name")))
        blocks = tuple(self.of(cell, look))
        width = min(_number(cell, "table:number-columns-spanned"), MOST_COLUMNS - column) or 1
        own = tuple(block for block in blocks if not block.is_aside)
        first = [_Cell(blocks, column, width)] if times else []
        return first + [_Cell(own, column + more, 1) for more in range(1, times)]


def _rows(table: Element, is_head: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether the file says that they head its columns."""
    for child in table:
        if child.tag == _ROW:
            yield child, is_head
        elif child.tag in _ROWS:
            yield from _rows(child, is_head or child.tag == _HEADS)


def _says(element: Element) -> bool:
    return any(text.strip() for part in element.iter(*PARAGRAPHS) for text in part.itertext())


def _number(element: Element, name: str) -> int:
    """A number from 1 on; 1 where the file says none."""
    said = element.get(qn(name)) or ""
    return max(int(said), 1) if said.isdecimal() and said.isascii() and len(said) < 6 else 1
