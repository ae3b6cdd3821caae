"""Deliveries on the disk before they are acknowledged, many in one commit.

A commit waits for the disk (synchronous=FULL); at 500 deliveries a second one each would be too slow, so a thread
takes all that wait at that moment and commits them together.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from publisher.webhook.inbox import opened
from publisher.webhook.providers import Delivery

_AT_ONCE = 512
_PATIENCE = 5.0  # seconds until a sender is told that it failed

_Entry = tuple[tuple[str, Delivery, float], asyncio.AbstractEventLoop, "asyncio.Future[bool]"]


class Unrecorded(Exception):  # noqa: N818 - answered with 503
    """A delivery that is not known to be on the disk."""


class Recorder(threading.Thread):
    """The thread that writes deliveries; `then` is called after each commit. `alive()` is part of the health."""

    def __init__(self, path: Path, then: Callable[[], None]) -> None:
        super().__init__(name="recorder", daemon=True)
        self._path, self._then = path, then
        self._entries: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()

    async def record(self, provider: str, delivery: Delivery, now: float) -> bool:
        """True when the delivery is new; on return it is on the disk. Raises Unrecorded."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bool] = loop.create_future()
        self._entries.put(((provider, delivery, now), loop, future))
        try:
            return await asyncio.wait_for(future, _PATIENCE)
        except TimeoutError as error:
            raise Unrecorded("the disk did not answer in time") from error

    def stop(self) -> None:
        """Write what waits, and end."""
        self._entries.put(None)
        self.join()

    def run(self) -> None:
        """Commit batch after batch until told to stop."""
        with opened(self._path) as inbox:
            going = True
            while going:
                batch = self._batch()
                going = None not in batch
                entries = [entry for entry in batch if entry is not None]
                if not entries:
                    continue
                try:
                    results: list[bool | Unrecorded] = list(inbox.record(entry[0] for entry in entries))
                except sqlite3.Error as error:
                    results = [Unrecorded(str(error))] * len(entries)
                self._then()
                _answer(entries, results)

    def _batch(self) -> list[_Entry | None]:
        """All that waits, at least one."""
        batch = [self._entries.get()]
        while len(batch) < _AT_ONCE and not self._entries.empty():
            batch.append(self._entries.get())
        return batch


def _answer(entries: list[_Entry], results: list[bool | Unrecorded]) -> None:
    """Tell the waiting requests, in one call for each loop."""
    loops = {entry[1] for entry in entries}
    for loop in loops:
        theirs = [(entry[2], result) for entry, result in zip(entries, results, strict=True) if entry[1] is loop]
        loop.call_soon_threadsafe(_settle, theirs)


def _settle(pairs: list[tuple[asyncio.Future[bool], bool | Unrecorded]]) -> None:
    for future, result in pairs:
        if future.done():
            continue
        if isinstance(result, Unrecorded):
            future.set_exception(result)
        else:
            future.set_result(result)
