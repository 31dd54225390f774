"""A scripted chat model behind OpenAI's interface: real HTTP, real streaming, real faults.

The interfaces of other providers are in `scripted_providers`.
"""

import json
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model was told, as far as it can be read as our prompt."""

    system: str
    user: str

    @property
    def given(self) -> Json:
        """The JSON object of the user's message."""
        found, _ = json.JSONDecoder().raw_decode(self.user)
        assert isinstance(found, dict)
        return found

    @property
    def quotes(self) -> list[str]:
        return [piece["quote"] for piece in self.given["evidence"]]


Writes = Callable[[Prompt], Iterable[str]]  # pieces of the text


@dataclass(eq=False)
class Script:
    """What the model does next; a test changes it between questions."""

    writes: Writes
    rewrites: Writes | None = None  # of follow-ups; None: as `writes`
    status: int = 200
    finish: str | None = "stop"
    pause: float = 0.0  # seconds between two pieces
    breaks_after: int | None = None  # pieces, after which the connection is cut
    silent: bool = False  # takes the question and says nothing
    raw: bytes | None = None  # sent instead of a stream
    prompts: list[Prompt] = field(default_factory=list)
    bodies: list[Json] = field(default_factory=list)  # of the requests
    keys: list[str | None] = field(default_factory=list)  # as they were sent
    sent: list[tuple[float, str]] = field(default_factory=list)  # pieces, by time.monotonic()
    left: Event = field(default_factory=Event)  # set when a reader was gone before the end
    ending: Event = field(default_factory=Event)  # the server is being stopped


@dataclass(frozen=True, slots=True)
class Scripted:
    """A running server."""

    url: str  # with its path
    script: Script


@contextmanager
def scripted(writes: Writes, spoken: "type[OpenAI] | None" = None) -> Iterator[Scripted]:
    """The server, on a free port, until the test is done; OpenAI's interface is `spoken`."""
    script = Script(writes)
    spoken = spoken or OpenAI
    handler = type("Handler", (spoken,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Scripted(f"http://127.0.0.1:{server.server_port}{spoken.path_given}", script)
    finally:
        script.ending.set()
        server.shutdown()
        thread.join()
        server.server_close()


class OpenAI(BaseHTTPRequestHandler):
    script: Script
    protocol_version = "HTTP/1.1"
    path_given = "/v1"  # of the address in the settings
    path_asked = "/v1/chat/completions"
    content_type = "text/event-stream"

    def do_POST(self) -> None:
        script = self.script
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = self.prompt(body)
        script.prompts.append(prompt)
        script.bodies.append(body)
        script.keys.append(self.headers.get("Authorization"))
        if script.silent:
            script.ending.wait(30)
        elif self.path != self.path_asked:
            self._fail(404)
        elif script.status != 200:
            self._fail(script.status)
        elif script.raw is not None:
            self._send_raw(script.raw)
        else:
            self._stream(prompt)

    def _fail(self, status: int) -> None:
        error = {"message": f"failed with the key {self.headers.get('Authorization')}"}
        said = json.dumps({"error": error}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def _send_raw(self, raw: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.content_type)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _stream(self, prompt: Prompt) -> None:
        script = self.script
        is_rewriting = "conversation" in prompt.given
        writes = (is_rewriting and script.rewrites) or script.writes
        self.send_response(200)
        self.send_header("Content-Type", self.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            self.begin()
            for number, piece in enumerate(writes(prompt)):
                if number == script.breaks_after:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    self.close_connection = True
                    return
                script.sent.append((monotonic(), piece))
                self.piece(piece)
                script.ending.wait(script.pause)
            self.end(script.finish)
            self.chunk(b"")
        except OSError:
            script.left.set()
            self.close_connection = True

    def chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def prompt(self, body: Json) -> Prompt:
        system, user = (message["content"] for message in body["messages"])
        return Prompt(system, user)

    def begin(self) -> None:
        """Nothing comes before the first piece."""

    def piece(self, text: str) -> None:
        self._event({"content": text})

    def end(self, reason: str | None) -> None:
        self._event({}, reason)
        self.chunk(b"data: [DONE]\n\n")

    def _event(self, delta: Json, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
        self.chunk(f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def in_tokens(text: str) -> list[str]:
    """A text in pieces as models write it: a word, or a sign, with the space before it."""
    return re.findall(r"\s*(?:\w+|[^\w\s])", text)


# -- what models write -----------------------------------------------------------------------------


def says(text: str) -> Writes:
    """Always the same."""
    return lambda _: in_tokens(text)


def honest(prompt: Prompt) -> Iterable[str]:
    """Quotes the first two pieces of evidence, with markers."""
    return in_tokens(" ".join(f"{quote} [{n}]" for n, quote in enumerate(prompt.quotes[:2], 1)))


def lazy(prompt: Prompt) -> Iterable[str]:
    """The same without markers."""
    return in_tokens(" ".join(prompt.quotes[:2]))


def no_answer(_: Prompt) -> Iterable[str]:
    return ["NO", "_ANS", "WER"]


def mixed(prompt: Prompt) -> Iterable[str]:
    """A supported sentence between two invented ones."""
    invented = "Le prix a été fixé à 987654 dollars par Jean Inventé [1]."
    return in_tokens(f"{invented} {prompt.quotes[0]} [1] Des rubis volants ont chanté [1].")


def endless(_: Prompt) -> Iterator[str]:
    while True:
        yield " encore" * 10


def obedient(prompt: Prompt) -> Iterable[str]:
    """Does what the first command in its data says: `SAY: ...`."""
    found = re.search(r"SAY: ([^\"\\]+)", prompt.user)
    return in_tokens(found[1]) if found else honest(prompt)


def full_question(question: str) -> Writes:
    """Writes out a follow-up."""
    return says(json.dumps({"question": question}, ensure_ascii=False))
