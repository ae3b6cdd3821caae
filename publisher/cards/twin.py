"""One card drawn by two processes: one finds out what to draw while the other imports what draws it.

    this one     load the post, render its template ── job ──┐          ┌── card ──▶
    the other    import the typesetter and the painter ──────┴── draw ──┘

Each half takes as long as the other, so a card comes a third sooner. It is done where processes can be forked and a
second one does not have to wait for the first. Whatever becomes of the other one, the card is drawn here if need be.
"""

from __future__ import annotations

import os
import pickle
import select
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TypeAlias

from publisher.cards.job import Job
from publisher.errors import PublisherError

Made: TypeAlias = tuple[bytes, tuple[str, ...]]
"""A card's file, and (code, message, hint) when it is without the post's picture, which could not be shown; else ()."""


def made_here(job: Job) -> Made:
    """The job's card. Raises TemplateError."""
    from publisher.cards.pool import draw_job  # noqa: PLC0415 - what the other process imports

    drawn = draw_job(job)
    return drawn.data, drawn.refused


@contextmanager
def ahead(last: Callable[[], None] = lambda: None) -> Iterator[Callable[[Job], Made]]:
    """What draws one job as `made_here` does, in a process that is started now and ends with the context.

    `last` is what that process does before it ends.
    """
    other = _started(last) if _is_worthwhile() else None
    if other is None:
        yield made_here
        return
    try:
        yield other.draw
    finally:
        other.end()


def _is_worthwhile() -> bool:
    """Whether there is a fork, a second processor, and no other thread that might hold a lock in the fork."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    return len(os.sched_getaffinity(0)) > 1


def _started(last: Callable[[], None]) -> _Other | None:
    """The other process; None when the system has none left."""
    try:
        return _Other(last)
    except OSError:
        return None


class _Other:
    """The other process, and the pipes to and from it."""

    def __init__(self, last: Callable[[], None]) -> None:
        job, self._job = os.pipe()
        self._card, card = os.pipe()
        self._open = {self._job, self._card}
        try:
            self._id = os.fork()
        except OSError:
            for descriptor in (job, card, *self._open):
                os.close(descriptor)
            raise
        if not self._id:
            os.close(self._job)
            os.close(self._card)
            _serve(job, card, last)
        os.close(job)
        os.close(card)

    def draw(self, job: Job) -> Made:
        """The card that the other process makes, or the error it raises; made here if it makes none."""
        with suppress(BrokenPipeError):
            self._send(pickle.dumps(job))
        try:
            made: Made | PublisherError = pickle.loads(self._received())  # noqa: S301 - from our own fork
        except (EOFError, pickle.UnpicklingError):  # it was killed, or does not know what to say
            return made_here(job)
        if isinstance(made, PublisherError):
            raise made
        return made

    def end(self) -> None:
        """End the process if it is still waiting for a job, and let go of it."""
        if self._open:
            import signal  # noqa: PLC0415 - 1 ms that cards do not need

            os.kill(self._id, signal.SIGKILL)
        for descriptor in self._open:
            os.close(descriptor)
        os.waitpid(self._id, 0)

    def _send(self, data: bytes) -> None:
        self._open.discard(self._job)
        with open(self._job, "wb") as pipe:  # noqa: PTH123 - a descriptor
            pipe.write(data)

    def _received(self) -> bytes:
        self._open.discard(self._card)
        with open(self._card, "rb") as pipe:  # noqa: PTH123
            return pipe.read()


def _serve(job: int, card: int, last: Callable[[], None]) -> NoReturn:
    """Draw one job in the other process, which ends without a word if that fails in a way that nobody expects."""
    try:
        import publisher.cards.pool  # noqa: F401, PLC0415 - while the job is not known yet
        from publisher.cards.rehearsal import rehearse  # noqa: PLC0415

        if not select.select([job], [], [], 0)[0]:
            rehearse()
        with open(job, "rb") as pipe:
            data = pipe.read()
        if data:
            made = _made_or_error(pickle.loads(data))  # noqa: S301 - from our own parent
            with open(card, "wb") as pipe:
                pipe.write(pickle.dumps(made))
            last()
    finally:
        os._exit(0)


def _made_or_error(job: Job) -> Made | PublisherError:
    try:
        return made_here(job)
    except PublisherError as error:
        return error
