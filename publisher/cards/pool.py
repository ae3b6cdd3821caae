"""Many cards: documents in, drawn cards out in the same order, over as many processes as asked for.

A card that cannot be drawn costs that card; over several processes so does one that never ends, or whose process dies
of it. In this process alone, which few cards and `workers=1` are drawn in, nothing can end such a card.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from publisher.cards.drawing import Drawn, draw
from publisher.cards.job import Job
from publisher.cards.picture_files import PictureError, picture_digest
from publisher.errors import PublisherError, RenderError, TemplateError

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from pebble import ProcessFuture, ProcessPool

_Made = TypeVar("_Made")
_BATCH = 8  # cards a worker takes at a time
_AHEAD = 4  # batches waiting per worker: keeps them busy, keeps memory bounded
_PIPE = 1 << 20  # bytes; the most that Linux gives to a user who asks
PATIENCE = 60  # seconds a card may take; it takes a hundredth of one, with a large picture half of one


Outcome = tuple[str, Drawn | PublisherError]


def draw_all(jobs: Iterable[Job], *, workers: int = 1) -> Iterator[Outcome]:
    """Each job's key with its card, or with the error that says why there is none. Raises TemplateError.

    A fault of the template is raised, since it is every card's; `workers` above 1 draws in that many processes.
    """
    batches = _batched(jobs)
    for outcome in _in_processes(batches, workers) if workers > 1 else map(_draw_batch, batches):
        for key, result in outcome:
            if isinstance(result, TemplateError):
                raise result
            yield key, result


def _batched(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    source = iter(jobs)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _draw_batch(batch: list[Job]) -> list[Outcome]:
    return [(job.key, _draw_one(job)) for job in batch]


def draw_job(job: Job) -> Drawn:
    """The job's card, without the post's picture where that cannot be shown. Raises TemplateError."""
    drawn, refused = made_of(job, lambda document: _draw(job, document))
    if not refused:
        return drawn
    looked_at = ((job.hero, picture_digest(job.hero, job.root, job.fetched)),)
    return replace(drawn, pictures=(*drawn.pictures, *looked_at), refused=refused)


def made_of(job: Job, make: Callable[[str], _Made]) -> tuple[_Made, tuple[str, ...]]:
    """What `make` makes of the job's document, or of the plain one where the post's picture cannot be shown.

    With it (code, message, hint) that say why it cannot, or (). Raises TemplateError.
    """
    try:
        return make(job.document), ()
    except PictureError as error:
        if not job.plain or error.src != job.hero:
            raise TemplateError(f"{error.where or job.path}: {error.message}", error.hint) from error
        return make(job.plain), (error.code, error.message, error.hint)


def _draw(job: Job, document: str) -> Drawn:
    return draw(
        document,
        job.width,
        job.height,
        path=job.path,
        lang=job.lang,
        root=job.root,
        fetched=job.fetched,
        wanted=job.wanted,
        debug=job.debug,
        kept=job.kept,
    )


def _draw_one(job: Job) -> Drawn | PublisherError:
    try:
        return draw_job(job)
    except PublisherError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one post's surprise must not cost the others their cards
        return RenderError(
            f"the card cannot be drawn: {type(error).__name__}: {error}", "please report this, with the post"
        )


def _in_processes(batches: Iterator[list[Job]], workers: int) -> Iterator[list[Outcome]]:
    from pebble import ProcessPool  # noqa: PLC0415 - most builds draw a card or two, and pebble alone is 20 ms

    pool = ProcessPool(workers, context=_context(), initializer=_follow_parent)
    waiting: list[tuple[list[Job], ProcessFuture[list[Outcome]]]] = []
    try:
        for batch in batches:
            waiting.append((batch, _submit(pool, batch)))
            if len(waiting) > workers * _AHEAD:
                yield _result(pool, *waiting.pop(0))
        for batch, drawing in waiting:
            yield _result(pool, batch, drawing)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _context() -> BaseContext:
    """How workers are started: as copies of this process on Linux, and there with pipes that hold batches of cards.

    All workers answer through one pipe. One that holds less than a batch (200 KB, and pipes are made for 64) keeps them
    waiting for this process to be given a core, a twentieth of their time.
    """
    from multiprocessing import get_context  # noqa: PLC0415

    if sys.platform != "linux":
        return get_context("spawn")
    from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415
    from multiprocessing.context import ForkContext  # noqa: PLC0415

    class Roomy(ForkContext):
        def Pipe(self, duplex: bool = True) -> tuple[Any, Any]:  # noqa: FBT001, FBT002, N802 - as it is called there
            ends = super().Pipe(duplex)
            with suppress(OSError):  # the user may have as much of them as the system allows
                fcntl(ends[1].fileno(), F_SETPIPE_SZ, _PIPE)
            return ends

    return Roomy()


def _submit(pool: ProcessPool, batch: list[Job]) -> ProcessFuture[list[Outcome]]:
    return pool.schedule(_draw_batch, args=[batch], timeout=PATIENCE * len(batch))


def _result(pool: ProcessPool, batch: list[Job], drawing: ProcessFuture[list[Outcome]]) -> list[Outcome]:
    """What came of a batch; where its process ended, or was ended for its time, each card is tried by itself."""
    from pebble import ProcessExpired  # noqa: PLC0415

    try:
        return drawing.result()
    except TimeoutError:
        why = f"it took more than {PATIENCE} seconds"
    except ProcessExpired:
        why = "its process ended; it may have wanted more memory than there is"
    if len(batch) == 1:
        hint = "make the post's title, excerpt or picture smaller, and report this if that is no cause"
        return [(batch[0].key, RenderError(f"the card cannot be drawn: {why}", hint))]
    return [outcome for job in batch for outcome in _result(pool, [job], _submit(pool, [job]))]


def _follow_parent() -> None:
    """Let a worker end when the build that started it is killed, instead of waiting for work for ever."""
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
