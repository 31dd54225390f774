"""How surely a text that was decoded is prose, whatever its language.

A wrong encoding puts signs within words, capitals after small letters, letters of two scripts side
by side, or letters that the language of the text does not have.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import islice

from qa_service.ingestion.readers.alphabets import ALPHABETS
from qa_service.text.language import likeliest

ENOUGH = 1_000  # characters that are not ASCII
FOREIGN = 0.9  # what letters count for that another language has than that of the text
JOINED = 0.95  # what a dash counts for that joins two words: more than a letter that is foreign
DOUBTFUL = 0.5  # what a sign counts for that is rare and stands alone

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Marks that prose has beside letters: on either side, within quotations, before or after them.
_BETWEEN = frozenset("’‘·‐‑…،؛؟\u00ad\u00a0\u2009\u200b\u200c\u200d\u200e\u200f\u202f")
_DASHES = frozenset("–—")
_QUOTES = frozenset("«»“”„‚")
_BEFORE_LETTERS = frozenset("©°")
_AFTER_LETTERS = frozenset("®™©²³°ºª¹€£‰")
_OPENING = frozenset("¿¡")
_EXPECTED = frozenset().union(
    _BETWEEN, _DASHES, _QUOTES, _BEFORE_LETTERS, _AFTER_LETTERS, _OPENING, "¥§½¼¾×•→±"
)
_NEVER = frozenset("¤")  # what ISO-8859-1 has where ISO-8859-15 has the euro


def certainty(text: str) -> float:
    """How much of what is not ASCII is as in the prose of one language, of 1; below 0 is no text.

    >>> certainty("L’été à Lomé"), certainty("LíÈtÈ ‡ LomÈ") < 0.1
    (1.0, True)
    """
    letters, doubtful, joined, wrong = Counter[str](), 0, 0, 0
    for match in islice(_BEYOND_ASCII.finditer(text), ENOUGH):
        char, at = match[0], match.start()
        if "\x80" <= char <= "\x9f":  # no text has them
            return -1.0
        left, right = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        if _is_letter(char):
            letters[char.lower()] += 1
            wrong += _is_misplaced(char, left, right)
        elif unicodedata.combining(char):
            wrong += script(char) not in (script(left), "COMBINING")
        elif char in _DASHES:
            joined += _is_letter(left) and _is_letter(right)
        elif char in _NEVER or _is_within_word(char, left, right):
            wrong += 1
        else:
            doubtful += char not in _EXPECTED
    told = letters.total() + doubtful + joined + wrong
    if not told:
        return 1.0
    known = {name: sum(letters[char] for char in ALPHABETS[name]) for name in ALPHABETS}
    spoken = FOREIGN * (best := max(known.values()))
    if best > wrong:  # else no language helps, and asking for it takes longest
        spoken = max(spoken, known[likeliest(text, ALPHABETS)])
    return (spoken + DOUBTFUL * doubtful + JOINED * joined - wrong) / told


def _is_misplaced(char: str, left: str, right: str) -> bool:
    """Whether a letter stands beside one of another script, or a capital within a word."""
    beside = [other for other in (left, right) if _is_letter(other)]
    if any(script(other) != script(char) for other in beside):
        return True
    return (char.isupper() and left.islower()) or (char.islower() and right.isupper())


def _is_within_word(char: str, left: str, right: str) -> bool:
    """Whether a sign stands where prose has letters."""
    if char in _BETWEEN:
        return False
    if char in _QUOTES:
        return _is_letter(left) and _is_letter(right)
    if char in _OPENING and not _is_letter(left):
        return False
    after = _is_letter(left) and char not in _AFTER_LETTERS
    return after or (_is_letter(right) and char not in _BEFORE_LETTERS)


def _is_letter(char: str) -> bool:
    return char.isalpha() and char not in "ªº"


@cache
def script(char: str) -> str:
    """The script of a letter, by the name of it.

    >>> script("ж"), script("é")
    ('CYRILLIC', 'LATIN')
    """
    return unicodedata.name(char, "").split(" ")[0]
