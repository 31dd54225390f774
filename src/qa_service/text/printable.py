"""Text without what nobody sees."""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})  # controls, joiners, private ones, half pairs


def printable(text: str) -> str:
    r"""The text without control characters and invisible ones, but with its line ends.

    >>> printable("Le\u200b budget\u202e a\tdoublé\n")
    'Le budget a doublé\n'
    """
    spaced = text.replace("\t", " ")
    return "".join(
        char for char in spaced if char == "\n" or unicodedata.category(char) not in _UNSEEN
    )
