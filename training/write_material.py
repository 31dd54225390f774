"""Helps to write material about news: numbers sentences, checks lines, turns numbers into places.

    python training/write_material.py number EXPORT INPUT.txt SPANS.jsonl ID...
    python training/write_material.py check INPUT.txt LINES.jsonl
    python training/write_material.py places EXPORT SPANS.jsonl FOLDER LINES.jsonl...

`training/material/README.md` says how it goes. SPANS.jsonl keeps where the sentences were when they
were numbered, since the rules of cutting may change.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qa_service.domain.errors import QAServiceError
from qa_service.evaluation.datasets import read_export
from qa_service.text.sentences import sentences

Row = Mapping[str, Any]
Place = list[int]  # start and end
NUMBERED = re.compile(r"(\d+)\. (.*)")
FILES = ("questions", "statements", "speech", "dialogues")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("number", help="write articles with their sentences numbered")
    command.add_argument("export", type=Path)
    command.add_argument("input", type=Path)
    command.add_argument("spans", type=Path)
    command.add_argument("ids", nargs="+")
    command.set_defaults(run=number)
    command = commands.add_parser("check", help="say what is wrong with a writer's lines")
    command.add_argument("input", type=Path)
    command.add_argument("lines", type=Path)
    command.set_defaults(run=check)
    command = commands.add_parser("places", help="write the files of material from lines")
    command.add_argument("export", type=Path)
    command.add_argument("spans", type=Path)
    command.add_argument("folder", type=Path)
    command.add_argument("lines", type=Path, nargs="+")
    command.set_defaults(run=place)
    options = parser.parse_args()
    code: int = options.run(options)
    return code


def number(options: argparse.Namespace) -> int:
    articles = read_export(options.export)
    with (
        options.input.open("w", encoding="utf-8") as text,
        options.spans.open("a", encoding="utf-8") as places,
    ):
        for key in options.ids:
            article = articles[key]
            spans = sentences(article.text, "fr")
            title = " ".join(article.title.split())
            text.write(f"=== {key} | {article.published or ''} | {title}\n")
            text.writelines(f"{n}. {one.of(article.text)}\n" for n, one in enumerate(spans, 1))
            row = {"a": key, "spans": [[one.start, one.end] for one in spans]}
            places.write(json.dumps(row) + "\n")
    return 0


def check(options: argparse.Namespace) -> int:
    articles = numbered(options.input.read_text("utf-8"))
    counts, complaints = Counter[str](), list[str]()
    for n, line in enumerate(options.lines.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        counts.update(labels(row))
        complaints += [f"line {n}: {fault}" for fault in faults(row, articles.get(row["a"]))]
    print(dict(counts))
    print("\n".join(complaints) or "no faults")
    return 1 if complaints else 0


def numbered(text: str) -> dict[str, dict[int, str]]:
    """The sentences of each article of a writer's input; one may run over several lines."""
    articles: dict[str, dict[int, str]] = {}
    for article in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, *lines = article.rstrip("\n").split("\n")
        found: dict[int, str] = {}
        for line in lines:
            if begun := NUMBERED.match(line):
                found[int(begun[1])] = begun[2]
            else:
                found[max(found)] += "\n" + line
        articles[head.split(" | ")[0]] = found
    return articles


def labels(row: Row) -> Iterator[str]:
    """What is counted of a row."""
    for name in ("l", "t", "n", "k", "kind"):
        if name in row:
            yield f"{name}:{row[name]}"
    if "ok" in row:
        yield "right" if row["ok"] else "wrong"


def faults(row: Row, article: Mapping[int, str] | None) -> Iterator[str]:
    """What is wrong with a row about an article of the input."""
    if article is None:
        yield f"unknown article {row['a']}"
        return
    for part in row.get("turns", [row]):
        cited = part.get("s") or []
        cited = cited if isinstance(cited, list) else [cited]
        if unknown := [n for n in cited if n not in article]:
            yield f"no such sentence {unknown}"
        elif cited:
            words = part.get("x", part.get("said", ""))
            if words not in article[cited[0]]:
                yield f"{words!r} is not in sentence {cited[0]}"
        elif "c" in part or ("q" in part and "n" not in part):
            yield "it cites nothing"
        if part.get("c") in article.values():
            yield "the statement is a copy"


def place(options: argparse.Namespace) -> int:
    articles = read_export(options.export)
    spans = {row["a"]: row["spans"] for row in rows([options.spans])}
    found: dict[str, list[Row]] = {name: [] for name in FILES}
    for row in rows(options.lines):
        name, placed = placed_row(row, articles[row["a"]].text, spans[row["a"]])
        found[name].append({"article": row["a"], **placed})
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, placed_rows in found.items():
        with (options.folder / f"{name}.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in placed_rows)
        print(f"{len(placed_rows)} added to {name}")
    return 0


def rows(files: Iterable[Path]) -> Iterator[Row]:
    for file in files:
        yield from (json.loads(line) for line in file.read_text("utf-8").splitlines() if line)


def placed_row(row: Row, text: str, spans: Sequence[Place]) -> tuple[str, Row]:
    """The file that a checked line belongs to, and the line with places in the text."""
    if "turns" in row:
        turns = [turn_of(turn, text, spans) for turn in row["turns"]]
        return "dialogues", {"language": row["l"], "turns": turns}
    if "q" in row:
        told = {"question": row["q"], "language": row["l"], "type": row["t"]}
        return "questions", told | (
            answer_of(row, text, spans) if row["s"] else {"near_miss": row["n"]}
        )
    if "c" in row:
        cited = [spans[n - 1] for n in row["s"]]
        told = {"statement": row["c"], "language": row["l"], "sentences": cited}
        return "statements", told | {"supported": bool(row["ok"]), "kind": row["k"]}
    return "speech", speech_of(row, text, spans) if row["s"] else {"kind": "none"}


def turn_of(turn: Row, text: str, spans: Sequence[Place]) -> Row:
    later = {"full": turn["full"], "kind": turn["k"]} if "full" in turn else {}
    return {"question": turn["q"], **answer_of(turn, text, spans), **later}


def answer_of(row: Row, text: str, spans: Sequence[Place]) -> dict[str, Any]:
    cited = [spans[n - 1] for n in row["s"]]
    start = text.index(row["x"], *cited[0])
    return {"sentences": cited, "answer": [start, start + len(row["x"])]}


def speech_of(row: Row, text: str, spans: Sequence[Place]) -> Row:
    start, end = spans[row["s"] - 1]
    said = text.index(row["said"], start, end)
    mention = nearest(row["mention"], text, start, end)
    return {
        "kind": row["kind"],
        "said": [said, said + len(row["said"])],
        "mention": mention,
        "speaker": row["who"],
    }


def nearest(words: str, text: str, start: int, end: int) -> Place | None:
    """The place of the words in a sentence, else the one that is nearest to its start."""
    places = [found.start() for found in re.finditer(re.escape(words), text)]
    if not places:
        return None
    inside = [at for at in places if start <= at < end]
    at = inside[0] if inside else min(places, key=lambda one: abs(one - start))
    return [at, at + len(words)]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except QAServiceError as error:
        sys.exit(str(error))
