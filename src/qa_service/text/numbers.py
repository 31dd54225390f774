"""Numbers in one form, whether written in words, in digits or in both.

"25 000", "25.000", "25 mille" and "vingt-cinq mille" are all the index term "25000".
"""

import re
from decimal import Decimal

from text_to_num import alpha2digit

SPELLED = frozenset(("fr", "en", "es", "de", "pt", "it", "nl"))  # whose number words are read
# "deux" and above are read as numbers; "un" is an article far more often.
LARGEST_ARTICLE = 1.5
# What a question for millions and a text with "12 000 000" have in common.
SCALES = ((10**9, "1e9"), (10**6, "1e6"))

_PERCENT = re.compile(r"\b(?:(?:pour|per|por) ?cent[oi]?|por ciento|prozent)\b", re.IGNORECASE)
_FIRST = re.compile(r"\bpremier (?=janv|f[eé]v|mars|avr|mai\b|jui|ao[uû]t|sept|oct|nov|d[eé]c)")
# To the reader of number words "7 sept." is two numbers.
_SEPTEMBER = re.compile(r"(?<=\d )sept\b\.?")
_MILLIONS = re.compile(r"(?<=\d) ?M(ds?)?(?= ?(?:€|euros?\b))")

# "25 mille" is "25 1000" when the words have become digits. Three digits after a mark are thousands
# in every language: "25,000" is English, and no price or share has three decimals.
NUMBER = re.compile(
    r"(?<![\w.,])(?:(?P<few>\d{1,3}(?:[.,]\d+)?)\s(?P<times>1000(?:000){0,2})"
    r"|(?P<whole>\d{1,3}(?:[ .,']\d{3})+|\d+)(?P<decimals>[.,]\d+)?"
    r"(?P<nth>e|er|re|[èe]re|[èe]me|nde?|st|rd|th|o|a)?)(?!\w|[.,]\d)",
    re.IGNORECASE,
)


def in_digits(text: str, language: str) -> str:
    """`text` with the number words of `language` as digits.

    >>> in_digits("Vingt-cinq mille hommes en deux mille douze, trente pour cent", "fr")
    '25000 hommes en 2012, 30 %'
    """
    if "cent" in text or "rozent" in text:  # four times as fast as the search
        text = _PERCENT.sub("%", text)
    if language == "fr" and ("premier " in text or " sept" in text):
        text = _SEPTEMBER.sub("septembre", _FIRST.sub("1er ", text))
    if language in SPELLED:
        text = alpha2digit(text, language, LARGEST_ARTICLE)
    if "M" in text and ("€" in text or "euro" in text):
        text = _MILLIONS.sub(lambda found: " 1000000000" if found[1] else " 1000000", text)
    return text


def number_terms(found: re.Match[str]) -> tuple[str, ...]:
    """The index terms of a match of `NUMBER`.

    >>> [number_terms(found) for found in NUMBER.finditer("25.000, 1,80, 1,5 1000000, 20th")]
    [('25000',), ('1.8',), ('1500000', '1e6'), ('20e',)]
    """
    if found["few"]:
        value = Decimal(found["few"].replace(",", ".")) * int(found["times"])
    else:
        whole = re.sub(r"\D", "", found["whole"])
        value = Decimal(f"{whole}.{(found['decimals'] or '.0')[1:]}")
    if found["nth"]:
        return (f"{value:f}".partition(".")[0] + "e",)
    scale = next((name for size, name in SCALES if value >= size), None)
    if value in (10**6, 10**9):  # "des millions": the word alone
        return (str(scale),)
    written = _plain(value)
    return (written, scale) if scale else (written,)


def _plain(value: Decimal) -> str:
    """Digits without an exponent or trailing zeros of the decimals."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
