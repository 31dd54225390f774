"""Where the pages of a file begin: in its lines, and then in the text that is made of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from qa_service.domain.article import PageStart


@dataclass(frozen=True, slots=True)
class Opening:
    """The place in a file's lines at which a page begins."""

    line: int  # from 0
    place: int  # characters of that line before it
    page: int  # from 1


def stored_openings(
    openings: Iterable[Opening], lines: Sequence[str], told: Callable[[str], str]
) -> list[Opening]:
    """The same places in the lines as they are stored; `told` says what a stretch becomes.

    Counted from a line's end by what each page's share of it becomes, since `told` may shorten it.
    A figure that is judged by what stands on the page before may move a place by its own length.

    >>> stored_openings([Opening(0, 5, 2)], ["a_1_ b_2_"], lambda text: text.replace("_", ""))
    [Opening(line=0, place=3, page=2)]
    """
    found: list[Opening] = []
    for number, within in groupby(openings, lambda one: one.line):
        line = lines[number]
        end, place = len(line), len(told(line))
        for opening in reversed([*within]):
            place = max(place - len(told(line[opening.place : end])), 0) if opening.place else 0
            end = opening.place
            found.append(Opening(number, place, opening.page))
    return sorted(found, key=lambda one: (one.line, one.place, one.page))


def page_starts(
    openings: Iterable[Opening], paragraphs: Iterable[tuple[int, int, str]], between: str
) -> tuple[PageStart, ...]:
    """Where pages begin in the text of some paragraphs, joined by `between`.

    A paragraph comes with the number of its line and how many characters of that are before it. A
    page of which no paragraph holds anything begins nowhere.

    >>> openings = Opening(0, 0, 1), Opening(1, 2, 2), Opening(2, 0, 3)
    >>> page_starts(openings, [(1, 0, "Un deux."), (3, 0, "Six.")], "--")
    (PageStart(start=0, number=1, label=None), PageStart(start=2, number=2, label=None), \
PageStart(start=10, number=3, label=None))
    """
    starts: dict[int, int] = {}
    waiting, offset = [*openings], 0
    for line, before, paragraph in paragraphs:
        end = before + len(paragraph)
        while waiting and (waiting[0].line, waiting[0].place) < (line, end):
            opening = waiting.pop(0)
            place = max(opening.place - before, 0) if opening.line == line else 0
            starts[offset + place] = opening.page
        offset += len(paragraph) + len(between)
    return tuple(PageStart(start, page) for start, page in starts.items())
