"""Embeds sentences in a process of its own, whose memory goes back to the system with it.

torch keeps what it once took, more than a gigabyte, which building the indexes would add to.
"""

import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NoReturn, cast

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.errors import ModelError

PATIENCE = 5.0  # seconds for a process to end by itself
SPAWN = get_context("spawn")  # a fork would share the locks that threads hold, and Chroma's files


class EmbeddingWorker:
    """A model for articles, loaded when first needed: an unchanged folder takes no time.

    Not safe in threads.
    """

    def __init__(self, model: str | None, cache: Path, say: Callable[[str], None]) -> None:
        """`model` and `cache` as for `load_embeddings`, whose messages `say` hears."""
        self._model, self._cache, self._say = model, cache, say
        self._running: tuple[SpawnProcess, Connection] | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of sentences as an array of shape (len(texts), dimension).

        Raises ModelError, after which the next call starts anew.
        """
        try:
            return self._answered(list(texts))
        except BaseException:  # whatever it is about to say is no answer to another call
            self.close()
            raise

    def close(self) -> None:
        """Ends the process and gives its memory back; the next call starts another."""
        if self._running:
            process, connection = self._running
            self._running = None
            process.terminate()  # before the connection is closed, at which it would end too
            process.join(PATIENCE)
            process.kill()
            process.join()
            connection.close()

    def _answered(self, texts: list[str]) -> NDArray[np.float32]:
        process, connection = self._running = self._running or self._started()
        try:
            connection.send(texts)
            while isinstance(answer := connection.recv(), str):
                self._say(answer)
        except (EOFError, OSError) as error:
            process.join()
            raise ModelError(
                f"The process that embeds sentences ended (exit code {process.exitcode}), as it "
                "does when memory runs out. What was finished is kept: close other programs and "
                "run the same command again."
            ) from error
        if isinstance(answer, Exception):
            raise answer
        return cast(NDArray[np.float32], answer)

    def _started(self) -> tuple[SpawnProcess, Connection]:
        ours, theirs = SPAWN.Pipe()
        process = SPAWN.Process(
            target=_work, args=(theirs, self._model, self._cache), name="embedding", daemon=True
        )
        process.start()
        theirs.close()  # so that either side sees when the other has ended
        return process, ours


def _work(connection: Connection, model: str | None, cache: Path) -> None:
    """Answers each list of texts with its vectors, until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the other side decides
    signal.signal(signal.SIGTERM, _stop)
    with suppress(EOFError, OSError):
        texts = connection.recv()
        try:
            from qa_service.models.embedding import load_embeddings  # here, as it takes long

            embeddings = load_embeddings(model, cache, connection.send, questions=False)
            while True:
                connection.send(embeddings.encode(texts))
                texts = connection.recv()
        except (ModelError, MemoryError, RuntimeError, ValueError) as error:
            connection.send(_told(error))


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)  # a process that is just killed leaves its semaphores behind


def _told(error: Exception) -> ModelError:
    if isinstance(error, ModelError):
        return error
    return ModelError(
        f"The sentences cannot be embedded ({error!r}). What was finished is kept: mend the cause "
        "or choose another QA_EMBEDDING_MODEL, and run the same command again."
    )
