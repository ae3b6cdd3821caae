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

# A forked process shares the lock, and would keep it when this one is killed: a worker that draws cards must not.
_held: set[int] = set()


def _let_go() -> None:
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def locked(out: Path, wait: float) -> Iterator[None]:
    """A block in which no other publish works in `out`; raises PublishError when that takes over `wait` seconds.

    The lock (flock) is on the folder itself: no file is made, and the kernel lets go when the process dies, even if
    processes that it forked live on.
    """
    descriptor = os.open(out, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    _held.add(descriptor)
    try:
        _acquire(descriptor, out, wait)
        yield
    finally:
        if descriptor in _held:
            _held.remove(descriptor)
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
