"""What a chat model writes, as it comes, within a time limit that holds whatever the model does.

The model works in an event loop of its own, in which work that nobody waits for any more is
cancelled at once, with its connection.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import aclosing
from functools import cache
from queue import Empty, Queue
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from qa_service.domain.written import Fallback

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from langchain_core.messages import AIMessageChunk
    from langchain_core.runnables import Runnable

logger = logging.getLogger(__name__)

_BEGINNING = Lock()

LOOK = 0.2  # seconds between two looks whether anybody still waits
LENGTH = frozenset({"length", "max_tokens", "model_length"})  # ends that are none
FILTERED = frozenset({"content_filter", "refusal"})
ENDS = ("finish_reason", "stop_reason", "done_reason")  # what providers call why a text ended


class ChatFailed(Exception):
    """The model wrote no text to its end."""

    def __init__(self, reason: Fallback) -> None:
        super().__init__(reason)
        self.reason = reason


class NobodyWaits(Exception):
    """The reader left."""


def pieces(
    model: "Runnable[Any, Any]", given: object, seconds: float, is_left: Callable[[], bool]
) -> Iterator[str]:
    """The text in pieces as they come. Raises ChatFailed, or NobodyWaits where `is_left`."""
    deadline = monotonic() + seconds
    arrived: Queue[AIMessageChunk | Exception | None] = Queue()
    is_over = Event()
    work = asyncio.run_coroutine_threadsafe(_pump(model, given, arrived, is_over), _loop())
    began, end = False, None
    try:
        while (chunk := _next(arrived, deadline, is_left)) is not None:
            if isinstance(chunk, Exception):
                raise _failure(chunk, began) from None
            if chunk.additional_kwargs.get("refusal"):
                raise ChatFailed(Fallback.REFUSED)
            end = _end(chunk) or end
            if text := str(chunk.text):
                began = True
                yield text
    finally:
        is_over.set()
        work.cancel()
    _check_end(end, began)


def _next(
    arrived: "Queue[AIMessageChunk | Exception | None]",
    deadline: float,
    is_left: Callable[[], bool],
) -> "AIMessageChunk | Exception | None":
    while True:
        if is_left():
            raise NobodyWaits
        left = deadline - monotonic()
        if left <= 0:
            raise ChatFailed(Fallback.TIMEOUT)
        try:
            return arrived.get(timeout=min(LOOK, left))
        except Empty:
            continue


async def _pump(
    model: "Runnable[Any, Any]",
    given: object,
    arrived: "Queue[AIMessageChunk | Exception | None]",
    is_over: Event,
) -> None:
    try:
        coming = cast("AsyncGenerator[AIMessageChunk]", model.astream(given))
        async with aclosing(coming) as chunks:
            async for chunk in chunks:
                if is_over.is_set():  # a cancellation waits until nothing more is there to be read
                    return
                arrived.put(chunk)
                await asyncio.sleep(0)  # others are written to in this loop too
    except Exception as error:
        arrived.put(error)
    else:
        arrived.put(None)


def _end(chunk: "AIMessageChunk") -> str | None:
    found = (chunk.response_metadata.get(name) for name in ENDS)
    return next((str(end) for end in found if end), None)


def _check_end(end: str | None, began: bool) -> None:
    if end in FILTERED:
        raise ChatFailed(Fallback.REFUSED)
    if end in LENGTH or (began and end is None):  # without a reason the connection ended, not it
        raise ChatFailed(Fallback.CUT)
    if not began:
        raise ChatFailed(Fallback.BROKEN)


def _failure(error: Exception, began: bool) -> ChatFailed:
    """What an error of any provider's package means; its words may hold a key, and are not told."""
    status = getattr(error, "status_code", None)
    status = status or getattr(getattr(error, "response", None), "status_code", None)
    reason = _by_status(status) if isinstance(status, int) else _by_kind(error, began)
    logger.warning("the chat model failed: %s (%s, %s)", reason, type(error).__name__, status)
    return ChatFailed(reason)


def _by_status(status: int) -> Fallback:
    if status == 429:
        return Fallback.RATE_LIMITED
    if status in {401, 403}:
        return Fallback.DENIED
    return Fallback.TIMEOUT if status in {408, 504} else Fallback.UNREACHABLE


def _by_kind(error: Exception, began: bool) -> Fallback:
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    if "Timeout" in names:
        return Fallback.TIMEOUT
    if "Connect" in names or "Protocol" in names or "ReadError" in names:
        return Fallback.CUT if began else Fallback.UNREACHABLE
    return Fallback.BROKEN


def _loop() -> asyncio.AbstractEventLoop:
    """The one of this process: connections belong to the loop in which they were opened."""
    with _BEGINNING:
        return _begun_loop()


@cache
def _begun_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="chat", daemon=True).start()
    return loop
