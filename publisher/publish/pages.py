"""Pages of a generator, rewritten where they lie: whole or not at all, and not if someone else wrote them meanwhile."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from publisher.publish import files
from publisher.publish.failure import explained
from publisher.publish.folder import held

_BATCH = 1000  # pages that wait in temporary files at a time

Stamp = tuple[int, int]


def rewrite(
    folder: Path, pages: Iterable[tuple[str, bytes]], stamps: Mapping[str, Stamp], *, wait: float = 10.0
) -> dict[str, Stamp]:
    """The new stamp (size in bytes, modification time in ns) of every page that was replaced, by its path in `folder`.

    A page whose stamp is no longer the one in `stamps` is left to whoever wrote it. Permissions stay. Raises
    PublishError when the system refuses; pages replaced until then stay so, each of them whole.
    """
    done: dict[str, Stamp] = {}
    with held(folder, wait):
        waiting = iter(pages)
        while batch := list(islice(waiting, _BATCH)):
            done.update(_replaced(folder, batch, stamps))
    return done


def _replaced(folder: Path, batch: list[tuple[str, bytes]], stamps: Mapping[str, Stamp]) -> Iterator[tuple[str, Stamp]]:
    moves: list[tuple[Path, str]] = []
    for number, (path, data) in enumerate(batch):
        temporary = folder / f"{files.TEMPORARY}page{number:06}"
        with explained(folder / path):
            files.write(temporary, data)
        moves.append((temporary, path))
    with explained(folder):
        files.sync([temporary for temporary, _ in moves])
    for temporary, path in moves:
        with explained(folder / path):
            stamp = _put(temporary, folder / path, stamps.get(path))
        if stamp:
            yield path, stamp


def _put(temporary: Path, target: Path, known: Stamp | None) -> Stamp | None:
    try:
        status = os.lstat(target)
    except FileNotFoundError:
        status = None
    if status is None or known != (status.st_size, status.st_mtime_ns) or not stat.S_ISREG(status.st_mode):
        temporary.unlink()
        return None
    temporary.chmod(stat.S_IMODE(status.st_mode))
    temporary.replace(target)
    status = os.lstat(target)
    return status.st_size, status.st_mtime_ns
