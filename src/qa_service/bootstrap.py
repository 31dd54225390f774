"""Builds the objects from the settings, at call time and here alone."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa_service.answering.absence import reason
from qa_service.answering.chain import build_chain
from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import LinearRanker, Ranker
from qa_service.answering.reading import ReadingRanker
from qa_service.answering.reranking import CrossEncoderRanker
from qa_service.answering.retrieval import HybridRetriever
from qa_service.answering.silence import silence
from qa_service.answering.writers import ExtractiveWriter
from qa_service.domain.answer import Answer
from qa_service.domain.errors import StoreInUse, UsageError
from qa_service.domain.reports import IngestReport, Progress, VerifyReport
from qa_service.evaluation.datasets import read_dataset
from qa_service.evaluation.haystack import haystack, read_distractors
from qa_service.evaluation.records import Record
from qa_service.evaluation.run import evaluate
from qa_service.ingestion.pipeline import ingest
from qa_service.ingestion.sources import covered, resolve
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.names import model_name
from qa_service.service import QAService
from qa_service.settings import Settings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.ownership import ingestion_lock, require_unowned

if TYPE_CHECKING:
    from qa_service.models.embedding import SentenceEmbeddings

Say = Callable[[str], None]

OFF = "off"  # the reading model's setting that turns reading off
HAYSTACKS = "haystacks"  # folder of the cache in which evaluations keep embedded articles


def open_archive(
    settings: Settings, say: Say, address: str | None = None, wait_seconds: float = 10.0
) -> Archive:
    """The configured store, which this process owns until it is closed.

    `address` is the base URL at which this process will answer, for other processes to find.
    Raises StoreInUse, ModelMismatch or StoreError.
    """
    catalogue = open_catalogue(settings.store, model_name(settings.embedding_model))
    try:
        return Archive(settings.store, catalogue, say, address, wait_seconds)
    except BaseException:
        catalogue.close()
        raise


def embeddings_of(settings: Settings, say: Say) -> "SentenceEmbeddings":
    """Loads the configured model. Raises ModelError."""
    # imports ONNX Runtime, which most commands need not
    from qa_service.models.embedding import load_embeddings

    return load_embeddings(settings.embedding_model, settings.cache.expanduser(), say)


def ranker_of(archive: Archive, settings: Settings, say: Say) -> Ranker:
    """The ranking, with the configured reading model behind it. Raises ModelError."""
    first = LinearRanker(archive)
    if settings.reading_model == OFF:
        return first
    if settings.reading_model:
        from qa_service.models.cross_encoder import load_cross_encoder

        return CrossEncoderRanker(first, load_cross_encoder(settings.reading_model))
    weights = packaged_weights()
    if weights is None:
        say("The shipped reading model needs the packaged embedding model: answering without it")
        return first
    from qa_service.models.prepared import prepared_model
    from qa_service.models.reading import load_reading

    return ReadingRanker(first, load_reading(prepared_model(weights, settings.cache.expanduser())))


def open_service(archive: Archive, settings: Settings, say: Say) -> QAService:
    """Loads the models and wires the chain over an archive. Raises ModelError."""
    return service_of(archive, embeddings_of(settings, say), settings, say)


def ask_once(settings: Settings, question: str, say: Say) -> Answer:
    """One answer from a store that nobody serves."""
    interpret(question)  # an empty question shows before anything is loaded
    with closing(open_archive(settings, say)) as archive:
        return open_service(archive, settings, say).ask(question)


def run_verify(settings: Settings, say: Say) -> VerifyReport:
    """Verifies a store that nobody serves; needs no model."""
    with closing(open_archive(settings, say)) as archive:
        return archive.verify()


def service_of(
    archive: Archive, embeddings: "SentenceEmbeddings", settings: Settings, say: Say
) -> QAService:
    """Wires the chain over an archive. Raises ModelError."""
    chain = build_chain(
        HybridRetriever(archive, embeddings).retrieve,
        ranker_of(archive, settings, say),
        ExtractiveWriter(),
        lambda ranked: silence(ranked, archive) or reason(ranked, archive),
        settings.refuse_below,
        archive,
    )
    return QAService(archive, chain, embeddings, settings.corpus, settings.limits)


def run_ingest(
    settings: Settings, paths: list[Path], rebuild: bool, progress: Progress, say: Say
) -> IngestReport:
    """Ingests `paths`, or brings all known folders in step, beside a running server or alone.

    With `rebuild` everything is forgotten first and read anew, with the model now configured.
    """
    model = settings.embedding_model
    settings.store.mkdir(parents=True, exist_ok=True)
    with ingestion_lock(settings.store):
        encoder = _LateEmbeddings(settings, say)
        if rebuild:
            require_unowned(settings.store)
            encoder.load()  # before anything is forgotten: a model that fails costs nothing
        catalogue = open_catalogue(settings.store, model_name(model), anew=rebuild)
        try:
            known = [Path(source) for source in catalogue.sources()]
            chosen = resolve(paths) or known or resolve([settings.corpus])
            if rebuild:
                chosen = list(dict.fromkeys([*known, *chosen]))
            for path in chosen:
                if not covered(path, known):
                    catalogue.add_source(str(path))
            report = ingest(chosen, catalogue, encoder, progress, settings.limits)
            _apply(settings.store, catalogue, say)
        finally:
            catalogue.close()
    return report


def _apply(store: Path, catalogue: Catalogue, say: Say) -> None:
    """Brings the indexes in step, unless they belong to a process that will do so itself."""
    if catalogue.in_step():
        return
    try:
        archive = Archive(store, catalogue, say)
    except StoreInUse:
        return
    with closing(archive):
        archive.refresh()


class _LateEmbeddings:
    """Loads the model when there is something to embed: an unchanged folder takes no time."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self._settings, self._say = settings, say

    @cached_property
    def _model(self) -> "SentenceEmbeddings":
        return embeddings_of(self._settings, self._say)

    def load(self) -> None:
        self.encode([])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._model.encode(texts)


def run_evaluation(
    settings: Settings,
    file: Path,
    distractors: Sequence[Path],
    limit: int | None,
    aside: bool,
    progress: Progress,
    say: Say,
) -> list[Record]:
    """Asks `limit` questions of a data set, or all, among its articles and `distractors`.

    With `aside` only those about subjects that training keeps aside. Raises UsageError,
    DatasetError or ModelError.
    """
    dataset = read_dataset(file)
    if aside and not (dataset := dataset.aside()).examples:
        raise UsageError(f"{file} has no question about a subject kept aside. Leave --aside out.")
    added = [article for path in distractors for article in read_distractors(path, say)]
    embeddings = embeddings_of(settings, say)
    folder = settings.cache.expanduser() / HAYSTACKS
    with haystack([*dataset.articles, *added], embeddings, folder, progress, say) as archive:
        service = service_of(archive, embeddings, settings, say)
        return evaluate(dataset.spread(limit), service.outcome, progress)
