"""The commands for what is kept of questions and answers: conversations, feedback.

They read and write the catalogue themselves, which they may do beside a server.
"""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from qa_service.commands.terminal import DONE, Commands, print_object, settings_of
from qa_service.domain.errors import StoreError, UsageError

if TYPE_CHECKING:
    from qa_service.store.catalogue import Catalogue


def add_conversations(commands: Commands, parents: list[argparse.ArgumentParser]) -> None:
    """Adds the commands, each with the options of `parents`."""
    command = commands.add_parser("conversations", help="list or delete what was asked")
    actions = command.add_subparsers(title="actions", required=True)
    action = actions.add_parser("list", parents=parents, help="the conversations, newest first")
    action.add_argument("words", nargs="*", metavar="WORD", help="those alone that hold each word")
    action.set_defaults(run=_list)
    action = actions.add_parser("delete", parents=parents, help="delete conversations for good")
    action.add_argument("ids", nargs="*", metavar="ID", help="as they are listed")
    action.add_argument("--all", action="store_true", help="every conversation there is")
    action.set_defaults(run=_delete)

    command = commands.add_parser("feedback", parents=parents, help="the answers that were rated")
    command.add_argument(
        "--dataset",
        action="store_true",
        help="those rated up, as JSONL that `evaluate` reads",
    )
    command.set_defaults(run=_feedback)


def _list(options: argparse.Namespace) -> int:
    from qa_service.wire import conversation_object

    with _catalogue(options) as catalogue:
        everything = catalogue.conversations.find().total
        found = catalogue.conversations.find(" ".join(options.words), limit=everything)
    listed = [conversation_object(one) for one in found.conversations]
    if options.json:
        print_object({"conversations": listed})
        return DONE
    for one in listed:
        print(f"{one['id']}  {one['changed']}  {one['questions']:>3}  {one['title']}")
    return DONE


def _delete(options: argparse.Namespace) -> int:
    if options.all == bool(options.ids):
        raise UsageError("Name the conversations to delete by their ids, or all of them by --all.")
    with _catalogue(options) as catalogue:
        if options.all:
            deleted = catalogue.conversations.delete_all()
        else:
            for name in options.ids:
                catalogue.conversations.delete(name)
            deleted = len(options.ids)
    if options.json:
        print_object({"deleted": deleted})
    else:
        print(f"Conversations deleted for good: {deleted}. Backups made before still hold them.")
    return DONE


def _feedback(options: argparse.Namespace) -> int:
    from qa_service.evaluation.feedback import dataset_lines
    from qa_service.wire import feedback_object

    with _catalogue(options) as catalogue:
        rated = catalogue.conversations.rated()
        lines = list(dataset_lines(rated, catalogue.articles)) if options.dataset else []
    if options.dataset:
        for line in lines:
            print_object(line, indent=None)
        return DONE
    for kept in map(feedback_object, rated):
        if options.json:
            print_object(kept, indent=None)
        else:
            _print_rated(kept)
    return DONE


def _print_rated(kept: dict[str, Any]) -> None:
    print(f"{kept['rating']:<4}  {kept['at']}  {kept['question']}")
    print("      " + kept["answer"].replace("\n", "\n      "))


@contextmanager
def _catalogue(options: argparse.Namespace) -> "Iterator[Catalogue]":
    """The catalogue of a store that is there. Raises StoreError."""
    from qa_service.store.archive import CATALOGUE, open_catalogue

    store = settings_of(options).store
    if not (store / CATALOGUE).is_file():
        raise StoreError(f"There is no store in {store}. Choose one with --store.")
    with closing(open_catalogue(store, None)) as catalogue:
        yield catalogue
