"""How far what is kept from a language model reaches around the words that betray it."""

import re
from collections.abc import Iterable, Iterator

from qa_service.domain.article import Span

OMITTED = "[…]"
LONGEST = 900  # characters of a paragraph that goes as a whole
SENTENCES = 3  # that go after the words in a longer one
_GAP = re.compile(r"\n\s*\n|\n")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]]*\s+|\n")
_GOES_ON = re.compile(r"[^.!?…»”\"]$|:$")  # at the end of a paragraph


def stretches(text: str, findings: Iterable[Span]) -> list[Span]:
    """What to leave out, in order and apart: an order is followed by its payload.

    >>> stretches("Un. Deux.\\n\\nTrois. Quatre.\\n\\nCinq.", [Span(11, 15)])
    [Span(start=11, end=25)]
    """
    found = sorted(findings, key=lambda span: span.start)
    if not found:
        return []
    paragraphs = list(_paragraphs(text))
    joined: list[Span] = []
    for span in found:
        wide = _widened(text, paragraphs, span)
        if joined and wide.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, wide.end))
        else:
            joined.append(wide)
    return joined


def _widened(text: str, paragraphs: list[Span], span: Span) -> Span:
    touched = [
        n for n, one in enumerate(paragraphs) if one.start < span.end and span.start < one.end
    ]
    if not touched:
        return span
    first, last = touched[0], touched[-1]
    while last + 1 < len(paragraphs) and _goes_on(
        paragraphs[last].of(text), paragraphs[last + 1].of(text)
    ):
        last += 1
    start = _start(text, paragraphs[first], span.start)
    return Span(start, max(span.end, _end(text, paragraphs[last], span.end)))


def _goes_on(paragraph: str, following: str) -> bool:
    """Whether a paragraph that betrays itself is only the beginning of what it says."""
    words = paragraph.strip()
    return bool(_GOES_ON.search(words)) and (len(words) < 80 or following.lstrip()[:1].islower())


def _start(text: str, paragraph: Span, place: int) -> int:
    if paragraph.end - paragraph.start <= LONGEST:
        return paragraph.start
    ends = [found.end() for found in _SENTENCE_END.finditer(text, paragraph.start, place)]
    return ends[-1] if ends else paragraph.start


def _end(text: str, paragraph: Span, place: int) -> int:
    if paragraph.end - paragraph.start <= LONGEST:
        return paragraph.end
    ends = [found.end() for found in _SENTENCE_END.finditer(text, max(place - 1, 0), paragraph.end)]
    return ends[SENTENCES] if len(ends) > SENTENCES else paragraph.end


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield Span(start, end)
        start = gap.end() if gap else end
