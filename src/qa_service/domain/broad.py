"""Questions that one sentence cannot answer."""

from dataclasses import dataclass
from enum import StrEnum


class BroadKind(StrEnum):
    """What a broad question wants a line for each of."""

    EVENTS = "events"  # what happened or what there is
    TIMELINE = "timeline"  # the same, by the days on which it happened
    VOICES = "voices"  # who takes which position


@dataclass(frozen=True, slots=True)
class BroadQuestion:
    """What a broad question is about, in its own words without those of the instruction."""

    kind: BroadKind
    subject: str  # "" where it names none
    spoken: bool = False  # nothing but what somebody is told to say answers
