"""Several commands begun at once on a store that is not there yet."""

import subprocess
import sys
from pathlib import Path

# Waits for its start, so that all processes set out together.
OPEN = """
import sys
from pathlib import Path
from qa_service.store.archive import open_catalogue

print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    open_catalogue(Path(sys.argv[1]) / str(number), "model").close()
"""


def test_processes_may_make_the_store_at_the_same_moment(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        for process in processes:
            _, err = process.communicate(timeout=60)
            assert process.returncode == 0, err
    finally:
        for process in processes:
            process.kill()
