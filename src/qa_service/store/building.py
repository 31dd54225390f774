"""A generation of both indexes while it is made beside the one in use."""

import shutil
from pathlib import Path
from uuid import uuid4

from qa_service.domain.reports import Progress
from qa_service.store.catalogue import PAGE, Catalogue
from qa_service.store.indexes import Indexes
from qa_service.store.records import PendingArticle
from qa_service.store.verification import Entries, check
from qa_service.text.analysis import ANALYSIS

INDEXES = "indexes"  # what progress tells
LAYOUT = 2  # raised when the indexes are made differently


def is_current(generation: str) -> bool:
    """Whether a generation of this name was made as one is made now."""
    return generation.startswith(_prefix())


def _prefix() -> str:
    return f"{ANALYSIS}-{LAYOUT}-"


class Building:
    """A new generation below `folder`; nobody uses it until the catalogue points to it."""

    def __init__(self, folder: Path, catalogue: Catalogue, entries: Entries) -> None:
        """`entries` gives what is to be indexed of the catalogue's articles."""
        self.name = f"{_prefix()}{uuid4().hex[:12]}"
        self._folder = folder / self.name
        self._catalogue, self._entries = catalogue, entries
        self._done = set[PendingArticle]()
        self.indexes = Indexes(self._folder)

    def fill(self, progress: Progress) -> None:
        """Indexes every article; what is committed meanwhile is left to `catch_up`."""
        self._done = set(self._catalogue.pending())  # before the entries are read
        ids = self._catalogue.article_ids()
        for start in range(0, len(ids), PAGE):
            page = ids[start : start + PAGE]
            self.indexes.replace((), list(self._entries(page)))
            progress(start + len(page), len(ids), INDEXES)

    def catch_up(self) -> set[PendingArticle]:
        """Follows the catalogue to this moment, and returns what of its pending work is in here.

        Raises if the generation is not what the catalogue holds.
        """
        while True:
            counts, waiting = self._catalogue.counts_and_pending()
            late = [item for item in waiting if item not in self._done][:PAGE]
            if not late:
                break
            ids = [item.article_id for item in late]
            self.indexes.replace(ids, list(self._entries(ids)))
            self._done.update(late)
        check(self.indexes, counts)
        return self._done

    def discard(self) -> None:
        """Removes what was made."""
        self.indexes.close()
        shutil.rmtree(self._folder, ignore_errors=True)
