"""The collector of cycles, kept from looking again and again through what a build gathers and keeps."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def gathering() -> Iterator[Callable[[], None]]:
    """A block in which no cycles are looked for until the function that it gives is called.

    What is there by then (ten thousand posts and the manifest are half a million objects, and no cycles) is left aside
    until the block ends: each look at it takes 30 ms, and makes forked processes copy it all.
    """
    enabled = gc.isenabled()
    gc.disable()

    def gathered() -> None:
        gc.freeze()
        if enabled:
            gc.enable()

    try:
        yield gathered
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
