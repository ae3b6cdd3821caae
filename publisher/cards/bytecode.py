"""Compiled card templates, kept in a folder: compiling one takes as long as drawing three cards.

What is kept is code, so the folder must be the user's own: one that others can write to is passed over. A file is used
only for the very source it was made from (Jinja2 sees to that), by the same versions, and when it is whole.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from publisher.resources import version_of

_DIGEST = 16
_WRITABLE_BY_OTHERS = 0o022


class KeptTemplates(BytecodeCache):
    """Jinja2's cache over the files of `folder`; `basis` is what else than a source decides how it is compiled."""

    def __init__(self, folder: Path, basis: bytes) -> None:
        self._folder = folder
        self._basis = basis

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is something to fill it with."""
        try:
            if not is_own(self._folder):
                return
            data = self._file(bucket).read_bytes()
        except OSError:
            return
        payload = data[_DIGEST:]
        if data[:_DIGEST] == self._digest(payload):
            bucket.bytecode_from_string(payload)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds; where that cannot be done, templates are compiled each time."""
        payload, name = bucket.bytecode_to_string(), ""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not is_own(self._folder):
                return
            descriptor, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(descriptor, "wb") as output:
                output.write(self._digest(payload) + payload)
            Path(name).replace(self._file(bucket))
        except OSError:
            with suppress(OSError):
                Path(name).unlink()

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"

    def _digest(self, payload: bytes) -> bytes:
        return hashlib.blake2b(payload, digest_size=_DIGEST, key=self._versions).digest()

    @cached_property
    def _versions(self) -> bytes:
        about = (sys.version, version_of("jinja2"), self._basis)
        return hashlib.blake2b(repr(about).encode(), digest_size=_DIGEST).digest()


def is_own(folder: Path) -> bool:
    """Whether a folder is this user's, and nobody else may write to it. Raises OSError when it is not there."""
    found = folder.stat()
    if sys.platform == "win32":
        return True  # the user's profile, where the cache lies, is closed to others
    return found.st_uid == os.getuid() and not found.st_mode & _WRITABLE_BY_OTHERS
