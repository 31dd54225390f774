"""The gate of speech: who says what in an article, beside what readers marked.

A quotation of several sentences is one speech, whether it was marked as one or by sentence.
A found span is a marked one if they share most words: F1 of the words' places from `SAME` on; pairs
are taken one by one, the most alike first. A clause that holds a quotation may be marked twice, as
reported and as direct. A span without a pair counts as neither missed nor wrong if one of the other
kind around it, or within it, has one: then the speech was found, by its other bounds.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product

from qa_service.domain.article import Article, Span
from qa_service.domain.reports import Progress
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.evaluation.gates.report import Report, told
from qa_service.evaluation.material import MarkedArticle

SAME = 0.8
COLUMNS = ("marked", "found", "precision", "recall", "f1", "span_f1")
SMALL = frozenset("le la les l un une des du de d the a an m mme mr mrs".split())
WORD = re.compile(r"\w+")
# a word with a capital, before none with another
FAMILY_NAME = re.compile(r"\b[A-ZÀ-Ý][\w-]*+(?!\s+[A-ZÀ-Ý])")

Agree = Callable[[Speech, Speech], bool]
Shares = tuple[float | None, float | None, float | None]  # precision, recall, F1


@dataclass(frozen=True, slots=True)
class Heard:
    """The text of an article, what readers marked in it, and what the finder makes of it."""

    text: str
    marked: tuple[Speech, ...]
    found: tuple[Speech, ...]


@dataclass(frozen=True, slots=True)
class SpeechFigures:
    """Shares in [0, 1]; None where there is nothing to count."""

    marked: int = field(metadata=told("speeches that readers marked"))
    found: int = field(metadata=told("speeches that were found"))
    precision: float | None = field(metadata=told("found ones that are marked, with the speaker"))
    recall: float | None = field(metadata=told("marked ones that are found, with the speaker"))
    f1: float | None = field(metadata=told("harmonic mean of the two"))
    span_precision: float | None = field(metadata=told("found ones that are marked, by anybody"))
    span_recall: float | None = field(metadata=told("marked ones that are found, by anybody"))
    span_f1: float | None = field(metadata=told("harmonic mean of the two"))


def measure_speech(
    articles: Sequence[MarkedArticle],
    find: Callable[[Article], Sequence[Speech]],
    progress: Progress,
) -> Report:
    """Finds the speeches of each article."""
    heard = []
    for number, one in enumerate(articles, 1):
        text = one.article.text
        heard.append(Heard(text, joined(one.speeches, text), joined(find(one.article), text)))
        progress(number, len(articles), "articles")
    by_kind = {str(kind): speech_figures(heard, (kind,)) for kind in SpeechKind}
    return Report(speech_figures(heard), COLUMNS, {"kind": by_kind})


def speech_figures(
    heard: Sequence[Heard], kinds: Sequence[SpeechKind] = tuple(SpeechKind)
) -> SpeechFigures:
    """The figures of some kinds; a speech may be found as one of another kind."""

    def shares(agree: Callable[[str, Speech, Speech], bool]) -> Shares:
        found, marked = list[bool](), list[bool]()
        for one in heard:
            pairs = paired(one.found, one.marked, one.text, partial(agree, one.text))
            found += _counted(one.found, [first for first, _ in pairs], kinds)
            marked += _counted(one.marked, [second for _, second in pairs], kinds)
        return _harmony(found, marked)

    return SpeechFigures(
        sum(speech.kind in kinds for one in heard for speech in one.marked),
        sum(speech.kind in kinds for one in heard for speech in one.found),
        *shares(is_by_same),
        *shares(lambda _text, _one, _other: True),
    )


def joined(speeches: Sequence[Speech], text: str) -> tuple[Speech, ...]:
    """The speeches, in order, those of one kind and speaker with nothing between them as one."""
    found: list[Speech] = []
    for one in sorted(speeches, key=lambda speech: (speech.kind, speech.start)):
        last = found[-1] if found else None
        if (
            last is not None
            and (last.kind, last.speaker) == (one.kind, one.speaker)
            and last.end <= one.start
            and not text[last.end : one.start].strip()
        ):
            found[-1] = replace(last, end=one.end)
        else:
            found.append(one)
    return tuple(found)


def paired(
    found: Sequence[Speech], marked: Sequence[Speech], text: str, agree: Agree
) -> list[tuple[Speech, Speech]]:
    """The pairs that agree and are alike, each speech in one at most, the most alike first."""
    alike = [
        (likeness(one, other, text), one.kind is other.kind, one, other)
        for one, other in product(found, marked)
        if agree(one, other)
    ]
    alike.sort(key=lambda pair: (-pair[0], not pair[1], pair[2].start, pair[3].start))
    pairs: list[tuple[Speech, Speech]] = []
    for score, _, one, other in alike:
        if score >= SAME and all(one is not a and other is not b for a, b in pairs):
            pairs.append((one, other))
    return pairs


def likeness(one: Span, other: Span, text: str) -> float:
    """F1 of the places of their words; punctuation does not count.

    >>> likeness(Span(3, 11), Span(3, 14), "Le port est là.")
    0.8
    """
    first, second = _places(one, text), _places(other, text)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def is_by_same(text: str, found: Speech, marked: Speech) -> bool:
    """Whether both name the same speaker, or the found one has the words of the marked mention.

    "le ministre" is right where the text says so and readers knew from elsewhere who that is; who
    is named for a pronoun has to be whom they named.
    """
    if is_same_speaker(found.speaker, marked.speaker):
        return True
    own, theirs = found.mention, marked.mention
    if own is None or theirs is None or not (own.start < theirs.end and theirs.start < own.end):
        return False
    return is_same_speaker(found.speaker, own.of(text))


def is_same_speaker(one: str | None, other: str | None) -> bool:
    """Whether two names or descriptions have the same words, or one is the other's family name.

    Articles, "M." and case do not count. Of words that are all within the other's, the last with a
    capital has to end a name there: "Renaud" in "Paul Renaud, maire", not "Paul".

    >>> [is_same_speaker("Paul Renaud, maire", name) for name in ("M. Renaud", "Paul", "le maire")]
    [True, False, False]
    """
    if not one or not other:
        return False
    short, long = sorted((one, other), key=lambda name: len(_words(name)))
    fewer, more = ({word.lower() for word in _words(name)} for name in (short, long))
    if fewer == more:
        return bool(fewer)
    named = [word for word in _words(short) if word[0].isupper()]
    return fewer <= more and bool(named) and named[-1] in FAMILY_NAME.findall(long)


def _words(name: str) -> list[str]:
    found: list[str] = re.findall(r"[\w-]+", name)
    return [word for word in found if word.lower() not in SMALL]


def _places(span: Span, text: str) -> set[int]:
    return {word.start() for word in WORD.finditer(text, span.start, span.end)}


def _counted(
    speeches: Sequence[Speech], right: Sequence[Speech], kinds: Sequence[SpeechKind]
) -> list[bool]:
    """Of each speech of these kinds that counts, whether it is right."""
    counted = []
    for one in speeches:
        is_right = any(one is other for other in right)
        if one.kind in kinds and (is_right or not any(_are_nested(one, other) for other in right)):
            counted.append(is_right)
    return counted


def _are_nested(one: Speech, other: Speech) -> bool:
    """Whether one is told within the other, in another kind."""
    inner, outer = sorted((one, other), key=lambda span: span.end - span.start)
    is_within = outer.start <= inner.start and inner.end <= outer.end
    return is_within and inner.kind is not outer.kind


def _harmony(found: Sequence[bool], marked: Sequence[bool]) -> Shares:
    precision = sum(found) / len(found) if found else None
    recall = sum(marked) / len(marked) if marked else None
    if precision is None or recall is None:
        return precision, recall, None
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
