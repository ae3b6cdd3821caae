"""One publish at a time in a folder."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.errors import PublishError

PAUSE = 0.05  # seconds between two tries


@contextmanager
def locked(out: Path, wait: float) -> Iterator[None]:
    """A block in which no other publish works in `out`; raises PublishError when that takes over `wait` seconds.

    The lock (flock) is on the folder itself: no file is made, and the kernel lets go when the process dies.
    """
    descriptor = os.open(out, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _acquire(descriptor, out, wait)
        try:
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # a forked worker may still hold a copy of the descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, out: Path, wait: float) -> None:
    for _ in range(int(wait / PAUSE)):
        if _tried(descriptor):
            return
        time.sleep(PAUSE)
    if not _tried(descriptor):
        raise PublishError(
            f"another build is writing to {out}", f"wait until it has ended and build again (waited {wait:g} s)"
        )


def _tried(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
