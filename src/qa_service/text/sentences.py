"""Sentences and passages, as spans of a text."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from qa_service.domain.article import Span

LONGEST = 320  # code points; a longer quotation is cut at its inner sentences
PASSAGE = 900  # code points: about 150 words, the size at which BM25 was measured
HEADING_WORDS = 14

QUOTES = str.maketrans(dict.fromkeys('"«»“”„', " "))
# sentencex splits after these even in French: a title or an initial before a name, a month
ABBREVIATION = re.compile(
    r"(?:\b(?:MM?|Mmes?|Mlles?|Mgr|Dr|Pr|Me|St|Ste|gén|col|cap|lieut|av|janv|févr?|juil|sept|oct"
    r"|nov|déc|art|vol|éd|env|cf|p|pp|no|n°|Mr|Mrs|Ms|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Gen|Col|Lt|Sgt"
    r"|vs|etc|[A-ZÀ-Ý])|\d{1,2}er)\.\s*$"
)
# scraped text often lost the space between two sentences: "parti.Le gouvernement"
GLUED = re.compile(r"(?<=[a-zà-ÿ0-9)»\"”][.!?…])(?=[«\"“]?[A-ZÀ-Ý][a-zà-ÿ’' ])")

# the number of the note that a sentence begins, or that the sentence before it ended with
NOTE_NUMBER = re.compile(r"\s*(?:[⁰¹²³⁴-⁹]{1,3}(?=\s+\S))?\s*")


def sentences(text: str, language: str) -> list[Span]:
    """The sentences of `text` in order, without surrounding white space; headings are none.

    >>> text = "Le titre\\n\\nM. Diop est parti. Il a dit : « Oui. »"
    >>> [span.of(text) for span in sentences(text, "fr")]
    ['M. Diop est parti.', 'Il a dit : « Oui. »']
    """
    paragraphs = list(_paragraphs(text))
    found: list[Span] = []
    for number, paragraph in enumerate(paragraphs):
        if number + 1 < len(paragraphs) and is_heading(paragraph.of(text)):
            continue
        found += _paragraph_sentences(text, paragraph, language)
    return found


def passages(text: str, spans: list[Span]) -> list[list[Span]]:
    """Consecutive sentences grouped to passages of at most `PASSAGE` code points."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span.end - groups[-1][0].start <= PASSAGE:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a heading within the text: short, and not ended like a sentence.

    >>> is_heading("Une vieille amitié"), is_heading("Il est parti."), is_heading("Le Mali ?")
    (True, False, True)
    """
    words = len(paragraph.split())
    if paragraph.endswith("?"):
        return words <= HEADING_WORDS // 2
    return words <= HEADING_WORDS and not re.search(r"[.!…:;,»\"”)]$", paragraph)


def _paragraphs(text: str) -> Iterator[Span]:
    for match in re.finditer(r"\S(?:.*\S)?", text):  # "." stops at a line's end
        yield Span(match.start(), match.end())


def _paragraph_sentences(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    for span in _split(text, paragraph, language):
        if span.end - span.start <= LONGEST:
            yield span
        else:
            yield from _split(text, span, language, through_quotes=True)


def _split(text: str, within: Span, language: str, through_quotes: bool = False) -> list[Span]:
    """sentencex keeps a quotation whole; `through_quotes` hides the marks from it."""
    part = within.of(text)
    seen = part.translate(QUOTES) if through_quotes else part
    ends = [boundary["end_index"] for boundary in get_sentence_boundaries(language, seen)]
    ends += [match.start() for match in GLUED.finditer(part)]
    spans: list[Span] = []
    start = 0
    for end in sorted(set(ends) | {len(part)}):
        if end < len(part) and ABBREVIATION.search(part[start:end]):
            continue
        piece = part[start:end]
        left = start + len(piece) - len(NOTE_NUMBER.sub("", piece, count=1))
        right = start + len(piece.rstrip())
        start = end
        if not any(character.isalnum() for character in piece):
            if spans and right > left:  # a closing mark that was left alone belongs to its sentence
                spans[-1] = Span(spans[-1].start, within.start + right)
            continue
        spans.append(Span(within.start + left, within.start + right))
    return spans
