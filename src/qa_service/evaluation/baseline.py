"""Floors under the figures of an evaluation, which only go up.

The file names data sets and, for each, what its figures were when they were last raised. A figure
below its floor is a failure; one above may be raised to. Floors are rounded to `DIGITS`, and so is
what they are compared with: the third digit does not depend on the machine, later ones may.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from qa_service.domain.errors import DatasetError, UsageError
from qa_service.evaluation.table import part, shown

DIGITS = 3
# Figures of which more is better. Errors and times have no floor, and are in the table to be read.
FLOORED = (
    "recall_at_1",
    "recall_at_5",
    "recall_at_10",
    "mrr_at_10",
    "first_quote_hit",
    "any_quote_hit",
    "exact_match",
    "f1",
    "refusal.auc",
    "refusal.precision",
    "refusal.recall",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A data set with its floors, in a folder of data sets."""

    file: str
    distractors: tuple[str, ...]  # files whose articles join the haystack
    aside: bool  # whether only questions kept aside are asked
    floors: Mapping[str, float]  # by figure, one of FLOORED; absent: none yet


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside its floor."""

    figure: str
    value: float | None  # None: the data set no longer says what it needs
    floor: float | None  # None: there is none yet

    @property
    def difference(self) -> float | None:
        return None if self.value is None or self.floor is None else self.value - self.floor

    @property
    def is_under(self) -> bool:
        return self.floor is not None and (self.value is None or self.value < self.floor)

    @property
    def may_rise(self) -> bool:
        return self.value is not None and (self.floor is None or self.value > self.floor)


def read_baseline(file: Path) -> dict[str, Case]:
    """The cases by name. Raises UsageError or DatasetError."""
    try:
        cases = json.loads(file.read_text(encoding="utf-8"))
        return {name: _case(case) for name, case in cases.items()}
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}. Check the path.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{file} holds no floors ({error!r}). docs/evaluation.md describes its form."
        ) from error


def write_baseline(file: Path, cases: Mapping[str, Case]) -> None:
    """Writes what `read_baseline` reads."""
    text = json.dumps({name: asdict(case) for name, case in cases.items()}, indent=2)
    file.write_text(text + "\n", encoding="utf-8")


def compare(case: Case, figures: Mapping[str, Any]) -> list[Comparison]:
    """The figures that have a value or a floor; `figures` is the object of `evaluate --json`."""
    compared = []
    for name in FLOORED:
        value, floor = part(figures, name), case.floors.get(name)
        if value is not None or floor is not None:
            rounded = None if value is None else round(value, DIGITS)
            compared.append(Comparison(name, rounded, floor))
    return compared


def raised(case: Case, compared: Sequence[Comparison]) -> Case:
    """The case with the floors of figures that lie above them; none is ever lowered."""
    higher = {c.figure: c.value for c in compared if c.may_rise and c.value is not None}
    floors = {**case.floors, **higher}
    return replace(case, floors={name: floors[name] for name in FLOORED if name in floors})


def report(name: str, compared: Iterable[Comparison]) -> str:
    """A table of figure, floor and difference, and what is to be said of each."""
    lines = [f"{name:<24} {'figure':>7} {'floor':>7} {'difference':>10}"]
    for item in compared:
        difference = "-" if item.difference is None else f"{item.difference:+.{DIGITS}f}"
        lines.append(
            f"  {item.figure:<22} {shown(item.value):>7} {shown(item.floor):>7} "
            f"{difference:>10}  {_remark(item)}".rstrip()
        )
    return "\n".join(lines)


def _case(case: Mapping[str, Any]) -> Case:
    floors = {name: float(floor) for name, floor in case["floors"].items()}
    if unknown := floors.keys() - set(FLOORED):
        raise ValueError(f"no figure with a floor is called {min(unknown)}")
    return Case(str(case["file"]), tuple(case["distractors"]), bool(case["aside"]), floors)


def _remark(item: Comparison) -> str:
    if item.is_under:
        return "UNDER ITS FLOOR"
    return "may be raised" if item.may_rise else ""
