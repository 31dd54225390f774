"""Measures the data sets of `baseline.json` and compares with their floors.

    python benchmarks/evaluate.py ../shared/data [--raise]

Exits with 1 if a figure is under its floor or above its ceiling. With --raise, these go to what was
measured and is better, unless a figure fails: else they could come to hold what no one version
reaches together.
"""

import argparse
import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from qa_service import cli
from qa_service.domain.errors import QAServiceError
from qa_service.evaluation.baseline import (
    Case,
    compare,
    raised,
    read_baseline,
    report,
    write_baseline,
)

BASELINE = Path(__file__).with_name("baseline.json")
ROOT = Path(__file__).parents[1]  # of the project, which holds the material of our own


def main() -> int:
    options = parsed()
    cases = read_baseline(options.baseline)
    measured = {
        name: compare(case, figures)
        for name, case in cases.items()
        if (figures := figures_of(name, case, options.data)) is not None
    }
    for name, compared in measured.items():
        print(report(name, compared))
    if not measured:
        print(f"None of the data sets is in {options.data}: name their folder.", file=sys.stderr)
        return 1
    if any(item.is_under for compared in measured.values() for item in compared):
        print("Below the floor. Nothing was raised." if options.up else "Below the floor.")
        return 1
    if options.up:
        higher = {name: raised(cases[name], compared) for name, compared in measured.items()}
        write_baseline(options.baseline, {**cases, **higher})
        print(f"The floors in {options.baseline} are what was measured or higher.")
    return 0


def figures_of(name: str, case: Case, data: Path) -> dict[str, Any] | None:
    """The figures of one data set, by the command a user would give; None if it is not there."""
    file = (ROOT if case.articles else data) / case.file
    options = [("--distractors", data / one) for one in case.distractors]
    options += [("--articles", data / case.articles)] if case.articles else []
    if missing := [one for one in (file, *(path for _, path in options)) if not one.exists()]:
        print(f"{name}: passed over, there is no {missing[0]}", file=sys.stderr)
        return None
    command = ["evaluate", str(file), "--json"]
    command += ["--aside"] if case.aside else []
    command += [part for option, path in options for part in (option, str(path))]
    print(f"{name}: {file}", file=sys.stderr, flush=True)
    with redirect_stdout(StringIO()) as out:
        code = cli.main(command)
    if code:
        sys.exit(code)  # it has said why
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the data sets")
    parser.add_argument("--baseline", type=Path, default=BASELINE, help="file of the floors")
    parser.add_argument("--raise", dest="up", action="store_true", help="raise floors")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except QAServiceError as error:
        sys.exit(str(error))
