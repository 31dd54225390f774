"""The stretches of a paragraph of an office file, on one line."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from qa_service.ingestion.readers.document import normalised, unbroken
from qa_service.ingestion.readers.raised import bare, placed


class Stretch(NamedTuple):
    """Text of one height; a break within it is a line's end."""

    text: str
    height: int = 0  # 1 above the line, -1 below it
    is_mark: bool = False  # of a note


def told(stretches: Sequence[Stretch]) -> str:
    r"""Their text, in which figures stand between signs (`raised`).

    >>> told([Stretch("Le  bac "), Stretch("de Lomé\nrouvre")])
    'Le bac de Lomé\nrouvre'
    """
    parts = list[str]()
    for (height, is_mark), same in groupby(stretches, lambda one: one[1:]):
        runs = [run for run, _, _ in same]
        for run in runs if is_mark else ["".join(runs)]:
            parts.append(placed(bare(normalised(run)), 1 if is_mark else height, is_mark))
    lines = unbroken("".join(parts)).split("\n")
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in lines)
