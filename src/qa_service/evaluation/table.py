"""The figures as a table to read, each with a line that says what it is."""

from collections.abc import Iterator, Mapping
from typing import Any

GROUPS = {
    "Finding the article": {
        "recall_at_1": "questions whose article is found first",
        "recall_at_5": "... among the first five",
        "recall_at_10": "... among the first ten",
        "mrr_at_10": "mean of 1 / rank of the article, 0 beyond rank 10",
    },
    "Quoting it (a refusal is a miss)": {
        "first_quote_hit": "first quote comes from that article and holds a right answer",
        "any_quote_hit": "the same for any of the quotes",
    },
    "Short answer in the first quote (a refusal is a miss)": {
        "exact_match": "it is a right answer, but for case, articles and punctuation",
        "f1": "words it shares with a right answer, mean F1",
    },
    "Refusing what no article answers": {
        "refusal.auc": "chance that such a question has less confidence than another",
        "refusal.precision": "refusals that were right",
        "refusal.recall": "such questions that were refused",
    },
    "... by the highest cosine alone, with the best threshold in hindsight": {
        "refusal.similarity_alone.auc": "chance that such a question has the lower cosine",
        "refusal.similarity_alone.threshold": "cosine up to which a question is refused",
        "refusal.similarity_alone.precision": "refusals that were right",
        "refusal.similarity_alone.recall": "such questions that were refused",
    },
    "Confidence (smaller is better)": {
        "calibration.error": "mean distance of confidence from the share of answerable questions",
        "risk_coverage.area": "wrong first quotes, mean over all coverages",
    },
}
RISK = "wrong first quotes among the {coverage:.0%} of highest confidence"
WRITING = {
    "writing.answers": "answers that it was to write",
    "writing.sentences": "sentences that it wrote",
    "writing.supported": "of those, what the articles support",
    "writing.citation_recall": "sentences that all they cite supports, before any repair",
    "writing.citation_precision": "markers that are needed or suffice, before any repair",
    "writing.fallback": "of the answers, those that quote instead",
    "writing.tokens": "read and written for an answer, estimated, on average",
}
TIMES = {"p50_ms": "ms an answer, half are faster", "p95_ms": "ms an answer, 95 % are faster"}
COLUMNS = {  # of the table by kind: heading and figure
    "questions": "questions",
    "recall@5": "recall_at_5",
    "first quote": "first_quote_hit",
    "F1": "f1",
    "refused": "refused",
}
NAME = max(len(name) for group in (*GROUPS.values(), WRITING) for name in group)


def table(figures: Mapping[str, Any]) -> str:
    """The object of `Figures.as_object` as lines of text."""
    return "\n".join(_lines(figures))


def _lines(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"{figures['questions']} questions; shares in [0, 1]; -: the data set cannot tell"
    for heading, names in GROUPS.items():
        yield from ("", heading)
        for name, meaning in names.items():
            yield _line(name, shown(part(figures, name)), meaning)
    for point in figures["risk_coverage"]["at"]:
        name = f"risk at {point['coverage']}"
        yield _line(name, shown(point["risk"]), RISK.format(coverage=point["coverage"]))
    yield from ("", "Writing by a chat model")
    for name, meaning in WRITING.items():
        yield _line(name, shown(part(figures, name)), meaning)
    yield from ("", "Time")
    for name, meaning in TIMES.items():
        yield _line(name, f"{figures[name]:.0f}", meaning)
    yield from ("", "By kind of question")
    yield _row("", list(COLUMNS))
    for kind, values in figures["kinds"].items():
        yield _row(kind, [shown(values[name]) for name in COLUMNS.values()])


def _line(name: str, value: str, meaning: str) -> str:
    return f"  {name:<{NAME}} {value:>7}  {meaning}"


def _row(kind: str, cells: list[str]) -> str:
    widths = (max(len(heading), len("0.000")) for heading in COLUMNS)
    padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"  {kind:<9} {'  '.join(padded)}"


def part(figures: Any, name: str) -> Any:  # noqa: ANN401  # a walk through JSON
    """The figure of a name such as "refusal.auc"; None where there is none."""
    for step in name.split("."):
        figures = None if figures is None else figures.get(step)
    return figures


def shown(value: float | None) -> str:
    """A figure with three digits, a number of questions as it is."""
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
