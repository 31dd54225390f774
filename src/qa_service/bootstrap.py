"""Builds the objects from the settings, at call time and here alone."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from qa_service.answering.breadth import Breadth
from qa_service.answering.chain import build_chain
from qa_service.answering.conversations import InMemory, Kept
from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import LinearRanker, Ranker
from qa_service.answering.reading import ReadingRanker
from qa_service.answering.reranking import CrossEncoderRanker
from qa_service.answering.retrieval import HybridRetriever
from qa_service.answering.time_limit import TimeLimit
from qa_service.answering.weights import ANSWERED_FROM
from qa_service.answering.writers import ExtractiveWriter
from qa_service.domain.answer import Answer
from qa_service.domain.scope import Scope
from qa_service.ingestion.fetching.fetcher import Fetcher
from qa_service.loading import (
    Models,
    Say,
    load_models,
    load_models_ahead,
    shipped_reading,
    with_reading,
)
from qa_service.models.memory import give_back
from qa_service.models.names import model_name
from qa_service.service import QAService
from qa_service.settings import Settings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.ownership import Served
from qa_service.upkeep import article_encoder

if TYPE_CHECKING:
    from qa_service.answering.chat import ChatModel
    from qa_service.answering.checking.sentence_check import Statements, Weigher
    from qa_service.models.embedding import SentenceEmbeddings


def open_archive(
    settings: Settings,
    say: Say,
    served: Served | None = None,
    wait_seconds: float = 10.0,
    any_model: bool = False,
) -> Archive:
    """The configured store, which this process owns until it is closed.

    `served` is where this process will answer, for other processes to find. With `any_model` the
    store may be filled by another model than the one configured.
    Raises StoreInUse, ModelMismatch or StoreError.
    """
    model = None if any_model else model_name(settings.embedding_model)
    catalogue = open_catalogue(settings.store, model, say)
    try:
        return Archive(settings.store, catalogue, say, served, wait_seconds)
    except BaseException:
        catalogue.close()
        raise


def _ranker(archive: Archive, models: Models) -> Ranker:
    """The ranking, with the model that was loaded behind it."""
    first = LinearRanker(archive)
    if models.relevance is not None:
        return CrossEncoderRanker(first, models.relevance)
    return ReadingRanker(first, models.reading) if models.reading is not None else first


def chat_model(
    settings: Settings, reader: Callable[[], "Weigher | None"], archive: "Statements"
) -> "ChatModel | None":
    """The configured chat model, of which nothing was asked yet. Raises ModelError.

    Only where there is one, its check and the model that `reader` loads for that are needed.
    """
    wanted = settings.chat
    if wanted is None:
        return None
    from qa_service.answering.chat import ChatModel
    from qa_service.answering.checking import SentenceCheck
    from qa_service.models.chat import load_chat

    shows = settings.unverified == "show"
    return ChatModel(wanted, load_chat(wanted), SentenceCheck(reader(), archive), shows)


def open_service(
    archive: Archive,
    settings: Settings,
    say: Say,
    time_limit: TimeLimit | None = None,
    models: Models | None = None,
) -> QAService:
    """Wires the chain over an archive, with `models` or those it loads. Raises ModelError."""
    models = models or load_models(settings, say)
    service = _wired(archive, models, settings, say, time_limit)
    give_back()
    service.library.sweep()
    return service


def ask_once(
    settings: Settings, question: str, scope: Scope, say: Say, max_citations: int | None = None
) -> Answer:
    """One answer from a store that nobody serves."""
    interpret(question)  # an empty question shows before anything is loaded
    loading = load_models_ahead(settings, say)
    with closing(open_archive(settings, say)) as archive:
        service = open_service(archive, settings, say, models=loading.result())
        return service.ask(question, scope, max_citations=max_citations)


def service_of(
    archive: Archive,
    embeddings: "SentenceEmbeddings",
    settings: Settings,
    say: Say,
    time_limit: TimeLimit | None = None,
) -> QAService:
    """Wires the chain over an archive, with the configured reading model. Raises ModelError."""
    models = with_reading(embeddings, settings, say)
    return _wired(archive, models, settings, say, time_limit)


def _wired(
    archive: Archive,
    models: Models,
    settings: Settings,
    say: Say,
    time_limit: TimeLimit | None,
) -> QAService:
    embeddings = models.embeddings

    def today() -> date:
        return settings.today or date.today()

    chain = build_chain(
        archive,
        HybridRetriever(archive, embeddings).retrieve,
        _ranker(archive, models),
        ExtractiveWriter(),
        ANSWERED_FROM if settings.refuse_below is None else settings.refuse_below,
        today,
        Breadth(embeddings, embeddings.name).is_broad,
        chat_model(settings, lambda: models.reading or shipped_reading(settings), archive),
    )
    kept = Kept(archive.catalogue.conversations)
    return QAService(
        archive,
        chain,
        lambda: article_encoder(settings, say),
        settings.corpus,
        settings.limits,
        kept if settings.keep_conversations else InMemory(),
        today,
        time_limit,
        Fetcher(archive.catalogue, archive.folder, settings.fetching, settings.limits),
    )
