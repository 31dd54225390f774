"""Whether a sentence that a chat model wrote is what the articles say that it cites.

The reading model weighs what is said against the evidence; beside it stand exact tests of
quotations, numbers, dates and names. There are three outcomes: supported, unsure, unsupported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from qa_service.answering.checking import exact
from qa_service.answering.checking import markers as marked
from qa_service.answering.checking.exact import Place, Source
from qa_service.answering.checking.markers import Segment
from qa_service.answering.checking.weights import SUPPORTED_FROM, UNSUPPORTED_BELOW, WEIGHTS
from qa_service.answering.context import sentence_before
from qa_service.answering.odds import probability
from qa_service.domain.answer import MARKER, Evidence, Question
from qa_service.domain.checked import Checked, Fault, Verdict
from qa_service.domain.reading import Excerpt
from qa_service.domain.speech import Speech
from qa_service.text.dates import source_of
from qa_service.text.language import detect_language

CANDIDATES = 4  # pieces of evidence that are tried where a sentence's own do not support it
WITHIN = (Fault.NUMBER, Fault.DATE, Fault.NAME)  # what may stand elsewhere in the article
FEATURES = (
    "intercept",
    "support",  # logit of the reading model
    "across",  # 1 where statement and evidence are in two languages
    "number",  # 1 where one stands in the article, and not in what is cited
    "date",
    "name",
)


class Weigher(Protocol):
    """What `models.reading.ReadingModel` does for the check."""

    def weigh(self, statement: str, excerpts: Sequence[Excerpt]) -> list[float]: ...

    def is_name(self, word: str) -> bool | None: ...


class Statements(Protocol):
    """What `store.archive.Archive` knows of speech."""

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """One piece of evidence, its number from 1, and who speaks in it."""

    number: int
    evidence: Evidence
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """How some pieces of evidence bear a statement."""

    markers: tuple[int, ...]
    likely: float  # in [0, 1], that they support it
    faults: frozenset[Fault] = frozenset()  # that strike it, whatever is likely
    is_doubtful: bool = False  # something in it was not found where it should be

    @property
    def verdict(self) -> Verdict:
        if self.faults:
            return Verdict.UNSUPPORTED
        if self.is_doubtful or self.likely < SUPPORTED_FROM:
            return Verdict.UNSURE
        return Verdict.SUPPORTED


class SentenceCheck:
    """Checks sentences against the evidence that their writer was given. Safe in threads."""

    def __init__(self, reader: Weigher | None, archive: Statements) -> None:
        """Without a reader the exact tests alone decide, and nothing is more than unsure."""
        self._reader, self._archive = reader, archive

    def check(self, sentence: str, evidence: Sequence[Evidence], question: Question) -> Checked:
        """The sentence with markers that hold, or with its faults.

        A marker `[n]` means `evidence[n - 1]`. A sentence without a statement is supported by
        nothing either: only what an article says may be shown.
        """
        text = marked.plain(sentence)
        if marked.has_markup(text):
            return Checked(sentence.strip(), (Fault.MARKUP,))
        grounds, language = self.grounds(evidence), _language(text, question)
        parts, found = [], list[Assessment]()
        for segment in marked.segments(text):
            one = self._borne(segment, grounds, language)
            found.append(one)
            parts.append(Segment(segment.text, one.markers))
        faults = frozenset().union(*(one.faults for one in found)) if found else {Fault.MARKER}
        if faults:
            return Checked(text, tuple(fault for fault in Fault if fault in faults))
        repaired = [part.markers for part in parts] != [s.markers for s in marked.segments(text)]
        unsure = any(one.verdict is Verdict.UNSURE for one in found)
        return Checked(marked.written(parts), (), repaired, unsure)

    def supports(self, sentence: str, evidence: Sequence[Evidence], question: Question) -> bool:
        """Whether pieces of evidence, taken together, support a sentence, whatever it cites."""
        text = MARKER.sub("", marked.plain(sentence))
        found = self.assess(text, self.grounds(evidence), _language(text, question))
        return found.verdict is Verdict.SUPPORTED

    def grounds(self, evidence: Sequence[Evidence]) -> list[Ground]:
        said = self._archive.speeches(list(dict.fromkeys(item.article.id for item in evidence)))
        return [
            Ground(number, item, tuple(_speakers(item, said[item.article.id])))
            for number, item in enumerate(evidence, 1)
        ]

    def _borne(self, segment: Segment, grounds: Sequence[Ground], language: str) -> Assessment:
        """How a part is borne: by what it cites, else by the likeliest of all that was given."""
        own = [grounds[n - 1] for n in segment.markers if 1 <= n <= len(grounds)]
        cited = self.assess(segment.text, own, language) if own else None
        if cited and cited.verdict is not Verdict.UNSUPPORTED:
            return cited
        words = set(exact.words_of(segment.text))
        others = sorted(
            (one for one in grounds if one not in own),
            key=lambda one: -len(words & set(exact.words_of(one.evidence.quote))),
        )
        found = [self.assess(segment.text, [one], language) for one in others[:CANDIDATES]]
        best = max(found, key=lambda one: (not one.faults, one.likely), default=None)
        if best and best.verdict is Verdict.SUPPORTED:
            return best
        if cited:
            return cited
        faults = best.faults if best else frozenset[Fault]()
        return Assessment((), 0.0, faults | {Fault.MARKER})

    def assess(self, text: str, grounds: Sequence[Ground], language: str) -> Assessment:
        """Weighs a statement without markers against pieces of evidence, taken together."""
        faults, values = self.features(text, grounds, language)
        markers = tuple(ground.number for ground in grounds)
        if faults or self._reader is None:
            return Assessment(markers, 0.0, faults, is_doubtful=True)
        likely = probability(sum(w * v for w, v in zip(WEIGHTS, values, strict=True)))
        if likely < UNSUPPORTED_BELOW:
            faults = frozenset({Fault.SUPPORT})
        return Assessment(markers, likely, faults, any(values[-len(WITHIN) :]))

    def features(
        self, text: str, grounds: Sequence[Ground], language: str
    ) -> tuple[frozenset[Fault], tuple[float, ...]]:
        """What strikes a statement by an exact test and, where nothing does, its `FEATURES`."""
        sources = [_source(ground) for ground in grounds]
        places = {
            Fault.QUOTATION: exact.quotation(text, sources),
            Fault.NUMBER: exact.numbers(text, language, sources),
            Fault.DATE: exact.dates(text, language, sources),
            Fault.NAME: exact.names(text, language, sources, self._is_name),
        }
        across = all(source.article.language != language for source in sources)
        if across and places[Fault.NAME] is Place.NOWHERE:
            places[Fault.NAME] = Place.ELSEWHERE  # names have other forms in other languages
        faults = frozenset(fault for fault, place in places.items() if place is Place.NOWHERE)
        if faults or self._reader is None:
            return faults, ()
        logit = max(self._reader.weigh(text, list(excerpts(grounds))))
        elsewhere = (float(places[fault] is Place.ELSEWHERE) for fault in WITHIN)
        return faults, (1.0, logit, float(across), *elsewhere)

    def _is_name(self, word: str) -> bool | None:
        return self._reader.is_name(word) if self._reader else None


def excerpts(grounds: Sequence[Ground]) -> Iterator[Excerpt]:
    """What is read: the evidence of each article, and of all of them together."""
    evidence = [one.evidence for one in grounds]
    evidence.sort(key=lambda item: (item.article.id, item.sentence.start))
    quotes: list[str] = []
    found: list[Excerpt] = []
    for _, group in groupby(evidence, lambda item: item.article.id):
        items = list(group)
        article = items[0].article
        source = source_of(article.outlet, article.published)
        found.append(Excerpt(article.title, tuple(one.quote for one in items), source))
        quotes += found[-1].sentences
    yield from found
    if len(found) > 1:
        yield Excerpt(found[0].title, tuple(quotes), found[0].source)


def _source(ground: Ground) -> Source:
    item = ground.evidence
    before = sentence_before(item)
    told = [before.of(item.article.text)] if before else []
    return Source(item.quote, " ; ".join([*told, *ground.speakers]), item.article)


def _speakers(item: Evidence, speeches: Sequence[Speech]) -> Iterator[str]:
    """Those who say a part of a quote, in the article's own words."""
    quote = item.sentence
    if item.speaker:
        yield item.speaker
    for one in speeches:
        if one.speaker and one.start < quote.end and quote.start < one.end:
            yield one.speaker


def _language(text: str, question: Question) -> str:
    return detect_language(MARKER.sub("", text), question.language)
