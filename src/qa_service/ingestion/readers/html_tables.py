"""Tables of a page that hold data: each row becomes a paragraph.

A table holds data if it has header cells, a caption, a border or a figure around it, if its first
row is bold, or if numbers stand one below the other. Where cells hold paragraphs or other tables it
only arranges the page, and its cells are read one after the other; a table of links is left as it
is, to the rules for menus.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import lxml.etree
import lxml.html

from qa_service.ingestion.boilerplate import is_prose
from qa_service.ingestion.readers import tables
from qa_service.ingestion.readers.styles import Element
from qa_service.ingestion.readers.tables import again, bold_heads, row_sentences

MOST_COLUMNS, MOST_CELLS = 60, 20_000  # beyond them headers and spans would swell the text
LONGEST_CELL, LONGEST_PLAIN = 300, 80  # characters, with and without header cells
FEWEST_ROWS = 3  # in which numbers stand one below the other
LINKED = 0.8  # of its text, above which a table is a menu
_SPACED = frozenset("br p div li dt dd".split())
_BLOCKS = frozenset("p div ul ol table h1 h2 h3 h4 blockquote".split())
_ARRANGES = ".//table | .//form | .//h1 | .//h2 | .//h3 | .//h4 | .//td[count(.//p) > 1]"
_ROWS = "./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """What one cell shows, in whatever rows and columns it reaches."""

    text: str
    is_header: bool
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The cell of each column, the same one in all that it spans."""

    cells: tuple[Cell, ...]
    is_head: bool

    @property
    def distinct(self) -> list[Cell]:
        return list(dict.fromkeys(self.cells))

    @property
    def is_bold(self) -> bool:
        return all(cell.is_bold for cell in self.cells if cell.text)

    @property
    def fills(self) -> bool:
        """Whether one cell fills it: a heading, a note."""
        return len(self.cells) > 1 and len(self.distinct) == 1

    @property
    def names_columns(self) -> bool:
        return self.is_head and not self.fills


def tell_tables(tree: Element) -> None:
    """Puts sentences in the place of tables, and blocks in the place of those that hold no data.

    >>> tree = lxml.html.fromstring(
    ...     "<div><table><tr><th>Région<th>Récolte<tr><td>Kayes<td>12 000 t</table></div>")
    >>> tell_tables(tree)
    >>> tree.text_content()
    'Région: Kayes; Récolte: 12 000 t.'
    """
    for table in tree.xpath(".//table"):
        if table.getparent() is None or _is_of_links(table):
            continue
        arranges = table.get("role") in ("presentation", "none") or table.xpath(_ARRANGES)
        rows = [] if arranges else _rows(table)
        if _is_data(table, rows):
            _replace(table, [_told(one) for one in table.xpath("./caption")] + [*_lines(rows)])
        else:
            _unfold(table)


def _is_of_links(table: Element) -> bool:
    linked = sum(len("".join(link.text_content().split())) for link in table.iter("a"))
    return linked > LINKED * len("".join(table.text_content().split()))


def _rows(table: Element) -> list[Row]:
    """Its rows, those of the foot last; none if they are too many."""
    written = sorted(table.xpath(_ROWS), key=lambda row: row.getparent().tag == "tfoot")
    reaching: dict[int, tuple[Cell, int]] = {}  # by column: a cell from above, for so many rows
    found, size = list[Row](), 0
    for row in written:
        cells, reaching = _cells(row, reaching)
        size += len(cells)
        if len(cells) > MOST_COLUMNS or size > MOST_CELLS:
            return []
        if any(cell.text for cell in cells):
            heads = all(cell.is_header for cell in cells if cell.text)
            found.append(Row(tuple(cells), heads or row.getparent().tag == "thead"))
    return found


def _cells(
    row: Element, reaching: dict[int, tuple[Cell, int]]
) -> tuple[list[Cell], dict[int, tuple[Cell, int]]]:
    cells, below = list[Cell](), dict[int, tuple[Cell, int]]()

    def put(cell: Cell, rows: int) -> None:
        if rows:
            below[len(cells)] = (cell, rows - 1)
        cells.append(cell)

    def put_reaching() -> None:
        while len(cells) in reaching:
            put(*reaching[len(cells)])

    for element in row.iterchildren("td", "th"):
        put_reaching()
        text = _told(element)
        cell = Cell(text, element.tag == "th", _is_bold(element, text))
        rows = _span(element, "rowspan", MOST_CELLS, zero=MOST_CELLS) - 1  # 0: all below
        for _ in range(_span(element, "colspan", MOST_COLUMNS + 1)):
            put(cell, rows)
    put_reaching()
    return cells, below


def _span(element: Element, name: str, most: int, zero: int = 1) -> int:
    number = re.match(r"\s*(\d{1,5})", element.get(name) or "1")
    return min(int(number[1]) or zero, most) if number else 1


def _is_bold(cell: Element, text: str) -> bool:
    if not len(cell):
        return False
    bold = cell.xpath("./b | ./strong | ./p/b | ./p/strong")
    return bool(bold) and _told(bold[0]) == text


def _told(cell: Element) -> str:
    """Its words on one line. Walks without recursion, as a hostile page is nested deeply."""
    if not len(cell):
        return " ".join((cell.text or "").split())
    parts = list[str]()
    walk = lxml.etree.iterwalk(cell, events=("start", "end", "comment"))
    for event, element in walk:
        parts.append(" " if element.tag in _SPACED else "")
        if event == "start" and element.tag in ("script", "style", "select", "button"):
            walk.skip_subtree()
        elif event == "start":
            parts.append(element.text or "")
        if event != "start" and element is not cell:
            parts.append(element.tail or "")
    return " ".join("".join(parts).split())


def _is_data(table: Element, rows: Sequence[Row]) -> bool:
    cells = [cell for row in rows for cell in row.distinct if not row.fills]
    columns = {len(row.cells) for row in rows}
    if len(rows) < 2 or max(columns) < 2 or not cells:
        return False
    if any(cell.is_header for cell in cells) or rows[0].is_head:
        return all(len(cell.text) <= LONGEST_CELL for cell in cells) and not all(
            row.is_head for row in rows
        )
    plain = all(len(cell.text) <= LONGEST_PLAIN and not is_prose(cell.text) for cell in cells)
    bordered = re.match(r"\s*[1-9]", table.get("border") or "") is not None
    said = bordered or table.xpath("./caption | ancestor::figure") or rows[0].is_bold
    return plain and len(columns) == 1 and bool(said or _has_numbers(rows))


def _has_numbers(rows: Sequence[Row]) -> bool:
    """Whether in a column after the first each row has a number, but for its head."""
    columns = zip(*(row.cells for row in rows[1:]), strict=True)
    numbers = [all(re.search(r"\d", cell.text) for cell in column) for column in columns]
    return len(rows) >= FEWEST_ROWS and any(numbers[1:])


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """The text of each row that heads no column."""
    for part in _parts(rows):
        heads = [number for number, row in enumerate(part, start=1) if row.names_columns]
        declared = heads[-1] if heads else _declared(part)
        yield from filter(None, row_sentences([*_shown(part)], declared))


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    """A table parted where heads follow below rows of data."""
    parts, below_data = [list[Row]()], False
    for row in rows:
        if row.names_columns and below_data:
            parts.append([])
            below_data = False
        parts[-1].append(row)
        below_data = below_data or not (row.names_columns or row.fills)
    return parts


def _declared(rows: Sequence[Row]) -> int | None:
    """How many rows of those without header cells the page says are heads; None if it does not."""
    if any(cell.is_header for row in rows for cell in row.cells):
        return 0  # they head rows
    return bold_heads([[cell.is_bold if cell.text else None for cell in row.cells] for row in rows])


def _shown(rows: Sequence[Row]) -> Iterator[list[tables.Cell]]:
    above = set[Cell]()
    for row in rows:
        shown, column = list[tables.Cell](), 0
        for cell, same in groupby(row.cells):
            width = len([*same])
            text = again(cell.text) if cell in above else cell.text
            shown.append(tables.Cell(text, column, width))
            column += width
        yield shown
        above = set(row.cells)


def _replace(table: Element, lines: Sequence[str]) -> None:
    block = lxml.html.Element("div")
    for name in ("class", "id"):
        if table.get(name):
            block.set(name, table.get(name))
    for line in filter(None, lines):
        lxml.etree.SubElement(block, "p").text = line
    block.tail = table.tail
    for figure in table.iterancestors("figure"):
        figure.tag = "div"
        for caption in figure.iter("figcaption"):  # the table's title
            caption.tag = "p"
    table.getparent().replace(table, block)


def _unfold(table: Element) -> None:
    own = table.xpath(f"./caption | ./thead | ./tbody | ./tfoot | {_ROWS}")
    cells = [cell for row in table.xpath(_ROWS) for cell in row.iterchildren("td", "th")]
    for part in (table, *own):
        part.tag = "p" if part.tag == "caption" else "div"
    for cell in cells:
        cell.tag = "div" if any(child.tag in _BLOCKS for child in cell) else "p"
