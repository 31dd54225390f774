"""How the text of an OpenDocument file is drawn, by its styles and those that they are based on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from qa_service.ingestion.readers.hidden import WHITE
from qa_service.ingestion.readers.styles import TINY, TRANSPARENT, Element, are_alike, colour

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "text", "table", "style", "meta")},
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
RAISED = 10  # per cent of their height from which on letters are above or below the line
BOLD = 600  # of a weight in numbers
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")


@cache
def qn(name: str) -> str:
    """A name with its prefix, as lxml has it.

    >>> qn("dc:title")
    '{http://purl.org/dc/elements/1.1/}title'
    """
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


_GROUNDS = (qn("fo:background-color"), qn("draw:fill-color"))


@dataclass(frozen=True, slots=True)
class Look:
    """How text is drawn at a place."""

    height: int = 0  # 1 above the line, -1 below it
    bold: bool = False
    vanished: bool = False
    tiny: bool = False
    white: bool = False
    ground: bool = False  # something that is not white lies behind it

    @property
    def hides(self) -> bool:
        return self.vanished or self.tiny or (self.white and not self.ground)


class Styles:
    """The styles of a file; of two of one name that counts whose part comes first."""

    def __init__(self, *parts: Element) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        for style in (style for part in parts for style in part.iter(qn("style:style"))):
            key = (style.get(qn("style:family")), style.get(qn("style:name")))
            self._styles.setdefault(key, style)
        self._found: dict[tuple[str, str | None], dict[str, str]] = {}

    def names(self, family: str, name: str | None) -> list[str]:
        """The names of a style and of those that it is based on."""
        return [style.get(qn("style:name")) for style in self._bases(family, name)]

    def within(self, look: Look, family: str, name: str | None) -> Look:
        """How text is drawn within something of that style."""
        return drawn(look, self._properties(family, name)) if name else look

    def _properties(self, family: str, name: str | None) -> dict[str, str]:
        """All that a style says, what is nearer to it before what it is based on."""
        key = (family, name)
        if key not in self._found:
            said: dict[str, str] = {}
            for style in self._bases(family, name):
                for properties in style:
                    said = {**properties.attrib, **said}
            self._found[key] = said
        return self._found[key]

    def _bases(self, family: str, name: str | None) -> Iterator[Element]:
        passed = set[str]()
        while name and name not in passed and (family, name) in self._styles:
            passed.add(name)
            yield self._styles[family, name]
            name = self._styles[family, name].get(qn("style:parent-style-name"))


def drawn(look: Look, said: dict[str, str]) -> Look:
    """A look, changed by properties.

    >>> drawn(Look(white=True), {qn("fo:background-color"): "#224466"}).hides
    False
    """
    if (display := said.get(qn("text:display"))) is not None:
        look = replace(look, vanished=display == "none")
    if (position := said.get(qn("style:text-position"))) is not None:
        look = replace(look, height=_height(position))
    if size := _POINTS.fullmatch(said.get(qn("fo:font-size"), "")):
        look = replace(look, tiny=float(size[1]) <= TINY)
    if (weight := said.get(qn("fo:font-weight"))) is not None:
        heavy = weight.isdecimal() and int(weight) >= BOLD
        look = replace(look, bold=weight == "bold" or heavy)
    if (named := colour(said.get(qn("fo:color"), "").lower())) is not None:
        look = replace(look, white=are_alike(named, WHITE))
    grounds = (colour(said[name].lower()) for name in _GROUNDS if name in said)
    shown = [ground for ground in grounds if ground and ground != TRANSPARENT]
    return replace(look, ground=not are_alike(shown[0], WHITE)) if shown else look


def _height(position: str) -> int:
    """1 above the line, -1 below it, of "super 58%", "-33% 58%"."""
    first = next(iter(position.split()), "")
    if first in ("super", "sub"):
        return 1 if first == "super" else -1
    share = re.fullmatch(r"(-?\d+)(?:\.\d+)?%", first)
    raised = int(share[1]) if share else 0
    return (raised >= RAISED) - (raised <= -RAISED)
