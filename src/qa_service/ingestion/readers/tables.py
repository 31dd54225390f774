"""The rows of a table as sentences, so that each can be found, quoted and read alone."""

import re
from collections.abc import Sequence
from itertools import zip_longest


def row_sentence(headers: Sequence[str], cells: Sequence[str]) -> str:
    """A row as "column: value" pairs; a cell without a header stands alone, an empty one nowhere.

    >>> row_sentence(["Région", "Récolte", "Prix"], ["Kayes", "12 000 t", ""])
    'Région: Kayes; Récolte: 12 000 t.'
    >>> row_sentence([], ["Kayes", "12 000 t."])
    'Kayes; 12 000 t.'
    """
    pairs = zip_longest((header.rstrip(" :") for header in headers), cells, fillvalue="")
    told = [f"{header}: {cell}" if header else cell for header, cell in pairs if cell]
    sentence = "; ".join(told)
    return sentence if not sentence or re.search(r"[.!?…]$", sentence) else f"{sentence}."


def unheaded_sentence(cells: Sequence[str]) -> str:
    """A row of a table without headers: its first cell says what the others are of.

    >>> unheaded_sentence(["Kayes", "12 000 t", "13 000 t"])
    'Kayes: 12 000 t, 13 000 t.'
    """
    others = ", ".join(filter(None, cells[1:]))
    return row_sentence(cells[:1], [others]) if others else row_sentence([], cells)
