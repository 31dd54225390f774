"""Measures what is read from raw HTML pages against what their publisher says of them.

    python benchmarks/extraction.py ../shared/data [--misses]

DATA holds `html-fr-dev/<id>.html` and `news-fr-dev.jsonl.gz`, whose lines have id, title, heading,
article, date, author and url. What a site puts after all its titles is no part of a headline and
left out. Exits with 1 if a figure is under its floor.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from qa_service.domain.article import Article
from qa_service.domain.reports import Failure
from qa_service.ingestion.articles import read_articles
from qa_service.text.dates import fold

COMMON = 100  # titles that end alike: no headline does
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
        truths = [json.loads(line) for line in lines]
    endings = house_endings(truths)
    for truth in truths:
        if path := pages.get(str(truth["id"])):
            article = next(read_articles(path.resolve(), complain), None)
            headline = without_ending(truth["title"], endings[house_of(truth)])
            yield Reading(path.name, article, {**truth, "headline": headline})


def house_endings(truths: list[dict[str, Any]]) -> dict[str, set[str]]:
    """What a site puts after its headlines: " : actualité automobile" on hundreds of pages."""
    counts = Counter((house_of(truth), ending_of(truth["title"])) for truth in truths)
    endings: dict[str, set[str]] = defaultdict(set)
    for (house, ending), count in counts.items():
        if count >= COMMON:
            endings[house].add(ending)
    return endings


def house_of(truth: dict[str, Any]) -> str:
    return urlsplit(truth["url"] or "").hostname or ""


def ending_of(title: str) -> str:
    return re.split(r"\s[:|–-]\s", title.strip())[-1]


def without_ending(title: str, endings: set[str]) -> str:
    ending = ending_of(title)
    stem = title.strip().removesuffix(ending)
    return re.sub(r"\s[:|–-]\s$", "", stem) if stem and ending in endings else title


def complain(failure: Failure) -> None:
    print(f"{failure.path}: {failure.reason}", file=sys.stderr)


def scores_of(reading: Reading) -> dict[str, float | None]:
    """In [0, 1], larger is better; None where the publisher says nothing to compare with."""
    article, truth = reading.article, reading.truth
    if article is None:
        return dict.fromkeys(FLOORS, 0.0)
    published = article.published
    return {
        "dates": float(published is not None and published.isoformat() == truth["date"]),
        "provenance": float((published is None) == (article.published_from is None)),
        "titles": float(same(article.title, truth["headline"])),
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
                "titles": f"{article.title!r} instead of {truth['headline']!r}",
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
