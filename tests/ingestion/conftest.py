"""What the tests of ingestion share."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa_service.store.archive import open_catalogue
from tests.ingestion.folders import Followed


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    path = tmp_path / "followed"
    path.mkdir()
    with closing(open_catalogue(tmp_path / "catalogue", "model")) as catalogue:
        yield Followed(path, catalogue)
