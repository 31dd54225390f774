"""The way in: file, raw document, article, sentences and passages, vectors, catalogue."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.article import Article, Passage, Sentence
from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Failure, IngestReport, Progress, no_progress
from qa_service.domain.speech import Speech
from qa_service.ingestion.limits import DEFAULTS, Limits
from qa_service.ingestion.readers import Piece, Unread, pieces
from qa_service.ingestion.readers.pieces import joined
from qa_service.ingestion.sources import (
    article_id,
    covered,
    fingerprint,
    list_files,
    part_fingerprint,
)
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry, KnownFile
from qa_service.text.language import detect_language
from qa_service.text.sentences import passages, sentences
from qa_service.text.speech import speeches

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
    speeches: tuple[Speech, ...]

    def embedded_texts(self) -> list[str]:
        """What stands for each sentence in the vector index: it is found under its title too."""
        article = self.article
        return [f"{article.title} : {sentence.of(article.text)}" for sentence in self.sentences]


def ingest(
    sources: list[Path],
    catalogue: Catalogue,
    encoder: Encoder,
    progress: Progress = no_progress,
    limits: Limits = DEFAULTS,
) -> IngestReport:
    """Brings the catalogue in step with `sources`; one file's failure never stops the others."""
    started = perf_counter()
    known = {path: file for path, file in catalogue.files().items() if covered(Path(path), sources)}
    listing = list_files(sources, known)
    drafts = Drafts(listing.files, known, catalogue, limits)
    done = 0
    for batch in _batches(drafts):
        store(batch, catalogue, encoder)
        drafts.finish_files()
        done += len(batch)
        progress(drafts.seen, len(listing.files), batch[-1].article.title)
    drafts.finish_files()
    kept_folders = [Path(failure.path) for failure in listing.missing]
    gone = [
        path
        for path in known.keys() - set(map(str, listing.files))
        if not covered(Path(path), kept_folders)
    ]
    for path in gone:
        catalogue.forget_file(path)
    return IngestReport(
        added=done - drafts.replaced,
        replaced=drafts.replaced,
        removed=drafts.removed + sum(known[path].articles for path in gone),
        unchanged=drafts.unchanged,
        failed=(*listing.missing, *drafts.failed),
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
        own = vectors[start:end]
        entry = Entry(draft.article, draft.passages, draft.sentences, own, draft.speeches)
        catalogue.put(entry, draft.fingerprint)
        start = end


def draft_of(article: Article, mark: str) -> Draft:
    """Cuts an article into sentences and passages, and finds who says what in it."""
    groups = passages(article.text, sentences(article.text, article.language))
    cut_passages: list[Passage] = []
    cut_sentences: list[Sentence] = []
    for number, group in enumerate(groups):
        cut_passages.append(Passage(group[0].start, group[-1].end, article.id, number))
        for span in group:
            ordinal = len(cut_sentences)
            cut_sentences.append(Sentence(span.start, span.end, article.id, ordinal, number))
    said = tuple(speeches(article.text, article.language, article.title))
    return Draft(article, mark, tuple(cut_passages), tuple(cut_sentences), said)


class Drafts:
    """Iterates over the drafts of new and changed articles, and counts as it goes."""

    def __init__(
        self,
        files: Sequence[Path],
        known: Mapping[str, KnownFile],
        catalogue: Catalogue,
        limits: Limits,
    ) -> None:
        self._files, self._known = files, known
        self._catalogue, self._limits = catalogue, limits
        self._read: list[tuple[Path, str | None, set[str]]] = []  # fingerprint, parts now gone
        self.seen = self.replaced = self.removed = self.unchanged = 0
        self.failed: list[Failure] = []

    def __iter__(self) -> Iterator[Draft]:
        for path in self._files:
            self.seen += 1
            try:
                mark = fingerprint(path)
                known = self._known.get(str(path))
                if known is not None and known.fingerprint == mark:
                    self.unchanged += known.articles
                else:
                    yield from self._of_file(path, mark)
            except (UnreadableFile, OSError) as error:
                self.failed.append(Failure(str(path), _reason(error)))

    def _of_file(self, path: Path, mark: str) -> Iterator[Draft]:
        """The drafts of a file's articles that are new or changed."""
        there = self._catalogue.parts(str(path))
        gone, unread = set(there), list[Unread]()
        for piece in pieces(path, self._limits):
            if isinstance(piece, Unread):
                unread.append(piece)
                continue
            gone.discard(piece.part)
            part_mark = part_fingerprint(piece.content)
            if piece.part in there and there[piece.part].fingerprint == part_mark:
                self.unchanged += 1
                continue
            try:
                draft = draft_of(_article(path, piece), part_mark)
            except UnreadableFile as error:
                unread.append(Unread(piece.part, str(error), piece.part))
                continue
            self.replaced += piece.part in there
            yield draft
        self.failed += [Failure(joined(str(path), item.part), item.reason) for item in unread]
        gone = {part for part in gone if not any(item.may_have_held(part) for item in unread)}
        self._read.append((path, None if unread else mark, gone))

    def finish_files(self) -> None:
        """To be called once the drafts so far are stored: settles what their files hold no more."""
        for path, mark, gone in self._read:
            for part in gone:
                self._catalogue.remove(article_id(str(path), part))
            self.removed += len(gone)
            if mark is not None:
                self._catalogue.remember_file(str(path), mark)
        self._read.clear()


def read_articles(
    path: Path, fail: Callable[[Failure], None], limits: Limits = DEFAULTS
) -> Iterator[Article]:
    """The articles in a file; what cannot be read goes to `fail`."""
    try:
        for piece in pieces(path, limits):
            try:
                if isinstance(piece, Unread):
                    raise UnreadableFile(piece.reason)
                yield _article(path, piece)
            except UnreadableFile as error:
                fail(Failure(joined(str(path), piece.part), str(error)))
    except (UnreadableFile, OSError) as error:
        fail(Failure(str(path), _reason(error)))


def _article(path: Path, piece: Piece) -> Article:
    """Raises UnreadableFile."""
    raw = piece.parse()
    return Article(
        id=article_id(str(path), piece.part),
        source=str(path),
        part=piece.part,
        title=raw.title,
        text=raw.text,
        language=raw.language or detect_language(raw.text),
        outlet=raw.outlet,
        author=raw.author,
        url=raw.url,
        published=raw.published,
        published_from=raw.published_from,
        updated=raw.updated,
        section=raw.section,
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
