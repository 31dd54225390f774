"""Articles that were deleted, which an ingestion leaves out while their content is the same."""

from collections.abc import Iterable
from pathlib import Path

from qa_service.ingestion.sources import content_of
from qa_service.ingestion.spelling import on_disk, one_name
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import RemovedPlace


class LeftOut:
    """What is left out, by content."""

    def __init__(self, places: Iterable[RemovedPlace]) -> None:
        self._places: dict[str, list[RemovedPlace]] = {}
        for place in places:
            self._places.setdefault(content_of(place.fingerprint), []).append(place)

    def has(self, fingerprint: str, path: str, part: str) -> bool:
        """Whether an article is left out: it lies where it was deleted, or was moved since.

        What was uploaded and deleted may come again from a folder.
        """
        here = one_name(path), one_name(part)
        return any(
            (one_name(place.path), one_name(place.part)) == here
            or not (place.uploaded or on_disk(Path(place.path)).exists())
            for place in self._places.get(content_of(fingerprint), ())
        )


def deleted(catalogue: Catalogue) -> LeftOut:
    """What somebody deleted."""
    return LeftOut(catalogue.removals.places())
