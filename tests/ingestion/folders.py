"""A folder of articles and the catalogue that follows it, with an encoder that remembers."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.reports import FileChange, IngestReport, Progress, no_progress
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.pipeline import ingest, preview
from qa_service.store.catalogue import Catalogue
from tests.ingestion.files import write


class Remembering:
    """Makes a vector of length 1 of each text, the same for the same text, and remembers it."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        rows = np.array([list(digest) for digest in digests], np.float32)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


class Followed:
    """Folders below `path`, each a source."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self.path, self.catalogue, self.encoder = path, catalogue, Remembering()

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return write(file, content)

    def move(self, old: str, new: str) -> None:
        target = self.path / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.path / old).rename(target)

    def ingest(self, *sources: str, progress: Progress = no_progress) -> IngestReport:
        paths = [self.path / source for source in sources] or [self.path]
        return ingest(paths, self.catalogue, self.encoder, progress)

    def preview(self) -> tuple[IngestReport, dict[str, FileChange]]:
        found = preview([self.path], self.catalogue, no_progress, DEFAULTS)
        return found.report, {Path(file.path).name: file for file in found.files}

    def ids(self) -> dict[str, str]:
        """Each article's id, by its place below the folder."""
        return {
            "#".join(filter(None, (str(Path(it.source).relative_to(self.path)), it.part))): it.id
            for it in self.catalogue.articles()
        }


def counts(report: IngestReport) -> dict[str, int]:
    """The counts that are not nought."""
    names = ("added", "replaced", "moved", "removed", "unchanged", "embedded")
    found = {name: getattr(report, name) for name in names} | {"failed": len(report.failed)}
    return {name: count for name, count in found.items() if count}
