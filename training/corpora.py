"""Data sets as archives: embedded once, then searched whole or in part."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qa_service.answering.reading import Reader
from qa_service.domain.reading import Excerpt, ExcerptReading
from qa_service.evaluation.datasets import Dataset
from qa_service.ingestion.pipeline import draft_of
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.records import Entry


@dataclass(frozen=True)
class Corpus:
    """A data set with the vectors of its sentences, made once."""

    dataset: Dataset
    entries: dict[str, Entry]
    subjects: dict[str, str]  # article id -> title


class RememberingEmbeddings(SentenceEmbeddings):
    """The model, which embeds each question once however many archives it is put to."""

    def __init__(self, embeddings: SentenceEmbeddings) -> None:
        super().__init__(embeddings.name, embeddings.dimension, embeddings._model)
        self._seen: dict[str, list[float]] = {}

    def embed_query(self, text: str) -> list[float]:
        if text not in self._seen:
            self._seen[text] = super().embed_query(text)
        return self._seen[text]


class RememberingReader:
    """The reader, which reads the same excerpts for the same question once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._seen: dict[tuple[str, tuple[Excerpt, ...]], list[ExcerptReading]] = {}

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[ExcerptReading]:
        key = question, tuple(excerpts)
        if key not in self._seen:
            self._seen[key] = self._reader.read(question, excerpts)
        return self._seen[key]


def embedded(dataset: Dataset, embeddings: SentenceEmbeddings) -> Corpus:
    drafts = [draft_of(article, article.id) for article in dataset.articles]
    vectors = embeddings.encode([text for draft in drafts for text in draft.embedded_texts()])
    entries, start = {}, 0
    for draft in drafts:
        end = start + len(draft.sentences)
        entries[draft.article.id] = Entry(
            draft.article, draft.passages, draft.sentences, vectors[start:end]
        )
        start = end
    return Corpus(dataset, entries, {a.id: a.title for a in dataset.articles})


@contextmanager
def archive_of(entries: Sequence[Entry]) -> Iterator[Archive]:
    with TemporaryDirectory() as folder:
        catalogue = open_catalogue(Path(folder), "")
        for entry in entries:
            catalogue.check_dimension(entry.vectors.shape[1])
            catalogue.put(entry, entry.article.id)
        with closing(Archive(Path(folder), catalogue, print)) as archive:
            yield archive
