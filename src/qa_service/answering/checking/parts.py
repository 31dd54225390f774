"""A part of a sentence that evidence shall support, and the statements that it may join."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.parsing import Parsed, Sort, parsed

# Where a sentence may join two statements.
JOINTS = re.compile(
    r"\s*[,;:]\s+(?:et|mais|puis|tandis que|alors que|contre|and|but|while|whereas)?\s*"
    r"|\s+(?:et|mais|puis|tandis que|alors que|contre|and|but|while)\s+"
)
ASIDE = re.compile(r"([^,]+), ([^,]{8,}), ([^,]{8,})$")  # "Paul Renaud, maire de Valmer, part"
SUBJECTS = frozenset(
    "le la les l' un une des ce cet cette ces son sa ses leur leurs plus pres environ quelque "
    "quelques certains plusieurs selon d' the its his her their some more about according".split()
)
ABSOLUTE = re.compile(r"\b(?:étant|ayant|being|having)\b")
SHORTEST = 2  # words of a part that states something
MOST_JOINTS = 6  # of a sentence, at which it is tried to be parted


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
                if one.states and two.states and (re.search(r"\w", joint[0]) or two.has_subject):
                    yield one, two
        if (aside := ASIDE.match(self.text)) is not None:
            main, inner = f"{aside[1]} {aside[3]}", f"{aside[1]} {aside[2]}"
            yield (
                Statement(main, self.sentence, self.language),
                Statement(inner, self.sentence, self.language),
            )

    @property
    def states(self) -> bool:
        """Whether it has more than names and dates."""
        return any(
            word.key and word.sort in (Sort.PLAIN, Sort.NUMBER) for word in self.parsed.words
        )

    @property
    def is_absolute(self) -> bool:
        """Whether it has no verb of its own, but says how it was with another statement."""
        return ABSOLUTE.search(self.text) is not None

    @property
    def has_subject(self) -> bool:
        """Whether it begins as what states something by itself does."""
        words = self.parsed.words
        opening = words[0] if words else None
        return opening is not None and (
            opening.low in SUBJECTS or opening.sort in (Sort.NAME, Sort.NUMBER)
        )


def is_about(first: Statement, second: Statement, ground: Ground) -> bool:
    """Whether the second part has a subject, or its evidence that of the first."""
    if second.has_subject:
        return True
    subject = next((word.key for word in first.parsed.content), "")
    return subject in ground.keys | ground.around_keys
