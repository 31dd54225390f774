"""The commands on what could not be read: list it, dismiss some of it."""

import argparse

from qa_service.commands.terminal import DONE, Commands, print_object, say, settings_of


def add_failures(commands: Commands, parents: list[argparse.ArgumentParser]) -> None:
    """Adds the commands, each with the options of `parents`."""
    command = commands.add_parser("failures", help="list what could not be read, dismiss some")
    actions = command.add_subparsers(title="actions", required=True)
    action = actions.add_parser("list", parents=parents, help="files and parts, with the reasons")
    action.set_defaults(run=_list)
    action = actions.add_parser(
        "dismiss", parents=parents, help="list them no longer, until file or reason changes"
    )
    action.add_argument("ids", nargs="+", metavar="ID", help="as `failures list` prints it")
    action.set_defaults(run=_dismiss)


def _list(options: argparse.Namespace) -> int:
    from qa_service.commands.plain import failure_lines
    from qa_service.upkeep import list_failures
    from qa_service.wire import failures_object

    found = list_failures(settings_of(options))
    if options.json:
        print_object(failures_object(found))
        return DONE
    for line in failure_lines(found.failures):
        print(line)
    return DONE


def _dismiss(options: argparse.Namespace) -> int:
    from qa_service.commands.plain import failure_place
    from qa_service.upkeep import library_of
    from qa_service.wire import failure_object

    with library_of(settings_of(options), say) as library:
        done = [library.dismiss(failure_id) for failure_id in options.ids]
    if options.json:
        print_object({"dismissed": [failure_object(failure) for failure in done]})
        return DONE
    for failure in done:
        print(f"dismissed: {failure.id}  {failure_place(failure)}")
    return DONE
