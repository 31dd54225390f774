"""Articles whose file is gone, to be recognised where the same content lies by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from qa_service.ingestion.readers.pieces import JOINT
from qa_service.ingestion.spelling import Disk
from qa_service.store.catalogue import Catalogue
from qa_service.text.date_clues import date_in_name


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article lay when it was last read."""

    article_id: str
    path: str
    part: str

    def is_read_like(self, path: str, part: str) -> bool:
        """Whether the same content makes the same article elsewhere.

        The name of a file that is one article tells its kind, and may tell its date.

        >>> old = Place("1", "/a/mali.txt", "")
        >>> old.is_read_like("/b/port.txt", ""), old.is_read_like("/b/2023-05-04.txt", "")
        (True, False)
        """
        if part and part == self.part:
            return True
        old, new = _name(self.path, self.part), _name(path, part)
        return PurePath(old).suffix == PurePath(new).suffix and date_in_name(old) == date_in_name(
            new
        )


class Vanished:
    """The articles of files that are gone, by what they were made from."""

    def __init__(self, catalogue: Catalogue, paths: Iterable[str]) -> None:
        """`paths` are files that were not listed; those that lie elsewhere are still there."""
        self._places: dict[str, list[Place]] = {}  # by fingerprint
        disk = Disk()
        for path in sorted(paths):
            if not disk.find(Path(path)).exists():
                for part, known in catalogue.parts(path).items():
                    place = Place(known.article_id, path, part)
                    self._places.setdefault(known.fingerprint, []).append(place)

    def __contains__(self, fingerprint: str) -> bool:
        return fingerprint in self._places

    def take(self, fingerprint: str, path: str, part: str) -> Place | None:
        """The article of that content, once; rather one that was read as it would be here."""
        places = self._places.get(fingerprint)
        if not places:
            return None
        taken = next((place for place in places if place.is_read_like(path, part)), places[0])
        places.remove(taken)
        return taken


def _name(path: str, part: str) -> str:
    """The name of the innermost file."""
    return PurePath(part.rsplit(JOINT, 1)[-1] or path).name
