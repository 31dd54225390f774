"""Loads the configured models. What asks them is not needed for it, so that it can begin first."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Thread
from typing import TYPE_CHECKING

from qa_service.domain.reading import Excerpt
from qa_service.models.e5_weights import packaged_weights
from qa_service.settings import Settings
from qa_service.text import language

if TYPE_CHECKING:
    from qa_service.models.cross_encoder import RelevanceModel
    from qa_service.models.embedding import SentenceEmbeddings
    from qa_service.models.reading import ReadingModel

OFF = "off"  # the reading model's setting that turns reading off
TRIED = "Qui a signé l'accord ?"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Models:
    """What a service needs besides its archive. Of the last two one is there, or none."""

    embeddings: "SentenceEmbeddings"
    reading: "ReadingModel | None" = None  # the shipped one
    relevance: "RelevanceModel | None" = None  # of the user's choice


def embeddings_of(settings: Settings, say: Say) -> "SentenceEmbeddings":
    """Loads the configured model, for questions and articles. Raises ModelError."""
    # ONNX Runtime comes with it, and most commands need no model
    from qa_service.models.embedding import load_embeddings

    return load_embeddings(
        settings.embedding_model, settings.cache.expanduser(), say, settings.embedding_back_end
    )


def with_reading(embeddings: "SentenceEmbeddings", settings: Settings, say: Say) -> Models:
    """With the configured reading model. Raises ModelError."""
    models = Models(embeddings)
    if settings.reading_model == OFF:
        return models
    if settings.reading_model:
        from qa_service.models.cross_encoder import load_cross_encoder

        return replace(models, relevance=load_cross_encoder(settings.reading_model))
    reading = shipped_reading(settings)
    if reading is None:
        say("The shipped reading model needs the packaged embedding model: answering without it")
    return replace(models, reading=reading)


def shipped_reading(settings: Settings) -> "ReadingModel | None":
    """Loads the reading model that is shipped; None without the package that it stands on."""
    weights = packaged_weights()
    if weights is None:
        return None
    from qa_service.models.prepared import prepared_model
    from qa_service.models.reading import load_reading

    return load_reading(prepared_model(weights, settings.cache.expanduser()))


def load_models(settings: Settings, say: Say) -> Models:
    """The configured ones, side by side and each tried, for a first use takes long.

    Raises ModelError.
    """
    embeddings = embeddings_of(settings, say)
    with ThreadPoolExecutor(2) as pool:
        loading = pool.submit(language.load), pool.submit(embeddings.embed_query, TRIED)
        models = with_reading(embeddings, settings, say)
        if models.reading is not None:
            models.reading.read(TRIED, [Excerpt("", (TRIED,))])
        for one in loading:
            one.result()
    return models


def load_models_ahead(settings: Settings, say: Say) -> Future[Models]:
    """The same in a thread of its own, beside which all else is imported and opened.

    The process may end before the models are there.
    """
    # here: of packages that import in circles, two threads can give each other half of one
    import qa_service.models.embedding
    import qa_service.models.reading  # noqa: F401

    loading: Future[Models] = Future()

    def load() -> None:
        try:
            loading.set_result(load_models(settings, say))
        except Exception as error:  # raised where the result is asked for
            loading.set_exception(error)

    Thread(target=load, name="load-models", daemon=True).start()
    return loading
