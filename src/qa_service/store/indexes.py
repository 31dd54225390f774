"""One generation of the two derived indexes, side by side in a folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from qa_service.store.records import Entry
from qa_service.store.words import Words


class Indexes:
    """The vector index and the lexical index in `folder`; one process at a time may open them."""

    def __init__(self, folder: Path) -> None:
        # Chroma takes a second to import, and where nothing changed no index is opened
        from qa_service.store.vectors import Vectors

        self.vectors = Vectors(folder / "vectors")
        self.words = Words(folder / "words")

    def replace(self, article_ids: Iterable[str], entries: Sequence[Entry]) -> None:
        """Drops what is there of `article_ids`, then adds `entries`; harmless when repeated."""
        dropped = list(article_ids)
        self.vectors.replace(dropped, entries)
        self.words.replace(dropped, entries)

    def close(self) -> None:
        self.vectors.close()
