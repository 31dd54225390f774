"""What the tests of models share."""

from pathlib import Path

import pytest

from qa_service.models.e5_weights import packaged_weights
from qa_service.models.embedding import SentenceEmbeddings, load_embeddings
from qa_service.models.prepared import prepared_model
from qa_service.settings import read_settings


@pytest.fixture(scope="session")
def embeddings() -> SentenceEmbeddings:
    """The model that embeds whatever it is asked, as it did before or not."""
    return load_embeddings(None, read_settings({}).cache.expanduser(), lambda _message: None)


@pytest.fixture(scope="session")
def base() -> Path:
    """The folder of the prepared embedding model."""
    file = packaged_weights()
    if file is None:
        pytest.skip("no packaged model on this platform")
    return prepared_model(file, read_settings({}).cache.expanduser())
