"""The way in: file, raw document, article, sentences and passages, vectors, catalogue."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.article import Article, Passage, Sentence
from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Failure, IngestReport, Progress, no_progress
from qa_service.ingestion.readers import read
from qa_service.ingestion.sources import article_id, covered, fingerprint, list_files
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from qa_service.text.language import detect_language
from qa_service.text.sentences import passages, sentences

BATCH = 512  # sentences embedded at once: some seconds of work, and what a crash may repeat


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

    def embedded_texts(self) -> list[str]:
        """What stands for each sentence in the vector index: it is found under its title too."""
        article = self.article
        return [f"{article.title} : {sentence.of(article.text)}" for sentence in self.sentences]


def ingest(
    sources: list[Path], catalogue: Catalogue, encoder: Encoder, progress: Progress = no_progress
) -> IngestReport:
    """Brings the catalogue in step with `sources`; one file's failure never stops the others."""
    started = perf_counter()
    known = {
        source: mark
        for source, mark in catalogue.fingerprints().items()
        if covered(Path(source), sources)
    }
    listing = list_files(sources, known)
    failed = list(listing.missing)
    kept_folders = [Path(failure.path) for failure in listing.missing]
    drafts = Drafts(listing.files, known, failed.append)
    done = 0
    for batch in _batches(drafts):
        store(batch, catalogue, encoder)
        done += len(batch)
        progress(drafts.seen, len(listing.files), batch[-1].article.title)
    gone = [
        source
        for source in known.keys() - set(map(str, listing.files))
        if not covered(Path(source), kept_folders)
    ]
    for source in gone:
        catalogue.remove(article_id(source))
    return IngestReport(
        added=done - drafts.replaced,
        replaced=drafts.replaced,
        removed=len(gone),
        unchanged=drafts.unchanged,
        failed=tuple(failed),
        seconds=perf_counter() - started,
    )


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
    for batch in _batches(draft_of(article, article.id) for article in missing):
        store(batch, catalogue, encoder)
        done += len(batch)
        progress(done, len(articles), "articles")


def store(drafts: Sequence[Draft], catalogue: Catalogue, encoder: Encoder) -> None:
    """Embeds some articles together and puts each in the catalogue in its own transaction."""
    vectors = encoder.encode([text for draft in drafts for text in draft.embedded_texts()])
    catalogue.check_dimension(vectors.shape[1])
    start = 0
    for draft in drafts:
        end = start + len(draft.sentences)
        entry = Entry(draft.article, draft.passages, draft.sentences, vectors[start:end])
        catalogue.put(entry, draft.fingerprint)
        start = end


def draft_of(article: Article, mark: str) -> Draft:
    """Cuts an article into sentences and passages."""
    groups = passages(article.text, sentences(article.text, article.language))
    cut_passages: list[Passage] = []
    cut_sentences: list[Sentence] = []
    for number, group in enumerate(groups):
        cut_passages.append(Passage(group[0].start, group[-1].end, article.id, number))
        for span in group:
            ordinal = len(cut_sentences)
            cut_sentences.append(Sentence(span.start, span.end, article.id, ordinal, number))
    return Draft(article, mark, tuple(cut_passages), tuple(cut_sentences))


class Drafts:
    """Iterates over the drafts of new and changed files, and counts as it goes."""

    def __init__(
        self, files: Sequence[Path], known: dict[str, str], fail: Callable[[Failure], None]
    ) -> None:
        self._files, self._known, self._fail = files, known, fail
        self.seen = self.replaced = self.unchanged = 0

    def __iter__(self) -> Iterator[Draft]:
        for path in self._files:
            self.seen += 1
            try:
                mark = fingerprint(path)
                if self._known.get(str(path)) == mark:
                    self.unchanged += 1
                    continue
                draft = draft_of(read_article(path), mark)
            except (UnreadableFile, OSError) as error:
                self._fail(Failure(str(path), _reason(error)))
                continue
            self.replaced += str(path) in self._known
            yield draft


def read_article(path: Path) -> Article:
    """The article in a file. Raises UnreadableFile or OSError."""
    raw = read(path)
    return Article(
        id=article_id(str(path)),
        source=str(path),
        title=raw.title,
        text=raw.text,
        language=raw.language or detect_language(raw.text),
        outlet=raw.outlet,
        author=raw.author,
        url=raw.url,
        published=raw.published,
        published_from=raw.published_from,
    )


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(draft)
        if sum(len(waiting.sentences) for waiting in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror}: check the file and its permissions"
    return str(error)
