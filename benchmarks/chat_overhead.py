"""How long the first sentence of a chat model takes from the model to the reader.

A scripted model streams an answer from memory; the time from the moment at which it sent the last
piece of its first sentence to the arrival of the first `sentence` event is what cutting, checking
and sending take. Both are of the same answer.

    python -m benchmarks.chat_overhead [ROUNDS]
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.request import Request, urlopen

from tests.scripted_chat import Scripted, honest, scripted
from werkzeug.serving import make_server

from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.reports import no_progress
from qa_service.settings import read_settings
from qa_service.upkeep import run_ingest
from qa_service.web.app import create_app

PROJECT = Path(__file__).resolve().parents[1]
QUESTION = "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?"
PIECE = 0.02  # seconds between two pieces, as of a quick model
TARGET = 150  # milliseconds


def main(rounds: int) -> int:
    with (
        scripted(honest) as model,
        TemporaryDirectory() as store,
        served(Path(store), model) as url,
    ):
        model.script.pause = PIECE
        first_sentence(url)  # imports, caches
        overheads = [overhead(url, model) for _ in range(rounds)]
    found = {
        "rounds": rounds,
        "overhead, median, ms": round(median(overheads), 1),
        "overhead, most, ms": round(max(overheads), 1),
        "target, ms": TARGET,
    }
    print(json.dumps(found, indent=2))
    return 0 if median(overheads) < TARGET else 1


def overhead(url: str, model: Scripted) -> float:
    """Milliseconds from the model's first whole sentence to ours."""
    model.script.sent.clear()
    arrived = first_sentence(url)
    ended = next(at for at, piece in model.script.sent if piece.strip() == "]")
    return (arrived - ended) * 1000


def first_sentence(url: str) -> float:
    """When the first `sentence` event came, by time.monotonic()."""
    body = json.dumps({"question": QUESTION, "keep": False}).encode()
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    found = 0.0
    with urlopen(Request(f"{url}/api/ask", body, headers)) as response:
        for line in response:
            if line == b"event: sentence\n" and not found:
                found = time.monotonic()
    return found


@contextmanager
def served(store: Path, model: Scripted) -> Iterator[str]:
    corpus = PROJECT / "corpus"
    settings = read_settings(
        {"store": store, "corpus": corpus, "chat_model": "scripted", "chat_base_url": model.url}
    )
    run_ingest(settings, [corpus], False, no_progress, _silent)
    with closing(open_archive(settings, _silent)) as archive:
        app = create_app(lambda: open_service(archive, settings, _silent))
        assert app.extensions["loading"].wait(120)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.shutdown()
            thread.join()


def _silent(_: str) -> None:
    """Only the figures matter."""


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
