"""One owner per store, by an operating-system lock that dies with its process.

Chroma corrupts itself under two processes, so the derived indexes belong to the process that
holds the lock. Whoever serves the store leaves its address and a token, so that others of the same
user can ask it instead.
"""

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from qa_service.domain.errors import StoreError, StoreInUse

LOCK, NOTE = "owner.lock", "owner.json"


@dataclass(frozen=True, slots=True)
class Served:
    """Where a store is asked while a process serves it."""

    address: str  # base URL
    token: str = ""  # for the header `Authorization: Bearer`


def served_at(store: Path) -> Served | None:
    """Where the process that serves `store` is asked, or None where no living one does."""
    note = _read_note(store)
    if note["address"] is None:
        return None
    lock = FileLock(store / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return Served(note["address"], note.get("token", ""))
    lock.release()  # its owner died and left the note
    return None


def ingestion_lock(store: Path) -> AbstractContextManager[None]:
    """Held while a process or thread ingests: the next one waits for it. Raises StoreError."""
    return _waiting(store, "ingest.lock")


def fetching_lock(store: Path) -> AbstractContextManager[None]:
    """The same for a round of visits to what is followed on the web."""
    return _waiting(store, "fetch.lock")


def visiting_lock(store: Path) -> AbstractContextManager[None]:
    """The same for a single request over the web."""
    return _waiting(store, "visit.lock")


@contextmanager
def _waiting(store: Path, name: str) -> Iterator[None]:
    lock = FileLock(store / name)
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        raise _unusable(store, error) from error
    try:
        yield
    finally:
        lock.release()


def require_unowned(store: Path) -> None:
    """Raises StoreInUse if another process owns the store."""
    ownership = Ownership(store)
    ownership.acquire(wait_seconds=0)
    ownership.release()


class Ownership:
    """The right to use a store's indexes, until `release` or the end of the process."""

    def __init__(self, store: Path) -> None:
        # of the process: another thread than the one that took it may give it back
        self._lock = FileLock(store / LOCK, thread_local=False)
        self._note = store / NOTE

    def acquire(self, wait_seconds: float, served: Served | None = None) -> None:
        """Takes the store. `served` is where this process will answer.

        Raises StoreInUse, with the owner's address where it has one.
        """
        try:
            self._lock.acquire(timeout=wait_seconds)
            self._leave_note(served)
        except Timeout:
            raise self._in_use() from None
        except OSError as error:
            self._lock.release()
            raise _unusable(self._note.parent, error) from error

    def release(self) -> None:
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def _leave_note(self, served: Served | None) -> None:
        note = {"pid": os.getpid(), "address": None, **(asdict(served) if served else {})}
        self._note.unlink(missing_ok=True)  # a dead owner's could be open to others
        private = os.open(self._note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(private, "w", encoding="utf-8") as file:
            json.dump(note, file)

    def _in_use(self) -> StoreInUse:
        note = _read_note(self._note.parent)
        if note["address"]:
            where = f"serves it at {note['address']}: ask there"
        else:
            where = "is using it: try again when it has finished"
        return StoreInUse(
            f"The store {self._note.parent} belongs to process {note['pid']}, which {where}, "
            "or choose another store with --store.",
            note["address"],
        )


def _unusable(store: Path, error: OSError) -> StoreError:
    return StoreError(
        f"The store {store} cannot be used: {error.strerror}. Check that the disk has room and the "
        "folder is writable, then try again, or choose another one with --store."
    )


def _read_note(store: Path) -> dict[str, Any]:
    try:
        note: dict[str, Any] = json.loads((store / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # there is no owner, or it is just starting or ending
        return {"pid": "unknown", "address": None}
    return note
