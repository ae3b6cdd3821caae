"""A progress bar on a terminal, nothing elsewhere: the closing summary is the one line that logs want."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from publisher.pipeline.request import Progress


@contextmanager
def progress_bar(noun: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A callback that draws a bar on stderr."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from tqdm import tqdm  # noqa: PLC0415 - only a terminal needs it

    tqdm.monitor_interval = 0  # no thread beside the worker processes
    with tqdm(unit=f" {noun}", file=sys.stderr, dynamic_ncols=True, leave=False, disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
