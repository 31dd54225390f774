"""Test exactly: whether the quotations, numbers, dates and names of a statement are the article's.

What these say is no judgement of its meaning, which is the reading model's (`support`). A thing may
stand in what a statement cites, or only elsewhere in the article, or nowhere in it: then the
statement's writer made it up.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import TypeVar

from qa_service.answering.checking.quoting import has_open_mark, is_verbatim, quoted
from qa_service.domain.article import Article
from qa_service.domain.period import Period
from qa_service.text.anchors import Anchor, find_anchors
from qa_service.text.dates import fold
from qa_service.text.folding import folded
from qa_service.text.numbers import NUMBER, number_terms
from qa_service.text.units import tidied

WORD = re.compile(r"[^\W\d_]\w*(?:['’-]\w+)*")
ELIDED = re.compile(r"(?:[dlnsjmtc]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
BEGUN = re.compile(r"(?:^|[.!?:;«»\"“”…–—(])\s*$")  # behind it any word has a capital
POSSESSIVE = re.compile(r"['’]s$")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# Numbers that no reader of number words knows.
ABOUT = {
    "dizaine": "10", "douzaine": "12", "quinzaine": "15", "vingtaine": "20", "trentaine": "30",
    "quarantaine": "40", "cinquantaine": "50", "soixantaine": "60", "centaine": "100",
    "millier": "1000", "dozen": "12",
}  # fmt: skip
ABOUT_WORD = re.compile(rf"\b({'|'.join(ABOUT)})s?\b")
COUNTED = 20  # up to here a number may be counted, or reckoned, from what an article says
ROUNDED = 0.05  # how far from the article's a rounded number may lie, as a share of it
STEM = 4  # letters that two names of one people or country have in common: "Belge", "Belgique"
T = TypeVar("T")
ANY_DAY = date(2000, 1, 1)  # of an article without one, where only months and days are compared


class Place(IntEnum):
    """Where a thing stands that a statement says; the less the farther away."""

    NOWHERE = 0  # in the article
    ELSEWHERE = 1  # in the article only; or it may come from what is there, by reckoning or naming
    CITED = 2  # in what is cited, or in its heading


@dataclass(frozen=True)
class Source:
    """What a statement stands on: the text that it cites, and the article around it."""

    quote: str
    beside: str  # what a reader is told with it: who speaks, the sentence before
    article: Article

    @property
    def heading(self) -> str:
        """Title, outlet, author and section."""
        article = self.article
        parts = (article.title, article.outlet, article.author, article.section)
        return " ; ".join(filter(None, parts))

    @property
    def near(self) -> str:
        return f"{self.quote} ; {self.beside} ; {self.heading}"

    @property
    def whole(self) -> str:
        return f"{self.heading} ; {self.article.text}"

    @cached_property
    def folded_near(self) -> str:
        return _folded(self.near)

    @cached_property
    def folded_whole(self) -> str:
        return _folded(self.whole)


def quotation(text: str, sources: Sequence[Source]) -> Place:
    """Finds the words between quotation marks, which have to be the evidence's own."""
    if has_open_mark(text):
        return Place.NOWHERE
    return _farthest(
        quoted(text), lambda said: any(is_verbatim(said, one.quote) for one in sources), None
    )


def numbers(text: str, language: str, sources: Sequence[Source]) -> Place:
    """Finds the numbers, in digits or words, that are no part of a date.

    A small one may be counted and a round one rounded, so that neither is made up for certain.
    """
    near = set().union(*(numbers_of(one.near, one.article.language) for one in sources))

    def is_within(number: str) -> bool:
        whole = set().union(*(numbers_of(one.whole, one.article.language) for one in sources))
        return number in whole or _is_reckoned(number, whole)

    return _farthest(numbers_of(text, language), lambda number: number in near, is_within)


def _is_reckoned(number: str, others: Iterable[str]) -> bool:
    value = _value(number)
    if value <= COUNTED:
        return True
    if len(f"{value:.0f}".rstrip("0")) > 2:  # no round number
        return False
    return any(abs(value - other) <= ROUNDED * other for other in map(_value, others))


def _value(number: str) -> float:
    """Of an index term of a number: "25000", "1.5", "20e", "1e6"."""
    return float(number.removesuffix("e"))


def dates(text: str, language: str, sources: Sequence[Source]) -> Place:
    """Finds the dates, relative ones as of the article's day, which may itself be named."""

    def told(one: Anchor, source: Source, within: str) -> bool:
        day = source.article.published
        if day is not None and _covers(one.period, Period(day, day)):
            return True
        found = dates_of(within, source.article.language, day)
        return any(_is_same(one, other) for other in found) or _is_year_of(one, within)

    return _farthest(
        [(one, s) for s in sources[:1] for one in dates_of(text, language, s.article.published)],
        lambda item: any(told(item[0], one, one.near) for one in sources),
        lambda item: any(told(item[0], one, one.whole) for one in sources),
    )


def names(
    text: str, language: str, sources: Sequence[Source], is_name: Callable[[str], bool | None]
) -> Place:
    """Finds the names; `is_name` tells of a word that begins a sentence."""
    dated = [(one.start, one.end) for one in dates_of(text, language, ANY_DAY)]
    return _farthest(
        names_of(text, dated, is_name),
        lambda name: any(_has(name, one.folded_near) for one in sources),
        lambda name: any(_may_have(name, one.folded_whole) for one in sources),
    )


def _farthest(
    things: Iterable[T], is_cited: Callable[[T], bool], is_within: Callable[[T], bool] | None
) -> Place:
    """The farthest place of all things; cited where there are none."""
    found = Place.CITED
    for one in things:
        if not is_cited(one):
            if is_within is None or not is_within(one):
                return Place.NOWHERE
            found = Place.ELSEWHERE
    return found


@lru_cache(maxsize=256)
def numbers_of(text: str, language: str) -> frozenset[str]:
    """The numbers of a text in one form.

    >>> sorted(numbers_of("Le 3 mai 2020, vingt-cinq mille tonnes et une dizaine de trains", "fr"))
    ['10', '25000']
    """
    plain = _plain(text, language)
    dated = find_anchors(plain, fold(plain), ANY_DAY)
    found = {
        number_terms(one)[0]
        for one in NUMBER.finditer(plain)
        if not any(date.start <= one.start() < date.end for date in dated)
    }
    return frozenset(found | {ABOUT[word] for word in ABOUT_WORD.findall(plain.lower())})


@lru_cache(maxsize=256)
def dates_of(text: str, language: str, day: date | None) -> tuple[Anchor, ...]:
    """The dates of a text, relative ones as of a day. They stand where the tidied text has them."""
    plain = _plain(text, language)
    return tuple(find_anchors(plain, fold(plain), day or ANY_DAY))


def names_of(
    text: str, dated: Sequence[tuple[int, int]], is_name: Callable[[str], bool | None]
) -> Iterator[str]:
    """The capitalised words of a text, less those that have a capital for their place alone."""
    words = list(WORD.finditer(text))
    for number, found in enumerate(words):
        elided = ELIDED.match(found[0])
        word = found[0][elided.end() :] if elided else found[0]
        if len(word) < 2 or not word[0].isupper():
            continue
        if any(start <= found.start() < end for start, end in dated):
            continue
        if not elided and BEGUN.search(text, 0, found.start()) and not word.isupper():
            known = is_name(word)
            if known is False or not (known or _goes_on(text, words, number)):
                continue
        yield word


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(_folded(text))


def _goes_on(text: str, words: Sequence[re.Match[str]], number: int) -> bool:
    """Whether another capitalised word follows, as in a full name."""
    if number + 1 == len(words):
        return False
    behind = words[number + 1]
    return behind[0][0].isupper() and text[words[number].end() : behind.start()] == " "


def _has(name: str, text: str) -> bool:
    """Whether a folded text has a name, in the singular or the plural, or each part of it."""
    key = POSSESSIVE.sub("", _folded(name))
    bare = key.removesuffix("s") if len(key) > 4 else key
    if re.search(rf"(?<!\w){re.escape(bare)}s?(?!\w)", text):
        return True
    parts = [part for part in re.split(r"['-]", key) if len(part) > 2]
    return len(parts) > 1 and all(_has(part, text) for part in parts)


def _may_have(name: str, text: str) -> bool:
    """Whether a folded text has a name, its stem, or the words that it is the initials of."""
    if _has(name, text):
        return True
    key = POSSESSIVE.sub("", _folded(name))
    if name.isupper():
        initials = "".join(word[0] for word in WORD.findall(text) if len(word) > STEM - 1)
        return len(key) > 1 and key in initials
    return len(key) > STEM and re.search(rf"(?<!\w){re.escape(key[:STEM])}", text) is not None


def _is_same(one: Anchor, other: Anchor) -> bool:
    """Whether a date is another, or holds it; a year that either lacks is left out."""
    if _covers(one.period, other.period):
        return True
    if one.yearly is None and other.yearly is None:
        return False
    return _month_and_day(one) == _month_and_day(other)


def _month_and_day(one: Anchor) -> tuple[int, int | None] | None:
    if one.yearly is not None:
        return one.yearly.month, one.yearly.day
    start, end = one.period.start, one.period.end
    if start is None or end is None or (end - start).days > 31:
        return None
    return start.month, start.day if start == end else None


def _is_year_of(one: Anchor, text: str) -> bool:
    """Whether a year stands within a word of a text: "JO-2020"."""
    start, end = one.period.start, one.period.end
    if start is None or end is None or start.year != end.year or (end - start).days < 364:
        return False
    return str(start.year) in YEAR.findall(text)


def _covers(wide: Period, narrow: Period) -> bool:
    if wide == narrow:
        return True
    if narrow.start is None or narrow.end is None:
        return False
    return narrow.start in wide and narrow.end in wide


@lru_cache(maxsize=256)
def _plain(text: str, language: str) -> str:
    return re.sub(r"\s", " ", tidied(text, language))


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return folded(text).replace("’", "'")
