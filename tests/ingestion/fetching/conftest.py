"""What the tests of fetching share: no proxy of the machine stands between them and their site."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.store.archive import open_catalogue
from tests.ingestion.fetching.site import Archive, Site, StillClock, site


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def gazette(clock: StillClock) -> Iterator[Site]:
    with site(clock) as found:
        yield found


@pytest.fixture
def archive(tmp_path: Path, clock: StillClock) -> Iterator[Archive]:
    with closing(open_catalogue(tmp_path / "store", "model")) as catalogue:
        yield Archive(tmp_path / "store", catalogue, clock)
