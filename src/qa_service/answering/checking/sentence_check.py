"""Whether a sentence that a chat model wrote is what the articles say that it cites.

A statement stands on one piece of evidence; a sentence that joins two statements may stand on two,
each part on one. Words of two articles that only together make a statement support nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_service.answering.checking import markers as marked
from qa_service.answering.checking.certainty import exaggerates, makes_certain, makes_past
from qa_service.answering.checking.dating import has_other_dates
from qa_service.answering.checking.figures import has_other_figures
from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.markers import Segment
from qa_service.answering.checking.naming import has_other_names
from qa_service.answering.checking.parts import Statement, is_about
from qa_service.answering.checking.polarity import denies, turns_round
from qa_service.answering.checking.quoting import has_open_mark, is_verbatim, quoted
from qa_service.answering.checking.reasons import gives_reason
from qa_service.answering.checking.roles import are_swapped
from qa_service.answering.checking.support import Support, Words
from qa_service.answering.checking.voices import has_other_voice, spoken_keys, told_in
from qa_service.domain.answer import MARKER, Evidence, Question
from qa_service.domain.checked import Checked, Fault
from qa_service.domain.speech import Speech
from qa_service.text.language import detect_language

CANDIDATES = 4  # pieces of evidence that are tried for a repair


class Statements(Protocol):
    """What `store.archive.Archive` knows of speech."""

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What supports a part of a sentence, or why nothing does."""

    markers: tuple[int, ...]
    faults: frozenset[Fault] = frozenset()


class SentenceCheck:
    """Checks sentences against the evidence that their writer was given. Safe in threads."""

    def __init__(self, words: Words, archive: Statements) -> None:
        self._support, self._archive = Support(words), archive

    def check(self, sentence: str, evidence: Sequence[Evidence], question: Question) -> Checked:
        """The sentence with markers that hold, or with its faults.

        A marker `[n]` means `evidence[n - 1]`. A sentence without a statement is supported by
        nothing either: only what an article says may be shown.
        """
        text = marked.plain(sentence)
        if marked.has_markup(text):
            return Checked(sentence.strip(), (Fault.MARKUP,))
        return self._checked(text, self._grounds(evidence), _language(text, question))

    def supports(self, sentence: str, evidence: Sequence[Evidence], question: Question) -> bool:
        """Whether pieces of evidence, taken together, support a sentence, whatever it cites."""
        text = MARKER.sub("", marked.plain(sentence))
        statement = Statement(text, text, _language(text, question))
        return bool(self._backing(statement, self._grounds(evidence)))

    def _grounds(self, evidence: Sequence[Evidence]) -> list[Ground]:
        said = self._archive.speeches(list(dict.fromkeys(item.article.id for item in evidence)))
        return [
            Ground(number, item, tuple(said[item.article.id]))
            for number, item in enumerate(evidence, 1)
        ]

    def _checked(self, text: str, grounds: Sequence[Ground], language: str) -> Checked:
        parts, faults, repaired = [], set[Fault](), False
        for segment in marked.segments(text):
            verdict = self._verdict(segment, text, grounds, language)
            faults |= verdict.faults
            repaired |= verdict.markers != segment.markers
            parts.append(Segment(segment.text, verdict.markers))
        if not parts:
            return Checked(text, (Fault.MARKER,))
        if faults:
            return Checked(text, tuple(fault for fault in Fault if fault in faults))
        return Checked(marked.written(parts), (), repaired)

    def _verdict(
        self, segment: Segment, sentence: str, grounds: Sequence[Ground], language: str
    ) -> Verdict:
        """The evidence that a part may cite: its own, else the best of all that was given."""
        statement = Statement(segment.text, MARKER.sub("", sentence), language)
        own = [grounds[n - 1] for n in segment.markers if 1 <= n <= len(grounds)]
        others = [one for one in self._likeliest(statement, grounds) if one not in own]
        backing = (
            tuple(one for one in own if self._backs(one, statement))
            or self._backing(statement, own)
            or self._backing(statement, [*own, *others])
        )
        if backing:
            return Verdict(tuple(ground.number for ground in backing))
        if own:
            return Verdict((), min((self.faults(statement, one) for one in own), key=len))
        best = self.faults(statement, others[0]) if others else frozenset[Fault]()
        return Verdict((), best | {Fault.MARKER})

    def _likeliest(self, statement: Statement, grounds: Sequence[Ground]) -> list[Ground]:
        keys = {word.key for word in statement.parsed.words if word.key}
        ranked = sorted(grounds, key=lambda ground: -len(keys & ground.keys))
        return ranked[:CANDIDATES]

    def _backing(self, statement: Statement, grounds: Sequence[Ground]) -> tuple[Ground, ...]:
        """One piece of evidence for all of it, else one for each of two parts; () for none."""
        if (whole := self._first_that_backs(statement, grounds)) is not None:
            return (whole,)
        for first, second in statement.halves() if len(grounds) > 1 else ():
            one = self._first_that_backs(first, grounds)
            two = self._first_that_backs(second, grounds) if one else None
            # what says both parts and not the whole joins them otherwise
            if one and two and one is not two and _may_join(first, second, one, two):
                return one, two
        return ()

    def _first_that_backs(self, statement: Statement, grounds: Sequence[Ground]) -> Ground | None:
        return next((one for one in grounds if self._backs(one, statement)), None)

    def _backs(self, ground: Ground, statement: Statement) -> bool:
        return not any(self._found(statement, ground))

    def faults(self, statement: Statement, ground: Ground) -> frozenset[Fault]:
        """What is wrong with a statement if one piece of evidence is all that it stands on."""
        return frozenset(self._found(statement, ground))

    def _found(self, statement: Statement, ground: Ground) -> Iterator[Fault]:
        """The faults, each looked for when it is asked for."""
        sound = True
        for fault, is_faulty in TESTS:
            if is_faulty(statement, ground):
                sound = False
                yield fault
        # the dearest test last, and only where it decides
        if sound and not self._support.is_given(statement.parsed, ground):
            yield Fault.SUPPORT


def _may_join(first: Statement, second: Statement, one: Ground, two: Ground) -> bool:
    """Whether two statements may stand in one sentence, each on its own evidence.

    Two articles may stand side by side; how one was with the other neither of them says.
    """
    is_alone = one.article.id == two.article.id or not (first.is_absolute or second.is_absolute)
    return is_alone and is_about(first, second, two)


def _language(text: str, question: Question) -> str:
    return detect_language(MARKER.sub("", text), question.language)


def _misquotes(statement: Statement, ground: Ground) -> bool:
    """Whether a quotation is not the evidence's own words."""
    text, quote = statement.text, ground.evidence.quote
    return has_open_mark(text) or not all(is_verbatim(said, quote) for said in quoted(text))


def _says_otherwise(statement: Statement, ground: Ground) -> bool:
    """Whether the same words say more, or something of others, than they do in the evidence."""
    claim = statement.parsed
    return (
        exaggerates(claim, ground)
        or makes_certain(claim, ground, bool(told_in(statement.sentence, statement.language)))
        or makes_past(claim, ground)
        or gives_reason(statement.text, ground)
        or are_swapped(claim, ground, spoken_keys(statement.text, statement.language))
    )


# Each with whether a statement has it, if one piece of evidence is all that it stands on.
TESTS: tuple[tuple[Fault, Callable[[Statement, Ground], bool]], ...] = (
    (Fault.QUOTATION, _misquotes),
    (Fault.NUMBER, lambda one, ground: has_other_figures(one.parsed, ground)),
    (Fault.DATE, lambda one, ground: has_other_dates(one.parsed, ground)),
    (Fault.NAME, lambda one, ground: has_other_names(one.parsed, ground)),
    (
        Fault.SPEAKER,
        lambda one, ground: has_other_voice(one.sentence, one.text, one.parsed, ground),
    ),
    (
        Fault.NEGATION,
        lambda one, ground: denies(one.parsed, ground) or turns_round(one.parsed, ground),
    ),
    (Fault.SUPPORT, _says_otherwise),
)
