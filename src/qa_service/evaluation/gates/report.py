"""What a gate found, as one object and as a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from qa_service.evaluation.measures import rounded
from qa_service.evaluation.table import shown

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PARTS = {
    "training": "the articles that may be learned from",
    "aside": "the articles kept aside from all training",
    "all": "all articles, those that may be learned from included",
}
T = TypeVar("T")
F = TypeVar("F", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of all rows, and of groups of them."""

    total: "DataclassInstance"  # of which each field says in its metadata what it `is`
    columns: tuple[str, ...]  # the figures that the tables by group show
    groups: Mapping[str, Mapping[str, "DataclassInstance"]]  # by property, then by its value

    def as_object(self, part: str) -> dict[str, Any]:
        """For JSON, rounded to four digits; `part` is a key of PARTS."""
        by = {
            name: {value: asdict(figures) for value, figures in values.items()}
            for name, values in self.groups.items()
        }
        found: dict[str, Any] = rounded({"part": part, **asdict(self.total), "by": by})
        return found

    def as_table(self, part: str) -> str:
        """For people; its first line names the part."""
        return "\n".join(self._lines(part))

    def _lines(self, part: str) -> Iterator[str]:
        yield f"Part: {part}, {PARTS[part]}; shares in [0, 1]; -: nothing to count"
        width = max(len(one.name) for one in fields(self.total))
        for one in fields(self.total):
            value = shown(getattr(self.total, one.name))
            yield f"  {one.name:<{width}} {value:>8}  {one.metadata['is']}"
        for name, values in self.groups.items():
            yield from ("", f"By {name}")
            yield "  " + " " * width + "".join(f"  {column}" for column in self.columns)
            for value, figures in values.items():
                cells = (f"  {shown(getattr(figures, c)):>{len(c)}}" for c in self.columns)
                yield f"  {value:<{width}}{''.join(cells)}"


def told(meaning: str) -> dict[str, str]:
    """What a figure is, as the metadata of its field."""
    return {"is": meaning}


def grouped(
    rows: Sequence[T],
    properties: Mapping[str, Callable[[T], str | None]],
    figures: Callable[[Sequence[T]], F],
) -> dict[str, dict[str, F]]:
    """The figures of the rows of each value of each property; None is no value.

    >>> grouped(["un", "deux"], {"length": lambda word: str(len(word))}, len)
    {'length': {'2': 1, '4': 1}}
    """
    found = {}
    for name, value_of in properties.items():
        values = sorted({value for row in rows if (value := value_of(row)) is not None})
        found[name] = {
            value: figures([row for row in rows if value_of(row) == value]) for value in values
        }
    return found
