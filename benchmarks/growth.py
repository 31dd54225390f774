"""Measures what grows with an archive: storing, indexing, memory, disk, asking, and recall.

    python benchmarks/growth.py ../shared/data/news-fr-dev.jsonl.gz [--sizes 1000,10000]

One store grows from size to size (`expansion.py` makes its articles). Each step runs in a process
of its own. Questions are real ones, with the real question encoder and without the reading model.
Prints two tables, and writes benchmarks/results/growth.json.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any, ParamSpec, TypeVar

import numpy as np
from archive import size_of
from expansion import LENGTH, MovedVectors, Pool, real_sentences, write_articles
from memory import memory_of
from numpy.typing import NDArray
from sqlalchemy import event

from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.ingestion.pipeline import ingest
from qa_service.models.embedding import REMEMBERED, load_embeddings
from qa_service.models.names import model_name
from qa_service.settings import Settings, read_settings
from qa_service.store.archive import Archive, open_catalogue

P = ParamSpec("P")
R = TypeVar("R")

PROJECT = Path(__file__).resolve().parents[1]
RESULTS = PROJECT / "benchmarks" / "results" / "growth.json"
ASKED = ("corpus_answerable", "corpus_near_misses", "corpus_crosslingual", "broad_questions")
POOL = 4000  # real sentences
FILE = 1000  # articles of one export
QUESTIONS = REMEMBERED + 24  # so that each is embedded when it is asked
WARM = 10  # of them, asked before and not counted
COMPARED = 40  # questions whose nearest sentences are looked for outright
BLOCK = 50_000  # sentences read at once for that
LOOK = 0.2  # seconds between two looks at the memory
SCOPES = {
    "all": EVERYTHING,
    "a week": Scope(Period(date(2012, 3, 5), date(2012, 3, 11))),
    "a month": Scope(Period(date(2013, 6, 1), date(2013, 6, 30))),
    "a year": Scope(Period(date(2017, 1, 1), date(2017, 12, 31))),
    "5 of 20 years": Scope(Period(date(2008, 1, 1), date(2012, 12, 31))),
    "15 of 20 years": Scope(Period(date(2010, 1, 1), date(2024, 12, 31))),
}


@dataclass(frozen=True, slots=True)
class Grown:
    """How a store grew to a size."""

    articles: int
    sentences: int
    added: int  # sentences, in this step
    stored: float  # sentences a second, into the catalogue
    stored_last: float  # the same of the last tenth
    indexed: float  # sentences a second, into both indexes
    indexed_last: float
    disk: dict[str, float]  # MB, by part


@dataclass(frozen=True, slots=True)
class Answered:
    """How questions were answered within one scope."""

    p50: float  # ms
    p95: float
    answered: float  # the share that was not refused
    statements: float  # of SQL, a question
    recall_10: float  # of the vector search, against comparing with all
    recall_200: float


@dataclass(frozen=True, slots=True)
class Size:
    """All that was measured at one size."""

    grown: Grown
    ingest_peak: float  # MB
    opened: float  # seconds
    idle: float  # MB held by a service that has answered
    ask_peak: float  # MB
    asking: dict[str, Answered]  # by scope
    load: float  # of the machine, over the last minute


def main() -> int:
    options = parsed()
    sizes = [int(size) for size in options.sizes.split(",")]
    with folder_of(options.keep) as folder:
        if not (folder / "pool.npz").exists():
            apart(make_pool, options.file, folder)
        found = list(measured(folder, sizes))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(one) for one in found], indent=1) + "\n")
    print_tables(found)
    return 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="a .jsonl.gz of articles")
    parser.add_argument(
        "--sizes", default="1000,10000", help="sentences, ascending; default: 1000,10000"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the store stays")
    return parser.parse_args()


@contextmanager
def folder_of(kept: Path | None) -> Iterator[Path]:
    with nullcontext(str(kept)) if kept else tempfile.TemporaryDirectory() as name:
        Path(name).mkdir(parents=True, exist_ok=True)
        yield Path(name).resolve()


def measured(folder: Path, sizes: Sequence[int]) -> Iterator[Size]:
    for size in sizes:
        grown, ingest_peak = apart(grow, folder, size)
        (opened, idle, asking), ask_peak = apart(ask_all, folder)
        load = os.getloadavg()[0]
        yield Size(grown, ingest_peak, opened, idle, ask_peak, asking, load)
        print(f"{grown.sentences} sentences: measured", file=sys.stderr)


def apart(step: Callable[P, R], *values: P.args, **named: P.kwargs) -> tuple[R, float]:
    """What a step returns in a process of its own, and the MB that it held at most."""
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        future: Future[R] = processes.submit(step, *values, **named)
        peak = 0.0
        while not future.done():
            peak = max(peak, memory_of(next(iter(processes._processes))))
            time.sleep(LOOK)
        return future.result(), peak


def make_pool(file: Path, folder: Path) -> None:
    embeddings = load_embeddings(None, cache(), quiet)
    titles, said = zip(*real_sentences(file, POOL), strict=True)
    vectors = embeddings.encode([f"{a} : {b}" for a, b in zip(titles, said, strict=True)])
    Pool(titles, said, vectors).save(folder / "pool.npz")


# -- growing --------------------------------------------------------------------------------------


def grow(folder: Path, size: int) -> Grown:
    """Adds articles until the store has so many sentences, about; none where it has them."""
    pool, articles = Pool.load(folder / "pool.npz"), folder / "articles"
    articles.mkdir(exist_ok=True)
    catalogue = open_catalogue(folder / "store", model_name(None))
    with closing(catalogue):
        before = catalogue.counts().sentences
        there = len(catalogue.article_ids())
        wanted = range(there, max(there, size // LENGTH))
        for start in wanted[::FILE]:
            numbers = range(start, min(start + FILE, wanted.stop))
            write_articles(articles / f"{start:07}.jsonl", pool, numbers)
        stored = Rate()
        if wanted:
            ingest([articles], catalogue, MovedVectors(pool), stored.hear)
    indexed = Rate()
    catalogue = open_catalogue(folder / "store", model_name(None))
    with closing(Archive(folder / "store", catalogue, quiet, progress=indexed.hear)):
        counts = catalogue.counts()
    added = counts.sentences - before
    each = counts.sentences / max(counts.articles, 1)
    store = folder / "store"
    parts = {"catalogue": sum(path.stat().st_size for path in store.glob("catalogue*")) / 1e6}
    for name in ("vectors", "words", "rows"):
        parts[name] = sum(size_of(path) for path in store.glob(f"indexes/*/{name}"))
    return Grown(
        counts.articles,
        counts.sentences,
        added,
        stored.whole() * each,
        stored.last() * each,
        indexed.whole() * each,
        indexed.last() * each,
        parts,
    )


class Rate:
    """Hears how far a step has come."""

    def __init__(self) -> None:
        self._heard = [(0, time.perf_counter())]

    def hear(self, done: int, total: int, label: str) -> None:
        self._heard.append((done, time.perf_counter()))
        if len(self._heard) % 100 == 0:
            print(f"{done} of {total} articles, {self.last():.0f}/s", file=sys.stderr)

    def whole(self) -> float:
        """Articles a second."""
        return self._since(0)

    def last(self) -> float:
        """The same, of the last tenth."""
        return self._since(0.9 * self._heard[-1][0])

    def _since(self, first: float) -> float:
        done, end = self._heard[-1]
        before, start = max((one for one in self._heard if one[0] <= first), default=(done, end))
        return (done - before) / max(end - start, 1e-9) if done > before else 0.0


# -- asking ---------------------------------------------------------------------------------------


def ask_all(folder: Path) -> tuple[float, float, dict[str, Answered]]:
    """Seconds to open the service, MB that it holds when idle, and its answers."""
    started = time.perf_counter()
    store, pool = folder / "store", Pool.load(folder / "pool.npz")
    settings = read_settings({"store": store, "reading_model": "off"})
    with closing(open_archive(settings, quiet)) as archive:
        service = open_service(archive, settings, quiet)
        opened = time.perf_counter() - started
        questions = questions_of(pool)
        for question in questions[-WARM:]:
            service.ask(question)
        idle = memory_of(os.getpid())
        statements = counted(archive)
        times = {}
        for name, scope in SCOPES.items():
            before, seconds, answered = next(statements), [], 0
            for question in questions:
                start = time.perf_counter()
                answer = service.ask(question, scope)
                seconds.append(1000 * (time.perf_counter() - start))
                answered += answer.status.value == "answered"
            asked = (next(statements) - before - 1) / len(questions)
            times[name] = seconds, answered / len(questions), asked
            print(f"{name}: {median(seconds):.1f} ms, {asked:.0f} statements", file=sys.stderr)
        recalls = recalls_of(archive, questions[:: len(questions) // COMPARED], settings)
    return (
        opened,
        idle,
        {
            name: Answered(
                median(seconds), quantiles(seconds, n=20)[-1], share, asked, *recalls[name]
            )
            for name, (seconds, share, asked) in times.items()
        },
    )


def counted(archive: Archive) -> Iterator[int]:
    """Counts SQL statements, and itself when it is asked."""
    statements = count()

    @event.listens_for(archive.catalogue.engine, "before_cursor_execute")
    def count_one(*_: object) -> None:
        next(statements)

    return statements


def questions_of(pool: Pool) -> list[str]:
    """Questions of the data sets, and about what the archive holds."""
    files = (PROJECT / "tests" / "data" / f"{name}.jsonl" for name in ASKED)
    found = [json.loads(line)["question"] for file in files for line in file.open(encoding="utf-8")]
    titles = list(dict.fromkeys(pool.titles))
    found += [f"Que sait-on de « {title} » ?" for title in titles[: QUESTIONS - len(found)]]
    return [question for n in range(7) for question in found[n::7]]


def recalls_of(
    archive: Archive, questions: Sequence[str], settings: Settings
) -> dict[str, tuple[float, float]]:
    """Of the 10 and 200 nearest sentences of each scope, the share that the archive finds."""
    embeddings = load_embeddings(None, settings.cache.expanduser(), quiet)
    vectors = np.array([embeddings.embed_query(one) for one in questions], np.float32)
    best = {name: Best(len(questions)) for name in SCOPES}
    days = archive.days()
    for passages, block in blocks(archive):
        cosines = vectors @ block.T
        for name, scope in SCOPES.items():
            window = scope.window
            mask = np.array([window is None or days[one[0]] in window for one in passages], bool)
            best[name].add(np.where(mask, cosines, -2.0), passages)
    found = {}
    for name, scope in SCOPES.items():
        nearest = [archive.nearest_sentences(vector, 200, scope) for vector in vectors]
        found[name] = tuple(
            float(np.mean([best[name].share(n, one, most) for n, one in enumerate(nearest)]))
            for most in (10, 200)
        )
    return found  # type: ignore[return-value]  # tuples of two


class Best:
    """The nearest sentences of each question so far."""

    def __init__(self, questions: int) -> None:
        self._found = [list[tuple[float, tuple[str, int]]]() for _ in range(questions)]

    def add(self, cosines: NDArray[np.float32], passages: Sequence[tuple[str, int]]) -> None:
        for number, row in enumerate(cosines):
            top = np.argsort(-row)[:200]
            own = [(float(row[n]), passages[n]) for n in top if row[n] > -2]
            self._found[number] = sorted([*self._found[number], *own], reverse=True)[:200]

    def share(self, number: int, nearest: Sequence[tuple[Any, float]], most: int) -> float:
        wanted = Counter(passage for _, passage in self._found[number][:most])
        found = Counter(passage for passage, _ in nearest[:most])
        return (wanted & found).total() / wanted.total() if wanted else 1.0


def blocks(archive: Archive) -> Iterator[tuple[list[tuple[str, int]], NDArray[np.float32]]]:
    """All sentences: the passage of each and its vector."""
    query = "SELECT article_id, passage, vector FROM sentences"
    with archive.catalogue.engine.connect() as connection:
        result = connection.exec_driver_sql(query)
        while rows := result.fetchmany(BLOCK):
            vectors = np.frombuffer(b"".join(row[2] for row in rows), "<f4")
            yield [(row[0], row[1]) for row in rows], vectors.reshape(len(rows), -1)


# -- telling --------------------------------------------------------------------------------------


def print_tables(found: Sequence[Size]) -> None:
    print(
        "| sentences | stored/s, last tenth | indexed/s, last tenth | peak, MB | disk, MB |", end=""
    )
    print(" opened, s | idle, MB | asking at most, MB |")
    print("|" + "---|" * 8)
    for one in found:
        grown = one.grown
        disk = ", ".join(f"{name} {size:.0f}" for name, size in grown.disk.items())
        print(
            f"| {grown.sentences} | {grown.stored:.0f}, {grown.stored_last:.0f} "
            f"| {grown.indexed:.0f}, {grown.indexed_last:.0f} | {one.ingest_peak:.0f} | {disk} "
            f"| {one.opened:.1f} | {one.idle:.0f} | {one.ask_peak:.0f} |"
        )
    print("\n| sentences | of | p50, ms | p95, ms | SQL | answered | recall@10 | recall@200 |")
    print("|" + "---|" * 8)
    for one in found:
        for name, asked in one.asking.items():
            print(
                f"| {one.grown.sentences} | {name} | {asked.p50:.1f} | {asked.p95:.1f} "
                f"| {asked.statements:.0f} | {asked.answered:.0%} | {asked.recall_10:.3f} "
                f"| {asked.recall_200:.3f} |"
            )
    loads = ", ".join(f"{one.load:.1f}" for one in found)
    print(f"\nLoad of the machine ({os.cpu_count()} cores) at the end of each size: {loads}.")


def cache() -> Path:
    return read_settings({}).cache.expanduser()


def quiet(_message: str) -> None:
    """What the store says is no figure."""


if __name__ == "__main__":
    sys.exit(main())
