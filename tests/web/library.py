"""The application over a real store with drawn vectors: what is found does not matter here."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from socket import gaierror

from flask import Flask

from qa_service.answering.chain import build_chain
from qa_service.answering.conversations import Kept
from qa_service.answering.ranking import LinearRanker
from qa_service.answering.retrieval import HybridRetriever
from qa_service.answering.writers import ExtractiveWriter
from qa_service.ingestion.fetching.bounds import FetchBounds
from qa_service.ingestion.fetching.door import Door
from qa_service.ingestion.fetching.fetcher import Fetcher
from qa_service.ingestion.limits import Limits
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.service import QAService
from qa_service.store.archive import Archive, open_catalogue
from qa_service.web.app import create_app
from tests.conftest import silent

DRAWN = DrawnEmbeddings()


@dataclass(frozen=True, slots=True)
class Shop:
    """A store with what stands around it."""

    folder: Path  # that is followed
    service: QAService
    app: Flask

    @property
    def uploads(self) -> Path:
        return self.folder.parent / "store" / "uploads"


def nowhere(host: str, _port: int) -> list[str]:
    """Knows no host, so that nothing is asked of any."""
    raise gaierror(f"{host} is not known")


def service_over(archive: Archive, folder: Path, fetcher: Fetcher | None = None) -> QAService:
    """Answers with whatever is nearest to drawn vectors; without a fetcher no host is known."""
    retrieve = HybridRetriever(archive, DRAWN).retrieve
    chain = build_chain(
        archive,
        retrieve,
        LinearRanker(archive),
        ExtractiveWriter(),
        0.0,
        lambda: date(2024, 10, 15),
        lambda _: False,
    )
    kept = Kept(archive.catalogue.conversations)
    door = Door(resolve=nowhere)
    fetcher = fetcher or Fetcher(archive.catalogue, archive.folder, FetchBounds(delay=0), door=door)
    return QAService(
        archive, chain, lambda: nullcontext(DRAWN), folder, Limits(), kept, fetcher=fetcher
    )


@contextmanager
def opened(
    root: Path, largest_upload: int = 1, bounds: FetchBounds | None = None
) -> Iterator[Shop]:
    """A store in `root`, which follows the folder `articles` beside it; with `bounds`, the web."""
    folder = root / "articles"
    folder.mkdir(exist_ok=True)
    catalogue = open_catalogue(root / "store", DRAWN.name)
    with closing(Archive(root / "store", catalogue, silent)) as archive:
        fetcher = Fetcher(catalogue, root / "store", bounds) if bounds else None
        service = service_over(archive, folder, fetcher)
        app = create_app(lambda: service, largest_upload=largest_upload)
        assert app.extensions["loading"].wait(5)
        yield Shop(folder, service, app)
