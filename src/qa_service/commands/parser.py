"""The parser of the command line: what is wrong is said by the command it concerns."""

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """Also the class of its commands' parsers, and of theirs."""

    def parse_known_args(  # type: ignore[override]  # overloaded there, to no use here
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[Any, list[str]]:
        """Complains here of what it does not know, where the first parser would at the end."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Ends the program with its usage, what is wrong and where to read on."""
        super().error(f"{message}; see {self.prog} --help")
