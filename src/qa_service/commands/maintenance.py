"""The commands that work on a whole store: verify, repair, rebuild, backup, restore."""

import argparse
from pathlib import Path
from typing import Any

from qa_service.commands.terminal import DONE, FAILED, print_object, progress_bar, say, settings_of

Commands = Any  # what `add_subparsers` returns, whose type argparse keeps to itself
HELD = "{articles} articles, {passages} passages, {sentences} sentences"


def add_maintenance(commands: Commands, parents: list[argparse.ArgumentParser]) -> None:
    """Adds the commands, each with the options of `parents`."""

    def add(name: str, run: object, words: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(name, parents=parents, help=words)
        command.set_defaults(run=run)
        return command

    add("verify", _verify, "check the catalogue, and that the indexes agree with it")
    add("repair", _repair, "mend what verify finds")
    command = add("rebuild", _rebuild, "build the indexes anew, or change the embedding model")
    command.add_argument(
        "--embed", action="store_true", help="embed every sentence again, under the same model too"
    )
    command = add("backup", _backup, "write the store to one file, even while it is used")
    _add_file(command, "replace FILE if it is there")
    command = add("restore", _restore, "fill the store from a backup")
    _add_file(command, "replace what the store holds")


def _add_file(command: argparse.ArgumentParser, force: str) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="the backup")
    command.add_argument("--force", action="store_true", help=force)


def _verify(options: argparse.Namespace) -> int:
    from qa_service.maintenance import verify

    report = verify(settings_of(options), say)
    if options.json:
        print_object(report)
    else:
        _print_verified(report)
        if not report["ok"]:
            say("Mend it with: qa-service repair")
    return DONE if report["ok"] else FAILED


def _repair(options: argparse.Namespace) -> int:
    from qa_service.maintenance import repair

    report = repair(settings_of(options), say)
    if options.json:
        print_object(report)
    else:
        _print_list("Found:" if report["found"] else "There was nothing to mend.", report["found"])
        if report["rebuilt"]:
            print("The indexes were built anew.")
        if report["dropped"]:
            _print_list("Dropped, for they were damaged, the articles of:", report["dropped"])
        _print_verified(report)
    if report["dropped"]:
        say("Have the dropped articles read again with: qa-service ingest")
    return DONE if report["ok"] else FAILED


def _rebuild(options: argparse.Namespace) -> int:
    from qa_service.maintenance import rebuild

    with progress_bar("articles") as progress:
        report = rebuild(settings_of(options), options.embed, progress, say)
    if options.json:
        print_object(report)
    else:
        print("The indexes were built anew.")
        _print_verified(report)
    return DONE if report["ok"] else FAILED


def _backup(options: argparse.Namespace) -> int:
    from qa_service.maintenance import backup

    with progress_bar("MB") as progress:
        report = backup(settings_of(options), options.file, options.force, progress)
    if options.json:
        print_object(report)
    else:
        print(f"{HELD} backed up".format(**report))
        print(f"{report['file']}: {report['bytes'] / 1e6:.1f} MB")
    return DONE


def _restore(options: argparse.Namespace) -> int:
    from qa_service.maintenance import restore

    with progress_bar("MB") as progress:
        report = restore(settings_of(options), options.file, options.force, progress, say)
    if options.json:
        print_object(report)
    else:
        print(f"{HELD} restored".format(**report))
    return DONE


def _print_verified(report: dict[str, Any]) -> None:
    print(HELD.format(**report))
    sound = "The store is consistent."
    _print_list(sound if report["ok"] else "The store is not consistent:", report["problems"])


def _print_list(heading: str, items: list[str]) -> None:
    print("\n".join([heading, *(f"- {item}" for item in items)]))
