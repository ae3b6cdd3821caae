"""Files of the user's cache folder: records that are believed only if they are whole and made on the same basis.

And the stamps by which a file that was read once need not be read again. Size, times and inode as they were, bytes as
they were: changing them sets the change time (st_ctime), which no program can set back.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

# Two changes within one tick of a file system's clock (2 s on the coarsest) leave the same times, so a file that has
# just been changed is read once more.
TICK = 2_000_000_000  # nanoseconds

Stamp = tuple[int, int, int, int]
"""Size in bytes, modification and change time in nanoseconds, inode."""

_DIGEST = 16
_LENGTH = 8  # bytes, big-endian


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class Kept:
    """What is remembered of the site at `root` as one kind of thing, in one file of the folder `cache`.

    Every record begins with a digest of the basis and itself, so one made on another basis, or cut short, is none.
    """

    def __init__(self, cache: Path, root: Path, suffix: str, basis: bytes) -> None:
        place = os.path.realpath(root).encode("utf-8", "surrogateescape")
        self._file = cache / f"{hashlib.sha256(place).hexdigest()[:16]}{suffix}"
        self._basis = hashlib.blake2b(basis, digest_size=_DIGEST).digest()
        self.whole = False

    def records(self) -> list[memoryview]:
        """The records in the order in which they were added, up to one that is none; `whole` says if that is all."""
        self.whole = False
        try:
            data = memoryview(self._file.read_bytes())
        except OSError:
            return []
        found: list[memoryview] = []
        while data:
            size = int.from_bytes(data[_DIGEST : _DIGEST + _LENGTH])
            record = data[_DIGEST + _LENGTH : _DIGEST + _LENGTH + size]
            if len(record) < size or data[:_DIGEST] != self._digest(record):
                return found
            found.append(record)
            data = data[_DIGEST + _LENGTH + size :]
        self.whole = bool(found)
        return found

    def replace(self, record: bytes) -> bool:
        """True when the record is kept in the place of all others; False where the folder cannot be written."""
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            temporary.parent.mkdir(parents=True, exist_ok=True)
            _write(temporary, os.O_CREAT | os.O_TRUNC, self._framed(record))
            temporary.replace(self._file)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            return False
        return True

    def add(self, record: bytes) -> bool:
        """True when the record is kept behind the others, which must be whole; False where that cannot be done."""
        try:
            _write(self._file, os.O_APPEND, self._framed(record))
        except OSError:
            return False
        return True

    def _framed(self, record: bytes) -> bytes:
        return self._digest(record) + len(record).to_bytes(_LENGTH) + record

    def _digest(self, record: bytes | memoryview) -> bytes:
        digest = hashlib.sha256(self._basis)  # of megabytes, it takes half of blake2b's time
        digest.update(record)
        return digest.digest()[:_DIGEST]


def _write(path: Path, flags: int, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as output:
        view = memoryview(data)
        while view:
            view = view[output.write(view) :]
