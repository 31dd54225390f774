"""A quote that can stand alone: whom a pronoun means and who said it come with it, verbatim."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Span
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.text.quotations import quotations
from qa_service.text.sentences import sentences

ROOMY = 300  # characters of a quote up to which the next sentence may come with it
MOST = 2  # sentences added on one side to close a quotation or to name its speaker
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


def in_context(evidence: Evidence, said: Sequence[Speech]) -> Evidence:
    """The evidence with its speaker, its quote widened by neighbouring sentences where it needs
    them; `said` are the speeches of its article.
    """
    article, around = evidence.article, sentence_spans(evidence.article)
    evidence = replace(evidence, speaker=evidence.speaker or _speaker(evidence, said))
    place = next(
        (n for n, span in enumerate(around) if span.start == evidence.sentence.start), None
    )
    if place is None:
        return evidence
    first, last = _widened(article, around, place, said)
    if not _is_contiguous(article.text, around[first : last + 1]):
        return evidence
    sentence = replace(evidence.sentence, start=around[first].start, end=around[last].end)
    return replace(evidence, sentence=sentence)


def sentence_before(evidence: Evidence) -> Span | None:
    """The sentence before an evidence's first, in its paragraph."""
    start, text = evidence.sentence.start, evidence.article.text
    before = [one for one in sentence_spans(evidence.article) if one.end <= start]
    if not before or "\n" in text[before[-1].end : start]:
        return None
    return before[-1]


def with_next(evidence: Evidence, said: Sequence[Speech]) -> Evidence:
    """The evidence with the sentence behind it, where that is of its paragraph and both are short.

    A line of a list has no neighbours that explain it. What somebody else says stays out: `said`
    are the speeches of its article.
    """
    article, sentence = evidence.article, evidence.sentence
    after = next((one for one in sentence_spans(article) if one.start >= sentence.end), None)
    if after is None or after.end - sentence.start > ROOMY:
        return evidence
    if "\n" in article.text[sentence.end : after.start]:
        return evidence
    if any(_overlap(one, after) and one.speaker != evidence.speaker for one in said):
        return evidence
    return replace(evidence, sentence=replace(sentence, end=after.end))


def _speaker(evidence: Evidence, said: Sequence[Speech]) -> str | None:
    """Who says the short answer or, where none was read, the only one who speaks in the sentence.

    Of speeches within each other the inner one counts: what X says that Y said is Y's.
    """
    if evidence.answer is not None:
        holding = [one for one in said if _overlap(one, evidence.answer)]
        holding.sort(key=lambda one: one.end - one.start)
        return holding[0].speaker if holding else None
    voices = {one.speaker for one in said if _overlap(one, evidence.sentence)}
    return voices.pop() if len(voices) == 1 else None


def _widened(
    article: Article, around: tuple[Span, ...], place: int, said: Sequence[Speech]
) -> tuple[int, int]:
    """First and last sentence of the quote."""
    first, last = _closed(article, around, place)
    quote = Span(around[first].start, around[last].end)
    for speech in said:
        if speech.kind is SpeechKind.DIRECT and _overlap(speech, quote) and speech.mention:
            holder = _holder(around, speech.mention)
            if holder is not None and first - MOST <= holder <= last + MOST:
                first, last = min(first, holder), max(last, holder)
    if first == last == place and place and PRONOUN.match(around[place].of(article.text)):
        return place - 1, place
    return first, last


def _closed(article: Article, around: tuple[Span, ...], place: int) -> tuple[int, int]:
    """With what lies around it of a quotation that the sentence is only a part of."""
    for quotation in _quotations(article):
        if _overlap(quotation, around[place]):
            held = [n for n, span in enumerate(around) if _overlap(quotation, span)]
            if len(held) > 1 and place - MOST <= held[0] and held[-1] <= place + MOST:
                return held[0], held[-1]
    return place, place


def _holder(around: tuple[Span, ...], span: Span) -> int | None:
    return next((n for n, one in enumerate(around) if _overlap(one, span)), None)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_contiguous(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether only white space lies between the sentences: no heading."""
    return all(not text[one.end : other.start].strip() for one, other in itertools.pairwise(spans))


@lru_cache(maxsize=32)
def sentence_spans(article: Article) -> tuple[Span, ...]:
    """The sentences of an article."""
    return tuple(sentences(article.text, article.language))


@lru_cache(maxsize=32)
def _quotations(article: Article) -> tuple[Span, ...]:
    return tuple(quotation.within for quotation in quotations(article.text))
