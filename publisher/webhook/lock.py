"""One at a time: a lock on a file, held until the process and all that it passed it to are gone."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_LOOK = 0.1  # seconds between two tries


@contextmanager
def sole(path: Path, keep_trying: Callable[[], bool]) -> Iterator[int | None]:
    """A block that holds the lock (flock), given as its descriptor; None when `keep_trying` gave up before that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        held = _locked(descriptor)
        while not held and keep_trying():
            time.sleep(_LOOK)
            held = _locked(descriptor)
        yield descriptor if held else None
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
