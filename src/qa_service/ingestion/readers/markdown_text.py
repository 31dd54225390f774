"""The lines of Markdown that was parsed: its text without marks, notes and tables told plainly."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from qa_service.ingestion.readers.blocks import lines_of_markup
from qa_service.ingestion.readers.document import SOFT, rejoined
from qa_service.ingestion.readers.raised import MARK, marks_note, placed, raised
from qa_service.ingestion.readers.tables import Cell, row_sentences

_SOFT_BREAK = "\r"  # a line's end in the file, which is none in the text
_DIVIDED = re.compile(rf"(\S{SOFT})[\n{_SOFT_BREAK}]\s*(\S)")
_FIGURE = re.compile(r"<(/?)(sup|sub)\b")


class Markdown:
    """A parsed text; definitions of notes stay where they are written.

    >>> [*Markdown("Un *bac*.\\n\\n|Ligne|Prix|\\n|-|-|\\n|Ganvié|200 F|").lines()]
    ['Un bac.', '', 'Ligne: Ganvié; Prix: 200 F.', '']
    """

    def __init__(self, content: str) -> None:
        known: dict[str, Any] = {}
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        parser.use(footnote_plugin, move_to_end=False, always_match_refs=True)
        self.tokens = parser.parse(content, known)
        self._notes: Mapping[int, Mapping[str, Any]] = known.get("footnotes", {}).get("list", {})
        opened = (token for token in self.tokens if token.type == "footnote_reference_open")
        self._defined = {token.meta["label"] for token in opened}

    def lines(self) -> Iterator[str]:
        """The text of each heading, paragraph, list item and table row, each with a blank line.

        Figures and marks of notes stand between signs (`raised`).
        """
        rows, number = list[list[str]](), ""
        for token in self.tokens:
            if token.type == "table_open":
                rows = []
            elif token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append("")
            elif token.type == "inline" and rows:
                rows[-1][-1] = self.text_of(token)
            elif token.type == "table_close":
                yield from (line for row in _table(rows) for line in (row, ""))
                rows = []
            elif token.type == "footnote_reference_open":
                label = token.meta["label"]
                number = f"{raised(label)} " if MARK.fullmatch(label) else ""
            elif text := self._block(token):
                yield from (*f"{number}{text}".split("\n"), "")
                number = ""
            for note in self._notes_in(token.children or ()):
                yield from (note, "")

    def text_of(self, token: Token) -> str:
        """Text without marks; a link is its text, an image nothing."""
        return self._text(token.children or (), token.content)

    def _notes_in(self, children: Sequence[Token]) -> Iterator[str]:
        """The notes that are told where their mark is: "^[a note]"."""
        for child in children:
            if child.type == "footnote_ref" and "label" not in child.meta:
                told = self._notes[child.meta["id"]]["tokens"]
                yield self._text(told)
                yield from self._notes_in(told)

    def _block(self, token: Token) -> str:
        """The text of a block; blocks of other kinds have none of their own."""
        if token.type == "inline":
            return self.text_of(token)
        if token.type == "html_block":
            return "\n".join(lines_of_markup(token.content)).strip()
        return token.content if token.type in ("fence", "code_block") else ""

    def _text(self, children: Sequence[Token], content: str = "") -> str:
        told = _Told(content)
        for child in _seen(children):
            if child.type == "footnote_ref":
                told.parts.append(self._mark(child.meta.get("label", "*")))
            else:
                told.take(child)
        text = _DIVIDED.sub(lambda found: rejoined(found[1], found[2]), "".join(told.parts))
        return re.sub(rf"[ \t{_SOFT_BREAK}]+", " ", text).strip()

    def _mark(self, label: str) -> str:
        """The mark of a note; what names none and is no number is text."""
        if MARK.fullmatch(label):
            return raised(label, linked=True)
        return raised("*", linked=True) if label in self._defined else f"[^{label}]"


class _Told:
    """The parts of a text, and where what is raised, lowered or a link begins."""

    def __init__(self, content: str) -> None:
        self.parts: list[str] = []
        self._content = content  # as it is written
        self._begun: dict[str, int] = {}
        self._in_page = False  # whether the link last begun leads to a place in the text

    def take(self, child: Token) -> None:
        """Adds what one token tells."""
        tag = _FIGURE.match(child.content) if child.type == "html_inline" else None
        if child.type == "link_open":
            self._begun["a"] = len(self.parts)
            self._in_page = "#" in str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            self._end_link()
        elif tag and not tag[1]:
            self._begun[tag[2]], self._in_page = len(self.parts), False
        elif tag and tag[2] in self._begun:
            self._put(self._begun.pop(tag[2]), tag[2] == "sup", self._in_page)
        elif child.type in ("text", "code_inline"):
            self.parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            self.parts.append(_SOFT_BREAK if child.type == "softbreak" else "\n")

    def _end_link(self) -> None:
        place = self._begun.pop("a", len(self.parts))
        link = "".join(self.parts[place:]).strip()
        before = "".join(self.parts[max(place - 9, 0) : place])
        # "25 000[1]", where "[1]: https://…" says what that leads to, would be "25 0001".
        alone = MARK.fullmatch(link) and re.search(rf"\[{link}\](?![(\[])", self._content)
        if "sup" not in self._begun and (alone or marks_note(link, before, self._in_page)):
            self._put(place, True, True)

    def _put(self, place: int, up: bool, linked: bool) -> None:
        """Puts the figure that begins there between signs."""
        self.parts[place:] = [placed("".join(self.parts[place:]), 1 if up else -1, linked)]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of a table, the first of which is its head, unless nothing stands there."""
    cells = [[Cell(text, column) for column, text in enumerate(row)] for row in rows]
    headed = any(rows[0])
    yield from filter(None, row_sentences(cells[not headed :], int(headed)))


def _seen(tokens: Sequence[Token]) -> Iterator[Token]:
    """Without what stands in an element of HTML that hides it."""
    hiding: str | None = None  # the tag of that element
    for token in tokens:
        written = token.content if token.type == "html_inline" else ""
        opening = re.match(r"<([a-z][\w-]*)", written)
        if hiding is None and opening and not lines_of_markup(f"{written}x"):
            hiding = opening[1]
        elif hiding is not None and re.match(rf"</{hiding}\b", written):
            hiding = None
        if hiding is None:
            yield token
