"""A paragraph of a Word file on one line, with what is anchored in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from docx.oxml.ns import qn

from qa_service.ingestion.readers.raised import UNNUMBERED
from qa_service.ingestion.readers.stretches import Stretch, told
from qa_service.ingestion.readers.word_formulas import FORMULAS, formula_text
from qa_service.ingestion.readers.word_styles import Element, Styles, is_true

NoteId = tuple[str, str]  # the tag of what refers to it, and its id
_RUN, _BOX = qn("w:r"), qn("w:txbxContent")
_REFERENCES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_DRAWN = tuple(map(qn, ("w:drawing", "w:pict", "w:object")))
_SPACES = {
    **dict.fromkeys(map(qn, ("w:tab", "w:ptab")), " "),
    **dict.fromkeys(map(qn, ("w:br", "w:cr")), "\n"),
    qn("w:noBreakHyphen"): "-",
}
# Styles, as Word names them, of what is a mark even where its note was not copied along.
_MARKS = ("footnote reference", "endnote reference")
# What the letters and signs of the font Symbol show, from the codes of " " and of "€" on.
_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
}
_PRIVATE = range(0xE000, 0xF900)  # codes that mean something in one font only
_SYMBOL_START = 0xF000  # what Word adds to the codes of such fonts


@dataclass(slots=True)
class Line:
    """What a paragraph holds; a break within it is a line's end in its text."""

    stretches: list[Stretch] = field(default_factory=list)
    notes: list[NoteId] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def told(self) -> str:
        """Its text, in which figures stand between signs (`raised`)."""
        return told(self.stretches)


def read_line(paragraph: Element, styles: Styles) -> Line:
    """The line that a paragraph makes, once its changes are accepted."""
    line = Line()
    for element in _pieces(paragraph):
        if element.tag in FORMULAS:
            line.stretches.append(Stretch(formula_text(element)))
        else:
            _read_run(element, styles, line)
    return line


def _pieces(parent: Element) -> Iterator[Element]:
    """The runs and formulas within, whatever wraps them."""
    for child in [parent] if parent.tag in FORMULAS else parent:
        if child.tag == _RUN or child.tag in FORMULAS:
            yield child
        elif isinstance(child.tag, str):
            yield from _pieces(child)


def _read_run(run: Element, styles: Styles, line: Line) -> None:
    height, is_mark = styles.height(run), styles.of_run(run) in _MARKS
    for child in run:
        if child.tag in _REFERENCES:
            line.notes.append((child.tag, child.get(qn("w:id"))))
            line.stretches.append(Stretch(UNNUMBERED, 1, True))
            if is_true(child.get(qn("w:customMarkFollows"))):
                return  # the mark is what follows
        elif child.tag in _DRAWN:
            line.boxes += (box for box in child.iter(_BOX) if not _is_within_box(box, child))
        elif (text := _text(child)) == "\n":
            line.stretches.append(Stretch(text))
        elif text:
            line.stretches.append(Stretch(text, height, is_mark and height >= 0))


def _is_within_box(box: Element, drawn: Element) -> bool:
    """Whether a text box of what is drawn lies in another one, and is read with that."""
    around = takewhile(lambda one: one is not drawn, box.iterancestors())
    return any(one.tag == _BOX for one in around)


def _text(child: Element) -> str:
    """What a part of a run says."""
    if child.tag == qn("w:t"):
        return "".join(child.xpath("text()")).replace("\n", " ")
    if child.tag == qn("w:sym"):
        return _symbol(child.get(qn("w:font")) or "", child.get(qn("w:char")) or "")
    if child.tag == qn("w:ruby"):  # how it is spoken stands above it
        base, spoken = (
            "".join(text.text or "" for part in child.iterchildren(qn(name)) for text in
                    part.iter(qn("w:t"))) for name in ("w:rubyBase", "w:rt")
        )  # fmt: skip
        return f"{base}({spoken})" if spoken else base
    return _SPACES.get(child.tag, "")


def _symbol(font: str, code: str) -> str:
    """A sign by its code; those of fonts of pictures are none.

    >>> _symbol("Symbol", "F0B0"), _symbol("Wingdings", "F0FC"), _symbol("Arial", "2030")
    ('°', '', '‰')
    """
    number = int(code, 16) if re.fullmatch("[0-9a-fA-F]{1,4}", code) else 0
    if font.lower() == "symbol":
        number -= _SYMBOL_START if number in _PRIVATE else 0
        signs = ((number - start, row) for start, row in _SYMBOL.items())
        return next((row[place] for place, row in signs if 0 <= place < len(row)), "")
    return "" if number in _PRIVATE or number < ord(" ") else chr(number)
