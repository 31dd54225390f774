"""Raised and lowered figures: which belong to a word or a number, and which mark a note.

A reader puts a figure between two signs, wherever it stands in a line; `settled` says what of it is
text once the line is whole. The rule, in this order:

1. A mark (digits, asterisks, daggers, in brackets or not) that begins a line is that note's number
   and stays raised.
2. What links to a note is left out, unless it is an ordinal's ending.
3. Letters are letters ("1er", "XIXe", "Mme"); one alone behind a number, or behind a word that is
   no abbreviation, stays raised, as it may mark a note of a table.
4. Brackets, asterisks and daggers are left out.
5. Digits stay raised where they count: before a letter, a digit or a bar; behind 10, a number of
   one digit, a unit of length, a single letter or a formula; in a sum; where two of them behind a
   short number or beside a currency's sign may be cents. All others are left out.

Lowered digits stay lowered. A number that is not raised never changes, nor does one that may be.
"""

import re

# Signs with a canonical equivalent: text in NFC holds none of them.
RAISED, LINKED, LOWERED, _END = "\u2329", "\u212b", "\u2126", "\u232a"
_SIGNS = re.compile(f"[{RAISED}{LINKED}{LOWERED}{_END}]")
_FIGURE = re.compile(f"([{RAISED}{LINKED}{LOWERED}])([^{RAISED}{LINKED}{LOWERED}{_END}]*){_END}")

_UP = str.maketrans(
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
_DOWN = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_ORDINALS = frozenset("er ers re res e es ère ères ème èmes eme me nd nde d st th rd o a".split())

_ONE = r"(?:\d{1,3}|[*†‡§¶]{1,4})"
MARK = re.compile(rf"[(\[]*\s?{_ONE}(?:\s?[,;–-]\s?{_ONE})*\s?[)\]]*")
_LABEL = re.compile(r"[(\[]?\s?[\w*†‡§¶.° -]{1,10}\s?[)\]]?")  # of a link to a note
_BETWEEN = re.compile(r"[\s,;]*")  # two marks
_SIGNED = re.compile(r"[\d+−–-][\d+−–,.()=-]*")
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![^\W\d_])")

_NUMBER = re.compile(r"(?:\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+|\d+)(?:[.,]\d+)?$")
_TEN = re.compile(r"(?<!\d)10$")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+$")
UNIT = r"(?:da|[kMhdcmµμn])?m|ft|in|yd|mi|s"
FORMULA = "CO|NO|SO|CH|NH|PO"
_HOUR = re.compile(r"\d\s?h$")
_PRICE = re.compile(r"[€$£¥]\s?\d[\d \u00a0\u202f.,]*$")
_SUM_BEFORE = re.compile(r"[=×·÷√≈^]\s?[\w.,()]*$")
_SUM_AFTER = re.compile(r"\s?[=×·÷≈^]")
NEAR = 60  # characters beside a figure that tell what it is
LONGEST_ABBREVIATION = 3  # letters before one that is raised: "Cap" in "Cap.ne", "n" in "no"


def raised(text: str, linked: bool = False) -> str:
    """Text above the line; `linked` if it leads to a note."""
    return f"{LINKED if linked else RAISED}{bare(text)}{_END}"


def lowered(text: str) -> str:
    """Text below the line."""
    return f"{LOWERED}{bare(text)}{_END}"


def bare(text: str) -> str:
    """The text without the signs around figures."""
    return _SIGNS.sub("", text)


def begins_note(line: str) -> bool:
    """Whether a line begins with a raised mark, that of the note that it tells.

    >>> begins_note(f"{raised('1')} Selon la mairie"), begins_note(f"{raised('14')}C")
    (True, False)
    """
    found = _FIGURE.match(line)
    own = found is not None and found[1] != LOWERED and MARK.fullmatch(found[2]) is not None
    return own and not _ISOTOPE.match(line[found.end() :] if found else "")


def settled(line: str) -> tuple[str, list[str]]:
    """A line as it is stored, and the marks that were left out of it.

    >>> settled(f"Les 25 000{raised('1')} t de CO{lowered('2')}, sur 3 km{raised('2')}")
    ('Les 25 000 t de CO₂, sur 3 km²', ['1'])
    >>> settled(f"{raised('1')}Selon le 1{raised('er')} ministre"), settled(f"10{raised('6')}")[0]
    (('¹ Selon le 1er ministre', []), '10⁶')
    """
    if not _SIGNS.search(line):
        return line, []
    told, marks, before, place, out_before = list[str](), list[str](), "", 0, False
    for found in _FIGURE.finditer(line):
        between = bare(line[place : found.start()])
        after = bare(line[found.end() : found.end() + NEAR])
        figure, place = " ".join(found[2].split()), found.end()
        separates = out_before and not between and _BETWEEN.fullmatch(figure) is not None
        stored = "" if separates else _stored(before + between, found[1], figure, after)
        out = figure != "" and stored == ""
        if out and out_before and _BETWEEN.fullmatch(between):
            between = ""
        if out and not separates:
            marks.append(figure)
            if not after.strip() or after[0] in " .,)":
                between = between.rstrip()
        told += (between, stored)
        before, out_before = (before + between + stored)[-NEAR:], out
    return "".join((*told, bare(line[place:]))), marks


def _stored(before: str, sign: str, figure: str, after: str) -> str:
    base = before.rstrip()
    direct = base == before and base != ""
    if sign == LOWERED:
        return figure.translate(_DOWN) if _is_figure(figure, base, direct) else figure
    mark = MARK.fullmatch(figure)
    if mark and not base:
        number = figure.strip("()[] ").translate(_UP)
        return number if after[:1].isspace() or _ISOTOPE.match(after) else f"{number} "
    ending = direct and figure in _ORDINALS and (base[-1].isdecimal() or base[-1].isupper())
    if sign == LINKED and not ending and _LABEL.fullmatch(figure):
        return ""
    if mark is None:
        return _letters(base, figure, after, direct)
    if not figure[0].isdecimal() or not figure[-1].isdecimal():
        return ""
    if _HOUR.search(base) and len(figure) == 2:
        return figure
    return figure.translate(_UP) if _counts(base, figure, after) else ""


def _is_figure(figure: str, base: str, direct: bool) -> bool:
    """Whether digits and signs stand for something at the word or number before them."""
    told = _SIGNED.fullmatch(figure) and any(char.isdecimal() for char in figure)
    return bool(told) and direct and (base[-1].isalnum() or base[-1] in ")]/⁄")


def _letters(base: str, figure: str, after: str, direct: bool) -> str:
    if _is_figure(figure, base, direct):
        return figure.translate(_UP)
    if figure == "TM":
        return "™"
    if len(figure) != 1 or not figure.islower() or not direct or after[:1].isalnum():
        return figure
    if number := _NUMBER.search(base):
        short = {"e": "e"} if len(number[0]) > 2 else {"e": "e", "o": "º", "a": "ª"}
        return short.get(figure, figure.translate(_UP))
    word = _WORD.search(base)
    abbreviates = word is None or len(word[0]) <= LONGEST_ABBREVIATION or word[0].isupper()
    return figure if abbreviates else figure.translate(_UP)


def _counts(base: str, figure: str, after: str) -> bool:
    """Whether raised digits may be part of what they stand at."""
    if after[:1].isalnum() or after.startswith(("/", "⁄")):
        return True
    if number := _NUMBER.search(base):
        digits = re.sub(r"\D", "", number[0])
        cents = len(figure) == 2 and (
            (number[0] == digits and len(digits) <= 3)
            or _PRICE.search(base) is not None
            or after.lstrip().startswith(("€", "$", "£", "¥"))
        )
        power = len(digits) == 1 or _TEN.search(base) is not None
        return power or cents or _is_summed(base, after)
    word = _WORD.search(base)
    if word is None:
        return False
    unit = re.fullmatch(UNIT, word[0]) is not None and figure in ("2", "3")
    formula = re.fullmatch(FORMULA, word[0]) is not None and figure in ("2", "3", "4")
    return unit or formula or len(word[0]) == 1 or _is_summed(base, after)


def _is_summed(base: str, after: str) -> bool:
    return _SUM_BEFORE.search(base) is not None or _SUM_AFTER.match(after) is not None
