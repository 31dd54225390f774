"""Where the pages of a PDF begin: JSON in a column of its article's row, NULL of all else.

It lies beside the text in which it counts, so that neither changes without the other.
"""

import json
from collections.abc import Sequence
from itertools import pairwise

from qa_service.domain.article import PageStart


def pages_value(pages: Sequence[PageStart]) -> str | None:
    """Writes the pages as `[start, number, label]` each.

    >>> pages_value([PageStart(0, 1), PageStart(512, 2, "ii")])
    '[[0,1,null],[512,2,"ii"]]'
    """
    rows = [(page.start, page.number, page.label) for page in pages]
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False) if rows else None


def pages_of(value: str | None) -> tuple[PageStart, ...]:
    """Reads them. Raises ValueError or TypeError for what is no such column."""
    return tuple(PageStart(*row) for row in json.loads(value)) if value is not None else ()


def are_sound(value: str, length: int) -> bool:
    """Whether it holds pages in order, the first at 0 and all within so many code points.

    >>> [are_sound(value, 9) for value in ("[[0,1,null],[8,2,null]]", "[[0,1,null],[9,2,null]]")]
    [True, False]
    """
    try:
        pages = pages_of(value)
    except (ValueError, TypeError, RecursionError):
        return False
    if not pages or not all(map(_is_typed, pages)):
        return False
    in_order = all(
        one.start < other.start and one.number < other.number for one, other in pairwise(pages)
    )
    return in_order and pages[0].start == 0 and pages[-1].start < length and pages[0].number > 0


def _is_typed(page: PageStart) -> bool:
    numbers = type(page.start) is int and type(page.number) is int
    return numbers and (page.label is None or isinstance(page.label, str))
