"""How an element of a page is drawn, as far as that hides its words.

Read are attributes and the simple rules (one tag, class or id) of the page's own style sheets;
what lies in files beside the page is not known.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Element = Any  # lxml has no types of its own
Style = Mapping[str, str]  # values by property, in lower case

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;{}]+)")
_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_NESTED = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")  # for print, small screens
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?")
_TELLING = re.compile(
    r"display|visibility|opacity|font|color|background|position|left|top|right|indent|clip|"
    r"height|width|overflow|transform|scale|vertical"
)
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|vw|vh|cm|mm|in|%)?")
_PIXELS = {
    "pt": 1.33,
    "em": 16,
    "rem": 16,
    "ex": 8,
    "ch": 8,
    "cm": 38,
    "mm": 3.8,
    "in": 96,
    "%": 0.16,
}
TINY = 2.0  # pixels of height up to which letters cannot be read
FAR = -300.0  # pixels to the left or above from which on nothing is on the screen
NAMED = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
}
LIKE = 24  # steps of 255 in each channel below which two colours are not told apart

Colour = tuple[int, int, int]
TRANSPARENT = (-1, -1, -1)


class StyleSheet:
    """The rules of the style elements of a tree."""

    def __init__(self, tree: Element) -> None:
        sheets = (element.text or "" for element in tree.iter("style"))
        self._rules: dict[str, dict[str, str]] = {}
        for sheet in sheets:
            for selector, style in _rules(sheet):
                self._rules.setdefault(selector, {}).update(style)

    def of(self, element: Element) -> Style:
        """All that is declared for one element, its own attributes last."""
        style: dict[str, str] = {}
        if self._rules:
            names = [f".{name}" for name in (element.get("class") or "").split()]
            names += [f"#{element.get('id')}"] if element.get("id") else []
            for name in ("", *names):
                for selector in (name, f"{element.tag}{name}"):
                    style |= self._rules.get(selector, {})
        for attribute, name in (("bgcolor", "background"), ("color", "color")):
            if given := element.get(attribute):
                style[name] = given.lower()
        return style | declarations(element.get("style") or "")


def declarations(text: str) -> dict[str, str]:
    """Properties with their values.

    >>> declarations("Color: #FFF !important; font-size:0")
    {'color': '#fff', 'font-size': '0'}
    """
    return {
        name.lower(): value.lower().replace("!important", "").strip()
        for name, value in _DECLARATION.findall(text)
    }


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    plain = _NESTED.sub("", re.sub(r"(?s)/\*.*?\*/|<!--|-->", "", sheet))
    for selectors, body in _RULE.findall(plain):
        if _TELLING.search(body):
            for selector in selectors.split(","):
                if _SIMPLE.fullmatch(selector.strip()) and selector.strip():
                    yield selector.strip(), declarations(body)


def is_gone(element: Element, style: Style) -> bool:
    """Whether nothing within the element is drawn, or only off the screen."""
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    return (
        style.get("display") == "none"
        or _number(style.get("opacity"), 1.0) < 0.05
        or re.search(r"scale\w*\(\s*0?\.?0+\s*[,)]", style.get("transform", "")) is not None
        or style.get("scale") == "0"
        or _is_far(style)
        or _is_cut(style)
    )


def _is_far(style: Style) -> bool:
    placed = style.get("position") in ("absolute", "fixed", "relative")
    sides = [style.get(name) for name in ("left", "top", "right", "margin-left")]
    away = placed and any(pixels(side, 0.0) <= FAR for side in sides if side)
    return away or pixels(style.get("text-indent"), 0.0) <= FAR


def _is_cut(style: Style) -> bool:
    cut = re.search(
        r"rect\(\s*(?:0|1px)\W|inset\(\s*(?:5\d|[6-9]\d|100)%|circle\(\s*0",
        style.get("clip", "") + style.get("clip-path", ""),
    )
    sizes = [
        style[name] for name in ("height", "width", "max-height", "max-width") if name in style
    ]
    flat = any(0 <= pixels(size, 99.0) <= 1 for size in sizes)
    return cut is not None or (flat and style.get("overflow", "").startswith(("hidden", "clip")))


def pixels(length: str | None, otherwise: float) -> float:
    """A length in pixels, roughly.

    >>> pixels("-625em", 0), pixels("auto", 7)
    (-10000.0, 7)
    """
    found = _LENGTH.match(length or "")
    return float(found[1]) * _PIXELS.get(found[2] or "px", 1) if found else otherwise


def size(style: Style, inherited: float) -> float:
    """The size of an element's letters, in pixels."""
    given = style.get("font-size") or next(
        iter(re.findall(r"[\d.]+(?:px|pt|r?em|%)?(?=[\s/])", style.get("font", ""))), None
    )
    found = _LENGTH.fullmatch(given or "")
    if found is None:
        return inherited if given is None or given in ("inherit", "smaller", "larger") else 16.0
    relative = {"em": 1.0, "%": 0.01}.get(found[2] or "")
    return float(found[1]) * relative * inherited if relative else pixels(given, inherited)


def colour(value: str | None) -> Colour | None:
    """The colour that a value begins with; None where it names none that is known.

    >>> colour("#fff"), colour("rgb(1, 2, 3)"), colour("rgba(0,0,0,0)") == TRANSPARENT
    ((255, 255, 255), (1, 2, 3), True)
    """
    text = (value or "").strip()
    if text == "transparent":
        return TRANSPARENT
    if found := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", text):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := re.match(r"(rgb|hsl)a?\(([^)]*)\)", text):
        parts = [float(part) for part in re.findall(r"[\d.]+", found[2])]
        if len(parts) > 3 and parts[3] < 0.05:
            return TRANSPARENT
        if found[1] == "hsl" and len(parts) > 2:
            return (255, 255, 255) if parts[2] > 96 else (0, 0, 0) if parts[2] < 4 else None
        return (int(parts[0]), int(parts[1]), int(parts[2])) if len(parts) > 2 else None
    return NAMED.get(text.split(" ")[0]) if text else None


def are_alike(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour are not seen on the other."""
    return all(abs(a - b) < LIKE for a, b in zip(one, other, strict=True))


def _number(value: str | None, otherwise: float) -> float:
    found = _LENGTH.match(value or "")
    return otherwise if not found else float(found[1]) / (100 if found[2] == "%" else 1)
