"""Runs of a Word file that its readers do not see: hidden, tiny, or in the colour of the ground."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from qa_service.ingestion.readers.hidden import SEVERAL, WHITE
from qa_service.ingestion.readers.styles import TINY, are_alike, colour
from qa_service.text.injections import is_order

HALF_POINTS = 2  # the unit of sizes
OFF = ("0", "false", "none", "off")
Run = Any  # an element of lxml


def take_hidden_runs(document: Document) -> tuple[str, ...]:
    """Takes them out; returns the words of those that are worth a warning."""
    words = []
    for run in list(document.element.body.iter(qn("w:r"))):
        if _is_hidden(run):
            words.append("".join(text.text or "" for text in run.iter(qn("w:t"))))
            run.getparent().remove(run)
    told = " ".join("".join(words).split())
    return (told,) if len(told.split()) >= SEVERAL or is_order(told) else ()


def _is_hidden(run: Run) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    if vanish is not None and vanish.get(qn("w:val")) not in OFF:
        return True
    size = _value(run, "w:sz")
    if size and size.isdigit() and int(size) / HALF_POINTS <= TINY:
        return True
    drawn = colour(f"#{_value(run, 'w:color') or ''}".lower())
    return drawn is not None and are_alike(drawn, WHITE) and not _has_ground(run)


def _value(run: Run, name: str) -> str | None:
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return None if found is None else found.get(qn("w:val"))


def _has_ground(run: Run) -> bool:
    """Whether something coloured lies behind it: the run's, a paragraph's, a cell's, a page's."""
    if _value(run, "w:highlight") not in (None, "none", "white"):
        return True
    body = run.getroottree().getroot()
    behind = [body.find(qn("w:background"))] if body.find(qn("w:background")) is not None else []
    for element in (run, *run.iterancestors()):
        behind += [shade for part in ("w:rPr", "w:pPr", "w:tcPr", "w:tblPr")
                   if (shade := element.find(f"{qn(part)}/{qn('w:shd')}")) is not None]  # fmt: skip
        if element.tag == qn("w:txbxContent"):
            return True  # a box may have any ground
    fills = (shade.get(qn("w:fill")) or shade.get(qn("w:color")) for shade in behind)
    return any(fill and fill.lower() not in ("auto", "ffffff") for fill in fills)
