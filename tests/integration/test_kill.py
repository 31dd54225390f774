"""Ingestions killed at random moments and within a save: the short form of `make test-kill`."""

import json

from tests.conftest import PROJECT
from tests.integration.processes import run_script


def test_ten_killed_ingestions_lose_nothing() -> None:
    done = run_script(PROJECT / "benchmarks" / "kill.py", "--rounds", "10", "--articles", "100")
    assert done.code == 0, (done.out, done.err)
    counts = json.loads(done.out)
    assert counts["killed"] == 10
    assert counts["acknowledged"] > 0
