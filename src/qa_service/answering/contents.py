"""What the archive holds at a glance: how much, from when to when, whose and about what."""

from qa_service.answering.holdings import held
from qa_service.answering.topics import topics
from qa_service.domain.library import Contents
from qa_service.domain.scope import EVERYTHING
from qa_service.store.archive import Archive

NAMED = 6


class Glance:
    """Looks what an archive is about when what it holds has changed: that takes a moment."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._last: Contents | None = None

    def contents(self) -> Contents:
        """What is held now."""
        holds = held(self._archive.statistics, EVERYTHING)
        last = self._last
        if last is None or last.held != holds:
            names = topics(self._archive.statistics).names if holds.articles else ()
            last = self._last = Contents(holds, names[:NAMED])
        return last
