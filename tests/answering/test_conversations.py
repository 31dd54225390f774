"""What is remembered of conversations stays apart and within bounds."""

from concurrent.futures import ThreadPoolExecutor

from qa_service.answering.conversations import LONGEST, MOST, Conversations
from qa_service.domain.answer import Turn


def turn(number: int) -> Turn:
    return Turn(f"Question {number} ?", "fr")


def test_an_unknown_conversation_is_a_new_one() -> None:
    conversations = Conversations()
    assert conversations.history("a") == ()
    conversations.remember("a", turn(1))
    assert (conversations.history("a"), conversations.history("b")) == ((turn(1),), ())


def test_of_a_long_conversation_the_last_turns_stay() -> None:
    conversations = Conversations()
    for number in range(LONGEST + 3):
        conversations.remember("a", turn(number))
    assert conversations.history("a") == tuple(map(turn, range(3, LONGEST + 3)))


def test_the_conversation_unused_for_longest_is_forgotten() -> None:
    conversations = Conversations()
    conversations.remember("first", turn(0))
    for number in range(MOST - 1):
        conversations.remember(str(number), turn(number))
    conversations.remember("first", turn(1))  # used again, so the next is the oldest
    conversations.remember("one more", turn(2))
    assert len(conversations) == MOST
    assert conversations.history("first") == (turn(0), turn(1))
    assert conversations.history("0") == ()


def test_no_turn_is_lost_when_several_threads_ask() -> None:
    conversations = Conversations(most=4, longest=400)
    jobs = [(str(number % 4), turn(number)) for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda job: conversations.remember(*job), jobs))
    for name in "0123":
        held = {one.question for one in conversations.history(name)}
        assert held == {one.question for key, one in jobs if key == name}
