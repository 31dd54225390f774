"""The figures as a picture: calibration, risk against coverage, and kinds of questions.

matplotlib is an extra that the program does without otherwise, so it is imported when called for.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa_service.domain.errors import UsageError
from qa_service.evaluation.confidence import BINS, calibration, risk_coverage, risk_curve
from qa_service.evaluation.measures import by_kind
from qa_service.evaluation.records import Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".svg", ".png")
INCHES, DOTS = (16, 4.8), 120  # of the picture, and dots an inch of a .png
# Okabe and Ito's colours, told apart by the colour-blind too.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#999999"
BARS = {"recall_at_5": BLUE, "first_quote_hit": ORANGE, "f1": GREEN, "refused": GREY}
WIDTH = 0.2  # of a bar, where 1 is the distance of two kinds
TOP = 1.1  # of the axes of shares: room for what is written above a bar
BELOW: dict[str, Any] = {"ncols": 4, "loc": "upper center", "bbox_to_anchor": (0.5, -0.12)}


def check_plot(file: Path) -> None:
    """Raises UsageError if no plot can be written to `file`, before any question is asked."""
    if file.suffix.lower() not in SUFFIXES:
        raise UsageError(f"--plot {file}: name a file that ends in {' or '.join(SUFFIXES)}.")
    if not file.parent.is_dir():
        raise UsageError(f"--plot {file}: there is no folder {file.parent}. Make it first.")
    try:
        import_module("matplotlib")
    except ImportError as error:
        raise UsageError(
            "--plot needs matplotlib. Install it with: python -m pip install "
            "--constraint constraints.txt --editable '.[evaluation]'"
        ) from error


def plot(records: Sequence[Record], title: str, file: Path) -> None:
    """Writes the three diagrams side by side to `file`, in the form its suffix names.

    Raises UsageError where it cannot be written.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # text stays text in an SVG, and the same figures give the same file
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "qa-service", "font.size": 9}):
        picture = Figure(figsize=INCHES, dpi=DOTS, layout="constrained")
        picture.suptitle(f"{title}: {len(records)} questions")
        left, middle, right = picture.subplots(1, 3, width_ratios=(1, 1, 1.6))
        _reliability(left, records)
        _risk(middle, records)
        _kinds(right, records)
        dated = {"Date": None} if file.suffix.lower() == ".svg" else {}
        try:
            picture.savefig(file, metadata=dated)
        except OSError as error:
            raise UsageError(f"--plot {file}: {error.strerror}. Name another file.") from error


def _reliability(axes: "Axes", records: Sequence[Record]) -> None:
    found = calibration(records)
    axes.set(xlim=(0, 1), ylim=(0, TOP), xlabel="confidence", ylabel="share answerable")
    if found.error is None:
        axes.set_title("Calibration: needs questions of both kinds")
        return
    axes.set_title(f"Calibration: error {found.error:.3f}")
    axes.plot((0, 1), (0, 1), color=GREY, linestyle="--", label="as it should be")
    axes.bar(
        [one.low for one in found.bins],
        [one.answerable for one in found.bins],
        width=1 / BINS,
        align="edge",
        color=BLUE,
        edgecolor="white",
    )
    axes.plot(
        [one.confidence for one in found.bins],
        [one.answerable for one in found.bins],
        color=ORANGE,
        marker="o",
        linestyle="",
        label="at the bin's mean confidence",
    )
    for one in found.bins:
        axes.text(one.low + 0.5 / BINS, one.answerable + 0.03, str(one.questions), ha="center")
    axes.legend(**BELOW)


def _risk(axes: "Axes", records: Sequence[Record]) -> None:
    found, curve = risk_coverage(records), risk_curve(records)
    axes.set(xlim=(0, TOP), ylim=(0, TOP), xlabel="share answered", ylabel="share wrong")
    if found.area is None:
        axes.set_title("Risk and coverage: needs gold articles")
        return
    axes.set_title(f"Risk and coverage: area {found.area:.3f}")
    axes.plot(np.arange(1, len(curve) + 1) / len(curve), curve, color=BLUE)
    axes.plot(
        [point.coverage for point in found.at],
        [point.risk for point in found.at],
        color=ORANGE,
        marker="o",
        linestyle="",
    )


def _kinds(axes: "Axes", records: Sequence[Record]) -> None:
    kinds = by_kind(records)
    places = np.arange(len(kinds))
    for number, (name, color) in enumerate(BARS.items()):
        heights = [getattr(found, name) or 0.0 for found in kinds.values()]
        offset = (number - (len(BARS) - 1) / 2) * WIDTH
        axes.bar(places + offset, heights, WIDTH, color=color, label=name)
    axes.set_title("By kind of question")
    axes.set_ylim(0, TOP)
    labels = [f"{kind.value.replace('_', ' ')}\n{kinds[kind].questions}" for kind in kinds]
    axes.set_xticks(places, labels)
    axes.legend(**BELOW)
