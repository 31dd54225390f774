"""A paragraph of an OpenDocument text on one line, with what is anchored in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from qa_service.domain.reports import Omission
from qa_service.ingestion.readers.odt_styles import Look, Styles, qn
from qa_service.ingestion.readers.raised import UNNUMBERED
from qa_service.ingestion.readers.stretches import Stretch, told
from qa_service.ingestion.readers.styles import Element

_SIGNS = {qn("text:s"): " ", qn("text:tab"): " ", qn("text:line-break"): "\n"}
_NOTE, _RUBY, _SPAN = qn("text:note"), qn("text:ruby"), qn("text:span")
_COMMENT, _PLACEHOLDER = qn("office:annotation"), qn("text:placeholder")
_HIDDEN = qn("text:hidden-text")
# What says nothing of its own: it refers to a note, or to what is there already.
_UNREAD = frozenset(map(qn, ("text:note-ref", "text:script", "office:event-listeners")))
DRAWN = qn("draw:")
_BOX, _OBJECTS = qn("draw:text-box"), (qn("draw:object"), qn("draw:object-ole"))
PARAGRAPHS = (qn("text:p"), qn("text:h"))


@dataclass(slots=True)
class Line:
    """What a paragraph holds."""

    stretches: list[Stretch] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)  # of those with words
    notes: list[Element] = field(default_factory=list)
    boxes: list[tuple[Element, Look]] = field(default_factory=list)  # what holds their paragraphs
    hidden: list[str] = field(default_factory=list)
    omitted: Counter[Omission] = field(default_factory=Counter)

    def told(self) -> str:
        """Its text, in which figures stand between signs (`raised`)."""
        return told(self.stretches)

    def say(self, text: str | None, look: Look) -> None:
        """Adds text; white space within it is a blank, and what nobody sees is none."""
        words = re.sub(r"\s+", " ", text or "")
        if look.hides:
            self.hidden.append(words)
        elif words:
            self.stretches.append(Stretch(words, look.height))
            self.bold += [look.bold] if words.strip() else []


def read_line(paragraph: Element, styles: Styles, look: Look) -> Line:
    """The line that a paragraph makes."""
    line = Line()
    name = paragraph.get(qn("text:style-name"))
    _read(paragraph, styles, styles.within(look, "paragraph", name), line)
    return line


def _read(element: Element, styles: Styles, look: Look, line: Line) -> None:
    line.say(element.text, look)
    for child in element:
        _read_child(child, styles, look, line)
        line.say(child.tail, look)


def _read_child(child: Element, styles: Styles, look: Look, line: Line) -> None:
    tag = child.tag
    if tag in _SIGNS:
        line.stretches.append(Stretch(_SIGNS[tag], look.height if _SIGNS[tag] == " " else 0))
    elif tag == _NOTE:
        line.notes.append(child)
        line.stretches.append(Stretch(UNNUMBERED, 1, True))
    elif tag == _COMMENT:
        line.omitted[Omission.COMMENT] += any(map(_words, child.iter(*PARAGRAPHS)))
    elif tag == _PLACEHOLDER:
        line.omitted[Omission.PLACEHOLDER] += 1
    elif tag == _HIDDEN:
        line.hidden.append(child.get(qn("text:string-value"), ""))
    elif tag == _RUBY:
        base, spoken = (_words(child.find(qn(f"text:ruby-{part}"))) for part in ("base", "text"))
        line.say(f"{base}({spoken})" if spoken else base, look)
    elif isinstance(tag, str) and tag.startswith(DRAWN):
        read_drawing(child, styles, look, line)
    elif tag not in _UNREAD:
        named = child.get(qn("text:style-name")) if tag == _SPAN else None
        _read(child, styles, styles.within(look, "text", named), line)


def read_drawing(drawing: Element, styles: Styles, look: Look, line: Line) -> None:
    """Takes the text boxes of a drawing, and counts its objects."""
    objects = list(drawing.iter(*_OBJECTS))
    line.omitted[Omission.OBJECT] += bool(objects)
    for box in _boxes(drawing):
        around = [one for one in (box, *box.iterancestors()) if one.get(qn("draw:style-name"))]
        named = around[0].get(qn("draw:style-name")) if around else None
        line.boxes.append((box, styles.within(look, "graphic", named)))


def _boxes(element: Element) -> Iterator[Element]:
    """What holds paragraphs, but for what lies within another such."""
    if element.tag == _BOX or any(child.tag in PARAGRAPHS for child in element):
        yield element
        return
    for child in element:
        yield from _boxes(child)


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
