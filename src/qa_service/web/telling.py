"""An answer told while it is written: heard in the thread that writes, sent in another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

from qa_service.answering.listening import Listener
from qa_service.domain.answer import Citation
from qa_service.domain.checked import Verdict
from qa_service.domain.written import Unverified

Whole = TypeVar("Whole")  # the finished answer

QUIET = 1.0  # seconds without a word, after which it is tried whether anybody still listens


@dataclass(frozen=True, slots=True)
class Sentence:
    """The next part of the answer's text."""

    text: str
    cited: tuple[Citation, ...]  # those first used in it
    verdict: Verdict


class Restart:
    """What was told so far counts no more."""


class Quiet:
    """Nothing happened for a while."""


@dataclass(frozen=True, slots=True)
class Finished(Generic[Whole]):
    """The end."""

    answer: Whole


@dataclass(frozen=True, slots=True)
class Failed:
    """The end, too."""

    error: Exception


Part = Sentence | Unverified | Restart | Quiet | Finished[Whole] | Failed


def told(answered: Callable[[Listener], Whole]) -> Iterator[Part[Whole]]:
    """The parts as they come; the last one is `Finished` or `Failed`.

    Where the iterator is closed before, the listener is gone.
    """
    parts: Queue[Part[Whole]] = Queue()
    gone = Event()
    listener = _Listener(parts, gone)

    def answer() -> None:
        try:
            parts.put(Finished(answered(listener)))
        except Exception as error:
            parts.put(Failed(error))

    Thread(target=answer, name="answer", daemon=True).start()
    try:
        while True:
            part = _next(parts)
            yield part
            if isinstance(part, Finished | Failed):
                return
    finally:
        gone.set()


def begun(parts: Iterator[Part[Whole]]) -> Iterator[Part[Whole]]:
    """The same, once there is something to tell. Raises what failed before."""
    first = next(part for part in parts if not isinstance(part, Quiet))
    if isinstance(first, Failed):
        raise first.error
    return chain([first], parts)


def _next(parts: "Queue[Part[Whole]]") -> "Part[Whole]":
    try:
        return parts.get(timeout=QUIET)
    except Empty:
        return Quiet()


class _Listener(Generic[Whole]):
    def __init__(self, parts: "Queue[Part[Whole]]", gone: Event) -> None:
        self._parts, self._gone = parts, gone

    def sentence(self, text: str, cited: Sequence[Citation], verdict: Verdict) -> None:
        self._parts.put(Sentence(text, tuple(cited), verdict))

    def unverified(self, sentence: Unverified) -> None:
        self._parts.put(sentence)

    def restart(self) -> None:
        self._parts.put(Restart())

    def is_gone(self) -> bool:
        return self._gone.is_set()
