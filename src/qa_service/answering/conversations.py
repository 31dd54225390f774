"""The conversations that the server remembers, in memory and within bounds."""

from collections import OrderedDict
from threading import Lock

from qa_service.domain.answer import Turn

MOST = 500  # conversations; the one unused for longest is forgotten first
LONGEST = 8  # turns of each, the last ones: some 2 kB a turn


class Conversations:
    """Safe in threads."""

    def __init__(self, most: int = MOST, longest: int = LONGEST) -> None:
        self._most, self._longest = most, longest
        self._turns: OrderedDict[str, tuple[Turn, ...]] = OrderedDict()
        self._lock = Lock()

    def history(self, conversation_id: str) -> tuple[Turn, ...]:
        """The last turns, oldest first; none of a conversation that is not known."""
        with self._lock:
            return self._turns.get(conversation_id, ())

    def remember(self, conversation_id: str, turn: Turn) -> None:
        """Adds a turn at the end of a conversation, which begins with it where it is not known."""
        with self._lock:
            turns = (*self._turns.pop(conversation_id, ()), turn)
            self._turns[conversation_id] = turns[-self._longest :]
            while len(self._turns) > self._most:
                self._turns.popitem(last=False)

    def __len__(self) -> int:
        return len(self._turns)
