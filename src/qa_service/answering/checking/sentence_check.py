"""Whether a sentence that a chat model wrote is what the articles say that it cites.

A statement stands on one piece of evidence; a sentence that joins two statements may stand on two,
each part on one. Words of two articles that only together make a statement support nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_service.answering.checking import markers as marked
from qa_service.answering.checking.dating import has_other_dates
from qa_service.answering.checking.figures import has_other_figures
from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.markers import Segment
from qa_service.answering.checking.naming import has_other_names
from qa_service.answering.checking.parsing import Parsed, Sort, parsed
from qa_service.answering.checking.polarity import (
    denies,
    exaggerates,
    makes_certain,
    makes_past,
    turns_round,
)
from qa_service.answering.checking.quoting import has_open_mark, is_verbatim, quoted
from qa_service.answering.checking.roles import are_swapped
from qa_service.answering.checking.support import Support, Words
from qa_service.answering.checking.voices import has_cue, has_other_voice, spoken_keys
from qa_service.domain.answer import MARKER, Evidence, Question
from qa_service.domain.checked import Checked, Fault
from qa_service.domain.speech import Speech
from qa_service.text.language import detect_language

# Where a sentence may join two statements.
JOINTS = re.compile(
    r"\s*[,;:]\s+(?:et|mais|puis|tandis que|alors que|contre|and|but|while|whereas)?\s*"
    r"|\s+(?:et|mais|puis|tandis que|alors que|contre|and|but|while)\s+"
)
ASIDE = re.compile(r"([^,]+), ([^,]{8,}), ([^,]{8,})$")  # "Paul Renaud, maire de Valmer, part"
SUBJECTS = frozenset(
    "le la les l' un une des ce cet cette ces son sa ses leur leurs plus pres environ quelque quelques "
    "certains plusieurs selon d' the its his her their some more about according".split()
)
SHORTEST = 2  # words of a part that states something
CANDIDATES = 4  # pieces of evidence that are tried for a repair
MOST_JOINTS = 6  # of a sentence, at which it is tried to be parted


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
        said = self._archive.speeches(list(dict.fromkeys(item.article.id for item in evidence)))
        grounds = [
            Ground(number, item, tuple(said[item.article.id]))
            for number, item in enumerate(evidence, 1)
        ]
        language = detect_language(MARKER.sub("", text), question.language)
        return self._checked(text, grounds, language)

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
        cited = self._backed(statement, own) if own else Verdict((), frozenset((Fault.MARKER,)))
        if not cited.faults:
            return cited
        others = self._likeliest(statement, grounds)
        repaired = self._backed(statement, [*own, *(one for one in others if one not in own)])
        if not repaired.faults:
            return repaired
        return cited if own else Verdict((), frozenset((Fault.MARKER, *repaired.faults)))

    def _likeliest(self, statement: "Statement", grounds: Sequence[Ground]) -> list[Ground]:
        keys = {word.key for word in statement.parsed.words if word.key}
        ranked = sorted(grounds, key=lambda ground: -len(keys & ground.keys))
        return ranked[:CANDIDATES]

    def _backed(self, statement: "Statement", grounds: Sequence[Ground]) -> Verdict:
        """One piece of evidence for all of it, else one for each of two parts."""
        least: frozenset[Fault] | None = None
        for ground in grounds:
            faults = self.faults(statement, ground)
            if not faults:
                return Verdict((ground.number,))
            if least is None or len(faults) < len(least):
                least = faults
        for first, second in statement.halves() if len(grounds) > 1 else ():
            one = self._first_that_backs(first, grounds)
            two = self._first_that_backs(second, grounds) if one else None
            # what says both parts and not the whole joins them otherwise
            if one and two and one is not two and _is_about(first, second, two):
                return Verdict((one.number, two.number))
        return Verdict((), least or frozenset((Fault.MARKER,)))

    def _first_that_backs(
        self, statement: "Statement", grounds: Sequence[Ground]
    ) -> Ground | None:
        return next((one for one in grounds if not self.faults(statement, one)), None)

    def faults(self, statement: "Statement", ground: Ground) -> frozenset[Fault]:
        """What is wrong with a statement if one piece of evidence is all that it stands on."""
        claim, text = statement.parsed, statement.text
        is_credited = has_cue(statement.sentence, statement.language)
        tests = (
            (Fault.QUOTATION, lambda: _misquotes(text, ground)),
            (Fault.NUMBER, lambda: has_other_figures(claim, ground)),
            (Fault.DATE, lambda: has_other_dates(claim, ground)),
            (Fault.NAME, lambda: has_other_names(claim, ground)),
            (Fault.SPEAKER, lambda: has_other_voice(statement.sentence, text, claim, ground)),
            (Fault.NEGATION, lambda: denies(claim, ground) or turns_round(claim, ground)),
            (
                Fault.SUPPORT,
                lambda: (
                    exaggerates(claim, ground)
                    or makes_certain(claim, ground, is_credited)
                    or makes_past(claim, ground)
                    or are_swapped(claim, ground, spoken_keys(text, claim.language))
                ),
            ),
        )
        found = {fault for fault, is_faulty in tests if is_faulty()}
        # the dearest test last, and only where it decides
        if not found and not self._support.is_given(claim, ground):
            found.add(Fault.SUPPORT)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Statement:
    """A part of a sentence that evidence shall support, without markers."""

    text: str
    sentence: str  # the whole, in which it may be said who says so
    language: str  # ISO 639-1

    @property
    def parsed(self) -> Parsed:
        return parsed(self.text, self.language)

    def halves(self) -> Iterator[tuple["Statement", "Statement"]]:
        """Itself as two statements, at each place where it may join two."""
        for joint in list(JOINTS.finditer(self.text))[:MOST_JOINTS]:
            parts = self.text[: joint.start()], self.text[joint.end() :]
            if all(len(part.split()) >= SHORTEST for part in parts):
                one, two = (Statement(part, self.sentence, self.language) for part in parts)
                if re.search(r"\w", joint[0]) or two.has_subject:
                    yield one, two
        if (aside := ASIDE.match(self.text)) is not None:
            main, inner = f"{aside[1]} {aside[3]}", f"{aside[1]} {aside[2]}"
            yield (
                Statement(main, self.sentence, self.language),
                Statement(inner, self.sentence, self.language),
            )

    @property
    def has_subject(self) -> bool:
        """Whether it begins as what states something by itself does."""
        words = self.parsed.words
        opening = words[0] if words else None
        return opening is not None and (
            opening.low in SUBJECTS or opening.sort in (Sort.NAME, Sort.NUMBER)
        )


def _is_about(first: Statement, second: Statement, ground: Ground) -> bool:
    """Whether a part with a subject of its own, or the evidence that has that of the part before."""
    if second.has_subject:
        return True
    subject = next((word.key for word in first.parsed.content), "")
    return subject in ground.keys | ground.around_keys


def _misquotes(text: str, ground: Ground) -> bool:
    """Whether a quotation is not the evidence's own words."""
    return has_open_mark(text) or not all(
        is_verbatim(said, ground.evidence.quote) for said in quoted(text)
    )
