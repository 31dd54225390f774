"""Raised and lowered figures of a page: put between the signs of `raised`, wherever they stand."""

import re
from collections.abc import Iterator

from qa_service.ingestion.readers.document import SOFT, normalised, rejoined, unbroken
from qa_service.ingestion.readers.raised import LONGEST, MARK, marks_note, placed
from qa_service.ingestion.readers.styles import Element, StyleSheet, pixels

_DRAWN = ".//*[self::sup or self::sub][not(ancestor::sup or ancestor::sub)]"
_INLINE = ("span", "a", "small", "font", "em", "strong", "b", "i", "u")
_STYLED = " | ".join(f".//{tag}" for tag in _INLINE)
# The second child of each is drawn above or below the first.
_FORMULAS = {".//msup/*[2]": True, ".//msub/*[2]": False}
_NOTE = re.compile(r"(?:foot|end)-?note|noteref|\bcite|(?:^|[\s_-])(?:fn|note|reference)(?![^\W_])")
_TYPES = ("class", "role", "epub:type", "rel")
Figure = tuple[Element, bool]  # whether it is raised; else it is lowered


def mark_raised(tree: Element, sheet: StyleSheet | None = None) -> None:
    """Puts figures between signs and text into the form in which it is stored; once, or signs go.

    Links that lead nowhere but back into the page, such as arrows below a note, go.

    >>> from lxml.html import fromstring
    >>> from qa_service.ingestion.readers.raised import settled
    >>> tree = fromstring("<p>3 km<sup>2</sup> en 2019<sup><a href='#n'>2</a></sup>.</p>")
    >>> mark_raised(tree)
    >>> settled(tree.text_content())[0]
    '3 km² en 2019.'
    """
    _write_plainly(tree)
    for link in tree.xpath(".//a[starts-with(@href, '#')]"):
        told = "".join(link.text_content().split())
        if told and not any(char.isalnum() for char in told) and not MARK.fullmatch(told):
            _write(link, "")
    for element, up in list(_figures(tree, sheet or StyleSheet(tree))):
        _put(element, up, _leads_to_note(element))
    for link in tree.xpath(".//a[@href]"):
        named, in_page = _is_named_note(link), "#" in link.get("href")
        told, before = link.text_content().strip(), _text_before(link)
        if marks_note(told, before, named or in_page) or (named and MARK.fullmatch(told)):
            _put(link, up=True, linked=True)


def _write_plainly(tree: Element) -> None:
    for element in tree.iter():
        if element.text and isinstance(element.tag, str):
            element.text = unbroken(normalised(element.text))
        if element.tail:
            element.tail = unbroken(normalised(element.tail))
    for line_break in tree.xpath(".//br"):
        before = _text_before(line_break)
        if before.endswith(SOFT) and (line_break.tail or "").strip():
            whole = rejoined(before, line_break.tail.lstrip())
            line_break.tail = whole.removeprefix(before.rstrip(f" \t{SOFT}"))
            _write(line_break, "")


def _figures(tree: Element, sheet: StyleSheet) -> Iterator[Figure]:
    yield from ((element, element.tag == "sup") for element in tree.xpath(_DRAWN))
    for path, up in _FORMULAS.items():
        yield from ((element, up) for element in tree.xpath(path))
    for formula in tree.xpath(".//math"):
        for note in formula.xpath(".//annotation | .//annotation-xml"):
            _write(note, "")
        formula.tag = "span"  # trafilatura leaves formulas out
    for element in tree.xpath(_STYLED):
        place = sheet.of(element).get("vertical-align", "")
        height = {"super": 1.0, "sub": -1.0}.get(place) or pixels(place, 0.0)
        if height:
            yield element, height > 0


def _put(element: Element, up: bool, linked: bool) -> None:
    text = element.text_content()
    if element.getparent() is not None and 0 < len(text.strip()) <= LONGEST:
        _write(element, placed(text, 1 if up else -1, linked))


def _write(element: Element, text: str) -> None:
    """Makes it text; to join that with the text around it takes long where there are many."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "span", text, tail


def _leads_to_note(element: Element) -> bool:
    """Whether it is, holds or lies in a link of its own, or is named as a note's."""
    told = element.text_content().strip()
    around = [one for one in element.iterancestors("a") if one.text_content().strip() == told]
    links = [*element.iter("a"), *around]
    named = any(_is_named_note(one) for one in (element, *links))
    return named or any("#" in one.get("href", "") or MARK.fullmatch(told) for one in links)


def _is_named_note(element: Element) -> bool:
    return any(_NOTE.search(element.get(name, "").lower()) for name in _TYPES)


def _text_before(element: Element) -> str:
    """The text right before an element; none where a link stands there, which it may go on."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is None and parent is not None:
        return parent.text or (_text_before(parent) if parent.tag in _INLINE else "")
    if previous is None or previous.tail or not isinstance(previous.tag, str):
        return (previous.tail or "") if previous is not None else ""
    return "" if previous.tag in ("a", "br") else previous.text_content()
