"""A statement as words that can be compared: stems, names, numbers and dates."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from qa_service.answering.checking.lexicon import neutral, stem
from qa_service.answering.checking.nations import nations
from qa_service.text.anchors import Anchor, find_anchors
from qa_service.text.dates import fold
from qa_service.text.folding import folded
from qa_service.text.numbers import NUMBER, number_terms
from qa_service.text.units import tidied

TOKEN = re.compile(r"[^\W\d_]\w*'?|[%«»“”\"():;,.!?…–—]")
BEGINS = frozenset('«“".:!?…–—(»”')  # behind these any word has a capital
# Before these a French sentence names its subject: "Nordane a", "Transvia n'"
BEFORE_VERB = frozenset(
    "a ont est sont va vont veut veulent doit doivent peut peuvent avait avaient etait etaient "
    "sera seront aura auront fut n' ne s' se l' lui y en".split()
)
# What may open a sentence before a name and is none.
OPENING = frozenset(
    "selon pour chez contre depuis vers sous sans entre avec dans sur par malgre des lors quand "
    "lorsque si comme mais apres avant quant ainsi ancien ancienne ex pourtant toutefois cependant "
    "enfin ensuite toujours for with from by since after before under while when according former "
    "both two three although though however".split()
)
FUNCTION = frozenset(
    "ete etre avoir been entre vers chez sous depuis pendant lors envers dont aupres".split()
)
SCALED = frozenset("a et ou to and or".split())  # "de 212 à 247 millions"
# "une vingtaine" is no word like others: what it counts matters
ABOUT = re.compile(r"(?:diz|douz|quinz|vingt|trent|quarant|cinquant|soixant|cent)aines?|milliers?")
HONORIFICS = frozenset("m mm mme mmes mlle dr pr me mr mrs ms".split())
COMPOUND_NAMES = (  # in one word, which no other name shares
    (re.compile(r"\b(?:United States(?: of America)?|[ÉE]tats-Unis)\b"), "USA"),
    (re.compile(r"\b(?:United Kingdom|Great Britain|Royaume-Uni|Grande-Bretagne)\b"), "UK"),
)
ANY_DAY = date(2000, 1, 1)  # where only the place of a date matters


class Sort(StrEnum):
    """The sort of a word."""

    PLAIN = "plain"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    MARK = "mark"  # punctuation


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its place. Two words mean the same if their keys are equal."""

    text: str
    low: str  # in small letters, without accents
    start: int  # code point in the parsed text
    end: int
    sort: Sort
    key: str  # stem, state, folded name or number; "" for a word without meaning of its own
    is_first: bool = False  # where any word has a capital


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text with number words as digits, in words."""

    text: str
    language: str  # ISO 639-1
    words: tuple[Word, ...]

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that mean something, without numbers and dates."""
        return tuple(
            word for word in self.words if word.key and word.sort in (Sort.PLAIN, Sort.NAME)
        )


@lru_cache(maxsize=512)
def parsed(text: str, language: str) -> Parsed:
    """The words of a text.

    >>> [word.key for word in parsed("Moscou a livré vingt-cinq mille tonnes.", "fr").content]
    ['@russie', 'livr', 'ton']
    """
    plain = re.sub(r"\s", " ", tidied(_one_word(text), language))
    dates = [(one.start, one.end) for one in moments(plain, ANY_DAY)]
    words: list[Word] = []
    place = 0
    for found in NUMBER.finditer(plain):
        words += _plain_words(plain, place, found.start(), language, dates)
        is_date = _within(found.start(), dates)
        key = "" if is_date else number_terms(found)[0]
        sort = Sort.DATE if is_date else Sort.NUMBER
        words.append(Word(found[0], found[0].lower(), found.start(), found.end(), sort, key))
        place = found.end()
    words += _plain_words(plain, place, len(plain), language, dates)
    return Parsed(plain, language, tuple(_names_told(_scaled(words), language)))


def _one_word(text: str) -> str:
    for pattern, name in COMPOUND_NAMES:
        text = pattern.sub(name, text)
    return text


@lru_cache(maxsize=1024)
def moments(plain: str, day: date | None) -> tuple[Anchor, ...]:
    """The dates of a text in plain apostrophes and spaces, relative ones as of a day."""
    return tuple(find_anchors(plain, fold(plain), day))


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _plain_words(
    plain: str, start: int, end: int, language: str, dates: list[tuple[int, int]]
) -> list[Word]:
    return [
        _word(found, language, _within(found.start(), dates))
        for found in TOKEN.finditer(plain, start, end)
    ]


def _word(found: re.Match[str], language: str, is_date: bool) -> Word:
    text = found[0]
    low = folded(text)
    place = found.start(), found.end()
    if not text[0].isalpha():
        return Word(text, text, *place, Sort.MARK, "%" if text == "%" else "")
    if is_date:
        return Word(text, low, *place, Sort.DATE, "")
    bare = low.rstrip("'")
    if ABOUT.fullmatch(bare):
        return Word(text, low, *place, Sort.NUMBER, bare.removesuffix("s"))
    state = nations().get(bare)
    if text[0].isupper() and bare not in HONORIFICS and not text.endswith("'"):
        return Word(text, low, *place, Sort.NAME, state or _singular(bare))
    is_function = text.endswith("'") or len(bare) < 2 or bare in FUNCTION
    key = state or ("" if is_function else stem(text, language))
    return Word(text, low, *place, Sort.PLAIN, key)


def _singular(name: str) -> str:
    return name[:-1] if len(name) > 4 and name.endswith("s") else name


def _scaled(words: list[Word]) -> list[Word]:
    """In "de 212 à 247 millions" the first number is of millions too."""
    scaled = list(words)
    for n, word in enumerate(words[:-2]):
        last = words[n + 2]
        if (
            word.sort is last.sort is Sort.NUMBER
            and words[n + 1].low in SCALED
            and re.search(r" 10{6,9}$", last.text)
            and word.key.isdigit()
            and int(word.key) < 1000
        ):
            scaled[n] = replace(word, key=word.key + last.text.rpartition(" 1")[2])
    return scaled


def _names_told(words: list[Word], language: str) -> list[Word]:
    """Of words that begin a sentence, only those that look like names stay names."""
    told: list[Word] = []
    for n, word in enumerate(words):
        first = n == 0 or words[n - 1].low in BEGINS
        if word.sort is Sort.NAME and first:
            following = words[n + 1] if n + 1 < len(words) else None
            word = _opening(word, following, language)
        told.append(word)
    return told


def _opening(word: Word, following: Word | None, language: str) -> Word:
    key = stem(word.text, language)
    is_name = (
        key
        and word.low not in OPENING
        and (
            word.key.startswith("@")
            or (word.text.isupper() and len(word.text) > 1)
            or (following is not None and following.sort is Sort.NAME)
            or (language == "fr" and key not in neutral(language) and _is_subject(word, following))
        )
    )
    if is_name:
        return replace(word, is_first=True)
    return replace(word, sort=Sort.PLAIN, key=key, is_first=True)


def _is_subject(word: Word, following: Word | None) -> bool:
    """Whether a verb follows: without an article before it a common noun would be no subject."""
    if following is None or word.low.endswith("ment"):
        return False
    return following.low in BEFORE_VERB or (following.sort is Sort.PLAIN and bool(following.key))
