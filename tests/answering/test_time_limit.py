"""An answer that takes too long frees its caller, and is no example to the next."""

from threading import Event

import pytest

from qa_service.answering.time_limit import TimeLimit
from qa_service.domain.errors import QuestionError, TooSlow


def fail() -> str:
    raise QuestionError("The question is empty.")


def time_out() -> str:
    raise TimeoutError("of its own")


def test_what_work_returns_and_raises_comes_through() -> None:
    limit = TimeLimit(60)
    assert limit.run(lambda: "done") == "done"
    with pytest.raises(QuestionError):
        limit.run(fail)
    with pytest.raises(TimeoutError, match="of its own"):
        limit.run(time_out)


def test_slow_work_is_given_up_and_keeps_its_place_until_it_is_done() -> None:
    limit, finish, finished = TimeLimit(0.05, at_once=1), Event(), Event()

    def slow() -> str:
        finish.wait(60)
        finished.set()
        return "late"

    with pytest.raises(TooSlow, match=r"longer than 0\.05 s.*QA_QUESTION_SECONDS"):
        limit.run(slow)
    with pytest.raises(TooSlow):
        limit.run(lambda: "no place")
    finish.set()
    assert finished.wait(60)
    patient = TimeLimit(60, at_once=1)
    assert patient.run(lambda: "done") == "done"
