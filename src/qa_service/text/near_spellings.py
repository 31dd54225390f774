"""Names of nearly the same spelling: "Tinzawaten" where the articles write "Tinzaouaten"."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from qa_service.text.dates import fold

NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w’'-]{2,}")
ALIKE = 0.7  # the share of letters in common, from which names may be spellings of one


def nearest_name(name: str, texts: Iterable[str]) -> str | None:
    """Finds the name in texts that is spelled most like another one; None where none is.

    >>> nearest_name("Tinzawaten", ["Les combats de Tinzaouaten ont duré trois jours."])
    'Tinzaouaten'
    >>> nearest_name("Moscou", ["Le Mali a signé."]) is None
    True
    """
    held = {fold(found[0]): found[0] for text in texts for found in NAME.finditer(text)}
    close = get_close_matches(fold(name), held, 1, ALIKE)
    return held[close[0]] if close else None
