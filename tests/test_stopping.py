"""A server that is told to stop, as a process: what it is answering is finished first."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.integration.processes import STOP_SECONDS, Server, until

# The program's own server around answers that take until a file is there.
SERVE = """
import sys, time
from pathlib import Path
from socket import socket
from threading import Event
from waitress.server import create_server
from qa_service.stopping import Stopping
from qa_service.web.app import create_app
from tests.web.fakes import FakeService

folder = Path(sys.argv[1])

class Slow(FakeService):
    def ask(self, *arguments, **named):
        (folder / "asked").touch()
        while not (folder / "finish").exists():
            time.sleep(0.02)
        return super().ask(*arguments, **named)

def say(message):
    print(message, file=sys.stderr, flush=True)

stopping = Event()
app = create_app(Slow, stopping=stopping, log=say)
app.extensions["loading"].wait()
with socket() as listener:
    listener.bind(("127.0.0.1", 0))
    server = create_server(app, sockets=[listener], threads=4)
    Stopping(server, stopping, patience=30).listen(say)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    server.run()
print("closed", flush=True)
"""
PAID = "Combien la ville a-t-elle payé ?"


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    out, log = folder / "out", folder / "log"
    with out.open("wb") as stdout, log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(folder)], cwd=PROJECT, stdout=stdout, stderr=stderr
        )
    try:
        address = until(lambda: out.read_text("utf-8").partition("\n")[0] or None, 60)
        yield Server(address, process, log)
    finally:
        process.kill()
        process.wait(STOP_SECONDS)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_running_questions_finish_and_new_ones_are_refused(
    tmp_path: Path, number: signal.Signals
) -> None:
    with serving(tmp_path) as server, ThreadPoolExecutor() as pool:
        running = pool.submit(server.post, "/api/ask", {"question": PAID})
        until(lambda: (tmp_path / "asked").exists() or None, 60)
        server.process.send_signal(number)
        until(lambda: "Stopping" in server.log.read_text("utf-8") or None, 60)
        refused = server.post("/api/ask", {"question": PAID})
        assert refused.status == 503
        assert "being stopped" in refused.body["detail"]
        assert server.process.poll() is None

        (tmp_path / "finish").touch()
        answered = running.result(60)
        assert answered.status == 200
        assert answered.body["citations"]
        assert server.process.wait(STOP_SECONDS) == 0
        assert (tmp_path / "out").read_text("utf-8").endswith("closed\n")  # the store, after it
        log = server.log.read_text("utf-8")
        assert "finished first" in log
        assert "POST /api/ask 200" in log
        assert "POST /api/ask 503" in log
        assert "Traceback" not in log


def test_told_again_it_ends_at_once(tmp_path: Path) -> None:
    with serving(tmp_path) as server, ThreadPoolExecutor() as pool:
        running = pool.submit(server.post, "/api/ask", {"question": PAID})
        until(lambda: (tmp_path / "asked").exists() or None, 60)
        server.process.terminate()
        until(lambda: "Stopping" in server.log.read_text("utf-8") or None, 60)
        server.process.terminate()
        assert server.process.wait(STOP_SECONDS) == 128 + signal.SIGTERM
        assert isinstance(running.exception(60), OSError)


def test_nothing_is_promised_where_nothing_runs(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(STOP_SECONDS) == 0
        assert server.log.read_text("utf-8") == "Stopping\n"
