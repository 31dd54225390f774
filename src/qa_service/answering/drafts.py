"""An answer that is being written by a chat model: sentences, each checked as it is completed."""

import re
from dataclasses import dataclass, field, replace

from qa_service.answering.checking import SentenceCheck
from qa_service.answering.citations import Citing
from qa_service.answering.listening import Listener
from qa_service.answering.prompts import NO_ANSWER
from qa_service.domain.answer import MARKER, Citation, Evidence, Question
from qa_service.domain.article import Span
from qa_service.domain.checked import Verdict
from qa_service.domain.written import Fallback, Unverified
from qa_service.models.chat_stream import ChatFailed
from qa_service.text.incoming import Incoming, Said
from qa_service.text.printable import printable

LONGEST = 4000  # characters: what has no end by then has none

_THOUGHT, _THOUGHT_ENDS = "<think>", "</think>"
_LISTED = re.compile(r"^(?:[-*•#>]+\s+|\d+[.)]\s+)")
_EMPHASIS = re.compile(r"\*\*|__")
_SEVERAL = re.compile(r"\[(\d+(?:\s*[,;]\s*\d+)+)\]")


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of the model's text, or why nothing did."""

    text: str = ""  # of the sentences that are supported or unsure, with markers
    citations: tuple[Citation, ...] = ()
    unverified: tuple[Unverified, ...] = ()
    to_check: tuple[Span, ...] = ()  # in code points of `text`: the unsure sentences
    fallback: Fallback | None = None  # if set, there is nothing else but the counts
    sentences: int = 0  # that the model wrote
    tokens: int = 0  # read and written, estimated
    # For evaluation: the sentences as they came, with the model's own markers, and its evidence.
    written: tuple[str, ...] = field(default=(), compare=False)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


class Drafting:
    """Takes the pieces of a text; tells the listener. Not safe in threads."""

    def __init__(
        self,
        question: Question,
        evidence: list[Evidence],
        check: SentenceCheck,
        listener: Listener,
        shows_unverified: bool,
    ) -> None:
        self._question, self._evidence, self._check = question, evidence, check
        self._listener, self._shows_unverified = listener, shows_unverified
        self._incoming, self._citing = Incoming(question.language), Citing(evidence)
        self._held: str | None = ""  # what may be a thought still; None once the text has begun
        self._text, self._begins_line = "", False
        self._citations = list[Citation]()
        self._unverified = list[Unverified]()
        self._to_check = list[Span]()
        self.length = 0  # of all that the model wrote, in characters
        self._written = list[str]()

    def add(self, piece: str) -> None:
        """Raises ChatFailed where the model finds no answer or no end."""
        self.length += len(piece)
        spoken = self._spoken(printable(piece))
        for said in self._incoming.add(spoken):
            self._take(said)
        if self.length > LONGEST and self._held is None:
            raise ChatFailed(Fallback.CUT)

    def end(self) -> Draft:
        """The whole. Raises ChatFailed where no sentence of it may be shown."""
        for said in self._incoming.end():
            self._take(said)
        if not self._text:
            raise ChatFailed(Fallback.NOTHING_SUPPORTED if self._written else Fallback.BROKEN)
        return replace(
            self._draft(),
            text=self._text,
            citations=tuple(self._citations),
            unverified=tuple(self._unverified),
            to_check=tuple(self._to_check),
        )

    def withdraw(self, reason: Fallback) -> Draft:
        """Nothing, with the reason."""
        if self._text or self._unverified:
            self._listener.restart()
        return self._draft(fallback=reason)

    def _draft(self, fallback: Fallback | None = None) -> Draft:
        return Draft(
            fallback=fallback,
            sentences=len(self._written),
            written=tuple(self._written),
            evidence=tuple(self._evidence),
        )

    def _spoken(self, piece: str) -> str:
        """What follows the thoughts with which some models begin."""
        if self._held is None:
            return piece
        self._held = (self._held + piece).lstrip()
        if _THOUGHT.startswith(self._held[: len(_THOUGHT)]):
            _, ended, after = self._held.partition(_THOUGHT_ENDS)
            if not ended:
                return ""
            self.length, self._held = len(after), after.lstrip()
        spoken, self._held = self._held, None
        return spoken

    def _take(self, said: Said) -> None:
        sentence = _plain(said.text)
        if NO_ANSWER in sentence:
            raise ChatFailed(Fallback.NO_ANSWER)
        if not any(map(str.isalpha, MARKER.sub("", sentence))):  # "2.", which begins a list's line
            return
        self._written.append(sentence)
        self._begins_line |= said.begins_line
        checked = self._check.check(sentence, self._evidence, self._question)
        if checked.verdict is Verdict.UNSUPPORTED:
            words = MARKER.sub("", sentence).strip() if self._shows_unverified else None
            self._unverified.append(Unverified(words, len(self._text), checked.faults))
            self._listener.unverified(self._unverified[-1])
            return
        text, cited = self._citing.cite(checked.text.strip())
        if checked.verdict is Verdict.UNSURE:
            start = len(self._text) + bool(self._text)  # behind the line end or space
            self._to_check.append(Span(start, start + len(text)))
        if self._text:
            text = ("\n" if self._begins_line else " ") + text
        self._text, self._begins_line = self._text + text, False
        self._citations += cited
        self._listener.sentence(text, cited, checked.verdict)


def _plain(text: str) -> str:
    """A sentence without the marks of lists and emphasis, with markers of one form.

    >>> _plain("- **Il** part [1, 2].")
    'Il part [1] [2].'
    """
    text = _EMPHASIS.sub("", _LISTED.sub("", text))
    return _SEVERAL.sub(lambda found: re.sub(r"\s*[,;]\s*", "] [", found[0]), text)
