"""A chat model in the chain: writes answers from evidence, and follow-ups in full."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda

from qa_service.answering.checking import SentenceCheck
from qa_service.answering.drafts import Draft, Drafting
from qa_service.answering.interpretation import interpret
from qa_service.answering.listening import Listener
from qa_service.answering.prompts import CHARACTERS, fitting, messages, rewriting_messages, size
from qa_service.answering.rewriting import LONGEST_REPLY, accepted
from qa_service.domain.answer import Evidence, Question, Request, Turn
from qa_service.domain.written import Fallback
from qa_service.models.chat import OUTPUT, ChatSettings
from qa_service.models.chat_stream import ChatFailed, pieces

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

REWRITING = 0.25  # of the seconds for an answer, in which a follow-up is to be written out


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer is written from."""

    question: Question
    evidence: Sequence[Evidence]


class ChatModel:
    """Safe in threads."""

    def __init__(
        self,
        settings: ChatSettings,
        model: "BaseChatModel",
        check: SentenceCheck,
        shows_unverified: bool,
    ) -> None:
        self.name, self._check, self._shows_unverified = settings.name, check, shows_unverified
        self._seconds, self._tokens = settings.seconds, settings.tokens
        self._writing: Runnable[Asked, BaseMessage] = RunnableLambda(_messages) | model
        self._rewriting: Runnable[tuple[str, Sequence[Turn]], BaseMessage] = (
            RunnableLambda(_rewriting_messages) | model
        )

    def write(self, question: Question, evidence: Sequence[Evidence], listener: Listener) -> Draft:
        """The checked text, told sentence by sentence; a reason where there is none.

        Raises NobodyWaits.
        """
        shown = fitting(question, evidence, self._tokens - OUTPUT)
        if not shown:
            return Draft(fallback=Fallback.WITHHELD)
        drafting = Drafting(question, shown, self._check, listener, self._shows_unverified)
        asked = Asked(question, shown)
        try:
            for piece in pieces(self._writing, asked, self._seconds, listener.is_gone):
                drafting.add(piece)
            draft = drafting.end()
        except ChatFailed as failure:
            draft = drafting.withdraw(failure.reason)
        read = size(messages(question, shown))
        return replace(draft, tokens=read + drafting.length // CHARACTERS)

    def in_full(self, request: Request, resolved: Request, listener: Listener) -> Request:
        """The follow-up as the model writes it out, where that holds, else as the rules did.

        Raises NobodyWaits.
        """
        asked = interpret(request.text)
        if asked.about:
            return resolved
        said = ""
        seconds = self._seconds * REWRITING
        given = (asked.text, request.history)
        try:
            for piece in pieces(self._rewriting, given, seconds, listener.is_gone):
                said += piece
                if len(said) > LONGEST_REPLY:
                    raise ChatFailed(Fallback.CUT)
        except ChatFailed:
            return resolved
        found = accepted(said, asked, request.history)
        if found is None or found == asked.text:  # the rules may know what the model overlooked
            return resolved
        return replace(resolved, text=found, asked=asked.text, rewritten_by=self.name)


def _messages(asked: Asked) -> list[BaseMessage]:
    return messages(asked.question, asked.evidence)


def _rewriting_messages(given: tuple[str, Sequence[Turn]]) -> list[BaseMessage]:
    return rewriting_messages(*given)
