"""What the web needs of kept conversations, and a page of their list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_service.domain.conversation import AskedOf, Conversation, Found, KeptAnswer, Rating

PAGE_SIZE = 50  # conversations
LAST_PAGE = 1_000_000  # beyond it numbers are too large for a database


class Conversations(Protocol):
    """NotFound for what is not there."""

    def find(self, words: str = "", first: int = 0, limit: int = PAGE_SIZE) -> Found:
        """Those that hold every word, newest first."""

    def conversation(self, conversation_id: str) -> Conversation:
        """One of them."""

    def answers(self, conversation_id: str) -> list[KeptAnswer]:
        """Its answers, oldest first; none where it is not known."""

    def answer(self, answer_id: str) -> KeptAnswer:
        """One answer of any conversation."""

    def asked_of(self, article_id: str, first: int = 0, limit: int = PAGE_SIZE) -> AskedOf:
        """What was asked whose answer cites an article, newest first."""

    def rename(self, conversation_id: str, title: str) -> None:
        """Give it a title; TitleError where that is empty or too long."""

    def delete(self, conversation_id: str) -> None:
        """Delete it with its answers."""

    def delete_all(self) -> int:
        """Delete all there are; how many they were."""

    def rate(self, answer_id: str, rating: Rating | None) -> None:
        """Say what a reader thought of an answer; None takes it back."""

    def rated(self) -> list[KeptAnswer]:
        """Every rated answer, oldest first."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list; numbers count from 1."""

    conversations: Sequence[Conversation]
    total: int  # on all pages
    number: int
    count: int


def listing(kept: Conversations, words: str, number: int) -> Listing:
    """The page of that number, or the nearest there is."""
    number = min(max(number, 1), LAST_PAGE)
    found = kept.find(words, (number - 1) * PAGE_SIZE, PAGE_SIZE)
    count = max(1, -(-found.total // PAGE_SIZE))
    if number > count:
        return listing(kept, words, count)
    return Listing(found.conversations, found.total, number, count)
