"""Raised and lowered figures: which belong to a word or a number, and which mark a note.

A reader puts a figure between two signs, wherever it stands in a line (`placed`); `settled` says
what of it is text once the line is whole. The rule, in this order:

1. A mark (digits, asterisks, daggers, in brackets or not) that begins a line is that note's number
   and stays raised.
2. What links to a note is left out, unless it is an ordinal's ending.
3. Digits with one letter behind them, right behind something, mark a note like digits.
4. Letters are letters ("1er", "XIXe", "Mme"); one alone behind a number, or behind a word that is
   no abbreviation, stays raised, as it may mark a note of a table. What follows an ordinal's ending
   is a figure of its own.
5. Brackets, asterisks and daggers are left out.
6. Digits stay raised where they count: before a letter, a digit or a bar; behind 10, a number of
   one digit, one with decimals, a unit of length, a single letter, a formula or a sum in brackets;
   in a sum; where two of them behind a short number or beside a currency's sign may be cents. All
   others are left out.

Lowered digits stay lowered. A number that is not raised never changes, nor does one that may be.
"""

import re

from qa_service.text.units import FORMULA, IMPERIAL, METRIC

# Signs with a canonical equivalent: text in NFC holds none of them.
RAISED, LINKED, LOWERED, _END = "\u2329", "\u1fef", "\u037e", "\u232a"
_SIGNS = re.compile(f"[{RAISED}{LINKED}{LOWERED}{_END}]")
_FIGURE = re.compile(f"([{RAISED}{LINKED}{LOWERED}])([^{RAISED}{LINKED}{LOWERED}{_END}]*){_END}")

SHIFTED = 4  # half points above or below the line from which on text is raised or lowered
LONGEST = 40  # characters; what is longer is small print
UNNUMBERED = "°"  # stands for a mark whose number is not known; it is part of no word

UP = str.maketrans(
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
DOWN = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_ORDINALS = frozenset("er ers re res e es ère ères ème èmes eme me nd nde d st th rd o a".split())

_ONE = r"(?:\d{1,3}|[*†‡§¶]{1,4})"
MARK = re.compile(rf"[(\[]*\s?{_ONE}(?:\s?[,;–-]\s?{_ONE})*\s?[)\]]*")
# A mark with a letter; other letters than these are more often exponents, as in "10²ⁿ".
_LETTERED = re.compile(r"[(\[]?\s?\d{1,3}\s?([a-z])\s?[)\]]?")
_OF_MARKS, _OF_MARKS_ALONE = "abcdefgh", "abcfg"  # "2e" that stands alone is an ordinal
_LETTER_MARK = re.compile(r"[(\[]?[a-z][)\]]|[a-z](?:[,;]\s?[a-z])+")  # "(a)", "a, b"
_LABEL = re.compile(r"[(\[]?\s?[\w*†‡§¶.° -]{1,10}\s?[)\]]?")  # of a link to a note
_BETWEEN = re.compile(r"[\s,;]*")  # two marks
_SIGNED = re.compile(r"[\d+−–-][\d+−–,.()=-]*[a-z]?")
# "e1" behind "XIX": an ordinal's ending and a mark.
_ENDED = re.compile(
    rf"(?<=[0-9A-Z])([{RAISED}{LINKED}])({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
    rf"[\s,;]*({MARK.pattern}){_END}"
)
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![^\W\d_])")

_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:[1-9]\d{0,2}(?:[ \u00a0\u202f.,']\d{3})+|\d+)"
    r"(?P<decimals>[.,]\d+)?$"
)
_TEN = re.compile(r"(?<!\d)10$")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+$")
_PLURAL = re.compile(r"(?:[)'’]|·e·)s$")  # "agent(e)s"
_LENGTH = re.compile(  # words as "pied" and "in" are a unit behind a number alone
    rf"(?:{METRIC}|(?i:(?:kilo|hecto|d[eé]ca|d[eé]ci|centi|milli|micro|nano)?"
    r"m(?:[eè]tres?|eters?|etros?|etri)))"
)
_IMPERIAL = re.compile(
    r"(?:\d[\s-]?|/|\b(?:square|cubic|sq\.?|cu\.?)\s)(?:square\s|cubic\s)?"
    rf"(?:{IMPERIAL}|feet|foot|inch(?:es)?|yards?|miles?|pieds?|pouces?)$"
)
# What is calculated within brackets: "a + b", "2/3"; "2019-2020" is none, nor is "vice-maire".
_TERM = r"(?:\d+(?:[.,]\d+)?[A-Za-zα-ω]?|[A-Za-zα-ω])[₀-₉⁰¹²³⁴-⁹]*"
_CALCULATED = re.compile(rf"[+−-]?\s?{_TERM}(?:\s?[+*×·÷/−–-]\s?{_TERM})+")
_RANGE = re.compile(r"[\d.,\s]+[–-][\d.,\s]+")
_APPLIED = re.compile(r"(?<![^\W_])[A-Za-z][(\[][A-Za-zα-ω][)\]]$")  # "f(x)"
_HOUR = re.compile(r"\d\s?h$")
_CURRENCIES = ("€", "$", "£", "¥")
_PRICE = re.compile(r"[€$£¥]\s?\d[\d \u00a0\u202f.,]*$")
_SUM_BEFORE = re.compile(r"[=×·÷√≈^]\s?[\w.,()]*$")
_SUM_AFTER = re.compile(r"\s?[=×·÷≈^]")
_BEHIND_WORD = re.compile(
    r"(?:[^\W\d_]{3}[.,!?…]?|[%€])[»”\")]*$|[»”\")]$|\d[ \u00a0\u202f.,']\d{3}$"
)
NEAR = 60  # characters beside a figure that tell what it is
LONGEST_ABBREVIATION = 3  # letters before one that is raised: "Cap" in "Cap.ne", "n" in "no"


def raised(text: str, linked: bool = False) -> str:
    """Text above the line; `linked` if it leads to a note."""
    return f"{LINKED if linked else RAISED}{bare(text)}{_END}"


def lowered(text: str) -> str:
    """Text below the line."""
    return f"{LOWERED}{bare(text)}{_END}"


def placed(text: str, height: float, linked: bool = False) -> str:
    """Text at a height, above the line or below zero; white space around it stays outside.

    >>> placed("2 ", 1) == raised("2") + " ", placed("2", 0)
    (True, '2')
    """
    figure = text.strip()
    if not height or not figure or len(figure) > LONGEST:
        return text
    start = text.index(figure)
    told = raised(figure, linked) if height > 0 else lowered(figure)
    return text[:start] + told + text[start + len(figure) :]


def bare(text: str) -> str:
    """The text without the signs around figures."""
    return _SIGNS.sub("", text)


def begins_note(line: str) -> bool:
    """Whether a line begins with a raised mark, that of the note that it tells.

    >>> begins_note(f"{raised('1')} Selon la mairie"), begins_note(f"{raised('14')}C")
    (True, False)
    """
    found = _FIGURE.match(line)
    if found is None or found[1] == LOWERED or not MARK.fullmatch(found[2]):
        return False
    return not _ISOTOPE.match(line[found.end() :])


def marks_note(link: str, before: str, in_page: bool) -> bool:
    """Whether a link that is not raised marks a note, by its text and what is before it.

    Such a link is in brackets, or right behind a word or a number that is whole; within the page
    behind any number.

    >>> [marks_note("1", before, in_page=False) for before in ("la mairie", "25 000", "2019")]
    [True, True, False]
    >>> [marks_note("12", before, in_page=True) for before in ("2019", "l'article ")]
    [True, False]
    """
    if not MARK.fullmatch(link):
        return False
    if in_page and (not link.isdecimal() or before[-1:].isdecimal()):
        return True
    return _BEHIND_WORD.search(before[-NEAR:]) is not None


def settled(line: str) -> tuple[str, list[str]]:
    """A line as it is stored, and the marks that were left out of it.

    >>> settled(f"Les 25 000{raised('1')} t de CO{lowered('2')}, sur 3 km{raised('2')}")
    ('Les 25 000 t de CO₂, sur 3 km²', ['1'])
    >>> settled(f"{raised('1')}Selon le 1{raised('er')} ministre"), settled(f"10{raised('6')}")[0]
    (('¹ Selon le 1er ministre', []), '10⁶')
    """
    if not _SIGNS.search(line):
        return line, []
    line = _ENDED.sub(rf"\1\2{_END}\1\3{_END}", line)
    told, marks, before, place, out_before = list[str](), list[str](), "", 0, False
    for found in _FIGURE.finditer(line):
        between = bare(line[place : found.start()])
        after = bare(line[found.end() : found.end() + NEAR])
        figure, place = " ".join(found[2].split()), found.end()
        separates = out_before and not between and _BETWEEN.fullmatch(figure) is not None
        stored = "" if separates else _stored((before + between)[-NEAR:], found[1], figure, after)
        out = figure != "" and stored == ""
        if out and out_before and _BETWEEN.fullmatch(between):
            between = ""
        if out and not separates:
            marks += [figure] if figure != UNNUMBERED else []
            if not after.strip() or after[0] in " .,)":
                between = between.rstrip()
        told += (between, stored)
        before, out_before = (before + between + stored)[-NEAR:], out
    return "".join((*told, bare(line[place:]))), marks


def _stored(before: str, sign: str, figure: str, after: str) -> str:
    base = before.rstrip()
    direct = base == before and base != ""
    if sign == LOWERED:
        return figure.translate(DOWN) if _is_figure(figure, base, direct) else figure
    mark = MARK.fullmatch(figure)
    if mark and not base:
        number = figure.strip("()[] ").translate(UP)
        return number if after[:1].isspace() or _ISOTOPE.match(after) else f"{number} "
    ending = direct and figure in _ORDINALS and (base[-1].isdecimal() or base[-1].isupper())
    if sign == LINKED and not ending and _LABEL.fullmatch(figure):
        return ""
    lettered = _LETTERED.fullmatch(figure)
    if lettered and base and (direct or lettered[1] in _OF_MARKS_ALONE):
        power = lettered[1] not in _OF_MARKS and _counts(base, figure, after)
        return figure.translate(UP) if power else ""
    if direct and base[-1].isdecimal() and _LETTER_MARK.fullmatch(figure):
        return ""
    if mark is None:
        return _letters(base, figure, after, direct)
    if not figure[0].isdecimal() or not figure[-1].isdecimal():
        return ""
    if _HOUR.search(base) and len(figure) == 2:
        return figure
    return figure.translate(UP) if _counts(base, figure, after) else ""


def _is_figure(figure: str, base: str, direct: bool) -> bool:
    """Whether digits and signs stand for something at the word or number before them."""
    told = _SIGNED.fullmatch(figure) and any(char.isdecimal() for char in figure)
    return bool(told) and direct and (base[-1].isalnum() or base[-1] in ")]/⁄")


def _letters(base: str, figure: str, after: str, direct: bool) -> str:
    if _is_figure(figure, base, direct):
        return figure.translate(UP)
    if figure == "TM":
        return "™"
    if len(figure) != 1 or not figure.islower() or not direct or after[:1].isdecimal():
        return figure
    if base[-1] in ")]":
        return figure.translate(UP) if _is_formula(base) else figure
    if number := _NUMBER.search(base):
        short = {"e": "e"} if len(number[0]) > 2 else {"e": "e", "o": "º", "a": "ª"}
        return short.get(figure, figure.translate(UP))
    word = _WORD.search(base)
    abbreviates = word is None or len(word[0]) <= LONGEST_ABBREVIATION or word[0].isupper()
    return figure if abbreviates else figure.translate(UP)


def _counts(base: str, figure: str, after: str) -> bool:
    """Whether raised digits may be part of what they stand at."""
    if after[:1].isalnum() or after.startswith(("/", "⁄")):
        return True
    if _TEN.search(base) or _is_summed(base, after):
        return True
    if number := _NUMBER.search(base):
        return _is_power(number, figure, after) or _is_cents(number, figure, after)
    if base[-1:] in (")", "]"):
        return _is_formula(base)
    word = _WORD.search(base)
    if word is None or _PLURAL.search(base):
        return False
    length = _LENGTH.fullmatch(word[0]) or _IMPERIAL.search(base)
    unit = length is not None and figure in ("2", "3")
    formula = re.fullmatch(FORMULA, word[0]) is not None and figure in ("2", "3", "4")
    return unit or formula or len(word[0]) == 1


def _is_power(number: re.Match[str], figure: str, after: str) -> bool:
    if number["decimals"]:
        counted = after.lstrip().startswith(("%", "‰", *_CURRENCIES))
        return figure.isdecimal() and figure != "1" and not counted
    return len(number[0]) == 1


def _is_cents(number: re.Match[str], figure: str, after: str) -> bool:
    priced = after.lstrip().startswith(_CURRENCIES) or _PRICE.search(number.string) is not None
    short = number[0].isdecimal() and len(number[0]) <= 3
    return len(figure) == 2 and (short or priced)


def _is_formula(base: str) -> bool:
    """Whether what ends in a bracket is calculated.

    >>> [_is_formula(base) for base in ("2(a + b)", "((a+b)/2)", "f(x)", "(2019-2020)", "élu(s)")]
    [True, True, True, False, False]
    """
    inner = re.sub(r"[()\[\]]", "", base[_opening(base) :]).strip()
    calculated = _CALCULATED.fullmatch(inner) and not _RANGE.fullmatch(inner)
    return bool(calculated) or _APPLIED.search(base) is not None


def _opening(base: str) -> int:
    """Where the bracket begins that ends a text, or the end of one that does not end in any."""
    depth = 0
    for place in range(len(base) - 1, -1, -1):
        depth += (base[place] in ")]") - (base[place] in "([")
        if depth <= 0:
            return place if base.endswith((")", "]")) else len(base)
    return len(base)


def _is_summed(base: str, after: str) -> bool:
    before = base[: _opening(base)]
    return _SUM_BEFORE.search(before) is not None or _SUM_AFTER.match(after) is not None
