"""RTF files: the text of their paragraphs, without what their readers do not see.

By a reader of our own: striprtf, the library that is kept, puts addresses into the text of links,
tells no hidden words from others, and takes quadratic time on some input.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.document import RawDocument, assemble, normalised
from qa_service.ingestion.readers.hidden import SEVERAL, WHITE
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
    "cell": " | ", "nestcell": " | ", "line": "\n", "~": "\xa0", "_": "-", "\\": "\\", "{": "{",
    "}": "}",
}  # fmt: skip
ENDS = frozenset("par sect page column row nestrow \n \r".split(" "))
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
    """What is told in a file, line by line."""

    lines: tuple[str, ...]  # "" where a paragraph is empty
    hidden: tuple[str, ...]  # words that are worth a warning
    whole: bool  # it does not break off


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
    paragraph: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
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
        while self.paragraphs and not self.paragraphs[-1]:
            self.paragraphs.pop()
        words = " ".join(" ".join(self.hidden).split())
        told = len(words.split()) >= SEVERAL or is_order(words)
        lines = [line for paragraph in self.paragraphs for line in paragraph.split("\n")]
        return Told(tuple(lines), (words,) if told else (), whole)

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
            self._end()
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
            if not self.state.aside:
                self._end()
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
        if not self.state.aside and not self.state.deleted:
            (self.hidden if self._hides() else self.paragraph).append(text)

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

    def _end(self) -> None:
        """Ends a paragraph."""
        self._decode()
        text = "".join(self.paragraph).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        told = re.sub(r"^( \| )+|(?<! \| )( \| )+$", "", normalised(text))
        self.paragraphs.append("\n".join(" ".join(line.split()) for line in told.split("\n")))
        self.paragraph.clear()


def _code_page(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "utf-8" if number == 65001 else "cp1252"


Change = Callable[[_State, int | None], _State]
# What formatting changes; without a number it is on, and 0 turns it off.
CHANGES: dict[str, Change] = {
    "f": lambda state, number: replace(state, font=number or 0),
    "uc": lambda state, number: replace(state, skipped=max(number or 0, 0)),
    "v": lambda state, number: replace(state, vanished=number != 0),
    "deleted": lambda state, number: replace(state, deleted=number != 0),
    "fs": lambda state, number: replace(state, size=SIZE if number is None else number),
    "cf": lambda state, number: replace(state, colour=number or 0),
    "plain": lambda state, _: replace(
        state, vanished=False, deleted=False, size=SIZE, colour=0, ground=False
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
    told = told_in(data)
    if not told.whole:
        raise UnreadableFile("It is damaged (it breaks off): get it anew.")
    return assemble([line for text in told.lines for line in (text, "")], Metadata(), told.hidden)
