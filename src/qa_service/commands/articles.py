"""The commands on articles: list them, delete some, bring them back."""

import argparse

from qa_service.commands.terminal import DONE, Commands, print_object, say, settings_of
from qa_service.domain.library import ArticleStatus


def add_articles(commands: Commands, parents: list[argparse.ArgumentParser]) -> None:
    """Adds the commands, each with the options of `parents`."""
    command = commands.add_parser("articles", help="list articles, delete some, bring them back")
    actions = command.add_subparsers(title="actions", required=True)
    action = actions.add_parser("list", parents=parents, help="list articles, newest first")
    action.add_argument(
        "words", nargs="*", metavar="WORD", help="that title, outlet or author hold"
    )
    action.add_argument(
        "--status",
        type=ArticleStatus,
        choices=list(ArticleStatus),
        metavar="STATUS",
        help="only those that are searchable, waiting, missing or removed",
    )
    action.set_defaults(run=_list)
    for name, run, said in (
        ("remove", _remove, "delete articles; files of followed folders are not touched"),
        ("restore", _restore, "bring deleted articles back"),
    ):
        action = actions.add_parser(name, parents=parents, help=said)
        action.add_argument("ids", nargs="+", metavar="ID", help="as `articles list` prints it")
        action.set_defaults(run=run)


def _list(options: argparse.Namespace) -> int:
    from qa_service.upkeep import list_articles
    from qa_service.wire import article_list_object

    words = " ".join(options.words)
    listed, known = list_articles(settings_of(options), words, options.status)
    found = article_list_object(listed, known, 1, max(1, listed.total))
    if options.json:
        print_object(found)
        return DONE
    for one in found["articles"]:
        day = one["published"] or "undated"
        print(f"{one['id']}  {day:<10}  {one['status']:<10}  {one['title']}")
    return DONE


def _remove(options: argparse.Namespace) -> int:
    from qa_service.upkeep import library_of

    with library_of(settings_of(options), say) as library:
        done = [library.remove(article_id).article for article_id in options.ids]
    return _said(options, [(article.id, article.title) for article in done], "removed")


def _restore(options: argparse.Namespace) -> int:
    from qa_service.upkeep import library_of

    with library_of(settings_of(options), say) as library:
        done = [library.restore(article_id) for article_id in options.ids]
    return _said(options, [(article.id, article.title) for article in done], "restored")


def _said(options: argparse.Namespace, done: list[tuple[str, str]], what: str) -> int:
    if options.json:
        print_object({what: [{"id": article_id, "title": title} for article_id, title in done]})
        return DONE
    for article_id, title in done:
        print(f"{what}: {article_id}  {title}")
    return DONE
