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


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence as it may be shown. Its markers `[n]` mean the n-th piece of evidence, from 1."""

    text: str
    faults: tuple[Fault, ...] = ()  # none: what it cites supports it
    repaired: bool = False  # whether it cites other evidence than the model did

    @property
    def is_supported(self) -> bool:
        return not self.faults
