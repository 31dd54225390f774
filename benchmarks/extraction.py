"""Measures what is read from raw HTML pages against what their publisher says of them.

    python benchmarks/extraction.py ../shared/data [--misses]

DATA holds `html-fr-dev/<id>.html` and `news-fr-dev.jsonl.gz`, whose lines have id, title, heading,
article, date and author. Exits with 1 if a figure is under its floor.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qa_service.domain.article import Article
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.pipeline import read_article
from qa_service.text.dates import fold

PAGES, TRUTH = "html-fr-dev", "news-fr-dev.jsonl.gz"
FLOORS = {"dates": 0.95, "provenance": 1.0, "titles": 0.97, "body F1": 0.93, "authors": 0.80}


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as it was read, and as its publisher describes it."""

    name: str
    article: Article | None  # None where no article was found
    truth: dict[str, Any]


def main() -> int:
    options = parsed()
    readings = list(read_pages(options.data))
    if not readings:
        print(f"No page in {options.data / PAGES} is listed in {TRUTH}.", file=sys.stderr)
        return 1
    scores = {reading.name: scores_of(reading) for reading in readings}
    figures = {name: mean_of(scores, name) for name in FLOORS}
    print(f"{len(readings)} pages")
    for name, figure in figures.items():
        print(f"{name:12} {figure:.3f}  (floor {FLOORS[name]:.2f})")
    today = sum(r.article is not None and r.article.published == date.today() for r in readings)
    print(f"{'ingest times':12} {today}")
    if options.misses:
        print_misses(readings, scores)
    return int(today > 0 or any(figures[name] < floor for name, floor in FLOORS.items()))


def read_pages(data: Path) -> Iterator[Reading]:
    """Each page of the folder that the list describes."""
    pages = {path.stem: path for path in sorted((data / PAGES).glob("*.html"))}
    with gzip.open(data / TRUTH, "rt", encoding="utf-8") as lines:
        truths = (json.loads(line) for line in lines)
        for truth in truths:
            if path := pages.get(str(truth["id"])):
                try:
                    yield Reading(path.name, read_article(path), truth)
                except UnreadableFile as error:
                    print(f"{path.name}: {error}", file=sys.stderr)
                    yield Reading(path.name, None, truth)


def scores_of(reading: Reading) -> dict[str, float | None]:
    """In [0, 1], larger is better; None where the publisher says nothing to compare with."""
    article, truth = reading.article, reading.truth
    if article is None:
        return dict.fromkeys(FLOORS, 0.0)
    published = article.published
    return {
        "dates": float(published is not None and published.isoformat() == truth["date"]),
        "provenance": float((published is None) == (article.published_from is None)),
        "titles": float(same(article.title, truth["title"])),
        "body F1": token_f1(article.text, f"{truth['heading'] or ''} {truth['article']}"),
        "authors": float(same(article.author or "", truth["author"])) if truth["author"] else None,
    }


def mean_of(scores: dict[str, dict[str, float | None]], name: str) -> float:
    values = [value for page in scores.values() if (value := page[name]) is not None]
    return sum(values) / len(values) if values else 0.0


def same(found: str, true: str) -> bool:
    """Whether two texts have the same letters and digits."""
    return tokens(found) == tokens(true)


def token_f1(found: str, true: str) -> float:
    """The harmonic mean of precision and recall over words, each counted as often as it occurs."""
    first, second = Counter(tokens(found)), Counter(tokens(true))
    shared = (first & second).total()
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def print_misses(readings: list[Reading], scores: dict[str, dict[str, float | None]]) -> None:
    for reading in readings:
        article, truth = reading.article, reading.truth
        for name, score in scores[reading.name].items():
            if article is None or score is None or score >= FLOORS[name]:
                continue
            found = {
                "dates": f"{article.published} instead of {truth['date']}",
                "titles": f"{article.title!r} instead of {truth['title']!r}",
                "authors": f"{article.author!r} instead of {truth['author']!r}",
            }
            print(f"{reading.name} {name} {score:.2f} {found.get(name, '')}")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the data sets")
    parser.add_argument("--misses", action="store_true", help="name each page that falls short")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
