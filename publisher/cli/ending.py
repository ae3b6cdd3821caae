"""The end of a process whose work is done: what it built need not be taken down piece by piece, which takes 4 ms."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

_codes: list[int] = []


def be_quick() -> None:
    """From now on `leave` is quick, unless someone else waits for the end of the process already.

    What is registered first is called last: threads have been joined and everyone who registered later was called.
    """
    waiting = getattr(atexit, "_ncallbacks", None)
    if waiting is not None and not waiting():
        atexit.register(_end)


def leave(code: int) -> NoReturn:
    """Raise SystemExit."""
    _codes.append(code)
    sys.exit(code)


def _end() -> None:
    if _codes:  # otherwise Python is ending for a reason of its own
        with suppress(OSError, ValueError):  # and if it cannot be said, Python says so
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(_codes[-1])
