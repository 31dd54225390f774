"""Samples speeches of a news export, to be judged by reading: who speaks, and how far.

    python benchmarks/quotes.py news.jsonl.gz OUT --count 200 --seed 7

draws articles at random and of each at most two speeches, and writes a table to OUT with one line
a speech: kind, speaker, mention, speech, and what stands around it. A judge adds a verdict to each
line. The articles' text belongs to others: OUT lies outside the repository.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qa_service.domain.speech import Speech
from qa_service.text.speech import speeches

AROUND = 260  # code points of context on each side
MOST = 2  # speeches of one article


def main() -> None:
    arguments = _arguments()
    records = _records(arguments.data)
    drawn = random.Random(arguments.seed)
    drawn.shuffle(records)
    lines: list[str] = []
    kinds: Counter[str] = Counter()
    for record in records:
        for line, speech in _sampled(record, drawn):
            lines.append(f"{len(lines) + 1:03}\t{line}")
            kinds[speech.kind] += 1
        if len(lines) >= arguments.count:
            break
    arguments.out.write_text("\n".join(lines[: arguments.count]) + "\n", encoding="utf-8")
    print(f"{min(len(lines), arguments.count)} speeches: {dict(kinds)}")


def _sampled(record: dict[str, str], drawn: random.Random) -> Iterator[tuple[str, Speech]]:
    text = record["article"]
    found = speeches(text, "fr", record["title"])
    for speech in drawn.sample(found, min(MOST, len(found))):
        yield _line(text, speech), speech


def _line(text: str, speech: Speech) -> str:
    mention = speech.mention.of(text) if speech.mention else ""
    before = text[max(0, speech.start - AROUND) : speech.start]
    after = text[speech.end : speech.end + AROUND]
    shown = f"{before}⟦{speech.of(text)}⟧{after}"
    return "\t".join([speech.kind, str(speech.speaker), mention, " ".join(shown.split())])


def _records(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="gzipped JSON lines with title and article")
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
