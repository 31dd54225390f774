"""The environment of the peers, and one contender's process with the memory that it takes."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from select import select
from subprocess import PIPE, Popen
from typing import Any

import psutil
from memory import memory_of
from peers.job import Job

HERE = Path(__file__).resolve().parent
WORK = HERE / ".peers"
REQUIREMENTS = HERE / "peers" / "requirements.txt"
LOOK = 0.2  # seconds between two looks at the memory
REST = 1.0  # seconds after the last question until what is held is read
BEFORE = 1.0  # seconds in which it is measured how busy the machine is without us
# Nobody is told that these programs ran, and no model is looked for elsewhere.
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "true",
}


@dataclass(frozen=True)
class Run:
    """One process, measured."""

    figures: dict[str, Any]  # what it says itself
    peak: float  # MB, of all its processes at one moment, from its start on
    rest: float  # MB, after its work
    busy: float  # percent of the processor that others took just before

    def written(self) -> dict[str, Any]:
        return {**self.figures, "peak": self.peak, "rest": self.rest, "busy": self.busy}


def environment() -> Path:
    """The interpreter of the peers, whose packages are installed where they are not."""
    venv = WORK / "venv"
    python, stamp = venv / "bin" / "python", venv / "installed.txt"
    wanted = REQUIREMENTS.read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--requirement", str(REQUIREMENTS)]
        subprocess.run(pip, check=True)
        stamp.write_text(wanted)
    return python


def versions(python: Path) -> dict[str, str]:
    """Those of the packages that are named in the peers' requirements."""
    code = (
        "import json, sys; from importlib.metadata import version; "
        "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    )
    lines = REQUIREMENTS.read_text().splitlines()
    names = [line.split("==")[0] for line in lines if line and not line.startswith("#")]
    done = subprocess.run([str(python), "-c", code, *names], check=True, stdout=PIPE, text=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def run(python: Path, job: Job) -> Run:
    """Raises SystemExit if the process fails."""
    logs = WORK / "logs"
    logs.mkdir(exist_ok=True)
    log = logs / f"{job.contender}-{job.phase}.log"
    busy = psutil.cpu_percent(BEFORE)
    command = [str(python), "-m", "peers.run", job.written()]
    with (
        log.open("w") as stderr,
        Popen(
            command,
            cwd=HERE,
            env=os.environ | QUIET,
            text=True,
            stdin=PIPE,
            stdout=PIPE,
            stderr=stderr,
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        peak = 0.0
        while not select([process.stdout], [], [], LOOK)[0]:
            peak = max(peak, memory_of(process.pid))
        line = process.stdout.readline()
        time.sleep(REST)
        rest = memory_of(process.pid)
        process.stdin.close()
    if not line or process.returncode:
        raise SystemExit(f"{job.contender}, {job.phase}: failed; see {log}")
    return Run(json.loads(line), round(max(peak, rest), 1), round(rest, 1), busy)


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": names[0] if names else "unknown",
        "cores": os.cpu_count(),
        "memory, GB": round(psutil.virtual_memory().total / 1e9, 1),
        "python": sys.version.split()[0],
    }
