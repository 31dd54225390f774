"""What is remembered of conversations: apart and within bounds in memory, or kept for good."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.answering.conversations import LONGEST, MOST, InMemory, Kept, Memory
from qa_service.domain.answer import Answer, Assurance, Status, Turn
from qa_service.store.catalogue import Catalogue


def answer(number: int, status: Status = Status.ANSWERED) -> Answer:
    sure = Assurance.SURE if status is Status.ANSWERED else None
    text = f"Question {number} ?"
    return Answer(text, status, "Oui.", None, (), 0.9, "extractive", "fr", assurance=sure)


def turn(number: int) -> Turn:
    return Turn(f"Question {number} ?", "fr")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture(params=["kept", "in memory"])
def memory(request: pytest.FixtureRequest, path: Path) -> Iterator[Memory]:
    with closing(Catalogue(path)) as catalogue:
        yield Kept(catalogue.conversations) if request.param == "kept" else InMemory()


def test_an_unknown_conversation_is_a_new_one(memory: Memory) -> None:
    assert memory.history("a") == ()
    memory.remember("a", answer(1), ())
    assert (memory.history("a"), memory.history("b")) == ((turn(1),), ())


def test_of_a_long_conversation_the_last_turns_stay(memory: Memory) -> None:
    for number in range(LONGEST + 3):
        memory.remember("a", answer(number), memory.history("a"))
        memory.remember("a", answer(99, Status.ABOUT), memory.history("a"))  # ends no subject
    assert memory.history("a") == tuple(map(turn, range(3, LONGEST + 3)))


def test_what_is_kept_outlives_the_process_and_has_an_id(path: Path) -> None:
    with closing(Catalogue(path)) as catalogue:
        given = Kept(catalogue.conversations).remember("a", answer(1), ())
    with closing(Catalogue(path)) as catalogue:
        assert Kept(catalogue.conversations).history("a") == (turn(1),)
        assert catalogue.conversations.answer(str(given.id)).answer == given
    assert InMemory().remember("a", answer(1), ()).id is None


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(Catalogue(path)) as catalogue:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TABLE answers")
        assert Kept(catalogue.conversations).remember("a", answer(1), ()) == answer(1)
        assert "could not be kept" in caplog.text
        assert catalogue.conversations.delete_all() == 0  # nothing half kept


def test_the_conversation_unused_for_longest_is_forgotten() -> None:
    conversations = InMemory()
    conversations.remember("first", answer(0), ())
    for number in range(MOST - 1):
        conversations.remember(str(number), answer(number), ())
    conversations.remember("first", answer(1), ())  # used again, so the next is the oldest
    conversations.remember("one more", answer(2), ())
    assert len(conversations) == MOST
    assert conversations.history("first") == (turn(0), turn(1))
    assert conversations.history("0") == ()


def test_no_turn_is_lost_when_several_threads_ask() -> None:
    conversations = InMemory(most=4, longest=400)
    jobs = [(str(number % 4), answer(number)) for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda job: conversations.remember(job[0], job[1], ()), jobs))
    for name in "0123":
        held = {one.question for one in conversations.history(name)}
        assert held == {one.question for key, one in jobs if key == name}
