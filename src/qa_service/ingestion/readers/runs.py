"""Runs of text as a PDF's page draws them, made to lines with their raised and lowered figures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from pypdf import PageObject
from pypdf.generic import NameObject

from qa_service.ingestion.readers.document import SOFT, normalised
from qa_service.ingestion.readers.ink import SHOWS, Operation, content_of
from qa_service.ingestion.readers.raised import placed

SMALLER = 0.85  # of the line's letters: the size up to which a figure can be raised
UP, DOWN = 0.1, 0.05  # of that size: by which its foot stands above or below theirs
_SOFT_HYPHENS = (SOFT, b"\xad", b"\xfe\xff\x00\xad", b"\xef\xbb\xbf\xc2\xad")
Matrix = Sequence[float]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `size` is that of its largest letters, in points."""

    text: str
    size: float
    page: int = 1  # from 1


@dataclass(frozen=True, slots=True)
class Run:
    """Text in letters of one size, in points, whose foot stands at a height on the page."""

    text: str
    size: float
    height: float


def runs_of(page: PageObject) -> list[Run]:
    """The runs of a page.

    pypdf begins one with each font. So the font is named again where letters become larger or
    smaller, or rise. What stands for a soft hyphen that is not seen, as browsers print it, is left
    out. Text within forms is read as it is.
    """
    visitor, written = _Visitor(), page.get("/Contents")
    content = content_of(page)
    if content is not None:
        content.operations = [*_parted(_without_soft_hyphens(content.operations))]
        page[NameObject("/Contents")] = content
    page.extract_text(visitor_text=visitor.collect, visitor_operand_before=visitor.operate)
    if written is not None:
        page[NameObject("/Contents")] = written  # what is parsed takes much memory
    return visitor.found


class _Visitor:
    """Collects the runs that pypdf tells of."""

    def __init__(self) -> None:
        self.found: list[Run] = []
        self._rise, self._drawn_at, self._saved = 0.0, 0.0, list[float]()

    def operate(self, operator: bytes, operands: list[object], _around: Matrix, _m: Matrix) -> None:
        """Follows the rise of text, of which pypdf tells nothing."""
        if operator == b"Ts" and operands and isinstance(operands[0], int | float):
            self._rise = float(operands[0])
        elif operator == b"q":
            self._saved.append(self._rise)
        elif operator == b"Q" and self._saved:
            self._rise = self._saved.pop()
        elif operator in SHOWS:
            self._drawn_at = self._rise

    def collect(
        self, text: str, around: Matrix, matrix: Matrix, _font: object, size: float
    ) -> None:
        """Called with each run of text; the two matrices scale and place its letters."""
        scale = matrix[3] * around[3]
        height = matrix[4] * around[1] + matrix[5] * around[3] + around[5] + self._drawn_at * scale
        self.found.append(Run(normalised(text), round(abs(size * scale), 1), height))


def _parted(operations: Iterable[Operation]) -> Iterator[Operation]:
    font: Operation | None = None
    scale = list[object]()
    for operands, operator in operations:
        if operator == b"Tf":
            font = operands, operator
        resized = operator == b"Tm" and operands[:4] != scale
        if font and (resized or operator == b"Ts"):
            yield font
        scale = operands[:4] if operator == b"Tm" else scale
        yield operands, operator


def _without_soft_hyphens(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Without the blanks that are marked as what a soft hyphen looks like."""
    spans = list[bool]()  # those around, and whether such a one
    for operands, operator in operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else None
            stands_for = properties.get("/ActualText") if isinstance(properties, dict) else None
            spans.append(stands_for in _SOFT_HYPHENS)
        elif operator == b"EMC" and spans:
            spans.pop()
        if operator not in SHOWS or not any(spans):
            yield operands, operator


def lines_of_runs(runs: Iterable[Run], page: int = 1) -> list[Line]:
    """Whole lines, single spaces between their words, without blank ones at the page's ends.

    >>> from qa_service.ingestion.readers.raised import settled
    >>> runs = Run("Les 12 km", 9.0, 50.0), Run("2", 6.0, 53.0), Run(" de\\n1943", 9.0, 50.0)
    >>> [settled(line.text)[0] for line in lines_of_runs(runs)]
    ['Les 12 km² de', '1943']
    """
    lines = [list[Run]()]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += ([replace(run, text=text)] for text in others)
    told = list[Line]()
    for line in lines:
        text = " ".join(_text(line).split())
        if text == SOFT and told:  # drawn apart from its word
            told[-1] = replace(told[-1], text=told[-1].text + SOFT)
        else:
            size = max((run.size for run in line if run.text.strip()), default=0)
            told.append(Line(text, size, page))
    filled = [number for number, line in enumerate(told) if line.text]
    return told[filled[0] : filled[-1] + 1] if filled else []


def _text(line: Sequence[Run]) -> str:
    """The text of a line, its figures between signs."""
    letters = Counter[float]()
    for run in line:
        letters[run.size] += len(run.text.strip())
    usual = letters.most_common(1)[0][0]
    feet = [run.height for run in line if run.size == usual and run.text.strip()]
    foot, steps = feet[0] if feet else 0.0, list[int]()
    for run in line:
        foot = run.height if run.size == usual and run.text.strip() else foot
        steps.append(_step(run, usual, foot))
    told = list[str]()
    for step, group in groupby(zip(steps, line, strict=True), key=itemgetter(0)):
        told.append(placed("".join(run.text for _, run in group), step))
    return "".join(told)


def _step(run: Run, usual: float, foot: float) -> int:
    """1 if a run is raised above the line's foot, -1 if it is lowered, else 0."""
    if not run.text.strip() or run.size > SMALLER * usual or not usual:
        return 0  # of text that is turned the size is not known
    above = (run.height - foot) / usual
    return 1 if above >= UP else -1 if above <= -DOWN else 0
