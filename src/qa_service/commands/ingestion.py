"""The commands that keep an archive in step: ingest, its preview and watch, and sources."""

import argparse
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any
from urllib.parse import quote

from qa_service.commands.terminal import (
    DONE,
    FAILED,
    Commands,
    print_object,
    progress_bar,
    say,
    settings_of,
)
from qa_service.domain.errors import UsageError
from qa_service.domain.reports import Failure, IngestReport, Progress
from qa_service.text.addresses import is_address

FETCHING = 600.0  # seconds that a server may take to ask a host in its turn


def add_ingestion(commands: Commands, parents: list[argparse.ArgumentParser]) -> None:
    """Adds the commands, each with the options of `parents`."""
    command = commands.add_parser(
        "ingest", parents=parents, help="bring the archive in step with its folders"
    )
    command.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="file or folder (default: all that are followed, or else corpus/)",
    )
    ways = command.add_mutually_exclusive_group()
    ways.add_argument("--reread", action="store_true", help="read every file again, changed or not")
    ways.add_argument(
        "--dry-run", action="store_true", help="say what would happen, and change nothing"
    )
    ways.add_argument(
        "--watch", action="store_true", help="go on whenever something changes, until Ctrl-C"
    )
    command.set_defaults(run=_ingest)
    _add_sources(
        commands.add_parser("sources", help="the files, folders and addresses followed"), parents
    )


def _add_sources(command: argparse.ArgumentParser, parents: list[argparse.ArgumentParser]) -> None:
    actions = command.add_subparsers(title="actions", required=True)
    action = actions.add_parser("list", parents=parents, help="say what is held of each")
    action.set_defaults(run=_list_sources)
    action = actions.add_parser("add", parents=parents, help="follow more of them")
    action.add_argument(
        "sources",
        nargs="+",
        metavar="PATH|URL",
        help="file, folder, or the address of a feed, a sitemap or a page",
    )
    action.add_argument(
        "--every",
        metavar="SPAN",
        help="how often an address is visited, such as 30m, 6h or 1d (default: as it needs)",
    )
    action.set_defaults(run=_add_source)
    action = actions.add_parser(
        "remove", parents=parents, help="follow them no longer, and forget their articles"
    )
    action.add_argument("sources", nargs="+", metavar="PATH|URL", help="one that is followed")
    action.set_defaults(run=_remove_source)


def _ingest(options: argparse.Namespace) -> int:
    if options.dry_run:
        return _preview(options)
    if options.watch:
        return _watch(options)
    from qa_service.commands.plain import ingest_line, remark_lines
    from qa_service.upkeep import run_ingest
    from qa_service.wire import ingest_object

    with _articles() as progress:
        report = run_ingest(settings_of(options), options.paths, options.reread, progress, say)
    text = "\n".join((ingest_line(report), *remark_lines(report)))
    _show(options, ingest_object(report), text, report.failed)
    return FAILED if report.failed and not report.useful else DONE


def _preview(options: argparse.Namespace) -> int:
    from qa_service.commands.plain import preview_lines
    from qa_service.upkeep import run_preview
    from qa_service.wire import preview_object

    with _articles() as progress:
        found = run_preview(settings_of(options), options.paths, progress)
    _show(options, preview_object(found), "\n".join(preview_lines(found)), found.report.failed)
    return DONE


def _watch(options: argparse.Namespace) -> int:
    from qa_service.commands.plain import ingest_line, remark_lines
    from qa_service.upkeep import run_watch
    from qa_service.wire import ingest_object

    def show(report: IngestReport) -> None:
        line = f"{datetime.now():%H:%M:%S} {ingest_line(report)}"
        text = "\n".join((line, *remark_lines(report)))
        _show(options, ingest_object(report), text, report.failed, indent=None)

    stop = Event()

    def told(number: int, frame: FrameType | None) -> None:
        if stop.is_set():  # told again
            signal.default_int_handler(number, frame)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    run_watch(settings_of(options), options.paths, show, _articles, say, stop)
    say("Stopped watching. What was finished is kept.")
    return DONE


def _list_sources(options: argparse.Namespace) -> int:
    from qa_service.commands.plain import source_lines
    from qa_service.upkeep import list_sources
    from qa_service.wire import sources_object

    sources, web = list_sources(settings_of(options))
    _show(options, sources_object(sources, web), "\n".join(source_lines(sources, web)))
    return DONE


def _add_source(options: argparse.Namespace) -> int:
    from qa_service.upkeep import add_sources

    paths, addresses = _parted(options.sources)
    if options.every and not addresses:
        raise UsageError("--every is for addresses on the web; folders are read by each ingest.")
    if paths:
        add_sources(settings_of(options), paths)
    for address in addresses:
        _follow(options, address)
    say("They are read by the next: qa-service ingest")
    return _list_sources(options)


def _follow(options: argparse.Namespace, address: str) -> None:
    from qa_service.commands.plain import found_line
    from qa_service.remote import call_owner
    from qa_service.upkeep import add_web_source
    from qa_service.wire import WebSourceObject

    settings = settings_of(options)
    body = {"url": address, **({"every": options.every} if options.every else {})}
    told = call_owner(settings.store, "POST", "/api/sources", body, FETCHING)
    if told is None:
        say(found_line(add_web_source(settings, address, options.every)))
    else:
        say(found_line(WebSourceObject.model_validate(told)))


def _remove_source(options: argparse.Namespace) -> int:
    from qa_service.upkeep import remove_sources

    paths, addresses = _parted(options.sources)
    removed = remove_sources(settings_of(options), paths, say) if paths else 0
    removed += sum(_unfollow(options, address) for address in addresses)
    say(f"{removed} articles were removed.")
    return _list_sources(options)


def _unfollow(options: argparse.Namespace, address: str) -> int:
    from qa_service.remote import call_owner
    from qa_service.upkeep import remove_web_source

    settings = settings_of(options)
    path = f"/api/sources?url={quote(address, safe='')}"
    told = call_owner(settings.store, "DELETE", path, None, FETCHING)
    return remove_web_source(settings, address, say) if told is None else int(told["articles"])


def _parted(sources: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The files and folders, and the addresses on the web."""
    addresses = [source for source in sources if is_address(source)]
    return [Path(source) for source in sources if not is_address(source)], addresses


def _show(
    options: argparse.Namespace,
    value: dict[str, Any],
    text: str,
    failed: Sequence[Failure] = (),
    indent: int | None = 2,
) -> None:
    if options.json:
        print_object(value, indent)
    else:
        print(text)
    sys.stdout.flush()  # a watch is read line by line
    for failure in failed:
        say(f"{failure.path}: {failure.reason}")


def _articles() -> AbstractContextManager[Progress]:
    return progress_bar(" articles")
