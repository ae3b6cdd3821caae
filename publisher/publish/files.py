"""Single files and folders of the output: comparing, writing, renaming, removing."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Thread

from publisher.manifest import RetiredEntry

TEMPORARY = ".publisher-tmp-"

# A few files are synced one by one, which reports errors and leaves the rest of the machine alone. For more, one sync
# of everything costs less: 1,000 files of 30 KB took 0.25 ms each, against 0.40 with an fsync each (ext4 on a virtual
# disk; 3.8 on a slow one). syncfs was no faster than sync, and Python has no call for it.
SYNCED_SINGLY = 16
SYNCED_TOGETHER = 1000


def clear(out: Path) -> None:
    """Remove the temporary files that a killed publish left in `out`."""
    with os.scandir(out) as entries:
        leftovers = [Path(entry) for entry in entries if entry.name.startswith(TEMPORARY)]
    for path in leftovers:
        path.unlink()


def holds(target: Path, data: bytes) -> bool:
    """True when `target` is a regular file of these bytes. Raises IsADirectoryError when a folder stands there."""
    try:
        status = os.lstat(target)
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and target.read_bytes() == data


def write(temporary: Path, data: bytes) -> None:
    """A new file of these bytes; fails if anything, a link included, is already there."""
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def sync(paths: Sequence[Path]) -> None:
    """Return when the bytes of these files are on the disk."""
    if len(paths) > SYNCED_SINGLY:
        os.sync()
        return
    for path in paths:
        sync_one(path)


class Syncing:
    """Files synced in the background while others are still being made, so that few are left for the end."""

    def __init__(self) -> None:
        self._written = 0
        self._running: Thread | None = None

    def wrote(self) -> None:
        """Take in that another file was written."""
        self._written += 1
        if self._written % SYNCED_TOGETHER == 0 and not (self._running and self._running.is_alive()):
            self._running = Thread(target=os.sync, daemon=True)
            self._running.start()

    def end(self) -> None:
        """Return when nothing is synced in the background any more."""
        if self._running:
            self._running.join()


def sync_one(path: Path) -> None:
    """Return when this file's bytes, or this folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rename(moves: Iterable[tuple[Path, str]], out: Path) -> None:
    """Each (temporary, path in `out`) in place, folders made as needed, the changed folders synced."""
    touched: dict[Path, None] = {}
    names: set[str] = set()
    for temporary, path in moves:
        name = path.rpartition("/")[0]
        if name not in names:
            names.add(name)
            touched.update(dict.fromkeys((*made(out / name, out), out / name)))
        os.replace(temporary, f"{out}/{path}")  # noqa: PTH105 - ten thousand of them, at the end of a build
    for folder in touched:
        sync_one(folder)


def made(folder: Path, out: Path) -> list[Path]:
    """Make `folder` inside `out`; the parents of what was made, whose lists of names have changed."""
    parents = []
    for part in (*reversed(folder.relative_to(out).parents), folder.relative_to(out)):
        path = out / part
        if not path.is_dir():
            path.mkdir(exist_ok=True)
            parents.append(path.parent)
    return parents


def inside(folder: Path, out: Path) -> bool:
    """True when `folder`, its links followed, lies in `out`."""
    return folder.resolve().is_relative_to(out.resolve())


def removed(target: Path, entry: RetiredEntry, out: Path) -> bool:
    """Remove `target` if it is still the file we wrote; False when it is gone or someone else's by now."""
    try:
        status = os.lstat(target)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(status.st_mode) or status.st_size != entry.size or not inside(target.parent, out):
        return False
    if hashlib.sha256(target.read_bytes()).hexdigest() != entry.sha256:
        return False
    target.unlink()
    return True
