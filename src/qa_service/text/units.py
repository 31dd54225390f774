"""What is more than a word: numbers, dates and abbreviations, taken out of a text."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from qa_service.text.days import Rule, Terms, digit_first, word_first
from qa_service.text.numbers import NUMBER, in_digits, number_terms

_PLAIN = (("’", "'"), ("ʼ", "'"), ("`", "'"), ("€", " euros "), ("$", " dollars "))
_TYPED = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None, "™": " "})
METRIC, IMPERIAL = r"(?:da|[kMhdcmµμn])?m|s", "ft|in|yd|mi"  # that are squared or cubed
UNIT = f"{METRIC}|{IMPERIAL}"
FORMULA = "CO|NO|SO|CH|NH|PO"  # as raised, and not lowered, figures make them
_RAISED = "⁰¹²³⁴-⁹"
# Where a figure would become part of the number or of the word before it, or of the word after it.
_APART = re.compile(
    rf"(?<=\d)(?=[{_RAISED}⁺⁻₀-₉¼-¾⅐-⅟↉①-⑳⓪-⓿❶-➓ᵃ-ᵈ])"
    rf"|(?<![^\W_])(?!(?:{UNIT}|{FORMULA}|[^\W\d_])[{_RAISED}])[^\W\d_]+(?=[{_RAISED}])"
    rf"|(?<!\w)[{_RAISED}]+(?=[^\W\d_]{{3}})"
)
_ACRONYM = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A number, a date or an abbreviation, and the index terms that stand for it."""

    start: int  # code point in the tidied text
    written: str
    terms: Terms


def tidied(text: str, language: str) -> str:
    """`text` with plain apostrophes and spaces, and number words of `language` as digits.

    Raised figures are part of units and formulas alone.

    >>> tidied("L’an deux mille vingt-quatre\u202f: 25\u00a0€", "fr")
    "L'an 2024 : 25  euros "
    >>> tidied("25 000¹ t de CO₂, 10⁶ m², 3½ h au XIXᵉ", "fr")
    '25 000 ^1 t de CO2, 10 ^6 m2, 3 ^1⁄2 h au XIXe'
    """
    if not text.isascii():
        text = _APART.sub(lambda found: f"{found[0]} ^", text.translate(_TYPED))
        text = unicodedata.normalize("NFKC", text)
    text = in_digits(text, language)
    for symbol, plain in _PLAIN:
        text = text.replace(symbol, plain)
    return text


def split_units(text: str, language: str) -> tuple[str, list[Unit]]:
    """A tidied text in which units are blanked out, all else in its place, and the units.

    >>> [unit.terms for unit in split_units("Le 1er mai, 12 000 tonnes pour l'O.N.U.", "fr")[1]]
    [('onu',), ('--05-01', '--05'), ('12000',)]
    """
    units: list[Unit] = []
    take = partial(_take, units)
    if "." in text[:-1]:
        text = _ACRONYM.sub(partial(take, _acronym), text)
    if not _DIGITS.search(text):
        return text, units
    for pattern, terms_of in word_first(language):
        text = pattern.sub(partial(take, terms_of), text)
    # Looking at each place with a digit is three times as fast as searching with each pattern.
    kept, done, place = [], 0, 0
    while digits := _DIGITS.search(text, place):
        place = digits.end()
        for pattern, terms_of in _rules(language):
            found = pattern.match(text, digits.start())
            if found and (blank := take(terms_of, found)) != found[0]:
                kept += [text[done : found.start()], blank]
                done = place = found.end()
                break
    return "".join((*kept, text[done:])), units


def _take(
    units: list[Unit], terms_of: Callable[[re.Match[str]], Terms], found: re.Match[str]
) -> str:
    """Notes a unit and gives the blanks for it, or gives what was found if it is none."""
    if not (terms := terms_of(found)):
        return found[0]
    units.append(Unit(found.start(), found[0], terms))
    return " " * len(found[0])


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    return (*digit_first(language), (NUMBER, number_terms))


def _acronym(found: re.Match[str]) -> Terms:
    return (found[0].replace(".", "").lower(),)
