"""What every command does with the terminal: diagnostics to stderr, results to stdout."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa_service.domain.reports import Progress
    from qa_service.settings import Settings

DONE, FAILED, WRONG_USAGE = 0, 1, 2
GIVEN = ("store", "host", "port", "open", "log_questions")  # settings that are options too
Commands = Any  # what `add_subparsers` returns, whose type argparse keeps to itself


def settings_of(options: argparse.Namespace) -> "Settings":
    """The settings, with those that the command line gives. Raises SettingsError."""
    from qa_service.settings import read_settings

    given = {name: getattr(options, name, None) for name in GIVEN}
    return read_settings({name: value for name, value in given.items() if value is not None})


def print_object(value: dict[str, Any], indent: int | None = 2) -> None:
    """Prints a result for programs; without `indent` on one line."""
    print(json.dumps(value, ensure_ascii=False, indent=indent))


def say(message: str) -> None:
    """Tells people what goes on."""
    print(message, file=sys.stderr, flush=True)


@contextmanager
def progress_bar(unit: str) -> "Iterator[Progress]":
    """A bar on stderr, only on a terminal."""
    from tqdm import tqdm

    with tqdm(unit=unit, file=sys.stderr, disable=None, leave=False) as bar:

        def progress(done: int, total: int, label: str) -> None:
            bar.total = total
            bar.set_postfix_str(label[:40], refresh=False)
            bar.update(done - bar.n)

        yield progress
