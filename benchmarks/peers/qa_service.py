"""This project, by its defaults. It reads whole answers out of what it finds; a peer only finds."""

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peers.job import Job, files_in
from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.reports import no_progress
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.following import follow
from qa_service.ingestion.pipeline import Draft, Encoder, batches, draft_of, ingest, texts_of
from qa_service.models.names import model_name
from qa_service.settings import read_settings
from qa_service.store.archive import open_catalogue
from qa_service.store.ownership import ingestion_lock
from qa_service.text import language
from qa_service.upkeep import apply, article_encoder


class Stored:
    """An encoder whose vectors are there."""

    def __init__(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        self._vectors = dict(zip(texts, vectors, strict=True))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vectors[text] for text in texts])


class Ours:
    def __init__(self, job: Job) -> None:
        self._job = job
        folder = {"corpus": Path(job.folder), "store": Path(job.store)}
        self._settings = read_settings(folder | job.options)
        self._encoder = article_encoder(self._settings, said)

    def load(self) -> None:
        """Starts the process that embeds, and loads the model that tells languages apart.

        Asking has its own way to embed, loaded by `open`.
        """
        if self._job.phase != "ask":
            import qa_service.store.vectors  # noqa: F401  # Chroma, as the peers have it imported

            language.load()
            self._drafts = drafts_of(self._job.folder) if self._job.phase == "embed" else []
            self._encoding = self._encoder.__enter__()
            self._encoding.encode(["Bonjour."])

    def ingest(self) -> int:
        if self._job.phase == "embed":
            return embed(self._drafts, self._encoding)
        return self._ingested(self._encoding)

    def fill(self) -> int:
        return self._ingested(Stored(self._job.read_texts(), self._job.read_vectors()))

    def _ingested(self, encoder: Encoder) -> int:
        """What the command `ingest` does, with an encoder that is ready."""
        store, model = self._settings.store, model_name(None)
        with ingestion_lock(store), closing(open_catalogue(store, model)) as catalogue:
            sources = follow(catalogue, [self._settings.corpus], self._settings.corpus)
            report = ingest(sources, catalogue, encoder)
            apply(store, catalogue, said, no_progress)
        if report.failed:
            raise SystemExit(f"{len(report.failed)} articles failed: {report.failed[0]}")
        return report.embedded

    def open(self) -> None:
        archive = open_archive(self._settings, said)
        self._service = open_service(archive, self._settings, said)

    def ask(self, question: str) -> bool:
        return bool(self._service.ask(question).citations)


contender = Ours


def drafts_of(folder: str) -> list[Draft]:
    """The articles of a folder, cut as an ingestion cuts them."""
    articles = [article for path in files_in(folder) for article in read_articles(path, failed)]
    return [draft_of(article, article.id) for article in articles]


def embed(drafts: list[Draft], encoder: Encoder) -> int:
    """Embeds the texts that an ingestion would, as it would, and does nothing else."""
    seen = set[str]()
    for batch in batches(drafts):
        texts = [text for text in texts_of(batch) if text not in seen]
        encoder.encode(texts)
        seen.update(texts)
    return len(seen)


def failed(failure: object) -> None:
    raise SystemExit(str(failure))


def said(message: str) -> None:
    print(message, file=sys.stderr)
