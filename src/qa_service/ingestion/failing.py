"""What of the sources cannot be read, kept in step with each ingestion."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from qa_service.ingestion.readers import Unread
from qa_service.ingestion.sources import content_of, covered
from qa_service.ingestion.spelling import one_name
from qa_service.store.catalogue import Catalogue


class Failing:
    """Of one run over some sources; nothing is written before `note` and `forget_others`."""

    def __init__(self, catalogue: Catalogue, sources: list[Path]) -> None:
        self._failures, self._sources = catalogue.failures, sources
        self._at = datetime.now(UTC)
        self._failed = set[str]()  # files, in this run

    def known(self) -> set[str]:
        """Gives the files in the sources of which something could not be read before."""
        paths = self._failures.paths()
        return {path for path in paths if covered(Path(path), self._sources)}

    def note(self, path: str, fingerprint: str, unread: Iterable[Unread]) -> None:
        """Keeps what of a file could not be read, if anything, in the place of what was known."""
        if parts := [(item.part, item.reason) for item in unread]:
            self._failures.settle(path, content_of(fingerprint), parts, self._at)
            self._failed.add(path)

    def forget_others(self) -> None:
        """Forgets what was read by now or is gone; to be called at the end.

        What lies below a source that is gone is kept: its disk may only be unplugged.
        """
        away = [source for source in self._sources if not source.exists()]
        ended = self.known() - self._failed
        self._failures.forget(path for path in ended if not _lies_below(path, away))


def _lies_below(path: str, folders: list[Path]) -> bool:
    return any(
        covered(Path(path), [folder]) and one_name(path) != one_name(folder) for folder in folders
    )
