"""A watch over folders that change, go and come back."""

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

import pytest

from qa_service.ingestion import watching
from tests.ingestion.files import PLAIN, write

SOON = 20.0  # seconds: a bound, not an expectation
NEVER = 0.8  # seconds in which several looks fall


class Watch:
    """A watch in a thread; each round waits in `rounds` to be seen."""

    def __init__(self, sources: list[Path], store: Path) -> None:
        self.sources, self.failing, self.due = sources, False, Event()
        self.rounds: Queue[bool] = Queue()
        self._stop = Event()
        self._thread = Thread(
            target=watching.keep_watching,
            args=(lambda: list(self.sources), self._attempt, store, self._stop, self.due.is_set),
        )
        self._thread.start()

    def _attempt(self) -> bool:
        self.due.clear()
        self.rounds.put(not self.failing)
        return not self.failing

    def awaited(self) -> bool:
        """Whether the next round succeeded."""
        return self.rounds.get(timeout=SOON)

    def is_quiet(self) -> bool:
        try:
            self.rounds.get(timeout=NEVER)
        except Empty:
            return True
        return False

    def settle(self) -> None:
        """Passes over the rounds that one change may cause."""
        while not self.is_quiet():
            pass

    def end(self) -> None:
        self._stop.set()
        self._thread.join(SOON)
        assert not self._thread.is_alive()


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setattr(watching, "LOOK", 200)
    monkeypatch.setattr(watching, "QUIET", 50)
    folder = tmp_path / "articles"
    (folder / "store").mkdir(parents=True)
    running = Watch([folder, tmp_path / "one.txt"], folder / "store")
    yield running
    running.end()


def test_a_watch_has_a_round_for_each_change(watch: Watch, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    assert watch.awaited()  # at once, for what changed before
    write(folder / "bac.txt", PLAIN)
    assert watch.awaited()
    write(folder / ".bac.txt.swp", PLAIN)
    write(folder / "store" / "catalogue.sqlite", "written by the round itself")
    assert watch.is_quiet()
    # A file that is replaced, as editors save it: another one lies at the path afterwards.
    for text in ("one", "two"):
        write(tmp_path / "new.txt", text).rename(tmp_path / "one.txt")
        assert watch.awaited()
        watch.settle()
    # A folder that goes and comes back, and one that is followed from now on.
    folder.rename(tmp_path / "away")
    assert watch.awaited()
    watch.settle()
    (tmp_path / "away").rename(folder)
    assert watch.awaited()
    watch.sources.append(tmp_path / "away")
    (tmp_path / "away").mkdir()
    watch.settle()
    write(tmp_path / "away" / "bac.txt", PLAIN)
    assert watch.awaited()


def test_a_watch_has_a_round_when_something_is_due(watch: Watch) -> None:
    assert watch.awaited()
    watch.due.set()
    assert watch.awaited()
    assert watch.is_quiet()


def test_a_round_that_fails_is_tried_again(
    watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert watch.awaited()
    monkeypatch.setattr(watching, "RETRY", 0.0)
    watch.failing = True
    write(tmp_path / "articles" / "bac.txt", PLAIN)
    assert not watch.awaited()
    watch.failing = False
    while not watch.awaited():
        pass
    assert watch.is_quiet()
