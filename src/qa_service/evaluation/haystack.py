"""The haystack: a store with the articles in which an evaluation asks its questions.

Embedding thousands of articles takes an hour, so the store is kept in the cache under a name made
of all that shapes it, and a second evaluation of the same articles starts at once:

    <cache>/haystacks/<key>/    a store like any other

An interrupted one goes on where it stopped, by the same means as any ingestion. Those used longest
ago are deleted when there are too many; all may be deleted at any time.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from qa_service.domain.article import Article
from qa_service.domain.errors import DatasetError, StoreInUse
from qa_service.domain.reports import Progress
from qa_service.evaluation import datasets
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.pipeline import draft_of, ingest_articles
from qa_service.ingestion.sources import list_files
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.ownership import require_unowned
from qa_service.text.analysis import terms

if TYPE_CHECKING:
    from qa_service.models.embedding import SentenceEmbeddings

Say = Callable[[str], None]

KEPT = 6  # haystacks; one of 8,000 news articles takes about 600 MB
SAMPLE = 50  # articles whose cutting stands for all


def read_distractors(path: Path, say: Say) -> tuple[Article, ...]:
    """The articles of a data set, of JSONL with one article a line, or of a folder of articles.

    Raises UsageError or DatasetError.
    """
    if not path.is_dir():
        return datasets.read_articles(path)
    articles = list[Article]()
    for file in list_files([path.resolve()], ()).files:
        articles += read_articles(file, lambda failure: say(f"{failure.path}: {failure.reason}"))
    if not articles:
        raise DatasetError(f"There is no article in the folder {path}. Name another one.")
    return tuple(articles)


@contextmanager
def haystack(
    articles: Iterable[Article],
    embeddings: "SentenceEmbeddings",
    folder: Path,
    progress: Progress,
    say: Say,
) -> Iterator[Archive]:
    """The store of these articles below `folder`, filled if need be. Raises StoreInUse."""
    wanted = sorted({article.id: article for article in articles}.values(), key=lambda a: a.id)
    store = folder / _key(wanted, embeddings.name)
    with closing(_taken(store, embeddings.name, say)) as archive:
        there = archive.catalogue.counts().articles
        if there < len(wanted):
            say(f"Embedding {len(wanted) - there} of {len(wanted)} articles, to be kept in {store}")
            ingest_articles(wanted, archive.catalogue, embeddings, progress)
            say("Building the indexes")
            archive.refresh()
        else:
            say(f"Using the {there} articles kept in {store}")
        yield archive


def _taken(store: Path, model: str, say: Say) -> Archive:
    """The store opened; under a lock, lest another evaluation deletes it just now."""
    store.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(store.parent / "room.lock"):
        archive = _opened(store, model, say)
        os.utime(store)  # its time of last use
        _make_room(store)
        return archive


def _opened(store: Path, model: str, say: Say) -> Archive:
    catalogue = open_catalogue(store, model, say)
    try:
        return Archive(store, catalogue, say)
    except StoreInUse as error:
        catalogue.close()
        raise StoreInUse(
            f"Another evaluation is using {store}. Try again when it has finished."
        ) from error
    except BaseException:
        catalogue.close()
        raise


def _key(articles: Sequence[Article], model: str) -> str:
    """Changes with the model, with any article, and with the way articles are cut and indexed."""
    key = hashlib.sha256(f"{model}\n".encode())
    for article in articles:
        key.update(repr(article).encode())
    for article in articles[:: max(1, len(articles) // SAMPLE)]:
        key.update(repr((draft_of(article, "").embedded_texts(), terms(article.text))).encode())
    return key.hexdigest()[:16]


def _make_room(used: Path) -> None:
    """Deletes the neighbours that were used longest ago and are not in use."""
    others = [path for path in used.parent.iterdir() if path.is_dir() and path != used]
    others.sort(key=lambda store: store.stat().st_mtime)
    for store in others[: max(0, len(others) + 1 - KEPT)]:
        try:
            require_unowned(store)
        except StoreInUse:
            continue
        shutil.rmtree(store, ignore_errors=True)
