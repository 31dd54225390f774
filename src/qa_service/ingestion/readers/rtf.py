"""RTF files: the text of their paragraphs, without what their readers do not see.

By a reader of our own: striprtf, the library that is kept, puts addresses into the text of links,
tells no hidden words from others, and takes quadratic time on some input.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.document import RawDocument, assemble, normalised, unbroken
from qa_service.ingestion.readers.hidden import SEVERAL, WHITE
from qa_service.ingestion.readers.raised import SHIFTED, bare, placed
from qa_service.ingestion.readers.rtf_blocks import Block, Edge, Row, texts_of
from qa_service.ingestion.readers.styles import TINY, Colour, are_alike
from qa_service.text.injections import is_order

DEEPEST = 1_000  # groups within each other; Word writes some ten
SIZE = 24  # half points: what text has that names none
CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 255: "cp850",
}  # fmt: skip
SYSTEMS = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
SIGNS = {
    "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "nestcell": " ", "nestrow": "\n", "line": "\n", "~": "\xa0", "_": "-", "\\": "\\", "{": "{",
    "}": "}",
}  # fmt: skip
ENDS = frozenset("par sect page column \n \r".split(" "))
ROWS = frozenset(("trowd", "trhdr", "clmrg", "clvmrg", "cellx", "cell", "row"))
# Groups that hold no text of the page, besides all that are marked as such (\*).
ASIDE = frozenset(
    "annotation author buptim category colorschememapping comment company creatim datafield "
    "datastore doccomm fldinst footer footerf footerl footerr footnote generator header headerf "
    "headerl headerr info keywords listtable listoverridetable listtext mmathPr nonesttables "
    "objdata operator pict pntext printim private revtim rsidtbl rxe stylesheet subject tc "
    "themedata title txe xe".split()
)

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\0]+"
    rb"|([^\\{}\r\n\0]+)|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told in a file; figures stand between signs (`raised`)."""

    blocks: tuple[Block, ...]
    hidden: tuple[str, ...]  # words that are worth a warning
    whole: bool  # it does not break off

    @property
    def lines(self) -> tuple[str, ...]:
        """It line by line, as an export is read."""
        texts = (block if isinstance(block, str) else block.barred for block in self.blocks)
        return tuple(line for text in texts for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    aside: bool = False
    table: str = ""  # of fonts or of colours, which it defines
    font: int = 0
    skipped: int = 1  # characters after one that is given by its number
    vanished: bool = False  # \v
    deleted: bool = False
    size: int = SIZE
    colour: int = 0
    ground: bool = False  # something lies behind the text, which may be dark
    bold: bool = False
    height: int = 0  # 1 above the line, -1 below it
    in_table: bool = False


class _Stretch(NamedTuple):
    text: str
    height: int
    bold: bool


@dataclass(slots=True)
class _Reader:
    """Reads a file from its beginning to its end."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[Colour] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    around: list[_State] = field(default_factory=list)
    channels: dict[str, int] = field(default_factory=dict)  # of the colour that is defined
    pending: bytearray = field(default_factory=bytearray)  # of one font, not decoded yet
    skip: int = 0  # characters that stand for the one before
    paragraph: list[_Stretch] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    cells: list[tuple[str, bool | None]] = field(default_factory=list)  # of the row so far
    edges: list[Edge] = field(default_factory=list)
    merged: set[str] = field(default_factory=set)  # what is said of the next edge
    in_row: bool = False
    is_head: bool = False  # the row
    hidden: list[str] = field(default_factory=list)

    def read(self, data: bytes) -> Told:
        at = 0
        while found := _TOKEN.match(data, at):
            at = found.end()
            word, number, code, symbol, brace, text = found.groups()
            if brace:
                self._group(brace)
                if brace == b"}" and not self.around:
                    break  # what follows is no part of it
            elif word == b"bin":
                at += max(int(number or 0), 0)
            elif word:
                self._word(word.decode(), int(number) if number else None)
            elif code:
                self._bytes(bytes.fromhex(code.decode()))
            elif symbol:
                self._symbol(symbol.decode("latin-1"))
            elif text:
                self._bytes(text)
        whole = not self.around
        self._end()
        while self.blocks and not self.blocks[-1]:
            self.blocks.pop()
        words = " ".join(" ".join(self.hidden).split())
        told = len(words.split()) >= SEVERAL or is_order(words)
        return Told(tuple(self.blocks), (words,) if told else (), whole)

    def _group(self, brace: bytes) -> None:
        self._decode()
        self.skip = 0
        if brace == b"{":
            if len(self.around) >= DEEPEST:
                raise UnreadableFile("Its groups are nested too deeply: save it anew as .docx.")
            self.around.append(self.state)
        elif self.around:
            self.state = self.around.pop()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.state = replace(self.state, aside=True)
        elif self.skip:
            self.skip -= 1
        elif symbol in ENDS:
            self._break()
        else:
            self._say(SIGNS.get(symbol, ""))  # a soft hyphen is none

    def _word(self, word: str, number: int | None) -> None:
        if word in ASIDE:
            self.state = replace(self.state, aside=True)
        elif word in ("fonttbl", "colortbl"):
            self.state = replace(self.state, aside=True, table=word)
        elif word in SYSTEMS:
            self.encoding = SYSTEMS[word]
        elif word == "ansicpg":
            self.encoding = _code_page(number)
        elif self.state.table:
            self._define(word, number)
        elif word == "u":
            self._number(number or 0)
        elif word in ENDS:
            self._break()
        elif word in ROWS:
            self._row(word, number or 0)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif change := CHANGES.get(word):
            self._decode()
            self.state = change(self.state, number)

    def _define(self, word: str, number: int | None) -> None:
        """An entry of the table of fonts or of colours."""
        if word == "f":
            self.state = replace(self.state, font=number or 0)
        elif word == "fcharset" and number in CHARSETS:
            self.fonts[self.state.font] = CHARSETS[number]
        elif word in ("red", "green", "blue"):
            self.channels[word] = number or 0

    def _number(self, number: int) -> None:
        """A character by its number; two halves of one beyond the first 65,536."""
        self._say(chr(number % 0x10000))
        self.skip = self.state.skipped

    def _bytes(self, data: bytes) -> None:
        if self.state.table == "colortbl" and b";" in data:
            red, green, blue = (self.channels.get(name, 0) for name in ("red", "green", "blue"))
            self.colours.append((red, green, blue))
            self.channels.clear()
        kept = data[self.skip :]
        self.skip = max(0, self.skip - len(data))
        if not self.state.aside:
            self.pending += kept

    def _say(self, text: str) -> None:
        self._decode()
        state = self.state
        if state.aside or state.deleted:
            return
        if self._hides():
            self.hidden.append(text)
        else:
            self.paragraph.append(_Stretch(text, state.height, state.bold))

    def _decode(self) -> None:
        if not self.pending:
            return
        encoding = self.fonts.get(self.state.font, self.encoding)
        data = bytes(self.pending)
        self.pending.clear()
        try:
            self._say(data.decode(encoding))
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                "It is no RTF file that can be read: save it anew as .docx, or as .txt."
            ) from error

    def _hides(self) -> bool:
        state = self.state
        named = self.colours[state.colour] if 0 < state.colour < len(self.colours) else None
        white = named is not None and are_alike(named, WHITE) and not state.ground
        return state.vanished or state.size <= 2 * TINY or white

    def _break(self) -> None:
        """Ends a paragraph; within a cell another one follows there."""
        if self.state.in_table and self.in_row:
            self._say("\n")
        elif not self.state.aside:
            self._end()

    def _row(self, word: str, number: int) -> None:
        """What says how a row is drawn, or ends a cell or a row."""
        if self.state.aside:
            return
        self._decode()
        if word == "trowd":
            self.in_row, self.is_head = True, False
            self.edges.clear()
        elif word == "trhdr":
            self.is_head = True
        elif word == "cellx":
            self.edges.append(Edge(number, "clmrg" in self.merged, "clvmrg" in self.merged))
            self.merged.clear()
        elif word in ("clmrg", "clvmrg"):
            self.merged.add(word)
        elif word == "cell":
            self.in_row = True
            self.cells.append(self._said())
        elif self.cells:  # "row"
            self._end_row()

    def _end_row(self) -> None:
        if any(one.text.strip() for one in self.paragraph):
            self.cells.append(self._said())
        self.blocks.append(Row(tuple(self.cells), tuple(self.edges), self.is_head))
        self.cells.clear()
        self.in_row = False

    def _end(self) -> None:
        """Ends a paragraph."""
        self._decode()
        if self.cells:
            self._end_row()  # which the file forgot
        else:
            self.blocks.append(self._said()[0])

    def _said(self) -> tuple[str, bool | None]:
        """What was read since the last time, and whether it is bold, None if it is nothing."""
        words = [one.bold for one in self.paragraph if one.text.strip()]
        text = "".join(
            placed(bare(normalised(_whole("".join(one.text for one in same)))), height)
            for height, same in groupby(self.paragraph, lambda one: one.height)
        )
        self.paragraph.clear()
        lines = (" ".join(line.split()) for line in unbroken(text).split("\n"))
        return "\n".join(lines).strip("\n"), all(words) if words else None


def _whole(text: str) -> str:
    """Characters whose two halves were given by their numbers, without halves that are alone."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _code_page(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "utf-8" if number == 65001 else "cp1252"


def _is_shifted(half_points: int | None) -> int:
    return int(half_points is None or half_points >= SHIFTED)


Change = Callable[[_State, int | None], _State]
# What formatting changes; without a number it is on, and 0 turns it off.
CHANGES: dict[str, Change] = {
    "f": lambda state, number: replace(state, font=number or 0),
    "uc": lambda state, number: replace(state, skipped=max(number or 0, 0)),
    "v": lambda state, number: replace(state, vanished=number != 0),
    "deleted": lambda state, number: replace(state, deleted=number != 0),
    "fs": lambda state, number: replace(state, size=SIZE if number is None else number),
    "cf": lambda state, number: replace(state, colour=number or 0),
    "b": lambda state, number: replace(state, bold=number != 0),
    "super": lambda state, number: replace(state, height=int(number != 0)),
    "sub": lambda state, number: replace(state, height=-int(number != 0)),
    "up": lambda state, number: replace(state, height=_is_shifted(number)),
    "dn": lambda state, number: replace(state, height=-_is_shifted(number)),
    "nosupersub": lambda state, _: replace(state, height=0),
    "intbl": lambda state, _: replace(state, in_table=True),
    "pard": lambda state, _: replace(state, in_table=False),
    "plain": lambda state, _: replace(
        state,
        vanished=False,
        deleted=False,
        size=SIZE,
        colour=0,
        ground=False,
        bold=False,
        height=0,
    ),
} | {
    name: lambda state, number: replace(state, ground=bool(number))
    for name in ("highlight", "cb", "chcbpat", "cbpat", "clcbpat")
}


def told_in(data: bytes) -> Told:
    r"""What an RTF file tells. Raises UnreadableFile.

    >>> told_in(rb"{\rtf1\ansi Le \b port\b0  de Lom\'e9\par {\*\x y}rouvre.{\v Ignored}}").lines
    ('Le port de Lomé', 'rouvre.')
    """
    return _Reader().read(data)


def read_rtf(data: bytes) -> RawDocument:
    """A document from the bytes of an RTF file. Raises UnreadableFile."""
    lines, hidden = lines_in(data)
    return assemble(lines, Metadata(), hidden)


def lines_in(data: bytes) -> tuple[list[str], tuple[str, ...]]:
    """The lines of an RTF file, and words that its readers do not see. Raises UnreadableFile."""
    told = told_in(data)
    if not told.whole:
        raise UnreadableFile("It is damaged (it breaks off): get it anew.")
    lines = [line for text in texts_of(told.blocks) for line in (*text.split("\n"), "")]
    return lines, told.hidden
