"""How much memory a process takes."""

from contextlib import suppress

import psutil


def memory_of(pid: int) -> float:
    """MB that a process and those it started hold; what several share counts once."""
    held = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                held += one.memory_full_info().pss
    return held / 1e6
