"""Ends a server when it is told to: what runs is finished first, unless it is told again."""

import os
import signal
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic, sleep
from types import FrameType
from typing import Any

from waitress.server import BaseWSGIServer

LOOK = 0.05  # seconds between two looks at what still runs


class Stopping:
    """What the signals that end a process do. `begun` is set by the first one."""

    def __init__(self, server: BaseWSGIServer, begun: Event, patience: float) -> None:
        """Waits `patience` seconds at most for what runs."""
        self._server, self._begun, self._patience = server, begun, patience
        self._is_idle = self._is_ending = False

    def listen(self, say: Callable[[str], None]) -> None:
        """From now on SIGTERM and SIGINT end the server's loop, by SystemExit in the main thread.

        A second one ends the process at once, with the code that shells give it.
        """
        self._say = say
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told)

    def _told(self, number: int, _frame: FrameType | None) -> None:
        if self._is_idle and not self._is_ending:
            self._is_ending = True
            raise SystemExit(0)
        if self._begun.is_set():
            os._exit(128 + number)
        self._begun.set()
        more = ": what is being answered is finished first (again: stop at once)"
        self._say(f"Stopping{more if self._is_busy() else ''}")
        Thread(target=self._finish, name="stopping", daemon=True).start()

    def _finish(self) -> None:
        deadline = monotonic() + self._patience
        while self._is_busy() and monotonic() < deadline:
            sleep(LOOK)
        self._is_idle = True
        signal.raise_signal(signal.SIGTERM)
        self._server.pull_trigger()

    def _is_busy(self) -> bool:
        """Whether a connection has requests, under way or waiting, or bytes still to be sent."""
        by_socket: Any = self._server.active_channels  # a dict, whatever its stub says
        channels = list(by_socket.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)
