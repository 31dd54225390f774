"""A text that comes in pieces, as sentences with their markers, each as soon as it has ended."""

import re
from dataclasses import dataclass

from qa_service.text.sentences import sentences

_MARKERS = re.compile(r"\s*(?:\[[\d,;\s]+\]\s*)+[.!?…]*\s*")
_PERHAPS_MARKERS = re.compile(r"\s*(?:\[[\d,;\s]+\]\s*)*(?:\[[\d,;\s]*|[.!?…]*)\s*")
_END = re.compile(r"[.!?…؟۔]")
_QUOTATION = (("«", "»"), ("“", "”"))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence without white space around it."""

    text: str
    begins_line: bool = False


class Incoming:
    """Not safe in threads.

    >>> incoming = Incoming("fr")
    >>> incoming.add("M. Diop est parti. [1"), incoming.add("] Il")
    ([], [Said(text='M. Diop est parti. [1]', begins_line=True)])
    >>> incoming.add(" revient [2].\\n"), incoming.end()
    ([Said(text='Il revient [2].', begins_line=False)], [])
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._rest = ""  # of the line that is being written
        self._begins_line = True

    def add(self, piece: str) -> list[Said]:
        """The sentences that are known to have ended with this piece."""
        *lines, self._rest = (self._rest + piece).split("\n")
        found: list[Said] = []
        for line in lines:
            found += self._said(self._parts(line))
            self._begins_line = True
        whole, self._rest = self._ended(self._rest)
        return [*found, *self._said(whole)]

    def end(self) -> list[Said]:
        """What is left."""
        return self.add("\n")

    def _said(self, parts: list[str]) -> list[Said]:
        found = []
        for part in filter(None, map(str.strip, parts)):
            found.append(Said(part, self._begins_line))
            self._begins_line = False
        return found

    def _ended(self, line: str) -> tuple[list[str], str]:
        """The sentences of a line that have ended, and the rest of it."""
        if not _END.search(line):
            return [], line
        *whole, last = self._parts(line) or [""]
        if whole and _PERHAPS_MARKERS.fullmatch(last):  # they belong to the sentence before
            last = whole.pop() + last
        return whole, last

    def _parts(self, line: str) -> list[str]:
        """The sentences of a line, which together are the line."""
        starts = [span.start for span in sentences(line, self._language)][1:]
        parts = list[str]()
        for start, end in zip([0, *starts], [*starts, len(line)], strict=True):
            if parts and _is_within_quotation(parts[-1]):
                parts[-1] += line[start:end]
            else:
                parts.append(line[start:end])
        for number in range(1, len(parts)):
            if markers := _MARKERS.match(parts[number]):
                parts[number - 1] += markers[0]
                parts[number] = parts[number][markers.end() :]
        return [part for part in parts if part]


def _is_within_quotation(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _QUOTATION)
