"""Measures how a large archive is ingested: first, unchanged, and with one in a hundred changed.

    python benchmarks/archive.py ../shared/data/news-fr-dev.jsonl.gz [--limit N]

Each step is the command `qa-service ingest` in a process of its own, on a store that is deleted
afterwards. Prints one table. Exits with 1 if a command fails or counts other articles than it
should.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from memory import memory_of

CORRECTION = "Une version précédente de cet article comportait une erreur, qui a été corrigée."
TEXT = "article"  # the field of a record that holds its text
EVERY = 100  # one article in so many is changed
LOOK = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Step:
    """One run of `qa-service ingest`."""

    name: str
    report: dict[str, Any]
    seconds: float  # of the whole command
    peak: float  # MB of memory, of all its processes at one moment

    def row(self) -> str:
        counts = ", ".join(
            f"{self.report[name]} {name}"
            for name in ("added", "replaced", "unchanged")
            if self.report[name]
        )
        return (
            f"| {self.name} | {counts} | {self.report['embedded']} | {self.seconds:.1f} "
            f"| {self.peak:.0f} |"
        )


def main() -> int:
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        export, store = Path(folder) / "articles.jsonl.gz", Path(folder) / "store"
        records = list(islice(records_of(options.file), options.limit))
        write(export, records)
        first = ingested("first ingest", export, store)
        unchanged = ingested("unchanged", export, store)
        changed = write(export, records, EVERY)
        again = ingested("1 % changed", export, store)
        print_table([first, unchanged, again], size_of(store))
    read = first.report["added"]
    right = unchanged.report["unchanged"] == read and again.report["replaced"] == changed
    return int(not read or not right)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="a .jsonl.gz of articles")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    return parser.parse_args()


def records_of(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def write(path: Path, records: list[dict[str, Any]], every: int = 0) -> int:
    """Writes an export in which one record in `every` says more; returns how many do."""
    changed = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number, record in enumerate(records):
            if every and number % every == 0:
                changed += 1
                record = {**record, TEXT: f"{record[TEXT]}\n\n{CORRECTION}"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return changed


def ingested(name: str, export: Path, store: Path) -> Step:
    """Raises SystemExit if the command fails."""
    command = [sys.executable, "-m", "qa_service", "ingest", str(export)]
    command += ["--store", str(store), "--json"]
    started, peak = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK)
        seconds = time.perf_counter() - started
        if process.returncode:
            raise SystemExit(f"{name}: qa-service ingest ended with {process.returncode}")
        out.seek(0)
        return Step(name, json.load(out), seconds, peak)


def size_of(folder: Path) -> float:
    """MB of all files in it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def print_table(steps: list[Step], store: float) -> None:
    print("| step | articles | sentences embedded | seconds | peak memory, MB |")
    print("|---|---|---|---|---|")
    for step in steps:
        print(step.row())
    share = steps[-1].seconds / steps[0].seconds
    failed = len(steps[0].report["failed"])
    print(f"\nThe last step took {share:.1%} of the first. The store has {store:.0f} MB.")
    if failed:
        print(f"{failed} records could not be read, such as {steps[0].report['failed'][0]}.")


if __name__ == "__main__":
    sys.exit(main())
