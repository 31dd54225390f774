"""Runs of a Word file that its readers do not see: hidden, tiny, or in the colour of the ground."""

from collections.abc import Sequence

from docx.oxml.ns import qn

from qa_service.ingestion.readers.hidden import SEVERAL, WHITE
from qa_service.ingestion.readers.styles import TINY, are_alike, colour
from qa_service.ingestion.readers.word_styles import Element, Styles, find, is_on, value
from qa_service.text.injections import is_order

_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = ("}wsp", "}shape", "}rect", "}roundrect")
_FILLS = tuple(qn(f"a:{kind}Fill") for kind in ("solid", "no", "grad", "blip", "patt", "grp"))
HALF_POINTS = 2  # the unit of sizes


def take_hidden_runs(stories: Sequence[Element], styles: Styles) -> tuple[str, ...]:
    """Takes them out; returns the words of those that are worth a warning."""
    words = []
    for run in [run for story in stories for run in story.iter(qn("w:r"))]:
        if is_on(styles.drawn(run, "w:vanish")):
            words += [text.text or "" for text in run.iter(qn("w:t"))]
            run.getparent().remove(run)
        elif _is_unseen(run):  # but a text box that is anchored in it is
            for text in list(run.iterchildren(qn("w:t"), qn("w:sym"))):
                words.append(text.text or "")
                run.remove(text)
    told = " ".join("".join(words).split())
    return (told,) if len(told.split()) >= SEVERAL or is_order(told) else ()


def _is_unseen(run: Element) -> bool:
    size = _value(run, "w:sz")
    if size and size.isdecimal() and int(size) / HALF_POINTS <= TINY:
        return True
    drawn = colour(f"#{_value(run, 'w:color') or ''}".lower())
    return drawn is not None and are_alike(drawn, WHITE) and not _has_ground(run)


def _value(run: Element, name: str) -> str | None:
    return value(run, f"w:rPr/{name}")


def _has_ground(run: Element) -> bool:
    """Whether something coloured lies behind it: the run's, a paragraph's, a cell's, a page's."""
    if _value(run, "w:highlight") not in (None, "none", "white"):
        return True
    body = run.getroottree().getroot()
    behind = [body.find(qn("w:background"))] if body.find(qn("w:background")) is not None else []
    for element in (run, *run.iterancestors()):
        behind += [shade for part in ("w:rPr", "w:pPr", "w:tcPr", "w:tblPr")
                   if (shade := find(element, f"{part}/w:shd")) is not None]  # fmt: skip
        if element.tag == qn("w:txbxContent") and not _is_white(element):
            return True
    fills = (shade.get(qn("w:fill")) or shade.get(qn("w:color")) for shade in behind)
    return any(fill and fill.lower() not in ("auto", "ffffff") for fill in fills)


def _is_white(box: Element) -> bool:
    """Whether a text box is filled with white; one without a colour may lie on any."""
    shape = next((one for one in box.iterancestors() if one.tag.endswith(_SHAPES)), None)
    if shape is None:
        return False
    if shape.tag.startswith(_VML):
        plain = shape.find(f"{_VML}fill") is None and shape.get("filled") not in ("f", "false")
        drawn = colour(shape.get("fillcolor", "white"))
        return plain and drawn is not None and are_alike(drawn, WHITE)
    drawing = next((part for part in shape if str(part.tag).endswith("}spPr")), shape)
    fill = next(drawing.iterchildren(*_FILLS), None)
    named = None if fill is None or fill.tag != qn("a:solidFill") else next(iter(fill), None)
    if named is None:
        return False
    drawn = colour(f"#{named.get('lastClr') or named.get('val') or ''}".lower())
    return named.get("val") in ("bg1", "lt1") or (drawn is not None and are_alike(drawn, WHITE))
