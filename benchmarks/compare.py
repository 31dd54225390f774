"""Measures qa-service beside what one would use instead, with the same model on the same machine.

    python benchmarks/compare.py ../shared/data [--rounds N] [--articles N] [--passages N]
    python benchmarks/compare.py --table

Each contender is a process of its own (peers/). In each round all of them ingest the same
articles, then answer the same questions from an index of many passages, which is filled once and
beforehand with vectors that are made once. Contenders take turns in being first. Writes
results/peers.json after each round, and from it a table and a plot.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from archive import size_of
from peers.job import Job
from peers_data import QUESTIONS, Filling, asking_first, export, filling, questions, records_in
from peers_process import HERE, WORK, environment, machine, run, versions
from peers_report import EMBEDDING, OURS, UNREAD, plot, table

from qa_service.models.e5_weights import packaged_weights
from qa_service.models.prepared import prepared_model
from qa_service.settings import read_settings
from qa_service.upkeep import article_encoder

RESULTS = HERE / "results"
PEERS = ("langchain_chroma", "llama_index", "haystack", "txtai")
WARM = 5  # questions before those that count
OFF = {"reading_model": "off"}


def main() -> int:
    options = parsed()
    if not options.table:
        measure(options)
    found = json.loads((RESULTS / "peers.json").read_text())
    print(table(found))
    if not plot(found, RESULTS / "peers.svg"):
        print("matplotlib is not installed: no plot was drawn.", file=sys.stderr)
    return 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help="the folder of data")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default: 5")
    parser.add_argument(
        "--articles", type=int, default=200, metavar="N", help="to ingest; default: 200"
    )
    parser.add_argument(
        "--passages", type=int, default=10_000, metavar="N", help="to search; default: 10000"
    )
    parser.add_argument("--questions", type=int, default=100, metavar="N", help="default: 100")
    parser.add_argument("--table", action="store_true", help="only show what was measured last")
    options = parser.parse_args()
    if not options.table and options.data is None:
        parser.error("DATA is missing")
    return options


def measure(options: argparse.Namespace) -> None:
    python = {name: environment() for name in PEERS} | {OURS: Path(sys.executable)}
    folder = WORK / "ingested"
    records = records_in(options.data)
    export(records[: options.articles], folder)
    filled = filled_with(records, options)
    jobs = {
        name: Job(
            name, "ingest", model(), str(WORK / "stores" / name), str(folder),
            questions=str(WORK / "questions.json"), warm=WARM,
        )
        for name in python
    }  # fmt: skip
    disks = {name: fill(python[name], jobs[name], filled) for name in python}
    found = {
        "machine": machine(),
        "versions": versions(python[PEERS[0]]) | {"qa-service": version("qa-service")},
        "articles": options.articles,
        "asked": filled.sizes | {"questions": options.questions},
        "disk": disks,
        "rounds": [],
    }
    RESULTS.mkdir(exist_ok=True)
    for number in range(options.rounds):
        runs = []
        for name in rotated(list(python), number):
            for line, job in turns(jobs[name]):
                runs.append(measured(python[name], line, job))
                print(json.dumps(runs[-1]), file=sys.stderr)
        found["rounds"].append(runs)
        (RESULTS / "peers.json").write_text(json.dumps(found, indent=1) + "\n")


def model() -> str:
    """The folder of the packaged model, which all use."""
    weights = packaged_weights()
    if weights is None:
        raise SystemExit("The packaged embedding model is not installed.")
    return str(prepared_model(weights, read_settings({}).cache.expanduser()))


def filled_with(records: Sequence[dict[str, Any]], options: argparse.Namespace) -> Filling:
    """What the indexes hold that are asked; writes the questions too."""
    with article_encoder(read_settings({}), print) as encoder:
        made = filling(asking_first(records), options.passages, encoder, WORK)
    asked = questions(made.titles, options.data / QUESTIONS, options.questions + WARM)
    (WORK / "questions.json").write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    return made


def fill(python: Path, job: Job, filled: Filling) -> float:
    """Fills the index that a contender will be asked, of which it returns the MB."""
    ours = job.contender == OURS
    texts, vectors = (
        (filled.sentences, filled.sentence_vectors)
        if ours
        else (filled.passages, filled.passage_vectors)
    )
    store = asked_store(job)
    shutil.rmtree(store, ignore_errors=True)
    run(
        python,
        replace(
            job, phase="fill", store=store, folder=str(filled.folder), texts=str(texts),
            vectors=str(vectors),
        ),
    )  # fmt: skip
    return round(size_of(Path(store)), 1)


def asked_store(job: Job) -> str:
    return f"{job.store}-asked"


def rotated(names: list[str], by: int) -> list[str]:
    by %= len(names)
    return names[by:] + names[:by]


def turns(job: Job) -> list[tuple[str, Job]]:
    """What a contender does in each round, by the name of the line in the table."""
    name, asking = job.contender, replace(job, phase="ask", store=asked_store(job))
    if name != OURS:
        return [(name, job), (name, asking)]
    return [
        (name, job),
        (EMBEDDING, replace(job, phase="embed")),
        (name, asking),
        (UNREAD, replace(asking, options=OFF)),
    ]


def measured(python: Path, line: str, job: Job) -> dict[str, Any]:
    """The figures of one turn."""
    if job.phase == "ingest":
        shutil.rmtree(job.store, ignore_errors=True)
    figures = {"line": line, "phase": job.phase, **run(python, job).written()}
    if seconds := figures.pop("asking", None):
        figures["p50"] = round(median(seconds) * 1000, 1)
        figures["p95"] = round(quantiles(seconds, n=20)[-1] * 1000, 1)
    for name in ("start", "seconds"):
        if name in figures:
            figures[name] = round(figures[name], 2)
    if job.phase == "ingest":
        figures["disk"] = round(size_of(Path(job.store)), 1)
    return figures


if __name__ == "__main__":
    sys.exit(main())
