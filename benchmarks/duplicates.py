"""What is linked as one origin in an archive: how much, how quickly, and samples to be read.

    python benchmarks/duplicates.py ARTICLES [--limit N] [--sample N] [--seed N]

ARTICLES is a file that `qa-service ingest` reads. Nothing is embedded.
"""

import argparse
import random
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import process_time

from sqlalchemy import insert

from qa_service.domain.article import Article, Carrier
from qa_service.ingestion.articles import read_articles
from qa_service.store.catalogue import Catalogue
from qa_service.store.likenesses import Wording
from qa_service.store.origins import place
from qa_service.store.tables import article_values, articles, open_sqlite
from qa_service.text.shingles import shingles, words

LEVELS = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.9), (0.9, 1.01))  # of what the shorter text shares
SHOWN = 400  # characters of what two articles share


@dataclass
class Seconds:
    """What linking took, article by article."""

    compared: list[float] = field(default_factory=list)  # making the signature
    linked: list[float] = field(default_factory=list)  # within the transaction


def main() -> None:
    """Prints figures, then samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--sample", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        read = islice(read_articles(options.articles, lambda failure: None), options.limit)
        with closing(Catalogue(path)) as catalogue:
            seconds, known = link(path, read)
            print_figures(catalogue, path, seconds, known)
            print_sample(catalogue, known, random.Random(options.seed), options.sample)


def link(path: Path, read: Iterator[Article]) -> tuple[Seconds, dict[str, Article]]:
    """Stores articles as an ingestion does, without sentences."""
    engine = open_sqlite(path)
    seconds, known = Seconds(), dict[str, Article]()
    for article in read:
        started = process_time()
        wording = Wording(article.text)
        seconds.compared.append(process_time() - started)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(insert(articles).values(article_values(article, "")))
            started = process_time()
            place(connection, article, wording)
            seconds.linked.append(process_time() - started)
        known[article.id] = article
    engine.dispose()
    return seconds, known


def print_figures(
    catalogue: Catalogue, path: Path, seconds: Seconds, known: dict[str, Article]
) -> None:
    """Time, size and groups."""
    groups = groups_of(catalogue)
    sizes = Counter(map(len, groups))
    last = seconds.linked[-500:]
    print(f"{len(known)} articles, {len(groups)} groups of {sum(map(len, groups))} articles")
    print("articles in a group: " + ", ".join(f"{n} ({sizes[n]} times)" for n in sorted(sizes)))
    print(f"signatures {sum(seconds.compared):.1f} s, linking {sum(seconds.linked):.1f} s")
    print(
        f"linking, the last {len(last)}: mean {1000 * sum(last) / len(last):.1f} ms, "
        f"longest {1000 * max(last):.1f} ms"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"catalogue {path.stat().st_size / 1e6:.0f} MB, peak memory {peak:.0f} MB")


def groups_of(catalogue: Catalogue) -> list[tuple[Carrier, ...]]:
    """Each group once."""
    return list({group[0].article_id: group for group in catalogue.carriers().values()}.values())


def print_sample(
    catalogue: Catalogue, known: dict[str, Article], chance: random.Random, count: int
) -> None:
    """Pairs of a group's first article and another, by how much the shorter one shares."""
    pairs = []
    for first, *others in groups_of(catalogue):
        for other in others:
            one, two = known[first.article_id], known[other.article_id]
            pairs.append((share(one, two), one, two))
    for low, high in LEVELS:
        level = [pair for pair in pairs if low <= pair[0] < high]
        print(f"\n== shared by the shorter one: {low:.1f} to {high:.1f}: {len(level)} pairs")
        for shared, one, two in chance.sample(level, min(count, len(level))):
            print(f"-- {shared:.2f}")
            for article in (one, two):
                print(
                    f"   {article.published}  {len(words(article.text)):4d} words  {article.title}"
                )
            print(f"   ~ {in_common(one, two)[:SHOWN]}")


def share(one: Article, two: Article) -> float:
    """Of the shorter text's shingles, those that the longer one has."""
    ours, theirs = shingles(words(one.text)), shingles(words(two.text))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def in_common(one: Article, two: Article) -> str:
    """What of the first text stands in the second, in words."""
    run, theirs = words(one.text), shingles(words(two.text))
    lit = {n + k for n in range(len(run) - 2) if (*run[n : n + 3],) in theirs for k in range(3)}
    return " ".join(
        run[n] if n in lit else "…" for n in range(len(run)) if n in lit or n - 1 in lit
    )


if __name__ == "__main__":
    main()
