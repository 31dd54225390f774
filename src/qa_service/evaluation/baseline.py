"""Floors under the figures of an evaluation, which only go up, and ceilings, which only go down.

The file names data sets and, for each, what its figures were when they were last raised. A figure
below its floor, or above its ceiling, is a failure; one on the better side may be raised to. Both
are rounded to `DIGITS`, and so is what they are compared with: the third digit does not depend on
the machine, later ones may.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from qa_service.domain.errors import DatasetError, UsageError
from qa_service.evaluation.table import part, shown

DIGITS = 3
# Figures of which more is better. Times have no floor, and are in the table to be read.
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
    # of the gates
    "right_first",
    "right_shown",
    "right_article",
    "near_misses_refused",
    "refusal_precision",
    "auc",
    "right_supported",
    "wrong_struck",
    "precision",
    "recall",
    "span_f1",
    "ratio",
    "by.kind.topic.left_alone",
)
# Figures of the gates of which less is better.
CEILED = (
    "answerable_refused",
    "calibration_error",
    "calibration_error_first",
    "wrong_at_high",
    "right_struck",
    "wrong_supported",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A data set with its floors, in a folder of data sets."""

    file: str
    distractors: tuple[str, ...]  # files whose articles join the haystack
    aside: bool  # whether only questions kept aside are asked
    floors: Mapping[str, float]  # by figure, one of FLOORED; absent: none yet
    ceilings: Mapping[str, float] = field(default_factory=dict)  # the same of CEILED
    articles: str | None = None  # the export that a `file` of the project's own is about


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside its floor or ceiling."""

    figure: str
    value: float | None  # None: the data set no longer says what it needs
    floor: float | None  # None: there is none yet
    is_ceiling: bool = False

    @property
    def difference(self) -> float | None:
        return None if self.value is None or self.floor is None else self.value - self.floor

    @property
    def is_under(self) -> bool:
        """Whether the figure is worse than it may be."""
        return self.floor is not None and (self.value is None or self._gain < 0)

    @property
    def may_rise(self) -> bool:
        """Whether the floor may go up, or the ceiling down."""
        return self.value is not None and (self.floor is None or self._gain > 0)

    @property
    def _gain(self) -> float:
        difference = self.difference or 0.0
        return -difference if self.is_ceiling else difference


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
    for name in (*FLOORED, *CEILED):
        is_ceiling = name in CEILED
        value = part(figures, name)
        floor = (case.ceilings if is_ceiling else case.floors).get(name)
        if value is not None or floor is not None:
            rounded = None if value is None else round(value, DIGITS)
            compared.append(Comparison(name, rounded, floor, is_ceiling))
    return compared


def raised(case: Case, compared: Sequence[Comparison]) -> Case:
    """The case with the bounds of figures that are better; none is ever loosened."""
    better = {c.figure: c.value for c in compared if c.may_rise and c.value is not None}
    bounds = {**case.floors, **case.ceilings, **better}
    return replace(
        case,
        floors={name: bounds[name] for name in FLOORED if name in bounds},
        ceilings={name: bounds[name] for name in CEILED if name in bounds},
    )


def report(name: str, compared: Iterable[Comparison]) -> str:
    """A table of figure, floor and difference, and what is to be said of each."""
    lines = [f"{name:<26} {'figure':>7} {'floor':>7} {'difference':>10}"]
    for item in compared:
        difference = "-" if item.difference is None else f"{item.difference:+.{DIGITS}f}"
        lines.append(
            f"  {item.figure:<24} {shown(item.value):>7} {shown(item.floor):>7} "
            f"{difference:>10}  {_remark(item)}".rstrip()
        )
    return "\n".join(lines)


def _case(case: Mapping[str, Any]) -> Case:
    return Case(
        str(case["file"]),
        tuple(case["distractors"]),
        bool(case["aside"]),
        _bounds(case["floors"], FLOORED),
        _bounds(case.get("ceilings", {}), CEILED),
        case.get("articles"),
    )


def _bounds(given: Mapping[str, Any], known: Sequence[str]) -> dict[str, float]:
    if unknown := given.keys() - set(known):
        raise ValueError(f"no such figure has a floor or ceiling: {min(unknown)}")
    return {name: float(bound) for name, bound in given.items()}


def _remark(item: Comparison) -> str:
    if item.is_under:
        return "ABOVE ITS CEILING" if item.is_ceiling else "UNDER ITS FLOOR"
    if item.is_ceiling:
        return "ceiling, may be lowered" if item.may_rise else "ceiling"
    return "may be raised" if item.may_rise else ""
