"""Formulas of Word files, on one line."""

from collections.abc import Callable

from docx.oxml.ns import qn

from qa_service.ingestion.readers.raised import DOWN, UP
from qa_service.ingestion.readers.word_styles import Element

FORMULAS = (qn("m:oMath"), qn("m:oMathPara"))
_SIGNS = frozenset("0123456789+-−=()n")  # that can be both raised and lowered
_UP, _DOWN = UP, DOWN | {ord("n"): ord("ₙ")}


def formula_text(formula: Element) -> str:
    """What a formula says.

    >>> from docx.oxml.parser import parse_xml
    >>> power = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:t>6</m:t></m:sup></m:sSup>"
    >>> formula_text(parse_xml(power.replace("sSup>", f'sSup xmlns:m="{_SPACE}">', 1)))
    '10⁶'
    """
    name = str(formula.tag).removeprefix(f"{{{_SPACE}}}")
    if name == "t":
        return formula.text or ""
    return _FORMS[name](formula) if name in _FORMS else _inner(formula)


def _inner(element: Element | None) -> str:
    return "" if element is None else "".join(formula_text(part) for part in element)


def _part(formula: Element, name: str) -> str:
    return _inner(formula.find(qn(f"m:{name}")))


def _fraction(formula: Element) -> str:
    return f"{_grouped(_part(formula, 'num'))}/{_grouped(_part(formula, 'den'))}"


def _root(formula: Element) -> str:
    return f"{_moved(_part(formula, 'deg'), _UP, '')}√{_grouped(_part(formula, 'e'))}"


def _at_corners(formula: Element) -> str:
    """A base with what stands below and above its right end, or its left one."""
    below, above = _part(formula, "sub"), _part(formula, "sup")
    corners = _moved(below, _DOWN, "_") + _moved(above, _UP, "^")
    base = _part(formula, "e")
    before = formula.tag in (qn("m:sPre"), qn("m:nary"))
    return f"{_sign(formula)}{corners}{base}" if before else f"{base}{corners}"


def _sign(formula: Element) -> str:
    """The sign of a sum or an integral, which is what none is written for."""
    if formula.tag != qn("m:nary"):
        return ""
    return _property(formula, "naryPr", "chr", "∫")


def _bracketed(formula: Element) -> str:
    parts = [_inner(part) for part in formula.iterchildren(qn("m:e"))]
    begin, end = (_property(formula, "dPr", f"{edge}Chr", sign)
                  for edge, sign in (("beg", "("), ("end", ")")))  # fmt: skip
    return begin + _property(formula, "dPr", "sepChr", "|").join(parts) + end


def _rows(formula: Element) -> str:
    """A matrix, or equations below each other."""
    rows = [list(row) for row in formula.iterchildren(qn("m:mr"))] or [
        [part] for part in formula.iterchildren(qn("m:e"))
    ]
    return "; ".join(" ".join(filter(None, map(_inner, row))) for row in rows)


def _property(formula: Element, group: str, name: str, otherwise: str) -> str:
    found = formula.find(f"{qn(f'm:{group}')}/{qn(f'm:{name}')}")
    return otherwise if found is None else found.get(qn("m:val")) or ""


def _grouped(text: str) -> str:
    return text if text.isalnum() or len(text) < 2 else f"({text})"


def _moved(text: str, signs: dict[int, int], otherwise: str) -> str:
    return text.translate(signs) if _SIGNS.issuperset(text) else f"{otherwise}{_grouped(text)}"


_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_FORMS: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "rad": _root,
    "d": _bracketed,
    **dict.fromkeys(("m", "eqArr"), _rows),
    **dict.fromkeys(("sSup", "sSub", "sSubSup", "sPre", "nary"), _at_corners),
}
