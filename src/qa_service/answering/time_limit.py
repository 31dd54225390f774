"""How long an answer may take. Its caller is freed in time, whatever the answer itself does."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import TypeVar

from qa_service.domain.errors import TooSlow

Result = TypeVar("Result")

AT_ONCE = 6  # questions, which take a core each; the others wait


class TimeLimit:
    """Waits for work only so long. Safe in threads."""

    def __init__(self, seconds: float, at_once: int = AT_ONCE) -> None:
        self._seconds = seconds
        self._places = BoundedSemaphore(at_once)

    def run(self, work: Callable[[], Result]) -> Result:
        """What `work` returns or raises; TooSlow where that takes longer, with waiting for a place.

        A thread cannot be ended: such work goes on, and keeps its place until it is done.

        >>> TimeLimit(seconds=60).run(lambda: "done")
        'done'
        """
        deadline = monotonic() + self._seconds
        if not self._places.acquire(timeout=self._seconds):
            raise self._too_slow()
        future: Future[Result] = Future()
        Thread(target=self._work, args=(work, future), name="question", daemon=True).start()
        try:
            return future.result(max(0.0, deadline - monotonic()))
        except TimeoutError as error:
            if future.done():  # the work's own
                raise
            raise self._too_slow() from error

    def _work(self, work: Callable[[], Result], future: "Future[Result]") -> None:
        try:
            result = work()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        finally:
            self._places.release()

    def _too_slow(self) -> TooSlow:
        return TooSlow(
            f"The answer took longer than {self._seconds:g} s. Ask again in a moment, or ask about "
            "less, such as a shorter period; QA_QUESTION_SECONDS allows more time."
        )
