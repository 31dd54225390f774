"""How runs of a Word file are drawn, by their own properties and by their styles."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from docx.oxml.ns import qn

from qa_service.ingestion.readers.raised import SHIFTED

Element = Any  # python-docx's have no types of their own
OFF = ("0", "false", "none", "off")


def is_on(switch: Element | None) -> bool:
    """Whether a property that is on or off is there, and on."""
    return switch is not None and switch.get(qn("w:val")) not in OFF


class Styles:
    """The styles of a file, by the ids that paragraphs and runs name."""

    def __init__(self, styles: Element) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._found: dict[tuple[str | None, str], Element | None] = {}
        self._paragraph: Element | None = None  # that of the run before
        self._style_id: str | None = None

    def name(self, style_id: str | None) -> str:
        """A style's name in the file, whatever Word shows, in small letters."""
        style = self._styles.get(style_id)
        return "" if style is None else (value(style, "w:name") or "").lower()

    def of_paragraph(self, paragraph: Element) -> str:
        """The name of a paragraph's style."""
        return self.name(value(paragraph, "w:pPr/w:pStyle"))

    def of_run(self, run: Element) -> str:
        """The name of a run's own style."""
        return self.name(value(run, "w:rPr/w:rStyle"))

    def drawn(self, run: Element, name: str) -> Element | None:
        """A property of a run: its own, else its style's, else that of its paragraph's style."""
        path = path_of(f"w:rPr/{name}")
        found = run.find(path)
        if found is None:
            found = self.within(value(run, "w:rPr/w:rStyle"), path)
        if found is None:
            found = self.within(self._around(run), path)
        return found

    def _around(self, run: Element) -> str | None:
        """The style of a run's paragraph, which is looked up once for all its runs."""
        paragraph = next(run.iterancestors(qn("w:p")), None)
        if paragraph is not self._paragraph:
            self._paragraph = paragraph
            self._style_id = None if paragraph is None else value(paragraph, "w:pPr/w:pStyle")
        return self._style_id

    def within(self, style_id: str | None, path: str) -> Element | None:
        """What a style says there, or else one that it is based on."""
        key = (style_id, path)
        if key not in self._found:
            said = (style.find(path) for style in self._bases(style_id))
            self._found[key] = next((one for one in said if one is not None), None)
        return self._found[key]

    def _bases(self, style_id: str | None) -> Iterator[Element]:
        """A style, what it is based on, and so on."""
        passed = set[str | None]()
        while style_id in self._styles and style_id not in passed:
            passed.add(style_id)
            yield self._styles[style_id]
            style_id = value(self._styles[style_id], "w:basedOn")

    def height(self, run: Element) -> int:
        """1 for a run above the line, -1 for one below it, else 0."""
        aligned = self.drawn(run, "w:vertAlign")
        if aligned is not None:
            return {"superscript": 1, "subscript": -1}.get(aligned.get(qn("w:val")), 0)
        shifted = self.drawn(run, "w:position")
        try:
            shift = 0 if shifted is None else int(shifted.get(qn("w:val")) or 0)
        except ValueError:
            return 0
        return (shift >= SHIFTED) - (shift <= -SHIFTED)


@cache
def path_of(path: str) -> str:
    """A path of names with prefixes, as lxml takes it."""
    return "/".join(map(qn, path.split("/")))


def find(element: Element, path: str) -> Element | None:
    """What lies there, below an element."""
    return element.find(path_of(path))


def value(element: Element, path: str) -> str | None:
    """The value of what lies there."""
    found = find(element, path)
    return None if found is None else found.get(qn("w:val"))


def is_true(said: str | None) -> bool:
    """Whether an attribute says yes."""
    return said in ("1", "true", "on")
