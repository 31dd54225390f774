"""Embedding in a process of its own: the same vectors, and an end for every end of either side."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest

from qa_service.domain.errors import ModelError
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.models.worker import EmbeddingWorker
from qa_service.settings import read_settings
from tests.conftest import silent

TEXTS = ["Le port de Valmer a rouvert.", "Le billet coûtera 1,80 euro."]


@pytest.fixture(scope="module")
def worker() -> Iterator[EmbeddingWorker]:
    with closing(EmbeddingWorker(None, read_settings({}).cache.expanduser(), silent)) as worker:
        yield worker


def children() -> list[psutil.Process]:
    """The processes that embed for this one."""
    return [
        child
        for child in psutil.Process().children()
        if "qa_service.models.worker" in child.cmdline()
    ]


def test_it_embeds_as_in_this_process_and_goes_on_after_an_end(
    worker: EmbeddingWorker, embeddings: SentenceEmbeddings
) -> None:
    assert not children()  # nothing is loaded for nothing
    np.testing.assert_allclose(worker.encode(TEXTS), embeddings.encode(TEXTS), atol=1e-6)
    (child,) = children()
    child.send_signal(signal.SIGINT)  # Ctrl-C reaches it too, and is not for it to heed
    assert worker.encode(TEXTS[:1]).shape == (1, embeddings.dimension)
    child.kill()
    with pytest.raises(ModelError, match=r"exit code -9.*run the same command again"):
        worker.encode(TEXTS * 5000)  # more than a pipe holds
    assert worker.encode(TEXTS[1:]).shape == (1, embeddings.dimension)
    worker.close()
    assert not children()


def test_what_it_cannot_load_is_told_here(tmp_path: Path) -> None:
    with (
        closing(EmbeddingWorker(str(tmp_path / "nope"), tmp_path, silent)) as worker,
        pytest.raises(ModelError, match="There is no folder"),
    ):
        worker.encode(TEXTS)
    assert not children()


EMBED = """
import sys
from pathlib import Path
from qa_service.models.worker import EmbeddingWorker

worker = EmbeddingWorker(None, Path(sys.argv[1]), print)
worker.encode(["Le port."])
print(worker._process.pid, flush=True)
sys.stdin.read()
"""


def test_it_ends_with_a_process_that_is_killed() -> None:
    cache = str(read_settings({}).cache.expanduser())
    with subprocess.Popen(
        [sys.executable, "-c", EMBED, cache], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        child = psutil.Process(int(process.stdout.readline()))
        os.kill(process.pid, signal.SIGKILL)
    psutil.wait_procs([child], timeout=60)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
