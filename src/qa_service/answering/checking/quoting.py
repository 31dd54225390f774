"""Whether what stands between quotation marks is in the evidence, word for word."""

import re
import unicodedata

from qa_service.text.quotations import quotations

GAP = re.compile(r"\s*(?:\[\s?(?:\.\.\.|…)\s?\]|\((?:\.\.\.|…)\)|…|\.\.\.)\s*")
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "œ": "oe",
     "Œ": "Oe", "æ": "ae", "Æ": "Ae"}
)  # fmt: skip
MARKS = re.compile(r"[«»“”„\"]")
ANY_QUOTE = re.compile(r"[«“\"„]\s*(?P<said>[^«»“”\"„]+?)\s*[»”\"]")
AROUND = " .,;:!?-"


def is_verbatim(said: str, source: str) -> bool:
    """Whether words stand in a source, with gaps in their order; typography does not count.

    >>> is_verbatim("L’œuvre [...] est finie.", "Pour lui, l'oeuvre du port est finie")
    True
    >>> is_verbatim("est finie [...] l'œuvre", "l'œuvre du port est finie")
    False
    """
    source = typographic(source)
    place = 0
    for part in GAP.split(said):
        piece = typographic(part).strip(AROUND)
        if not piece:
            continue
        found = _found(piece, source, place)
        if found is None:
            return False
        place = found
    return place > 0


def typographic(text: str) -> str:
    """A text without the variants of one character, and without quotation marks."""
    folded = unicodedata.normalize("NFKC", text).translate(PLAIN)
    return " ".join(MARKS.sub(" ", folded).split())


def quoted(text: str) -> list[str]:
    """What stands between quotation marks, also where these do not match well."""
    found = [one.within.of(text) for one in quotations(text)]
    known = " ".join(found)
    loose = [one["said"] for one in ANY_QUOTE.finditer(text)]
    return found + [said for said in loose if said not in known]


def has_open_mark(text: str) -> bool:
    """Whether a quotation is opened and not closed, or the other way round."""
    count = {mark: text.count(mark) for mark in '«»“”"„'}
    return count["«"] != count["»"] or count["“"] + count["„"] != count["”"] or count['"'] % 2 == 1


def _found(piece: str, source: str, place: int) -> int | None:
    """Where a piece ends that stands in the source behind a place, whole words alone."""
    first, rest = piece[0], piece[1:]
    pattern = (
        rf"(?<!\w)(?:{re.escape(first.lower())}|{re.escape(first.upper())}){re.escape(rest)}(?!\w)"
    )
    found = re.compile(pattern).search(source, place)
    return found.end() if found else None
