"""What a process worked out and the next one can use: files in a folder, read only where nobody else can have written.

Such a file may hold code, so its folder must be the user's own: one that others can write to is passed over. It is
used only on the `basis` it was written on, a digest of all that decides what it holds, and when it is whole.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

try:
    from _blake2 import blake2b  # hashlib's, without OpenSSL, which takes 2 ms to load
except ImportError:
    from hashlib import blake2b

_DIGEST = 16
_WRITABLE_BY_OTHERS = 0o022


def basis_of(*about: object) -> bytes:
    """The basis that these make, besides the version of Python. Each of them is known by its repr."""
    return blake2b(repr((sys.version, *about)).encode(), digest_size=_DIGEST).digest()


def name_of(*about: object) -> str:
    """A file name for what these are, by their repr."""
    return blake2b(repr(about).encode(), digest_size=_DIGEST).hexdigest()


def read_owned(path: Path, basis: bytes) -> bytes | None:
    """What was kept at `path`; None when nothing is there that may be used."""
    try:
        if not is_own(path.parent):
            return None
        data = path.read_bytes()
    except OSError:
        return None
    payload = data[_DIGEST:]
    return payload if data[:_DIGEST] == _digest(payload, basis) else None


def keep_owned(path: Path, basis: bytes, payload: bytes) -> None:
    """Keep this at `path`; where that cannot be done, it is worked out each time."""
    import tempfile  # noqa: PLC0415 - most processes find what they want

    name = ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_own(path.parent):
            return
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as output:
            output.write(_digest(payload, basis) + payload)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()


def is_own(folder: Path) -> bool:
    """Whether a folder is this user's, and nobody else may write to it. Raises OSError when it is not there."""
    found = folder.stat()
    if sys.platform == "win32":
        return True  # the user's profile, where the cache lies, is closed to others
    return found.st_uid == os.getuid() and not found.st_mode & _WRITABLE_BY_OTHERS


def _digest(payload: bytes, basis: bytes) -> bytes:
    return blake2b(payload, digest_size=_DIGEST, key=basis).digest()
