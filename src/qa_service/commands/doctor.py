"""The command that looks whether everything that answering needs is there."""

import argparse

from qa_service.commands.terminal import (
    DONE,
    FAILED,
    Commands,
    print_object,
    say,
    settings_of,
)


def add_doctor(commands: Commands, parents: list[argparse.ArgumentParser]) -> None:
    """Adds the command, with the options of `parents`."""
    command = commands.add_parser(
        "doctor", parents=parents, help="try the store and the models, and say what is missing"
    )
    command.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from qa_service.doctor import Finding, examine, findings_object

    findings = list[Finding]()
    for one in examine(settings_of(options), say):
        findings.append(one)
        if not options.json:
            print(f"{'well' if one.is_well else 'NOT WELL'}  {one.name}: {one.said}", flush=True)
    found = findings_object(findings)
    if options.json:
        print_object(found)
    return DONE if found["ok"] else FAILED
