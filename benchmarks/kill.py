"""Kills ingestions, at random moments and within the save of the vector index, and looks after.

    python benchmarks/kill.py [--rounds 100] [--articles 300] [--seed 1]

Each round changes, adds and removes articles, ingests them in a process of its own and kills that
process: some rounds at a random moment, most as soon as Chroma overwrites the files of its index.
Then a new process opens the store, verifies it, repairs it if need be, and asks for what was
removed. Sentences are embedded by a seeded draw of numbers, for the store is what is tried; all
else is real. Prints the counts as JSON and ends with 1 if anything was lost.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, nullcontext, redirect_stdout
from multiprocessing.context import ForkProcess
from pathlib import Path

from chromadb.api.collection_configuration import CreateHNSWConfiguration
from tqdm import tqdm

from qa_service import bootstrap, cli, loading, upkeep
from qa_service.ingestion.sources import article_id
from qa_service.maintenance import repair, verify
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.settings import read_settings
from qa_service.store import vectors
from qa_service.store.catalogue import Catalogue
from qa_service.text.language import detect_language

# A new process for each command, without the seconds that loading the libraries takes.
FORK = multiprocessing.get_context("fork")
TOUCHED = 7  # one article in so many is changed in a round; half as many are removed or added
SENTENCES = 6
ROWS_A_SAVE = 100  # Chroma's own are 1,000; a save writes the whole index all the same
TO_SAVE = 0.6  # the share of rounds that wait for a save
Told = Callable[..., None]
LOOK = 0.0003  # seconds between two looks at the files
WITHIN = 0.004  # seconds; a save of this store lasts some ten milliseconds


# -- in the processes that are killed, and those that look after ---------------------------------


def prepare() -> None:
    """Loads the program, with the drawn vectors and frequent saves, for the forked processes."""
    setattr(loading, "embeddings_of", lambda *_: DrawnEmbeddings())  # noqa: B010
    for module in (bootstrap, upkeep):
        setattr(module, "article_encoder", lambda *_: nullcontext(DrawnEmbeddings()))  # noqa: B010
    vectors.HNSW = CreateHNSWConfiguration(
        **{**vectors.HNSW, "sync_threshold": ROWS_A_SAVE, "batch_size": ROWS_A_SAVE}
    )
    os.environ["QA_EMBEDDING_MODEL"] = "drawn"
    detect_language("Le village compte dix maisons.")


def work(store: Path, folder: Path, said: Path) -> None:
    """Ingests, and writes down each article as soon as the catalogue has it, or has it no more."""
    with said.open("a", encoding="utf-8") as log, open(os.devnull, "w") as nowhere:

        def telling(method: Callable[..., None], said: Callable[..., list[str]]) -> Told:
            def told(self: Catalogue, *arguments: object) -> None:
                method(self, *arguments)
                log.writelines(f"{line}\n" for line in said(*arguments))
                log.flush()

            return told

        put = telling(Catalogue.put, lambda entry, _: [f"+{entry.article.id}"])
        remove = telling(Catalogue.remove, lambda *ids: [f"-{one}" for one in ids])
        setattr(Catalogue, "put", put)  # noqa: B010
        setattr(Catalogue, "remove", remove)  # noqa: B010
        with redirect_stdout(nowhere):
            sys.exit(cli.main(["ingest", str(folder), "--store", str(store)]))


def look(store: Path, removed: Mapping[str, str], found: Path) -> None:
    """Writes what the next command finds, and which removed articles are cited all the same.

    `removed` holds, by id, a word that only this article has.
    """
    said: list[str] = []
    settings = read_settings({"store": store, "reading_model": "off", "refuse_below": 0.0})
    report = verify(settings, said.append)
    built_anew = bool(said)
    if not report["ok"]:
        repair(settings, said.append)
    with closing(bootstrap.open_archive(settings, said.append)) as archive:
        service = bootstrap.open_service(archive, settings, said.append)
        cited = set[str]()
        for word in removed.values():
            answer = service.ask(f"Que dit {word} ?")
            cited |= {citation.article_id for citation in (*answer.citations, *answer.closest)}
        result = {
            "ok": archive.verify().ok,
            "built anew at opening": built_anew,
            "repaired": not report["ok"],
            "cited": sorted(cited & removed.keys()),
            "problems": report["problems"],
        }
    found.write_text(json.dumps(result), encoding="utf-8")


# -- the rounds --------------------------------------------------------------------------------


class Rounds:
    """A store, its folder of articles, and what is known of both."""

    def __init__(self, root: Path, articles: int, seed: int) -> None:
        self.store, self.folder = root / "store", root / "articles"
        self.said, self.found = root / "said", root / "found.json"
        self.folder.mkdir()
        self.articles = articles
        self.random = random.Random(seed)
        self.made = 0
        self.counts = Counter[str]()
        self.held = set[str]()  # the ids of what was acknowledged, and not deleted since
        self.words: dict[str, str] = {}  # by id: the word that only it has
        self.seconds = 1.0  # that an ingestion takes

    def fill(self) -> None:
        """The first articles, ingested in peace."""
        for _ in range(self.articles):
            self._write(self.folder / f"{self.made}.txt")
        self._finish(self._started())

    def play(self, to_save: bool) -> None:
        """One round: change, ingest, kill, look."""
        self.said.write_text("", encoding="utf-8")
        self._change()
        worker = self._started()
        killed = self._kill_at_save(worker) if to_save else self._kill_at_random(worker)
        worker.join()
        if not killed:
            self.counts["ended before the kill"] += 1
            return
        self.counts["killed"] += 1
        self.counts["killed within a save"] += within_save(self.store)
        self.counts["killed while the indexes were written"] += any(
            self.store.glob("indexes/*/writing")
        )
        self._look()

    def _change(self) -> None:
        there = sorted(self.folder.iterdir())
        touched = self.articles // TOUCHED
        chosen = self.random.sample(there, touched + touched // 2)
        for path in chosen[:touched]:
            self._write(path)
        for path in chosen[touched:]:
            path.unlink()
        for _ in chosen[touched:]:
            self._write(self.folder / f"{self.made}.txt")

    def _write(self, path: Path) -> None:
        self.made += 1
        word = f"mot{self.made}z"
        lines = [
            f"Le village {word} compte {self.made + line} maisons." for line in range(SENTENCES)
        ]
        path.write_text("\n\n".join([f"Le village numéro {self.made}", *lines]), encoding="utf-8")
        key = article_id(str(path.resolve()))
        self.words[key] = word

    def _started(self) -> ForkProcess:
        worker = FORK.Process(target=work, args=(self.store, self.folder, self.said))
        worker.start()
        return worker

    def _finish(self, worker: ForkProcess) -> None:
        started = time.monotonic()
        worker.join()
        if worker.exitcode:
            raise SystemExit("An ingestion failed that nobody disturbed.")
        self.seconds = time.monotonic() - started

    def _kill_at_random(self, worker: ForkProcess) -> bool:
        time.sleep(self.random.uniform(0, self.seconds))
        return kill(worker)

    def _kill_at_save(self, worker: ForkProcess) -> bool:
        delay = self.random.uniform(0, WITHIN)
        before = {path: path.stat().st_mtime_ns for path in first_saved(self.store)}
        while worker.is_alive():
            if any(path.stat().st_mtime_ns != changed for path, changed in before.items()):
                time.sleep(delay)
                return kill(worker)
            time.sleep(LOOK)
        return False

    def _look(self) -> None:
        acknowledged = {
            line[1:]: line[0] for line in self.said.read_text(encoding="utf-8").splitlines()
        }
        gone = [key for key, sign in acknowledged.items() if sign == "-"]
        asked = {key: self.words[key] for key in gone[:2]}
        looker = FORK.Process(target=look, args=(self.store, asked, self.found))
        looker.start()
        looker.join()
        if looker.exitcode:
            self._fail("the next command failed", looker.exitcode)
            return
        found = json.loads(self.found.read_text(encoding="utf-8"))
        for name in ("built anew at opening", "repaired"):
            self.counts[name] += found[name]
        if not found["ok"]:
            self._fail("not consistent after a repair", found)
        if found["cited"]:
            self._fail("removed articles cited", found)
        self._compare(acknowledged)

    def _compare(self, acknowledged: dict[str, str]) -> None:
        """With the catalogue: what was acknowledged is there as its file, or is not there."""
        with closing(sqlite3.connect(self.store / "catalogue.sqlite")) as catalogue:
            texts = dict(catalogue.execute("SELECT id, text FROM articles"))
        self.counts["acknowledged"] += len(acknowledged)
        files = {article_id(str(path.resolve())) for path in self.folder.iterdir()}
        self.held = (self.held | {key for key, sign in acknowledged.items() if sign == "+"}) & files
        for key in self.held - texts.keys():
            self._fail("acknowledged articles lost", key)
        for key, sign in acknowledged.items():
            if (self.words[key] in texts.get(key, "")) != (sign == "+"):
                self._fail("acknowledged articles lost", key)

    def _fail(self, name: str, detail: object) -> None:
        self.counts[name] += 1
        print(f"{name}: {detail}", file=sys.stderr, flush=True)

    def end(self) -> None:
        """An ingestion in peace, after which everything is as the folder is."""
        self.said.write_text("", encoding="utf-8")
        self._finish(self._started())
        self._look()
        with closing(sqlite3.connect(self.store / "catalogue.sqlite")) as catalogue:
            texts = [text for (text,) in catalogue.execute("SELECT text FROM articles")]
        missing = {
            path.read_text(encoding="utf-8").split("\n\n")[1] for path in self.folder.iterdir()
        }
        missing -= {text.split("\n\n")[0] for text in texts}
        if missing or len(texts) != self.articles:
            self._fail("not as the folder is in the end", (len(texts), sorted(missing)[:3]))


def kill(worker: ForkProcess) -> bool:
    """Whether it was there to be killed."""
    worker.kill()
    worker.join()
    return worker.exitcode == -signal.SIGKILL


def first_saved(store: Path) -> Iterator[Path]:
    """The file that a save of Chroma's index overwrites first."""
    return store.glob("indexes/*/vectors/*/header.bin")


def within_save(store: Path) -> bool:
    """Whether a save was begun, with the first of its files, and did not come to its last."""
    for header in first_saved(store):
        last = header.with_name("index_metadata.pickle")
        if last.exists() and last.stat().st_mtime_ns < header.stat().st_mtime_ns:
            return True
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description="Kills ingestions and looks after.")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    prepare()
    with tempfile.TemporaryDirectory() as root:
        rounds = Rounds(Path(root), options.articles, options.seed)
        rounds.fill()
        with tqdm(total=options.rounds, unit="kills", disable=None) as bar:
            while rounds.counts["killed"] < options.rounds:
                rounds.play(rounds.random.random() < TO_SAVE)
                bar.update(rounds.counts["killed"] - bar.n)
        rounds.end()
    lost = (
        "the next command failed",
        "not consistent after a repair",
        "removed articles cited",
        "acknowledged articles lost",
        "not as the folder is in the end",
    )
    print(json.dumps({**rounds.counts, **{name: rounds.counts[name] for name in lost}}, indent=2))
    return 1 if any(rounds.counts[name] for name in lost) else 0


if __name__ == "__main__":
    sys.exit(main())
