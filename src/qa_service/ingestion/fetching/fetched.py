"""What a round of visits did."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from qa_service.domain.fetching import FetchReport
from qa_service.domain.reports import Failure, IngestReport

FEW = 20  # files that are named one by one: each is compared with all that are known


@dataclass(slots=True)
class Fetched:
    """Filled as it goes on."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)  # of FetchReport, by source
    failed: list[Failure] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)  # new or changed

    def count(self, sources: Iterable[str], what: str | None = None) -> None:
        """Counts a page for each of its sources; without `what`, notes that they were visited."""
        for source in sources:
            counts = self.counts.setdefault(source, Counter())
            if what is not None:
                counts[what] += 1

    def on(self, report: IngestReport) -> IngestReport:
        """The report of the ingestion that followed, with this before it."""
        fetched = tuple(FetchReport(url, **counts) for url, counts in sorted(self.counts.items()))
        return replace(report, failed=(*self.failed, *report.failed), fetched=fetched)

    def to_read(self, folders: list[Path]) -> list[Path]:
        """What an ingestion has to look at: these files, or their folder where they are many."""
        return self.files if len(self.files) <= FEW else folders
