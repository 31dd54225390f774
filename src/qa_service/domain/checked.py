"""A sentence that a chat model wrote, after the check against the evidence it was given."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why a sentence does not count as shown by the articles."""

    MARKER = "marker"  # it cites nothing, or what was not given, and nothing given supports it
    QUOTATION = "quotation"  # words between quotation marks are not in what it cites
    NUMBER = "number"  # a number that what it cites does not have
    DATE = "date"
    NAME = "name"
    SPEAKER = "speaker"  # says that another says so than who does, or leaves out that one does
    NEGATION = "negation"  # denies what is told, or the other way round
    SUPPORT = "support"  # says something else than what it cites
    MARKUP = "markup"  # a link, a picture or markup, which no answer holds


class Verdict(StrEnum):
    """What the check of a sentence came to."""

    SUPPORTED = "supported"  # the articles say so
    UNSURE = "unsure"  # they may: it is shown, for a reader to check
    UNSUPPORTED = "unsupported"  # it has faults, and is no part of the answer


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence as it may be shown. Its markers `[n]` mean the n-th piece of evidence, from 1."""

    text: str
    faults: tuple[Fault, ...] = ()  # none: what it cites supports it
    repaired: bool = False  # whether it cites other evidence than the model did
    unsure: bool = False  # whether what it cites may say something else, though it has no fault

    @property
    def verdict(self) -> Verdict:
        if self.faults:
            return Verdict.UNSUPPORTED
        return Verdict.UNSURE if self.unsure else Verdict.SUPPORTED

    @property
    def is_supported(self) -> bool:
        return self.verdict is Verdict.SUPPORTED
