"""What the tests of models share."""

from pathlib import Path

import pytest

from qa_service.models.e5_weights import packaged_weights
from qa_service.models.prepared import prepared_model
from qa_service.settings import read_settings


@pytest.fixture(scope="session")
def base() -> Path:
    """The folder of the prepared embedding model."""
    file = packaged_weights()
    if file is None:
        pytest.skip("no packaged model on this platform")
    return prepared_model(file, read_settings({}).cache.expanduser())
