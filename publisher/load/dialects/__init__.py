"""The site generators whose folders can be read. Each is a module of this package with a `DIALECT`.

A dialect is imported when a folder is known to be its own, so that a site costs the imports of its generator alone.
"""

from __future__ import annotations

from importlib import import_module

from publisher.load.dialects.base import Dialect, Reader, Reading
from publisher.load.dialects.signs import SIGNS, Folder

GENERATORS = tuple(SIGNS)
"""The site generators whose folders are understood, by name, most particular first."""


def dialect(name: str) -> Dialect:
    """The dialect called `name`, one of `GENERATORS`."""
    found: Dialect = import_module(f"{__name__}.{name}").DIALECT
    return found


def detect(folder: Folder) -> str:
    """The name of the generator that a folder belongs to; `plain` when no other is recognised."""
    return next(name for name, is_sign in SIGNS.items() if is_sign(folder))


__all__ = ["GENERATORS", "Dialect", "Folder", "Reader", "Reading", "detect", "dialect"]
