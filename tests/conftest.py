"""What all tests share: the real model, real stores in folders of their own, our own articles."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.article import Article, Provenance
from qa_service.domain.reports import no_progress
from qa_service.ingestion.pipeline import Encoder, draft_of
from qa_service.ingestion.pipeline import store as store_drafts
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.service import QAService
from qa_service.settings import Settings, read_settings
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from qa_service.upkeep import run_ingest
from tests.ingestion.planted import Planted, planted_set
from tests.shared_models import share_models, shared_models

PROJECT = Path(__file__).resolve().parents[1]

# Folders of tests that wait for other processes come first: what is left to share between the
# processes of a run towards its end should be short.
LONGEST_FIRST = ("integration", "browser", "models", "store")

# Nothing of the many modules that are imported while tests are collected goes away again: looking
# through them takes a tenth of the time, and would again in each test.
gc.disable()

# A machine's own settings must not change what is tested; where models are kept may.
for name in [name for name in os.environ if name.startswith("QA_") and name != "QA_CACHE"]:
    del os.environ[name]


def silent(_message: str) -> None:
    """For tests that look at other things than messages."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        folder = item.path.parent.name
        return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)

    items.sort(key=place)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _shared() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share_models(patch)
        yield


@pytest.fixture(scope="session")
def embeddings() -> SentenceEmbeddings:
    return shared_models().embeddings


@pytest.fixture
def cache(tmp_path: Path, embeddings: SentenceEmbeddings) -> Path:
    """A cache of its own that shares the prepared model: a test's haystacks go with the test."""
    folder = tmp_path / "cache"
    folder.mkdir()
    for prepared in read_settings({}).cache.expanduser().glob(f"{embeddings.name}-*"):
        (folder / prepared.name).symlink_to(prepared)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"store": tmp_path / "store", "corpus": PROJECT / "corpus"})


@pytest.fixture(scope="session")
def corpus_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QAService]:
    """The service on the articles of `corpus/`."""
    store = tmp_path_factory.mktemp("corpus") / "store"
    settings = read_settings({"store": store, "corpus": PROJECT / "corpus"})
    run_ingest(settings, [PROJECT / "corpus"], False, no_progress, silent)
    with closing(open_archive(settings, silent)) as archive:
        yield open_service(archive, settings, silent)


@pytest.fixture(scope="session")
def news_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QAService]:
    """The service on `corpus/` and the invented news together."""
    store = tmp_path_factory.mktemp("news") / "store"
    settings = read_settings({"store": store, "corpus": PROJECT / "corpus"})
    paths = [PROJECT / "corpus", PROJECT / "tests" / "data" / "fixtures_news"]
    run_ingest(settings, paths, False, no_progress, silent)
    with closing(open_archive(settings, silent)) as archive:
        yield open_service(archive, settings, silent)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """The injections of `tests/data`, each in an article of a catalogue, with drawn vectors."""
    encoder = DrawnEmbeddings()
    with planted_set(tmp_path_factory.mktemp("planted"), encoder, encoder.name) as found:
        yield found


PORT = """Le port de Valmer a rouvert lundi après trois mois de travaux.

La ville a payé 12 millions d’euros. Les pêcheurs attendaient ce jour depuis janvier.

Le maire, Paul Renaud, promet une seconde digue."""
TRAM = """La ligne 4 du tramway de Valmer ouvrira en mars 2023, a annoncé la régie des transports.

Elle desservira l’hôpital et l’université. Le billet coûtera 1,80 euro."""


def article(article_id: str, title: str, text: str) -> Article:
    return Article(
        id=article_id,
        source=f"/archive/{article_id}.txt",
        title=title,
        text=text,
        language="fr",
        outlet="La Gazette de Valmer",
        published=date(2022, 5, 2),
        published_from=Provenance.PRINTED,
    )


Put = Callable[[Catalogue, Article], Entry]


def putting(encoder: Encoder) -> Put:
    def put_article(catalogue: Catalogue, item: Article) -> Entry:
        store_drafts([draft_of(item, "1")], catalogue, encoder)
        (entry,) = catalogue.entries([item.id])
        return entry

    return put_article


@pytest.fixture
def put(embeddings: SentenceEmbeddings) -> Put:
    """Cuts and embeds an article and puts it in a catalogue."""
    return putting(embeddings)


@pytest.fixture
def put_drawn() -> Put:
    """The same with drawn vectors, where it does not matter what is found."""
    return putting(DrawnEmbeddings())
