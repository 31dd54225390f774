"""The table and the plot of what compare.py measured."""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

OURS, EMBEDDING, UNREAD = "qa_service", "qa_service, embedding alone", "qa_service, not reading"
NAMES = {
    "langchain_chroma": "LangChain, Chroma",
    "llama_index": "LlamaIndex",
    "haystack": "Haystack",
    "txtai": "txtai",
    OURS: "qa-service",
    UNREAD: "qa-service, reading model off",
}
MEDIAN = "milliseconds for a question"
Found = dict[str, Any]  # as results/peers.json has it


def table(found: Found) -> str:
    """What was measured, as Markdown: medians of all rounds, least and most in brackets."""
    machine, asked = found["machine"], found["asked"]
    busy = [run for runs in found["rounds"] for run in runs]
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    count = len(found["rounds"])
    return "\n".join(
        (
            f"{machine['processor']}, {machine['cores']} cores, {machine['memory, GB']} GB, Python "
            f"{machine['python']}; rounds: {count}. Just before a turn, other "
            f"programs took {spread(busy, lambda run: run['busy'])} % of the processor.",
            "",
            f"Ingesting {found['articles']} articles, with the model loaded:",
            "",
            *ingesting(found),
            "",
            embedding(found),
            "",
            f"Asking {asked['questions']} questions of {asked['articles']} articles, "
            f"{asked['passages']} passages ({asked['sentences']} sentences of ours):",
            "",
            *asking(found),
            "",
            f"Versions: {versions}.",
        )
    )


def ingesting(found: Found) -> Sequence[str]:
    def rate(run: Found) -> float:
        return float(found["articles"] / run["seconds"])

    rows = [
        "| | articles/s | texts embedded | peak memory, MB | disk, MB |",
        "|---|---|---|---|---|",
    ]
    for line in lines(found, "ingest"):
        runs = of(found, line, "ingest")
        rows += row(
            line,
            spread(runs, rate, 2),
            str(runs[0]["rows"]),
            spread(runs, lambda run: run["peak"]),
            spread(runs, lambda run: run["disk"], 1),
        )
    return rows


def embedding(found: Found) -> str:
    """How much of an ingestion's time goes into embedding."""
    shares = [
        alone["seconds"] / whole["seconds"]
        for alone, whole in zip(
            of(found, EMBEDDING, "embed"), of(found, OURS, "ingest"), strict=True
        )
    ]
    return (
        f"The process that embeds takes {median(shares):.0%} ({min(shares):.0%}–{max(shares):.0%}) "
        "of our time for the same sentences alone, so ingesting reaches that part of its rate."
    )


def asking(found: Found) -> Sequence[str]:
    rows = [
        "| | p50, ms | p95, ms | start, s | peak memory, MB | at rest, MB | disk, MB | answered |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for line in lines(found, "ask"):
        runs = of(found, line, "ask")
        rows += row(
            line,
            spread(runs, lambda run: run["p50"]),
            spread(runs, lambda run: run["p95"]),
            spread(runs, lambda run: run["start"], 1),
            spread(runs, lambda run: run["peak"]),
            spread(runs, lambda run: run["rest"]),
            f"{found['disk'][line.split(',')[0]]:.0f}",
            str(runs[0]["answered"]) if line in (OURS, UNREAD) else "",
        )
    return rows


def row(line: str, *cells: str) -> list[str]:
    """What a line of the table is made of, for the lines before it."""
    return [f"| {NAMES[line]} | {' | '.join(cells)} |"]


def lines(found: Found, phase: str) -> list[str]:
    """The lines that have figures of a phase, in the order of the table."""
    return [line for line in NAMES if of(found, line, phase)]


def of(found: Found, line: str, phase: str) -> list[Found]:
    """The figures of each round."""
    return [
        run
        for runs in found["rounds"]
        for run in runs
        if (run["line"], run["phase"]) == (line, phase)
    ]


def spread(runs: Sequence[Found], value: Callable[[Found], float], digits: int = 0) -> str:
    """Median, with the least and the most where they differ."""
    values = [value(run) for run in runs]
    middle, least, most = (
        f"{one:.{digits}f}" for one in (median(values), min(values), max(values))
    )
    return middle if least == most else f"{middle} ({least}–{most})"


def plot(found: Found, path: Path) -> bool:
    """Draws medians with least and most; False where matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError:
        return False
    matplotlib.use("svg")
    matplotlib.rcParams["svg.fonttype"] = "none"  # words as words: a tenth of the size
    matplotlib.rcParams["svg.hashsalt"] = path.name  # the same figures give the same file
    from matplotlib import pyplot

    panels: list[tuple[str, str, Callable[[Found], float]]] = [
        ("articles ingested in a second", "ingest", lambda run: found["articles"] / run["seconds"]),
        ("peak memory while ingesting, MB", "ingest", lambda run: run["peak"]),
        (f"{MEDIAN}; the stroke: 95 of 100 are below", "ask", lambda run: run["p50"]),
        ("peak memory while asking, MB", "ask", lambda run: run["peak"]),
    ]
    figure, axes = pyplot.subplots(2, 2, figsize=(11, 6), layout="constrained")
    for axis, (title, phase, value) in zip(axes.flat, panels, strict=True):
        for line in reversed(lines(found, phase)):
            values = sorted(value(run) for run in of(found, line, phase))
            middle = median(values)
            error = [[middle - values[0]], [values[-1] - middle]]
            colour = "#1d5d9b" if line in (OURS, UNREAD) else "#a9b4c0"
            axis.barh(NAMES[line], middle, xerr=error, color=colour, capsize=3)
            if title.startswith(MEDIAN):
                p95 = median(run["p95"] for run in of(found, line, phase))
                axis.plot(p95, NAMES[line], "k|", markersize=12)
        axis.set_title(title, fontsize=10)
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return True
