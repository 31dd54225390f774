"""What later questions know of a conversation: kept in the catalogue, or in memory alone."""

import logging
from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import Protocol

from qa_service.answering.followups import turn_of
from qa_service.domain.answer import Answer, Status, Turn
from qa_service.domain.errors import StoreError
from qa_service.store.conversations import Conversations

MOST = 500  # conversations in memory; the one unused for longest is forgotten first
LONGEST = 8  # turns of each that count, the last ones: some 2 kB a turn

logger = logging.getLogger(__name__)


class Memory(Protocol):
    """Remembers conversations. Safe in threads."""

    keeps: bool  # whether they outlive the process

    def history(self, conversation_id: str) -> tuple[Turn, ...]:
        """The last turns, oldest first; none of a conversation that is not known."""

    def remember(self, conversation_id: str, answer: Answer, after: tuple[Turn, ...]) -> Answer:
        """Adds an answer, given `after` a history; returns it, with its id where it is kept."""


class Kept:
    """In the catalogue, which alone says what a conversation is: it may be deleted at any time."""

    keeps = True

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    def history(self, conversation_id: str) -> tuple[Turn, ...]:
        return tuple(map(turn_of, self._conversations.recent(conversation_id, LONGEST)))

    def remember(self, conversation_id: str, answer: Answer, after: tuple[Turn, ...]) -> Answer:
        try:
            kept = self._conversations.keep(conversation_id, answer, is_begun=bool(after))
        except StoreError as error:  # such as a full disk, of which an answer should not die
            logger.error("an answer could not be kept: %s", error)
            return answer
        return replace(answer, id=kept)


class InMemory:
    """Within bounds, until the process ends."""

    keeps = False

    def __init__(self, most: int = MOST, longest: int = LONGEST) -> None:
        self._most, self._longest = most, longest
        self._turns: OrderedDict[str, tuple[Turn, ...]] = OrderedDict()
        self._lock = Lock()

    def history(self, conversation_id: str) -> tuple[Turn, ...]:
        with self._lock:
            return self._turns.get(conversation_id, ())

    def remember(self, conversation_id: str, answer: Answer, after: tuple[Turn, ...]) -> Answer:
        if answer.status is not Status.ABOUT:  # "merci" ends no subject
            with self._lock:
                turns = (*self._turns.pop(conversation_id, ()), turn_of(answer))
                self._turns[conversation_id] = turns[-self._longest :]
                while len(self._turns) > self._most:
                    self._turns.popitem(last=False)
        return answer

    def __len__(self) -> int:
        return len(self._turns)
