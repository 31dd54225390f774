"""Compares the indexes with the catalogue they are derived from."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.errors import StoreError
from qa_service.store.catalogue import Catalogue
from qa_service.store.indexes import Indexes
from qa_service.store.records import Counts, Entry

SAMPLE = 200  # vectors that are compared
SENTENCES = 20  # of an article, about

Entries = Callable[[Iterable[str]], Iterator[Entry]]


def check(indexes: Indexes, counts: Counts) -> None:
    """Raises if an index has lost or gained something, or does not answer."""
    # first: it loads the vectors and lets other threads go on, as counting them does not
    indexes.vectors.probe()
    found = Counts(counts.articles, len(indexes.words), len(indexes.vectors))
    if found != counts:
        raise StoreError(f"{found} instead of {counts}")
    if len(indexes.rows) != counts.sentences:
        raise StoreError(f"{len(indexes.rows)} rows instead of {counts.sentences}")


def index_problems(indexes: Indexes, catalogue: Catalogue) -> list[str]:
    """The differences in ids and in a sample of vectors, in words.

    What is committed meanwhile is pending, and is passed over.
    """
    ids = sample(catalogue.article_ids())
    passages, sentences = catalogue.passage_keys(), catalogue.sentence_keys()
    in_words, in_vectors = indexes.words.keys(), indexes.vectors.keys()
    wrong = wrong_vectors(indexes, ids, catalogue.entries)
    late = {item.article_id for item in catalogue.pending()}
    return [
        *_differences("lexical index", passages, in_words, late),
        *_differences("vector index", sentences, in_vectors, late),
        *(problem for article_id, problem in wrong.items() if article_id not in late),
    ]


def sample(ids: Sequence[str]) -> Sequence[str]:
    """Some of the articles, at even distances."""
    return ids[:: max(1, len(ids) * SENTENCES // SAMPLE)]


def wrong_vectors(indexes: Indexes, ids: Iterable[str], entries: Entries) -> dict[str, str]:
    """What is wrong, by article; sentences that are not there are no matter here."""
    found = {}
    for entry in entries(ids):
        article_id = entry.article.id
        keys = [sentence.key for sentence in entry.sentences]
        stored = indexes.vectors.stored(keys) if keys else entry.vectors
        if stored.shape == entry.vectors.shape and not _same(stored, entry.vectors):
            found[article_id] = f"vector index: wrong vectors for article {article_id}"
        elif not _same(indexes.rows.stored(article_id), entry.vectors):
            found[article_id] = f"rows: wrong vectors for article {article_id}"
    return found


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    return one.size == other.size and (not one.size or np.allclose(one, other, atol=1e-3))


def _differences(name: str, wanted: set[str], found: list[str], late: set[str]) -> list[str]:
    def settled(keys: set[str]) -> set[str]:
        return {key for key in keys if key.partition(":")[0] not in late}

    problems = []
    if missing := settled(wanted - set(found)):
        problems.append(f"{name}: {len(missing)} missing, such as {min(missing)}")
    if surplus := settled(set(found) - wanted):
        problems.append(f"{name}: {len(surplus)} too many, such as {min(surplus)}")
    if len(found) != len(set(found)):
        problems.append(f"{name}: {len(found) - len(set(found))} entries twice")
    return problems
