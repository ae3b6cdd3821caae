"""How long a command takes in a new process."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from typing import Any


def timed(command: list[str], rounds: int, **options: Any) -> dict[str, float]:
    """The medians of how long a command takes, and of the processor time of it and its own processes, in ms."""
    walls, works = [], []
    for _ in range(rounds):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=False, capture_output=True, **options)
        walls.append((time.perf_counter() - start) * 1e3)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        works.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3)
    return {"cold ms": round(statistics.median(walls), 1), "cold CPU ms": round(statistics.median(works), 1)}
