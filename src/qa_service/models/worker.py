"""Embeds sentences in a process of its own, whose memory goes back to the system with it.

torch keeps what it once took, more than a gigabyte, which building the indexes would add to. It is
a command of its own and no `multiprocessing`, which would run the caller's script a second time.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from typing import IO, NoReturn, cast

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.errors import ModelError
from qa_service.models.names import BackEnd

PATIENCE = 5.0  # seconds for the process to end by itself
YIELDING = 15  # nice value of the process: somebody waits for an answer, nobody for a sentence


class EmbeddingWorker:
    """A model for articles, loaded when first needed: an unchanged folder takes no time.

    Not safe in threads.
    """

    def __init__(
        self,
        model: str | None,
        cache: Path,
        say: Callable[[str], None],
        back_end: BackEnd | None = None,
    ) -> None:
        """All as for `load_embeddings`."""
        self._arguments = [str(cache), model or "", back_end or ""]
        self._say = say
        self._process: Popen[bytes] | None = None

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
        if self._process:
            with suppress(BrokenPipeError), self._process as process:
                self._process = None
                process.terminate()
                with suppress(TimeoutExpired):
                    process.wait(PATIENCE)
                process.kill()

    def _answered(self, texts: list[str]) -> NDArray[np.float32]:
        process = self._process = self._process or self._started()
        questions, answers = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        try:
            pickle.dump(texts, questions)
            questions.flush()
            while isinstance(answer := pickle.load(answers), str):
                self._say(answer)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise ModelError(
                f"The process that embeds sentences ended (exit code {process.wait()}), as it does "
                "when memory runs out. What was finished is kept: close other programs and run the "
                "same command again."
            ) from error
        if isinstance(answer, Exception):
            raise answer
        return cast(NDArray[np.float32], answer)

    def _started(self) -> Popen[bytes]:
        command = [sys.executable, "-P", "-m", __name__, *self._arguments]
        return Popen(command, stdin=PIPE, stdout=PIPE)


# -- in that process -------------------------------------------------------------------------------


def work(cache: Path, model: str | None, back_end: BackEnd | None) -> None:
    """Answers each list of texts on stdin with its vectors on stdout, until stdin ends.

    An error is the last answer, a string a message.
    """
    if sys.platform != "win32":
        os.nice(YIELDING)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the other side decides
    signal.signal(signal.SIGTERM, _stop)
    with suppress(EOFError, BrokenPipeError), _answers() as answers:

        def answer(value: object) -> None:
            pickle.dump(value, answers)
            answers.flush()

        texts = pickle.load(sys.stdin.buffer)
        try:
            from qa_service.models.embedding import load_embeddings  # here, as it takes long

            embeddings = load_embeddings(model, cache, answer, back_end)
            while True:
                answer(embeddings.encode(texts))
                texts = pickle.load(sys.stdin.buffer)
        except (ModelError, MemoryError, RuntimeError, ValueError) as error:
            answer(_told(error))


@contextmanager
def _answers() -> Iterator[IO[bytes]]:
    """What was stdout; libraries that print do so to stderr."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        yield answers


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)  # a process that is just killed leaves its semaphores behind


def _told(error: Exception) -> ModelError:
    if isinstance(error, ModelError):
        return error
    return ModelError(
        f"The sentences cannot be embedded ({error!r}). What was finished is kept: mend the cause "
        "or choose another QA_EMBEDDING_MODEL, and run the same command again."
    )


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2] or None, cast("BackEnd | None", sys.argv[3] or None))
