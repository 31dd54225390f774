"""Quotations: what stands between quotation marks, across sentences and paragraphs."""

import re
from dataclasses import dataclass

from qa_service.domain.article import Span

OPENING, CLOSING = "«“„", "»”"
MARKS = re.compile(r"[«»“”„\"\n]")
LONGEST = 4000  # code points: a mark that opens more than this was never closed


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: `within` the marks without white space, `outer` with the marks."""

    within: Span
    outer: Span


def quotations(text: str) -> list[Quotation]:
    """The quotations of a text, in order; one within another belongs to the outer one.

    >>> text = 'Il dit : « Oui.\\n« Et non. » Puis "rien", et un "\\nÀ “demain”.'
    >>> [quotation.within.of(text) for quotation in quotations(text)]
    ['Oui.\\n« Et non.', 'rien', 'demain']
    """
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    depth = 0
    for match in MARKS.finditer(text):
        mark, at = match[0], match.start()
        if opened is None:
            if mark in OPENING or (mark == '"' and _opens(text, at)):
                opened, depth = (at, mark), 1
        elif mark == "\n":
            if not _goes_on(text, at, opened[1]) or at - opened[0] > LONGEST:
                opened = None
        elif mark == opened[1] == '"':
            if _opens(text, at) and text[at - 1 : at].isspace():
                opened = at, mark  # the one before was never closed
            else:
                found += _closed(text, opened[0], at)
                opened = None
        elif mark == opened[1]:  # one inside, or a paragraph that repeats the mark
            depth += not _begins_line(text, at)
        elif mark in CLOSING and _answers(opened[1], mark):
            depth -= 1
            if not depth:
                found += _closed(text, opened[0], at)
                opened = None
    return found


def _closed(text: str, start: int, end: int) -> list[Quotation]:
    within = text[start + 1 : end]
    left = start + 1 + len(within) - len(within.lstrip())
    right = start + 1 + len(within.rstrip().rstrip(",").rstrip())
    if left >= right:
        return []
    return [Quotation(Span(left, right), Span(start, end + 1))]


def _answers(opening: str, closing: str) -> bool:
    return (opening == "«") == (closing == "»")


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark opens: in print it stands before a word, and not behind one."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(after.strip()) and after not in ".,;:)" and not before.isdigit()


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _goes_on(text: str, at: int, mark: str) -> bool:
    """Whether the next paragraph repeats the mark, as one that continues a quotation does."""
    return mark != '"' and text[at:].lstrip()[:1] in {mark, "»", "”"}
