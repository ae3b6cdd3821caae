"""A site's files: their bytes, read at once or when they are asked for, and what each was the last time.

A file whose stamp is that of the last time has the bytes of the last time, so they need not be read to know their
digest. The stamps lie in the user's cache folder, one file a site.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from publisher.errors import LoadError
from publisher.kept import TICK, Kept, Stamp, stamp_of
from publisher.lazy import dataclass

_DIGEST = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the site: `path` is POSIX and relative to it, `key` the digest of path and bytes.

    `read` has the bytes when they have been read; `place` is where they lie otherwise.
    """

    path: str
    key: bytes
    read: bytes | None = field(default=None, repr=False, compare=False)
    place: str = field(default="", repr=False, compare=False)

    @classmethod
    def of(cls, path: str, data: bytes) -> SourceFile:
        """The file with these bytes."""
        return cls(path=path, key=key_of(path, data), read=data)

    @property
    def data(self) -> bytes:
        """The bytes. Raises LoadError when they are no longer those of the key."""
        if self.read is not None:
            return self.read
        try:
            data = Path(self.place).read_bytes()
        except OSError as error:
            raise self._changed() from error
        if key_of(self.path, data) != self.key:
            raise self._changed()
        return data

    def _changed(self) -> LoadError:
        return LoadError(f"{self.path}: it was changed while the site was read", "build again")


class Sources(Mapping[str, bytes]):
    """The bytes of files by path; asking for them may raise LoadError."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        self._files = files

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, path: object) -> bool:
        return path in self._files


def key_of(path: str, data: bytes) -> bytes:
    """The digest of a file's path and bytes."""
    digest = hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
    digest.update(b"\0")
    digest.update(data)
    return digest.digest()


class Stamps:
    """What the files of the site at `root` were the last time, as the folder `cache` has it, and what they are now.

    `began` is when the site began to be read, in nanoseconds; without a cache nothing is known and nothing kept.
    """

    def __init__(self, cache: Path | None, root: Path, *, began: int) -> None:
        self._kept = Kept(cache, root, ".files", b"files 1") if cache else None
        self._latest = began - TICK
        records = self._kept.records() if self._kept else []
        # Our own bytes: their digest stands before them.
        self._before: dict[str, tuple[Stamp, bytes]] = marshal.loads(records[-1]) if records else {}  # noqa: S302
        self._now: dict[str, tuple[Stamp, bytes]] = {}

    def unchanged(self, path: str, place: str) -> SourceFile | None:
        """The file if it is as it was; None when it must be read."""
        known = self._before.get(path)
        if known is None:
            return None
        try:
            if stamp_of(os.stat(place)) != known[0]:  # noqa: PTH116 - ten thousand of them
                return None
        except OSError:
            return None
        self._now[path] = known
        return SourceFile(path=path, key=known[1], place=place)

    def note(self, file: SourceFile, status: os.stat_result) -> None:
        """Take in a file that was read when it had this status."""
        if self._kept and status.st_ctime_ns < self._latest:
            self._now[file.path] = stamp_of(status), file.key

    def keep(self) -> None:
        """Remember what the files are now."""
        if self._kept and self._now != self._before:
            self._kept.replace(marshal.dumps(self._now))
