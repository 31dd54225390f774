"""Ingestions killed at random moments and within a save: the short form of `make test-kill`."""

import json
import sys

from tests.conftest import PROJECT
from tests.integration.processes import finished


def test_ten_killed_ingestions_lose_nothing() -> None:
    script = PROJECT / "benchmarks" / "kill.py"
    done = finished([sys.executable, str(script), "--rounds", "10", "--articles", "40"], {})
    assert done.code == 0, (done.out, done.err)
    counts = json.loads(done.out)
    assert counts["killed"] == 10
    assert counts["acknowledged"] > 0
