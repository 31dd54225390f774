"""The plot, drawn by matplotlib itself."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qa_service.domain.errors import UsageError
from qa_service.evaluation.plot import check_plot, plot
from qa_service.evaluation.records import Record
from qa_service.text.kinds import Kind
from tests.evaluation.records import record, unanswerable

RECORDS = [
    record(confidence=0.95, f1=1),
    record(confidence=0.6, hits=(False,), kind=Kind.HOW_MANY),
    unanswerable(confidence=0.3, kind=Kind.WHY),
]


def words(file: Path) -> str:
    return " ".join(ElementTree.parse(file).getroot().itertext())


def test_an_svg_shows_the_three_diagrams_in_words(tmp_path: Path) -> None:
    file = tmp_path / "plot.svg"
    check_plot(file)
    plot(RECORDS, "valmer.json", file)
    shown = words(file)
    for expected in ("valmer.json: 3 questions", "Calibration: error 0.250", "how many", "refused"):
        assert expected in shown
    assert "Risk and coverage: area 0.389" in shown


def test_the_same_figures_give_the_same_file(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        plot(RECORDS, "valmer.json", tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_a_png(tmp_path: Path) -> None:
    file = tmp_path / "plot.PNG"
    check_plot(file)
    plot(RECORDS, "valmer.json", file)
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("records", "title"),
    [
        ([record()], "Calibration: needs questions of both kinds"),
        ([unanswerable()], "Risk and coverage: needs gold articles"),
    ],
)
def test_a_diagram_that_cannot_be_says_what_it_needs(
    tmp_path: Path, records: list[Record], title: str
) -> None:
    plot(records, "valmer.json", tmp_path / "plot.svg")
    assert title in words(tmp_path / "plot.svg")


@pytest.mark.parametrize("name", ["plot.pdf", "plot", "nowhere/plot.svg"])
def test_where_no_plot_can_go_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="--plot"):
        check_plot(tmp_path / name)


def test_a_file_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "plot.svg").mkdir()
    with pytest.raises(UsageError, match="--plot"):
        plot(RECORDS, "valmer.json", tmp_path / "plot.svg")


def test_without_matplotlib_the_way_to_install_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # as if it were not installed
    with pytest.raises(UsageError, match=r"pip install .*\[evaluation\]"):
        check_plot(tmp_path / "plot.svg")
