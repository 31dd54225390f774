"""Builds the objects from the settings, at call time and here alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
from qa_service.answering.writers import ExtractiveWriter
from qa_service.domain.answer import Answer
from qa_service.domain.scope import Scope
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.memory import give_back
from qa_service.models.names import model_name
from qa_service.service import QAService
from qa_service.settings import Settings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.ownership import Served
from qa_service.text import language
from qa_service.upkeep import Say, article_encoder, embeddings_of

if TYPE_CHECKING:
    from qa_service.answering.chat import ChatModel
    from qa_service.answering.checking.sentence_check import Statements
    from qa_service.answering.checking.support import Words
    from qa_service.models.embedding import SentenceEmbeddings

OFF = "off"  # the reading model's setting that turns reading off


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
    catalogue = open_catalogue(settings.store, model)
    try:
        return Archive(settings.store, catalogue, say, served, wait_seconds)
    except BaseException:
        catalogue.close()
        raise


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


def chat_model(
    settings: Settings, words: Callable[[], "Words"], archive: "Statements"
) -> "ChatModel | None":
    """The configured chat model, of which nothing was asked yet. Raises ModelError.

    Only where there is one, its check and the model that `words` loads for that are needed.
    """
    wanted = settings.chat
    if wanted is None:
        return None
    from qa_service.answering.chat import ChatModel
    from qa_service.answering.checking import SentenceCheck
    from qa_service.models.chat import load_chat

    shows = settings.unverified == "show"
    return ChatModel(wanted, load_chat(wanted), SentenceCheck(words(), archive), shows)


def open_service(
    archive: Archive, settings: Settings, say: Say, time_limit: TimeLimit | None = None
) -> QAService:
    """Loads the models and wires the chain over an archive. Raises ModelError."""
    embeddings = embeddings_of(settings, say)
    with ThreadPoolExecutor(2) as pool:  # beside the reading model: each takes half a second
        loading = pool.submit(language.load), pool.submit(embeddings.load_questions)
        service = service_of(archive, embeddings, settings, say, time_limit)
        for one in loading:
            one.result()
    give_back()
    service.library.sweep()
    return service


def ask_once(
    settings: Settings, question: str, scope: Scope, say: Say, max_citations: int | None = None
) -> Answer:
    """One answer from a store that nobody serves."""
    interpret(question)  # an empty question shows before anything is loaded
    with closing(open_archive(settings, say)) as archive:
        service = open_service(archive, settings, say)
        return service.ask(question, scope, max_citations=max_citations)


def service_of(
    archive: Archive,
    embeddings: "SentenceEmbeddings",
    settings: Settings,
    say: Say,
    time_limit: TimeLimit | None = None,
) -> QAService:
    """Wires the chain over an archive. Raises ModelError."""

    def today() -> date:
        return settings.today or date.today()

    chain = build_chain(
        archive,
        HybridRetriever(archive, embeddings).retrieve,
        ranker_of(archive, settings, say),
        ExtractiveWriter(),
        settings.refuse_below,
        today,
        Breadth(embeddings, embeddings.name).is_broad,
        chat_model(settings, lambda: embeddings, archive),
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
    )
