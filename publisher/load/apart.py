"""Many files read by other processes: what they mean comes back as rows.

Reading ten thousand posts takes two seconds, in which the processes that are to draw have nothing to do yet.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from publisher.errors import PublisherError
from publisher.load.late import Row
from publisher.load.sources import SourceFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

FEWEST = 500  # files a process is started for; it takes as long to start as thirty take to read

Read = Callable[[SourceFile], Row | None]


class Apart:
    """All but `own` of the files, given to `jobs` - 1 processes; all are `own` when they are few.

    `read` gives a file's row. Where the system cannot fork safely, nothing is given away.
    """

    def __init__(self, files: Sequence[SourceFile], read: Read, jobs: int) -> None:
        count = max(1, min(jobs, len(files) // FEWEST)) if sys.platform == "linux" else 1
        self.own = files[::count]
        self._running = [_started(files[at::count], read) for at in range(1, count)]

    def rows(self) -> dict[bytes, Row]:
        """The rows by the files' keys, without those that could not be read and those whose process has died."""
        found: dict[bytes, Row] = {}
        for process, receiver in self._running:
            with receiver, suppress(EOFError, OSError):
                # From a process of our own, through a pipe that no one else has.
                found.update(marshal.loads(receiver.recv_bytes()))  # noqa: S302
            process.join()
        return found


def _started(files: Sequence[SourceFile], read: Read) -> tuple[BaseProcess, Connection]:
    import multiprocessing  # noqa: PLC0415 - most builds read a file or two

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(files, read, sender, receiver), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _send(files: Sequence[SourceFile], read: Read, sender: Connection, receiver: Connection) -> None:
    receiver.close()  # or this end would wait for ever for a parent that was killed
    # A file that stops all is met again by the parent, which can say so.
    with suppress(PublisherError, OSError):
        rows = {file.key: row for file in files if (row := read(file)) is not None}
        sender.send_bytes(marshal.dumps(rows))
