"""Measures a server that many people ask at once, while it ingests.

    python benchmarks/load.py ../shared/data/news-fr-dev.jsonl.gz

A server in a process of its own holds the articles of corpus/ and some of FILE. First one person
asks, one question after the other. Then many do for two minutes: each reads for a while and asks
again. Meanwhile the server ingests as many articles more. Prints one table. Exits with 1 if a
request failed.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep

import httpx
from archive import records_of, write
from memory import memory_of

PROJECT = Path(__file__).resolve().parents[1]
CORPUS = PROJECT / "corpus"
QUESTIONS = PROJECT / "tests" / "data" / "corpus_answerable.jsonl"
ALONE = 100  # questions of the one person
WARM = 20  # before them, not counted
WAIT = 60  # seconds after which a request has failed
# What a client may ask in a minute is limited otherwise, and all of these have one address.
NO_LIMIT = {"QA_QUESTIONS_PER_MINUTE": "1000000", "QA_REQUESTS_PER_MINUTE": "1000000"}


@dataclass(slots=True)
class Asked:
    """What became of the questions. Safe in threads."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Milliseconds: the median and what 19 of 20 stay below."""
        p95 = quantiles(self.seconds, n=20)[-1]
        return (
            f"| {name} | {len(self.seconds)} | {len(self.errors)} "
            f"| {median(self.seconds) * 1000:.0f} | {p95 * 1000:.0f} |"
        )


def main() -> int:
    options = parsed()
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text().splitlines()]
    records = list(islice(records_of(options.file), 2 * options.articles))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        shutil.copytree(CORPUS, folder)
        write(folder / "before.jsonl.gz", records[: options.articles])
        with served(folder, Path(name) / "store") as (url, process):
            ask_in_turn(url, questions, WARM)
            alone = ask_in_turn(url, questions, ALONE)
            write(folder / "meanwhile.jsonl.gz", records[options.articles :])
            job = httpx.post(f"{url}/api/ingest", json={}, timeout=WAIT).headers["Location"]
            before = memory_of(process.pid)
            many, memory = ask_together(url, questions, options, process.pid)
            state = ended(url + job)
            after = memory_of(process.pid)
    print_table(alone, many, options)
    print(f"\nThe ingestion of {len(records) - options.articles} articles: {state}.")
    print(f"MB held by all processes, before and after: {before:.0f}, {after:.0f};", end=" ")
    print("meanwhile, ten times:", ", ".join(f"{one:.0f}" for one in tenths(memory)) + ".")
    for error in sorted(set(many.errors))[:5]:
        print(error, file=sys.stderr)
    return int(bool(alone.errors or many.errors) or state != "done")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="a .jsonl.gz of articles")
    parser.add_argument("--articles", type=int, default=500, metavar="N", help="default: 500")
    parser.add_argument("--people", type=int, default=50, metavar="N", help="default: 50")
    parser.add_argument("--seconds", type=float, default=120, metavar="S", help="default: 120")
    parser.add_argument(
        "--reading",
        type=float,
        default=15,
        metavar="S",
        help="mean seconds between an answer and the next question; default: 15",
    )
    return parser.parse_args()


@contextmanager
def served(folder: Path, store: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server of a store that was filled from the folder, and where it listens."""
    program = [sys.executable, "-m", "qa_service"]
    subprocess.run([*program, "ingest", folder, "--store", store], check=True)
    command = [*program, "serve", "--store", str(store), "--port", "0"]
    environment = os.environ | NO_LIMIT
    log = store.parent / "serve.log"
    with (
        log.open("w") as stderr,
        subprocess.Popen(
            command, env=environment, text=True, stdout=subprocess.PIPE, stderr=stderr
        ) as process,
    ):
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[2]
            until(lambda: httpx.get(f"{url}/api/ready").status_code == 200)
            yield url, process
        finally:
            process.terminate()


def until(is_so: Callable[[], bool]) -> None:
    """Raises TimeoutError where it is not so within two minutes."""
    deadline = monotonic() + 120
    while monotonic() < deadline:
        with suppress(httpx.TransportError):
            if is_so():
                return
        sleep(0.2)
    raise TimeoutError


def ask_in_turn(url: str, questions: list[str], count: int) -> Asked:
    asked = Asked()
    with httpx.Client(base_url=url, timeout=WAIT) as client:
        for number in range(count):
            ask(client, questions[number % len(questions)], asked)
    return asked


def ask_together(
    url: str, questions: list[str], options: argparse.Namespace, pid: int
) -> tuple[Asked, list[float]]:
    """What became of the questions, and the MB held meanwhile, second by second."""
    asked, deadline, memory = Asked(), monotonic() + options.seconds, []

    def person(number: int) -> None:
        own = random.Random(number)
        with httpx.Client(base_url=url, timeout=WAIT) as client:
            while monotonic() + (pause := own.uniform(0, 2 * options.reading)) < deadline:
                sleep(pause)
                ask(client, own.choice(questions), asked)

    with ThreadPoolExecutor(options.people) as people:
        for number in range(options.people):
            people.submit(person, number)
        while monotonic() < deadline:
            memory.append(memory_of(pid))
            sleep(1)
    return asked, memory


def ask(client: httpx.Client, question: str, asked: Asked) -> None:
    started = perf_counter()
    try:
        response = client.post("/api/ask", json={"question": question, "keep": False})
    except httpx.HTTPError as error:
        asked.errors.append(repr(error))
        return
    asked.seconds.append(perf_counter() - started)
    if response.status_code != 200:
        asked.errors.append(response.text)


def ended(job: str) -> str:
    """The state in which an ingestion ended."""

    def state() -> str:
        return str(httpx.get(job, timeout=WAIT).json()["state"])

    until(lambda: state() != "running")
    return state()


def tenths(values: list[float]) -> list[float]:
    """Ten of them, evenly spread, the last one among them."""
    return [values[(len(values) * n) // 10 - 1] for n in range(1, 11)]


def print_table(alone: Asked, many: Asked, options: argparse.Namespace) -> None:
    print("| asked by | questions | errors | p50, ms | p95, ms |")
    print("|---|---|---|---|---|")
    print(alone.row("one person, without a pause"))
    print(many.row(f"{options.people} people, reading {options.reading:g} s, an ingestion beside"))
    share = quantiles(many.seconds, n=20)[-1] / median(alone.seconds)
    print(f"\nThe p95 of many is {share:.1f} times the p50 of one.")


if __name__ == "__main__":
    sys.exit(main())
