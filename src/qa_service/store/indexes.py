"""One generation of the derived indexes, side by side in a folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from qa_service.domain.errors import StoreError
from qa_service.store.records import Entry
from qa_service.store.rows import Rows
from qa_service.store.words import Words


class Indexes:
    """The vector index, the rows and the lexical index in `folder`, for one process at a time.

    A file marks the time in which they are written. Where it was left behind, by a crash or a full
    disk, they are not to be trusted: Chroma overwrites its files in place, and half of them can
    read as a whole index with wrong vectors.
    """

    def __init__(self, folder: Path) -> None:
        """Raises StoreError, or whatever the engines raise, where the indexes are damaged."""
        # Chroma takes a second to import, and where nothing changed no index is opened
        from qa_service.store.vectors import Vectors

        folder.mkdir(parents=True, exist_ok=True)
        self._writing = folder / "writing"
        self._require_whole()
        self.vectors = Vectors(folder / "vectors")
        self.words = Words(folder / "words")
        self.rows = Rows(folder / "rows")

    def replace(self, article_ids: Iterable[str], entries: Sequence[Entry]) -> None:
        """Drops what is there of `article_ids`, then adds `entries`; harmless when repeated."""
        self._require_whole()
        self._writing.touch()
        dropped = list(article_ids)
        self.vectors.replace(dropped, entries)
        self.words.replace(dropped, entries)
        self.rows.replace(dropped, entries)
        self._writing.unlink()

    def close(self) -> None:
        self.vectors.close()

    def _require_whole(self) -> None:
        if self._writing.exists():
            raise StoreError("writing them was cut short")
