"""The content of a Word file as Word shows it: all tracked changes accepted, each part once.

What wraps text without saying anything of it (insertions, links, content controls, smart tags,
custom XML, simple fields) is taken away, so that paragraphs, rows, cells and runs lie where they
belong. The tree is changed in place.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import lxml.etree
from docx.oxml.ns import qn

from qa_service.domain.reports import Omission
from qa_service.ingestion.readers.word_styles import Element, find, is_on, value

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATES, CHOICE, FALLBACK = (
    f"{_COMPATIBLE}{name}" for name in ("AlternateContent", "Choice", "Fallback")
)
# Extensions whose content is read here: shapes, groups and canvases, which hold text boxes.
_UNDERSTOOD = frozenset(
    f"http://schemas.microsoft.com/office/word/{name}"
    for name in (
        "2010/wordml", "2012/wordml", "2010/wordprocessingDrawing", "2010/wordprocessingShape",
        "2010/wordprocessingGroup", "2010/wordprocessingCanvas",
    )
)  # fmt: skip
_WRAPPERS = (
    ALTERNATES, CHOICE, FALLBACK,
    *map(qn, "w:ins w:moveTo w:hyperlink w:smartTag w:customXml w:sdt w:sdtContent w:fldSimple "
         "w:dir w:bdo".split()),
)  # fmt: skip
_PROPERTIES = tuple(map(qn, "w:sdtPr w:sdtEndPr w:smartTagPr w:customXmlPr".split()))
_REJECTED = (qn("w:del"), qn("w:moveFrom"))
_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")
_FIELD, _SIMPLE_FIELD, _INSTRUCTION = qn("w:fldChar"), qn("w:fldSimple"), qn("w:instrText")
_SHOWN = tuple(
    map(qn, "w:t w:sym w:tab w:ptab w:br w:cr w:noBreakHyphen w:drawing w:pict w:object w:ruby "
        "w:footnoteReference w:endnoteReference".split())
)  # fmt: skip

# Fields whose results are no text: marks of notes, lists of what the text holds, and formulas,
# which are drawn by their instruction.
_UNREAD: dict[str, Omission | None] = {
    **dict.fromkeys(("NOTEREF", "FTNREF")),
    **dict.fromkeys(("TOC", "TOA", "INDEX"), Omission.CONTENTS_LIST),
    "EQ": Omission.OBJECT,
}
_OBJECTS = (
    *map(qn, ("w:object", "w:altChunk", "w:subDoc")),
    "{urn:schemas-microsoft-com:vml}textpath",
)
_GRAPHIC = qn("a:graphicData")
# What is drawn is a picture, or holds text boxes, which are read.
_DRAWINGS = ("/picture", "/wordprocessingShape", "/wordprocessingGroup", "/wordprocessingCanvas")


def accept(story: Element) -> Counter[Omission]:
    """Changes a body or the notes of a file into what a reader sees; returns what went."""
    went = Counter[Omission]()
    went[Omission.DELETION] = sum(map(_is_deletion, story.iter(qn("w:del"))))
    unmarked = [paragraph for paragraph in story.iter(_PARAGRAPH) if _runs_on(paragraph)]
    _reject(story)
    went[Omission.OBJECT] = sum(map(_is_object, story.iter(_GRAPHIC, *_OBJECTS)))
    _choose(story)
    controls = list(story.iter(qn("w:sdt")))
    went[Omission.CONTENTS_LIST] = sum(map(_emptied_contents, controls))
    went[Omission.PLACEHOLDER] = sum(map(_emptied_request, controls))
    went += _drop_simple_fields(story)
    lxml.etree.strip_elements(story, *_PROPERTIES, with_tail=False)
    lxml.etree.strip_tags(story, *_WRAPPERS)
    _join(unmarked)
    return went + _drop_instructions(story)


def _reject(story: Element) -> None:
    """Takes out what was deleted, or moved to another place."""
    _remove(row for row in story.iter(qn("w:tr")) if find(row, "w:trPr/w:del") is not None)
    _remove(cell for cell in story.iter(qn("w:tc")) if find(cell, "w:tcPr/w:cellDel") is not None)
    lxml.etree.strip_elements(story, *_REJECTED, with_tail=False)


def _is_object(element: Element) -> bool:
    """Whether it is a chart, a diagram, a file or a picture of words, and repeats no other."""
    drawn = element.tag == _GRAPHIC and (element.get("uri") or "").endswith(_DRAWINGS)
    return not drawn and next(element.iterancestors(FALLBACK), None) is None


def _is_deletion(deletion: Element) -> bool:
    """Whether it holds words, and lies neither in another nor in what repeats it."""
    words = any(text.text for text in deletion.iter(qn("w:delText"), qn("w:t")))
    return words and next(deletion.iterancestors(*_REJECTED, FALLBACK), None) is None


def _runs_on(paragraph: Element) -> bool:
    """Whether a paragraph goes on in the next one.

    Its mark was deleted, moved away or hidden, or it is the big letter that begins the next.
    """
    mark = find(paragraph, "w:pPr/w:rPr")
    gone = mark is not None and (
        any(mark.find(name) is not None for name in _REJECTED) or is_on(mark.find(qn("w:vanish")))
    )
    frame = find(paragraph, "w:pPr/w:framePr")
    return gone or (frame is not None and frame.get(qn("w:dropCap")) in ("drop", "margin"))


def _remove(elements: Iterable[Element]) -> None:
    for element in list(elements):
        element.getparent().remove(element)


def _choose(story: Element) -> None:
    """Leaves one of each set of alternatives: the first that is understood here."""
    for alternates in list(story.iter(ALTERNATES)):
        choices = list(alternates.iterchildren(CHOICE))
        better = [*filter(_is_understood, choices), *alternates.iterchildren(FALLBACK), *choices]
        _remove(branch for branch in alternates if branch not in better[:1])


def _is_understood(choice: Element) -> bool:
    prefixes = (choice.get("Requires") or "").split()
    return bool(prefixes) and all(choice.nsmap.get(prefix) in _UNDERSTOOD for prefix in prefixes)


def _emptied_contents(control: Element) -> bool:
    """Takes a table of contents out of what holds it; whether there was one."""
    gallery = value(control, "w:sdtPr/w:docPartObj/w:docPartGallery")
    return gallery == "Table of Contents" and _emptied(control)


def _emptied_request(control: Element) -> bool:
    """The same of the request to fill it in."""
    return is_on(find(control, "w:sdtPr/w:showingPlcHdr")) and _emptied(control)


def _emptied(control: Element) -> bool:
    runs = list(control.iter(qn("w:r")))
    _remove(runs)
    return bool(runs)


def _join(paragraphs: list[Element]) -> None:
    """Puts what each holds before what the next paragraph holds, from the last to the first."""
    for paragraph in reversed(paragraphs):
        following = next(paragraph.itersiblings(_PARAGRAPH, _TABLE), None)
        if following is not None and following.tag == _PARAGRAPH:
            start = int(len(following) > 0 and following[0].tag == qn("w:pPr"))
            following[start:start] = [part for part in paragraph if part.tag != qn("w:pPr")]
            paragraph.getparent().remove(paragraph)


def _drop_simple_fields(story: Element) -> Counter[Omission]:
    """The fields that hold their results, where those are no text; returns what was left out."""
    found = [(_Field(field.get(qn("w:instr"), "")), field) for field in story.iter(_SIMPLE_FIELD)]
    unread = [(one, field) for one, field in found if one.kind in _UNREAD]
    _remove(field for _, field in unread)
    return sum((one.omitted() for one, _ in unread), Counter[Omission]())


def _drop_instructions(story: Element) -> Counter[Omission]:
    """Leaves of fields what they show: nothing of those that lead to notes or list contents.

    Returns how many were left out.
    """
    signs, unseen, went = _whole_fields(story), list[Element](), Counter[Omission]()
    around: list[_Field] = []
    unread = 0  # of those around
    for element in story.iter(_FIELD, _INSTRUCTION, *_SHOWN):
        kind = element.get(qn("w:fldCharType")) if element in signs else None
        if kind == "begin":
            around.append(_Field())
            unread += 1
        elif kind == "separate":
            unread -= around[-1].shows()
        elif kind == "end":
            field = around.pop()
            unread -= not field.is_shown
            went += field.omitted()
        elif element.tag == _INSTRUCTION and around:
            around[-1].instruction += element.text or ""
        elif unread and element.tag in _SHOWN:
            unseen.append(element)
    _remove(unseen)
    return went


@dataclass(slots=True)
class _Field:
    """A field that is being read."""

    instruction: str = ""
    is_shown: bool = False  # whether what is read now is its result, and text

    @property
    def kind(self) -> str:
        return next(iter(self.instruction.split()), "").upper()

    def shows(self) -> bool:
        """Whether its result is text, which begins now."""
        self.is_shown = self.kind not in _UNREAD
        return self.is_shown

    def omitted(self) -> Counter[Omission]:
        kind = _UNREAD.get(self.kind)
        return Counter([kind] if kind else [])


def _whole_fields(story: Element) -> set[Element]:
    """The signs of those fields that have a beginning and an end."""
    signs = set[Element]()
    fields: list[list[Element]] = []
    for sign in story.iter(_FIELD):
        kind = sign.get(qn("w:fldCharType"))
        if kind == "begin":
            fields.append([sign])
        elif kind == "separate" and fields and len(fields[-1]) == 1:
            fields[-1].append(sign)
        elif kind == "end" and fields:
            signs.update(fields.pop(), [sign])
    return signs
