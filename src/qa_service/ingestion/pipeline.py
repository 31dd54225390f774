"""The way in: file, raw document, article, sentences and passages, vectors, catalogue.

Embedding takes most of the time, in another process as a rule: while it goes on, what comes next is
read and cut, and what came before is stored.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.article import Article, Passage, Sentence
from qa_service.domain.reports import IngestReport, Preview, Progress, no_progress
from qa_service.domain.speech import Speech
from qa_service.domain.warnings import ArticleWarning, WarnedArticle
from qa_service.ingestion.changes import Changes
from qa_service.ingestion.left_out import LeftOut, deleted
from qa_service.ingestion.limits import DEFAULTS, Limits
from qa_service.ingestion.readers.pieces import joined
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from qa_service.text.injections import warnings_in
from qa_service.text.sentences import passages, sentences
from qa_service.text.speech import speeches

BATCH = 512  # sentences embedded at once: some seconds of work; a crash may repeat two of them
NOWHERE: Mapping[str, str] = MappingProxyType({})
PATIENCE = 5.0  # seconds that an interruption may wait for what is being embedded
T = TypeVar("T")


class Encoder(Protocol):
    """Makes vectors of length 1 from sentences; shape (len(texts), dimension)."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """An article with its parts, before it is embedded."""

    article: Article
    fingerprint: str
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    # Embedding anew needs none of these.
    speeches: tuple[Speech, ...] = ()
    warnings: tuple[ArticleWarning, ...] = ()

    def embedded_texts(self) -> list[str]:
        """What stands for each sentence in the vector index."""
        return [sentence.embedded_text(self.article) for sentence in self.sentences]

    def entry(self, vectors: Mapping[str, NDArray[np.float32]]) -> Entry:
        """What is stored; `vectors` has one for each of the embedded texts."""
        rows = [vectors[text] for text in self.embedded_texts()]
        stacked = np.stack(rows) if rows else np.empty((0, 0), np.float32)
        return Entry(
            self.article, self.passages, self.sentences, stacked, self.speeches, self.warnings
        )


def ingest(
    sources: list[Path],
    catalogue: Catalogue,
    encoder: Encoder,
    progress: Progress = no_progress,
    limits: Limits = DEFAULTS,
    left_out: LeftOut | None = None,
    addresses: Mapping[str, str] = NOWHERE,
) -> IngestReport:
    """Brings the catalogue in step with `sources`; one file's failure never stops the others.

    Articles that were deleted are left out, or else those of `left_out`. `addresses` says where
    files were fetched, by path; their articles are kept even if a file is lost.
    """
    started = perf_counter()
    left_out = left_out or deleted(catalogue)
    changes = Changes(sources, catalogue, limits, left_out, addresses)
    changes.respell()
    done, embedded = 0, 0
    total = changes.count()
    if total:
        progress(0, total, "")  # the encoder may have to load its model first
    warned: list[WarnedArticle] = []
    drafts = (
        draft_of(changed.article, changed.fingerprint, changed.warnings) for changed in changes
    )
    found = ((batch, changes.read()) for batch in batches(drafts))
    with closing(stored(found, catalogue, encoder)) as batched:
        for (batch, read), new in batched:
            changes.settle(read)
            embedded += new
            warned += _warned(batch)
            done += len(batch)
            progress(done, total, batch[-1].article.title)
    changes.settle(changes.read())
    changes.forget_gone()
    changes.settle_failing()
    return changes.report(embedded, perf_counter() - started, warned)


def preview(
    sources: list[Path],
    catalogue: Catalogue,
    progress: Progress = no_progress,
    limits: Limits = DEFAULTS,
    addresses: Mapping[str, str] = NOWHERE,
) -> Preview:
    """What `ingest` would do; changes nothing."""
    started = perf_counter()
    changes = Changes(sources, catalogue, limits, deleted(catalogue), addresses)
    total = changes.count()
    for done, changed in enumerate(changes, start=1):
        progress(done, total, changed.article.title)
    return Preview(changes.report(0, perf_counter() - started))


def ingest_articles(
    articles: Sequence[Article],
    catalogue: Catalogue,
    encoder: Encoder,
    progress: Progress = no_progress,
) -> None:
    """Puts articles in the catalogue that are no files of a folder, such as a data set's.

    Those that are there are passed over, so that an interrupted call can be repeated.
    """
    there = set(catalogue.article_ids())
    missing = [article for article in articles if article.id not in there]
    done = len(articles) - len(missing)
    found = ((batch, None) for batch in batches(draft_of(a, a.id) for a in missing))
    with closing(stored(found, catalogue, encoder)) as batched:
        for (batch, _), _ in batched:
            done += len(batch)
            progress(done, len(articles), "articles")


def store(drafts: Sequence[Draft], catalogue: Catalogue, encoder: Encoder) -> None:
    """Puts each article in the catalogue in its own transaction, and embeds what is new in them."""
    for _ in stored([(drafts, None)], catalogue, encoder):
        pass


def stored(
    found: Iterable[tuple[Sequence[Draft], T]], catalogue: Catalogue, encoder: Encoder
) -> Generator[tuple[tuple[Sequence[Draft], T], int], None, None]:
    """Puts each batch's articles in the catalogue, in order, each in its own transaction.

    Gives every batch back, with whatever came with it, once it is stored, and how many of its
    sentences were embedded. What was before, such as the rest of an article that was corrected or a
    copy under another path, has its vector in the catalogue. The batch after it is taken, and its
    embedding is asked for, before; so what is read must not depend on what is not stored.
    """
    pool = ThreadPoolExecutor(1, "embedding")
    coming: _Embedding[T] | None = None
    try:
        for batch in found:
            before, coming = coming, _Embedding(batch, catalogue, encoder, coming, pool)
            if before:
                yield before.batch, before.store(catalogue)
        before, coming = coming, None
        if before:
            yield before.batch, before.store(catalogue)
    except (KeyboardInterrupt, GeneratorExit):
        if coming:  # what is as good as embedded need not be embedded again
            with suppress(Exception):
                coming.store(catalogue, PATIENCE)
        raise
    finally:
        # Nobody waits for vectors that nobody stores: their process ends with the encoder
        pool.shutdown(wait=False, cancel_futures=True)


class _Embedding(Generic[T]):
    """A batch whose new texts are being embedded."""

    def __init__(
        self,
        batch: tuple[Sequence[Draft], T],
        catalogue: Catalogue,
        encoder: Encoder,
        before: "_Embedding[T] | None",
        pool: ThreadPoolExecutor,
    ) -> None:
        """`before` is the batch that is being embedded and not stored."""
        self.batch = batch
        texts = texts_of(batch[0])
        self._vectors = catalogue.embedded(texts)
        coming: dict[str, None] = before.new if before else {}
        self._shared = [text for text in texts if text in coming and text not in self._vectors]
        self.new: dict[str, None] = dict.fromkeys(
            text for text in texts if text not in self._vectors and text not in coming
        )
        self._before = before if self._shared else None
        self.encoded = pool.submit(encoder.encode, list(self.new)) if self.new else None

    def store(self, catalogue: Catalogue, patience: float | None = None) -> int:
        """Waits for the vectors and returns how many were made.

        Raises TimeoutError where they take longer than so many seconds.
        """
        self._vectors |= self.made(catalogue, patience)
        if self._before:
            others = self._before.made(catalogue)
            self._vectors |= {text: others[text] for text in self._shared}
            self._before = None
        for draft in self.batch[0]:
            catalogue.put(draft.entry(self._vectors), draft.fingerprint)
        return len(self.new)

    def made(
        self, catalogue: Catalogue, patience: float | None = None
    ) -> Mapping[str, NDArray[np.float32]]:
        """The vectors of its new texts."""
        if self.encoded is None:
            return {}
        encoded = self.encoded.result(patience)
        catalogue.check_dimension(encoded.shape[1])
        return dict(zip(self.new, encoded, strict=True))


def texts_of(drafts: Sequence[Draft]) -> list[str]:
    """What stands for their sentences in the vector index, each text once."""
    return list(dict.fromkeys(text for draft in drafts for text in draft.embedded_texts()))


def _warned(drafts: Iterable[Draft]) -> Iterator[WarnedArticle]:
    for draft in drafts:
        if draft.warnings:
            article = draft.article
            source = joined(article.source, article.part)
            yield WarnedArticle(article.id, source, article.title, draft.warnings)


def draft_of(article: Article, mark: str, unseen: Iterable[ArticleWarning] = ()) -> Draft:
    """Cuts an article into sentences and passages, and finds who says what in it.

    And what addresses a machine; `unseen` is such as was there and is not in its text.
    """
    groups = passages(article.text, sentences(article.text, article.language))
    cut_passages: list[Passage] = []
    cut_sentences: list[Sentence] = []
    for number, group in enumerate(groups):
        cut_passages.append(Passage(group[0].start, group[-1].end, article.id, number))
        for span in group:
            ordinal = len(cut_sentences)
            cut_sentences.append(Sentence(span.start, span.end, article.id, ordinal, number))
    said = tuple(speeches(article.text, article.language, article.title))
    warnings = (*unseen, *warnings_of(article))
    return Draft(article, mark, tuple(cut_passages), tuple(cut_sentences), said, warnings)


def warnings_of(article: Article) -> Iterator[ArticleWarning]:
    """What is found in its text, and in its names, which have no place there."""
    yield from warnings_in(article.text)
    for name in dict.fromkeys((article.title, article.outlet, article.author, article.section)):
        for warning in warnings_in(name or ""):
            yield replace(warning, span=None)


def batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Drafts that are embedded together."""
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(draft)
        if sum(len(waiting.sentences) for waiting in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
