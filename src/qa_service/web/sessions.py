"""Who has logged in: a random id in a cookie, its hash in memory until it expires."""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from time import monotonic

from flask import Request, Response

COOKIE = "qa-session"
LASTS = 7 * 24 * 3600  # seconds
MOST = 1000  # sessions; the oldest ends first


class Sessions:
    """Safe in threads. They end with the process."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._ends = OrderedDict[str, float]()  # by the id's hash, the oldest first
        self._lock = Lock()

    def begin(self) -> str:
        """The id of a new session."""
        session_id = secrets.token_urlsafe(32)
        with self._lock:
            self._ends[_hashed(session_id)] = self._clock() + LASTS
            while len(self._ends) > MOST:
                self._ends.popitem(last=False)
        return session_id

    def hold(self, session_id: str) -> bool:
        """Whether a session of that id has begun and not ended."""
        with self._lock:
            return self._ends.get(_hashed(session_id), 0.0) > self._clock()

    def end(self, session_id: str) -> None:
        """Harmless where there is none."""
        with self._lock:
            self._ends.pop(_hashed(session_id), None)


def _hashed(session_id: str) -> str:
    return sha256(session_id.encode("utf-8", "replace")).hexdigest()


def session_of(request: Request) -> str:
    """The id that a request carries; empty where it carries none."""
    return request.cookies.get(COOKIE, "")


def give(response: Response, session_id: str, *, secure: bool) -> None:
    """Has the browser carry the id, on requests from our own pages only."""
    response.set_cookie(
        COOKIE, session_id, max_age=LASTS, httponly=True, samesite="Strict", secure=secure
    )


def take_back(response: Response, *, secure: bool) -> None:
    """Has the browser forget the id, and what else it keeps of us."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict", secure=secure)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
