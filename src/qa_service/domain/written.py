"""What became of the text that a chat model wrote."""

from dataclasses import dataclass
from enum import StrEnum

from qa_service.domain.checked import Fault, Verdict


class Fallback(StrEnum):
    """Why an answer quotes the articles although a chat model was to write it."""

    TIMEOUT = "timeout"  # it was not done in time
    RATE_LIMITED = "rate_limited"  # it was asked too often
    DENIED = "denied"  # it wanted another key
    UNREACHABLE = "unreachable"  # it could not be reached, or failed
    REFUSED = "refused"  # it would not write
    CUT = "cut"  # its text broke off, or came to no end
    BROKEN = "broken"  # it wrote nothing, or what cannot be read
    WITHHELD = "withheld"  # all evidence is addressed to language models, so none was shown it
    NO_ANSWER = "no_answer"  # it found no answer in the evidence
    NOTHING_SUPPORTED = "nothing_supported"  # no sentence of its text is shown by the articles


@dataclass(frozen=True, slots=True)
class Unverified:
    """A sentence of a chat model that failed the check, and counts as no part of the answer."""

    text: str | None  # without markers; None where it is not to be shown
    position: int  # in code points of the answer's text, before which it stood
    faults: tuple[Fault, ...]  # at least one


@dataclass(frozen=True, slots=True)
class Check:
    """Where a sentence of a chat model stands, or stood, of which the articles may not say so.

    In code points of the answer's text; one that was left out begins and ends before what followed.
    """

    verdict: Verdict
    start: int
    end: int
    text: str | None = None  # of one that was left out, unless it is not to be shown
    faults: tuple[Fault, ...] = ()
