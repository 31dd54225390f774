"""Watches files and folders, and has them brought in step whenever something changes."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from time import monotonic

from watchfiles import Change, watch

from qa_service.domain.errors import QAServiceError
from qa_service.ingestion.sources import covered, is_passed_over

QUIET = 500  # milliseconds without a change before a round: files are still being copied
PATIENCE = 10_000  # milliseconds of changes without a pause after which there is a round anyway
LOOK = 1_000  # milliseconds between two looks at the sources themselves
RETRY = 60.0  # seconds after which a round that failed is tried again

Sources = Callable[[], list[Path]]
Attempt = Callable[[], bool]  # whether a round succeeded


def never() -> bool:
    """For a watch over folders alone."""
    return False


def keep_watching(
    sources: Sources,
    attempt: Attempt,
    store: Path,
    stop: Event,
    is_due: Callable[[], bool] = never,
) -> None:
    """Calls `attempt` at once, then after changes in the sources and when other ones are followed.

    And whenever `is_due`. A source that is gone is awaited. Changes within `store` do not count.
    Ends when `stop` is set.
    """
    while not stop.is_set():
        _watch_these(sources, attempt, store, stop, is_due)


def _watch_these(
    sources: Sources, attempt: Attempt, store: Path, stop: Event, is_due: Callable[[], bool]
) -> None:
    """The same until the sources are other ones, or in another place on the disk."""
    watched = sources()
    before = _identities(watched)
    due = 0.0
    # It watches before the first round, so that no change falls between the two.
    for changes in watch(
        *(path for path, identity in before.items() if identity),
        watch_filter=_Articles(watched, store),
        debounce=PATIENCE,
        step=QUIET,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        stop_event=stop,
        ignore_permission_denied=True,
    ):
        if changes or monotonic() >= due or (due == float("inf") and is_due()):
            due = float("inf") if attempt() else monotonic() + RETRY
        if _now(sources, watched) != before:
            return


def _now(sources: Sources, watched: list[Path]) -> dict[Path, object]:
    try:
        return _identities(sources())
    except QAServiceError:  # the catalogue cannot be read just now
        return _identities(watched)


def _identities(sources: Iterable[Path]) -> dict[Path, object]:
    """What lies at each path, None for nothing: one that was replaced is watched no longer."""
    found: dict[Path, object] = {}
    for path in sources:
        try:
            status = os.stat(path)
            found[path] = (status.st_dev, status.st_ino)
        except OSError:
            found[path] = None
    return found


class _Articles:
    """Which changes may be those of articles."""

    def __init__(self, sources: list[Path], store: Path) -> None:
        self._sources, self._store = sources, store

    def __call__(self, _change: Change, name: str) -> bool:
        path = Path(name)
        if covered(path, [self._store]):
            return False
        return any(
            not is_passed_over(path.relative_to(source))
            for source in self._sources
            if covered(path, [source])
        )
