"""Compiled card templates, kept in a folder: compiling one takes as long as drawing three cards.

A file is used only for the very source it was made from (Jinja2 sees to that), by the same versions.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from publisher.owned import basis_of, keep_owned, read_owned
from publisher.resources import version_of


class KeptTemplates(BytecodeCache):
    """Jinja2's cache over the files of `folder`; `basis` is what else than a source decides how it is compiled."""

    def __init__(self, folder: Path, basis: bytes) -> None:
        self._folder = folder
        self._about = basis

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is something to fill it with."""
        payload = read_owned(self._file(bucket), self._basis)
        if payload is not None:
            bucket.bytecode_from_string(payload)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds."""
        keep_owned(self._file(bucket), self._basis, bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"

    @cached_property
    def _basis(self) -> bytes:
        return basis_of(version_of("jinja2"), self._about)
