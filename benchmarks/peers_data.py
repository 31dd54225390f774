"""Articles, passages, vectors and questions that all contenders of compare.py get alike."""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from archive import records_of

from qa_service.domain.reports import Failure
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.pipeline import Draft, Encoder, draft_of
from qa_service.models.names import model_name

ARTICLES, QUESTIONS = "news-fr-dev.jsonl.gz", "piaf-dev.json"  # of the folder of data
# The data set lost the ends of its paragraphs, where two sentences now stand without a space.
LOST_END = re.compile(r"(?<=[a-zà-ÿ0-9)»\"”][.!?…])(?=(?:[«\"“-] ?)?[A-ZÀ-Ý][a-zà-ÿ’' ])")
STEP = 512  # texts embedded between two signs of life


@dataclass(frozen=True)
class Filling:
    """What every index holds that is asked; paths as `Job` has them."""

    folder: Path  # of the articles
    titles: list[str]
    passages: Path  # JSON list; a peer's rows
    passage_vectors: Path  # .npy, of shape (passages, dimension)
    sentences: Path  # ours
    sentence_vectors: Path
    sizes: dict[str, int]


def export(records: Sequence[dict[str, Any]], folder: Path) -> None:
    """A text file of each: title, lead, paragraphs, with blank lines between; named by its day."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for record in records:
        write(record, folder)


def write(record: dict[str, Any], folder: Path) -> Path:
    paragraphs = [record["title"], record["heading"], *LOST_END.split(record["article"])]
    text = "\n\n".join(stripped for one in paragraphs if (stripped := one.strip()))
    path = folder / f"{record['date']}-{record['id']}.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return path


def filling(
    records: Iterator[dict[str, Any]], passages: int, encoder: Encoder, to: Path
) -> Filling:
    """Articles until they have so many passages, in a folder, with the vectors of their parts.

    Vectors that an earlier call made of the same texts are used again.
    """
    folder = to / "asked"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    cut, titles = list[str](), list[str]()
    sentences = dict[str, None]()
    while len(cut) < passages and (record := next(records, None)) is not None:
        for draft in drafts(write(record, folder)):
            text = draft.article.text
            cut += [text[passage.start : passage.end] for passage in draft.passages]
            sentences.update(dict.fromkeys(draft.embedded_texts()))
        titles.append(record["title"].strip())
    if len(cut) < passages:
        print(f"All articles together have {len(cut)} passages, not {passages}.", file=sys.stderr)
    made = [
        stored(name, texts, encoder, to)
        for name, texts in (("passages", cut), ("sentences", list(sentences)))
    ]
    sizes = {"articles": len(titles), "passages": len(cut), "sentences": len(sentences)}
    return Filling(folder, titles, *made[0], *made[1], sizes)


def drafts(path: Path) -> Iterator[Draft]:
    def failed(failure: Failure) -> None:
        raise SystemExit(str(failure))

    for article in read_articles(path, failed):
        yield draft_of(article, article.id)


def stored(name: str, texts: list[str], encoder: Encoder, to: Path) -> tuple[Path, Path]:
    """The files of texts and of their vectors."""
    written = json.dumps(texts, ensure_ascii=False)
    mark = hashlib.sha256(f"{model_name(None)}\n{written}".encode()).hexdigest()[:12]
    kept, vectors = to / f"{name}-{mark}.json", to / f"{name}-{mark}.npy"
    if not vectors.exists():
        kept.write_text(written, encoding="utf-8")
        parts = []
        for start in range(0, len(texts), STEP):
            print(f"embedding {name}: {start} of {len(texts)}", file=sys.stderr)
            parts.append(encoder.encode(texts[start : start + STEP]))
        np.save(vectors, np.concatenate(parts))
    return kept, vectors


def questions(titles: Sequence[str], piaf: Path, count: int) -> list[str]:
    """Titles that ask something, then questions of PIAF, which the articles need not answer."""
    found = dict.fromkeys(title for title in titles if asks(title))
    for subject in json.loads(piaf.read_text(encoding="utf-8"))["data"]:
        if len(found) >= count:
            break
        found[subject["paragraphs"][0]["qas"][0]["question"]] = None
    return list(found)[:count]


def records_in(data: Path) -> Sequence[dict[str, Any]]:
    return list(records_of(data / ARTICLES))


def asking_first(records: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those whose headlines ask something come first, so that there are questions about them."""
    return iter(sorted(records, key=lambda record: not asks(record["title"])))


def asks(title: str) -> bool:
    return title.rstrip().endswith("?")
