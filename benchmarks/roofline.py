"""How close embedding comes to what this machine can do at all.

    python benchmarks/roofline.py ../shared/data [--rounds N]

Measures the rate of matrix products and of memory, and beside them, in turns, the rate at which
sentences of articles and single questions are embedded. Writes results/roofline.json and prints a
table.
"""

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import torch
from compare import RESULTS, model
from peers_data import records_in
from peers_process import machine

from qa_service.models.back_ends import load_documents, runnable
from qa_service.models.bert import config_of
from qa_service.models.documents import ROWS
from qa_service.models.e5_weights import PROMPTS
from qa_service.models.questions import QuestionEncoder
from qa_service.models.tokenizer import tokenizer_of
from qa_service.text.sentences import sentences

TEXTS = 512
SIDE = 4096  # of the square product, which is as large as wanted
LARGE = 2**28  # float32 values: 1 GB, more than any cache
PRECISIONS = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder of data")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="default: 7")
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    folder = Path(model())
    texts = texts_in(options.data)
    found: dict[str, list[float]] = defaultdict(list)
    measures = {**products(), **memory(), **embedding(folder, texts)}
    for number in range(options.rounds + 1):
        for name, measure in measures.items():
            rate = measure()
            if number:  # the first round warms up
                found[name].append(round(rate, 2))
    result = {"machine": machine(), "flop": flop(folder), "rounds": dict(found)}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "roofline.json").write_text(json.dumps(result, indent=1) + "\n")
    print(table(result))
    return 0


def texts_in(data: Path) -> list[str]:
    """As they are embedded: the title, then the sentence."""
    found: list[str] = []
    for record in records_in(data):
        text = record["article"]
        found += [f"{record['title']} : {span.of(text)}" for span in sentences(text, "fr")]
        if len(found) >= TEXTS:
            break
    return found[:TEXTS]


def products() -> dict[str, Callable[[], float]]:
    """GFLOP/s of a large square product and of the shape that the network has most of."""
    measures = {}
    hidden, wide = 384, 1536
    for name, precision in PRECISIONS.items():
        square = torch.randn(SIDE, SIDE).to(precision)
        rows = torch.randn(ROWS, hidden).to(precision)
        weight = torch.randn(hidden, wide).to(precision)
        measures[f"product, {name}, GFLOP/s"] = _rate(
            partial(torch.mm, square, square), 2 * SIDE**3 / 1e9, times=3
        )
        measures[f"layer's product, {name}, GFLOP/s"] = _rate(
            partial(torch.mm, rows, weight), 2 * ROWS * hidden * wide / 1e9, times=200
        )
    return measures


def memory() -> dict[str, Callable[[], float]]:
    values = torch.ones(LARGE)
    return {"reading memory, GB/s": _rate(values.sum, LARGE * 4 / 1e9, times=2)}


def embedding(folder: Path, texts: list[str]) -> dict[str, Callable[[], float]]:
    given = tokenizer_of(folder).ids([PROMPTS["document"] + text for text in texts])
    tokens = sum(len(text) + 2 for text in given)  # with those that begin and end it
    measures: dict[str, Callable[[], float]] = {}
    for back_end in runnable():
        encoder = load_documents(folder, back_end, print)
        measures[f"articles, {back_end}, tokens/s"] = _rate(
            partial(encoder, texts), tokens, times=1
        )
    ask, asked = QuestionEncoder(folder), [text[:80] for text in texts[:50]]
    measures["questions/s"] = _rate(lambda: [ask(text) for text in asked], len(asked), times=1)
    return measures


def _rate(work: Callable[[], object], amount: float, times: int) -> Callable[[], float]:
    def measure() -> float:
        began = time.perf_counter()
        for _ in range(times):
            work()
        return amount * times / (time.perf_counter() - began)

    return measure


def flop(folder: Path) -> int:
    """Operations that the matrices of all layers take for one token; attention comes to it."""
    config = config_of(folder)
    hidden, wide = config["hidden_size"], config["intermediate_size"]
    return int(config["num_hidden_layers"] * 2 * (4 * hidden**2 + 2 * hidden * wide))


def table(result: dict[str, Any]) -> str:
    middle = {name: median(values) for name, values in result["rounds"].items()}
    lines = ["| measured | median | lowest | highest |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {middle[name]:,.0f} | {min(values):,.0f} | {max(values):,.0f} |"
        for name, values in result["rounds"].items()
    ]
    for name in PRECISIONS:
        if rate := middle.get(f"articles, {name}, tokens/s"):
            reached = rate * result["flop"] / 1e9
            limit = middle[f"product, {name}, GFLOP/s"]
            lines.append(f"\n{name}: {reached:,.0f} GFLOP/s, {reached / limit:.0%} of the product.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
