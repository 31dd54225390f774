"""The command line. Diagnostics go to stderr; with --json stdout holds one object alone."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qa_service import __version__
from qa_service.commands.access import add_access
from qa_service.commands.articles import add_articles
from qa_service.commands.conversations import add_conversations
from qa_service.commands.doctor import add_doctor
from qa_service.commands.failures import add_failures
from qa_service.commands.ingestion import add_ingestion
from qa_service.commands.maintenance import add_maintenance
from qa_service.commands.mcp import add_mcp
from qa_service.commands.parser import Parser
from qa_service.commands.terminal import (
    DONE,
    FAILED,
    WRONG_USAGE,
    Commands,
    print_object,
    progress_bar,
    say,
    settings_of,
)
from qa_service.domain.errors import QAServiceError, UsageError

INTERRUPTED, BROKEN_PIPE = 130, 141  # 128 and the number of the signal

# Everything else is imported where it is used, so that --help is instant: the models' libraries
# alone take seconds.


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 failed, 2 wrong usage.

    Where a signal would have ended another program, the one that a shell gives it.
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()  # here, and not as the interpreter ends
    except BrokenPipeError:  # who read it has read enough, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except UsageError as error:
        say(str(error))
        return WRONG_USAGE
    except QAServiceError as error:
        say(str(error))
        return FAILED
    except KeyboardInterrupt:
        say("Stopped. What was finished is kept; run the command again to go on.")
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="qa-service",
        description="Question an archive of news articles: short answers, every statement cited.",
        epilog="Settings are read from the environment; see docs/reference.md.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands: Commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    store = argparse.ArgumentParser(add_help=False)
    store.add_argument("--store", type=Path, metavar="DIR", help="folder of the store")
    machine = argparse.ArgumentParser(add_help=False)
    machine.add_argument("--json", action="store_true", help="print one JSON object")

    add_ingestion(commands, [store, machine])

    command = commands.add_parser("ask", parents=[store, machine], help="ask one question")
    command.add_argument("question", metavar="QUESTION")
    for option, name, said in (
        ("--from", "first", "search articles published from that day on"),
        ("--to", "last", "search articles published until that day"),
        ("--as-of", "as_of", "answer from the archive as it stood that day"),
    ):
        command.add_argument(option, dest=name, metavar="DAY", help=f"{said}, such as 2021-06-11")
    command.add_argument(
        "--ignore-dates", action="store_true", help="let dates in the question limit nothing"
    )
    for option, metavar, said in (
        ("--outlet", "NAME", "search only articles of this outlet"),
        ("--language", "CODE", "search only articles in this language, such as fr"),
        ("--article", "ID", "search only this article"),
    ):
        command.add_argument(
            option, action="append", metavar=metavar, help=f"{said}; may be repeated"
        )
    command.add_argument("--max-citations", type=int, metavar="N", help="quote at most N sentences")
    command.set_defaults(run=_ask)

    command = commands.add_parser("serve", parents=[store], help="serve the page and the API")
    command.add_argument("--host", metavar="H", help="address to listen on")
    command.add_argument("--port", type=int, metavar="P", help="port to listen on; 0: a free one")
    command.add_argument(
        "--open", action="store_true", default=None, help="let everybody in who reaches the address"
    )
    command.add_argument(
        "--log-questions",
        action="store_true",
        default=None,
        help="write the questions into the access log too",
    )
    command.add_argument(
        "--check", action="store_true", help="only say whether it could; takes no time"
    )
    command.set_defaults(run=_serve)

    command = commands.add_parser(
        "evaluate", parents=[machine], help="measure answers on a data set of questions"
    )
    command.add_argument(
        "file", type=Path, metavar="FILE", help="SQuAD JSON or JSONL; see docs/evaluation.md"
    )
    command.add_argument(
        "--distractors",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="file or folder of articles that make the search harder; may be repeated",
    )
    command.add_argument(
        "--limit", type=int, metavar="N", help="ask only N questions, at even distances"
    )
    command.add_argument(
        "--aside",
        action="store_true",
        help="ask only about subjects that the shipped models did not learn from",
    )
    command.add_argument(
        "--articles",
        type=Path,
        metavar="FILE",
        help="export of the articles that the rows of training/material are about",
    )
    command.add_argument(
        "--part",
        choices=("training", "aside", "all"),
        help="with --articles: which of them count; training, unless --aside is given",
    )
    command.add_argument(
        "--writer",
        choices=("extractive", "chat"),
        default="extractive",
        help="who writes the answers: chat is the model of QA_CHAT_MODEL",
    )
    command.add_argument(
        "--plot", type=Path, metavar="FILE", help="draw the figures, as .svg or .png"
    )
    command.set_defaults(run=_evaluate)

    add_articles(commands, [store, machine])
    add_failures(commands, [store, machine])
    add_conversations(commands, [store, machine])
    add_maintenance(commands, [store, machine])
    add_doctor(commands, [store, machine])
    add_access(commands)
    add_mcp(commands, store)
    return parser


def _ask(options: argparse.Namespace) -> int:
    from qa_service.remote import call_owner
    from qa_service.wire import ask_request

    settings = settings_of(options)
    given = {
        "question": options.question,
        "from": options.first,
        "to": options.last,
        "as_of": options.as_of,
        "ignore_dates": options.ignore_dates or None,
        "outlet": options.outlet,
        "language": options.language,
        "article_ids": options.article,
        "max_citations": options.max_citations,
    }
    body = {name: value for name, value in given.items() if value is not None}
    asked = ask_request(body)  # what is wrong shows before anything is loaded
    scope = asked.scope()
    answer = call_owner(settings.store, "POST", "/api/ask", {**body, "keep": False})
    if answer is None:
        from qa_service.bootstrap import ask_once
        from qa_service.wire import answer_object

        answer = answer_object(ask_once(settings, asked.question, scope, say, asked.max_citations))
    if options.json:
        print_object(answer)
    else:
        _print_answer(answer)
    return DONE


def _serve(options: argparse.Namespace) -> int:
    if options.check:
        from qa_service.address import check_listening

        check_listening(settings_of(options))
        return DONE
    gc.disable()  # until all is loaded: a tenth of the time, and nothing of it is garbage
    from qa_service.loading import load_models_ahead

    settings = settings_of(options)
    models = load_models_ahead(settings, say)  # while the rest is imported: a second each
    from qa_service.server import serve

    serve(settings, models, say)
    return DONE


def _evaluate(options: argparse.Namespace) -> int:
    from qa_service.answering.listening import NOBODY
    from qa_service.evaluating import run_evaluation
    from qa_service.evaluation.measures import figures
    from qa_service.evaluation.plot import check_plot, plot
    from qa_service.evaluation.table import table

    file: Path = options.file
    if options.limit is not None and options.limit < 1:
        raise UsageError("--limit takes a number from 1.")
    if options.plot is not None:
        check_plot(options.plot)
    if options.articles is not None:
        return _pass_gate(options)
    if options.part is not None:
        raise UsageError("--part needs --articles; without it there is --aside.")
    settings = settings_of(options)
    if options.writer == "chat" and settings.chat_model is None:
        raise UsageError("--writer chat needs QA_CHAT_MODEL; see docs/chat-models.md.")
    with progress_bar("") as progress:
        records = run_evaluation(
            settings,
            file,
            options.distractors,
            options.limit,
            options.aside,
            progress,
            say,
            NOBODY if options.writer == "chat" else None,
        )
    found = figures(records).as_object()
    if options.json:
        print_object(found)
    else:
        print(table(found))
    if options.plot is not None:
        plot(records, file.name, options.plot)
    return DONE


def _pass_gate(options: argparse.Namespace) -> int:
    from qa_service.evaluating import run_gate

    if options.distractors or options.plot or options.writer != "extractive":
        raise UsageError("--articles goes with --part, --aside, --limit and --json alone.")
    part = options.part or ("aside" if options.aside else "training")
    with progress_bar("") as progress:
        report = run_gate(
            settings_of(options),
            options.file,
            options.articles,
            part,
            options.limit,
            progress,
            say,
        )
    if options.json:
        print_object(report.as_object(part))
    else:
        print(report.as_table(part))
    return DONE


def _understood(answer: dict[str, Any]) -> Iterator[str]:
    """Which of the dates that a question names were searched."""
    understood = answer["interpretation"]
    if understood["note"]:
        if not answer["reason"]:  # else that says so
            yield understood["note"]
    elif understood["filters"]["from"] or understood["filters"]["to"]:
        for named in understood["dates"]:  # as ISO 8601-2 writes a period, in no language
            yield f"« {named['text']} » = {named['from'] or '..'}/{named['to'] or '..'}"


ASSURED = {
    "sure": "High confidence",
    "likely": "Fair confidence",
    "closest": "Low confidence: check the source",
}


def _print_answer(answer: dict[str, Any]) -> None:
    if answer["fallback"]:
        say(f"The chat model did not write this ({answer['fallback']}). Try: qa-service doctor")
    if count := len(answer["unverified"]):
        say(f"Left out what the articles do not support: {count} sentence(s) of the chat model")
    print(_marked(answer))
    if answer["reason"]:
        print(answer["reason"])
    if answer["assurance"]:
        print(ASSURED[answer["assurance"]])
    for line in _understood(answer):
        print(line)
    for citation in answer["citations"]:
        parts = [*map(citation.get, ("outlet", "title", "published")), _page(citation)]
        parts.append(citation["url"])
        if others := citation["also_in"]:
            parts.append(f"and {len(others)} more: " + "; ".join(map(_named, others)))
        print(f"[{citation['marker']}] " + ", ".join(part for part in parts if part))


def _page(citation: dict[str, Any]) -> str | None:
    """The page of a PDF on which a quote begins.

    >>> _page({"page": 6, "page_label": "iv"}), _page({"page": None, "page_label": None})
    ('p. 6 (iv)', None)
    """
    if citation.get("page") is None:  # so does a server of an earlier version
        return None
    label = citation["page_label"]
    return f"p. {citation['page']}" + (f" ({label})" if label else "")


def _marked(answer: dict[str, Any]) -> str:
    """The text, with a word behind each sentence of the chat model that is unsure.

    >>> _marked({"answer": "Oui. [1] Non. [2]", "checks": [{"verdict": "unsure", "end": 8}]})
    'Oui. [1] (to be checked) Non. [2]'
    """
    text: str = answer["answer"]
    for check in reversed(answer["checks"]):
        if check["verdict"] == "unsure":
            text = f"{text[: check['end']]} (to be checked){text[check['end'] :]}"
    return text


def _named(carrier: dict[str, Any]) -> str:
    return ", ".join(filter(None, (carrier["outlet"] or carrier["title"], carrier["published"])))


if __name__ == "__main__":
    sys.exit(main())
