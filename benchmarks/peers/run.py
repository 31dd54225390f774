"""Runs one phase of one contender; started by compare.py, which measures its memory from outside.

    python -m peers.run JOB

In benchmarks/. JOB is a `Job` in JSON. Writes figures as one line of JSON, then waits until stdin
ends.
"""

import json
import os
import sys
from importlib import import_module
from time import perf_counter

from peers.job import Contender, Job


def main() -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # where libraries may print what they like
    job = Job(**json.loads(sys.argv[1]))
    figures = {"ingest": ingested, "fill": filled, "ask": asked, "embed": ingested}[job.phase](job)
    print(json.dumps(figures), file=answers, flush=True)
    sys.stdin.read()  # meanwhile the memory that it holds at rest is looked at


def contender_of(job: Job) -> Contender:
    contender: Contender = import_module(f"peers.{job.contender}").contender(job)
    return contender


def ingested(job: Job) -> dict[str, float]:
    started = perf_counter()
    contender = contender_of(job)
    contender.load()
    ready = perf_counter()
    rows = contender.ingest()
    return {"start": ready - started, "rows": rows, "seconds": perf_counter() - ready}


def filled(job: Job) -> dict[str, float]:
    return {"rows": contender_of(job).fill()}


def asked(job: Job) -> dict[str, object]:
    with open(job.questions, encoding="utf-8") as file:
        questions = json.load(file)
    started = perf_counter()
    contender = contender_of(job)
    contender.load()
    contender.open()
    for question in questions[: job.warm]:
        contender.ask(question)
    ready, seconds, answered = perf_counter(), [], 0
    for question in questions[job.warm :]:
        before = perf_counter()
        answered += contender.ask(question)
        seconds.append(perf_counter() - before)
    return {"start": ready - started, "answered": answered, "asking": seconds}


if __name__ == "__main__":
    main()
