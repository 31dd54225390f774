"""The program as its users run it: as processes, over real sockets and files."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from runpy import run_path
from typing import Any, TypeVar
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from qa_service.cli import main

Json = dict[str, Any]
Found = TypeVar("Found")

PROGRAM = (sys.executable, "-m", "qa_service")
# Bounds, not expectations: what takes longer hangs.
RUN_SECONDS = 180
START_SECONDS = 120
STOP_SECONDS = 30

_direct = build_opener(ProxyHandler({}))  # a proxy of the machine knows nothing of our ports


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def object(self, code: int = 0) -> Json:
        """The JSON object that stdout holds, and nothing else."""
        assert self.code == code, self.err
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value

    def complaint(self, code: int) -> str:
        """What stderr says of a failure, which is no traceback."""
        assert self.code == code, (self.out, self.err)
        assert self.out == ""
        assert self.err.strip()
        assert "Traceback" not in self.err
        return self.err


def run(*arguments: str | Path, **environment: str) -> Finished:
    """Runs `qa-service` with these arguments and, besides the usual, these variables.

    Within this process: starting one takes seconds. What is about processes, such as signals,
    pipes and what a command imports, takes `run_process`. Not safe in threads.
    """
    return _called(lambda: main([str(argument) for argument in arguments]), environment)


def run_script(script: Path, *arguments: str | Path, **environment: str) -> Finished:
    """Runs a script of the project in the same way."""
    argv = [str(script), *map(str, arguments)]

    def call() -> int:
        with patch.object(sys, "argv", argv):
            run_path(str(script), run_name="__main__")
        return 0

    return _called(call, environment)


def _called(call: Callable[[], int], environment: Mapping[str, str]) -> Finished:
    out, err = StringIO(), StringIO()
    with patch.dict(os.environ, environment), redirect_stdout(out), redirect_stderr(err):
        try:
            code = call()
        except SystemExit as ended:  # of a wrong call, of --help, and of every script
            if isinstance(ended.code, str):
                print(ended.code, file=sys.stderr)
            code = 1 if isinstance(ended.code, str) else int(ended.code or 0)
    return Finished(code, out.getvalue(), err.getvalue())


def run_process(*arguments: str | Path, **environment: str) -> Finished:
    """Runs `qa-service` as `run` does, but as a process of its own."""
    return finished([*PROGRAM, *map(str, arguments)], environment)


def finished(command: Sequence[str], environment: Mapping[str, str]) -> Finished:
    """Runs a command as a process of its own, to its end."""
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=RUN_SECONDS,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of the server, whatever its status."""

    status: int
    body: Json
    location: str | None


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str) -> Response:
        return _request(Request(self.url + path))

    def post(self, path: str, body: Json) -> Response:
        headers = {"Content-Type": "application/json"}
        return _request(Request(self.url + path, json.dumps(body).encode(), headers))

    def ask(self, question: str) -> Json:
        response = self.post("/api/ask", {"question": question})
        assert response.status == 200, response.body
        return response.body

    def ingest(self) -> Json:
        """The job of an ingestion, once it has ended."""
        started = self.post("/api/ingest", {})
        assert started.status == 202
        address = started.location
        assert address == f"/api/jobs/{started.body['id']}"

        def ended() -> Json | None:
            job = self.get(address).body
            return job if job["state"] != "running" else None

        return until(ended, START_SECONDS)

    def kill(self) -> None:
        """As by the out-of-memory killer: it cannot tidy up."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)


@contextmanager
def serving(store: Path, **environment: str) -> Iterator[Server]:
    """A server of `store` on a free port; must end cleanly, unless the test has killed it."""
    out, log = store.parent / f"{store.name}.out", store.parent / f"{store.name}.log"
    command = [*PROGRAM, "serve", "--store", str(store), "--port", "0"]
    with out.open("wb") as stdout, log.open("wb") as stderr:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
        )
    try:
        server = Server(_announced(process, out, log), process, log)
        until(lambda: server.get("/api/ready").status == 200 or None, START_SECONDS)
        yield server
        if process.poll() is None:
            process.terminate()
            assert process.wait(STOP_SECONDS) == 0, log.read_text(encoding="utf-8")
            assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(STOP_SECONDS)


@dataclass(frozen=True, slots=True)
class Watching:
    """A process that follows a folder."""

    process: subprocess.Popen[bytes]
    out: Path
    log: Path

    def rounds(self, number: int) -> list[Json]:
        """The reports of at least so many rounds, once there are."""

        def reported() -> list[Json] | None:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            lines = self.out.read_text(encoding="utf-8").splitlines()
            return [json.loads(line) for line in lines] if len(lines) >= number else None

        return until(reported, START_SECONDS)


@contextmanager
def watching(folder: Path, store: Path) -> Iterator[Watching]:
    """`qa-service ingest --watch` of a folder."""
    out, log = store.parent / "watch.out", store.parent / "watch.log"
    command = [*PROGRAM, "ingest", "--watch", "--json", str(folder), "--store", str(store)]
    with out.open("wb") as stdout, log.open("wb") as stderr:
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr, preexec_fn=_interruptible)
    try:
        yield Watching(process, out, log)
    finally:
        process.kill()
        process.wait(STOP_SECONDS)


def _interruptible() -> None:
    """Undoes what a shell does to commands in the background, the tests among them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _announced(process: subprocess.Popen[bytes], out: Path, log: Path) -> str:
    """The base URL that a server prints once it listens."""

    def address() -> str | None:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        line, end, _ = out.read_text(encoding="utf-8").partition("\n")
        return line if end else None

    words = until(address, START_SECONDS).split()
    assert words[:2] == ["Serving", "on"]
    return words[2]


def until(attempt: Callable[[], Found | None], seconds: float) -> Found:
    """What `attempt` returns as soon as that is not None."""
    deadline = time.monotonic() + seconds
    while (value := attempt()) is None:
        assert time.monotonic() < deadline, f"nothing after {seconds} s"
        time.sleep(0.05)
    return value


def _request(request: Request) -> Response:
    try:
        with _direct.open(request, timeout=START_SECONDS) as answer:
            return Response(answer.status, _object(answer.read()), answer.headers["Location"])
    except HTTPError as error:
        return Response(error.code, _object(error.read()), None)


def _object(data: bytes) -> Json:
    value = json.loads(data)
    assert isinstance(value, dict)
    return value


ANSWER = {
    "question",
    "status",
    "answer",
    "reason",
    "citations",
    "confidence",
    "assurance",
    "writer",
    "fallback",
    "unverified",
    "checks",
    "language",
    "interpretation",
    "closest",
    "articles",
    "examples",
    "choices",
    "held",
    "conversation_id",
    "answer_id",
    "timings_ms",
}
CITATION = {
    "marker",
    "article_id",
    "title",
    "outlet",
    "author",
    "published",
    "published_from",
    "url",
    "quote",
    "start",
    "end",
    "answer_start",
    "answer_end",
    "speaker",
    "superseded",
    "standing",
    "page",
    "page_label",
    "also_in",
}
VERIFICATION = {"ok", "articles", "passages", "sentences", "problems"}


def check_answer(answer: Mapping[str, Any]) -> None:
    """What holds of every answer object, from the command line and the server alike."""
    assert set(answer) == ANSWER
    assert answer["status"] in {"answered", "refused", "about", "unclear"}
    assert 0 <= answer["confidence"] <= 1
    assert (answer["assurance"] is not None) == (answer["status"] == "answered")
    assert isinstance(answer["writer"], str)
    assert answer["timings_ms"]["total"] > 0
    for citation in (*answer["citations"], *answer["closest"]):
        assert set(citation) == CITATION
    for citation in answer["citations"]:
        assert f"[{citation['marker']}]" in answer["answer"]
        assert citation["end"] - citation["start"] == len(citation["quote"]) > 0
        if citation["answer_start"] is not None:
            begins, ends = citation["answer_start"], citation["answer_end"]
            assert citation["start"] <= begins < ends <= citation["end"]
        else:
            assert citation["answer_end"] is None
    if answer["status"] == "answered":
        assert answer["citations"]
        assert not answer["closest"]
        assert answer["reason"] is None
    elif answer["status"] == "refused":
        assert answer["reason"]
