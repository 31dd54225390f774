"""A quote that can stand alone: whom a pronoun means and who said it come with it, verbatim."""

import itertools
import re
from dataclasses import replace
from functools import lru_cache

from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Span
from qa_service.text.sentences import sentences

MOST = 2  # sentences added on one side to close a quotation
OPENING, CLOSING = "«“„", "»”"
# "Il faut", "il y a" and their like refer to nobody
PRONOUN = re.compile(
    r"[«“\"\s]*(?:"
    r"(?:Ils?|Elles?)\b(?! (?:faut|faudra|fallait|y a|y avait|s['’]agi|est (?:vrai|clair|temps)|"
    r"reste|semble|suffit|convient|pleut))"
    r"|Ce(?:t|tte|s)? derni(?:er|ère)s?\b|Celui-ci\b|Celle-ci\b|Ceux-ci\b|Celles-ci\b|Lui\b"
    r"|Cela\b|Ça\b|Ceci\b|Tous deux\b|Toutes deux\b"
    r"|(?:He|She|They|It)\b(?! (?:is|was) (?:clear|true|time))"
    r"|(?:Ella?|Ellos|Ellas|Él|Este último|Esta última)\b"
    r"|(?:Er|Sie|Dieser|Diese)\b"
    r"|(?:Ele|Eles|Elas)\b)"
)
SAYING = re.compile(
    r"\b(?:selon|d['’]après|dit|disait|déclar\w+|expliqu\w+|affirm\w+|ajout\w+|soulign\w+|estim\w+"
    r"|jug\w+|assur\w+|précis\w+|rappel\w+|confi\w+|not\w+|insist\w+|écri\w+|répond\w+|répondu"
    r"|said|says|told|explain\w+|added)\b",
    re.IGNORECASE,
)


def in_context(evidence: Evidence) -> Evidence:
    """The evidence, its quote widened by neighbouring sentences where it needs them."""
    article, around = evidence.article, _sentences(evidence.article)
    place = next(
        (n for n, span in enumerate(around) if span.start == evidence.sentence.start), None
    )
    if place is None:
        return evidence
    first, last = _widened(article.text, around, place)
    if not _is_contiguous(article.text, around[first : last + 1]):
        return evidence
    sentence = replace(evidence.sentence, start=around[first].start, end=around[last].end)
    return replace(evidence, sentence=sentence)


def _widened(text: str, around: tuple[Span, ...], place: int) -> tuple[int, int]:
    """First and last sentence of the quote."""
    quote = around[place].of(text)
    first, last = _closed(text, around, place)
    if first < place or last > place:
        return first, last
    if PRONOUN.match(quote) and place:
        return place - 1, place
    if _is_spoken(quote):
        before = around[place - 1].of(text) if place else ""
        after = around[place + 1].of(text) if place + 1 < len(around) else ""
        if before.rstrip().endswith(":") or SAYING.search(before):
            return place - 1, place
        if SAYING.search(after):
            return place, place + 1
    return place, place


def _closed(text: str, around: tuple[Span, ...], place: int) -> tuple[int, int]:
    """With what lies around it of a quotation that the sentence is only a part of."""
    first = last = place
    while first and place - first < MOST and _is_quoted(text, around[first].start):
        first -= 1
    while last + 1 < len(around) and last - place < MOST and _is_quoted(text, around[last].end):
        last += 1
    whole = not _is_quoted(text, around[first].start) and not _is_quoted(text, around[last].end)
    return (first, last) if whole else (place, place)


def _is_quoted(text: str, position: int) -> bool:
    """Whether a quotation of the same paragraph is open there."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    opened = sum(before.count(mark) for mark in OPENING)
    return opened > sum(before.count(mark) for mark in CLOSING)


def _is_spoken(quote: str) -> bool:
    """Whether nothing stands outside the quotation marks."""
    outside = re.sub(f"[{OPENING}][^{CLOSING}]*[{CLOSING}]", "", quote)
    return outside != quote and not re.search(r"\w", outside)


def _is_contiguous(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether only white space lies between the sentences: no heading."""
    return all(not text[one.end : other.start].strip() for one, other in itertools.pairwise(spans))


@lru_cache(maxsize=32)
def _sentences(article: Article) -> tuple[Span, ...]:
    return tuple(sentences(article.text, article.language))
