"""Taffy's native module, and what it takes to use it without its package and without its leak.

`stretchable` 1.1.8 makes two dictionaries for each question it asks a leaf and never lets go of them: 30 KB a card,
300 MB after ten thousand. `release` lets go of one for it; it is None when a layout, tried here, leaks nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

Space = dict[str, float]


def _loaded() -> Any:
    """The native module alone: its package imports `attrs` and 27 ms of what is not needed here."""
    package = find_spec("stretchable")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for suffix in EXTENSION_SUFFIXES:
            path = Path(folder) / f"taffylib{suffix}"
            spec = spec_from_file_location("stretchable.taffylib", path) if path.is_file() else None
            if spec and spec.loader:
                module = module_from_spec(spec)
                spec.loader.exec_module(module)
                return module
    return import_module("stretchable.taffylib")


taffylib = _loaded()


@cache
def release(style: Callable[[], dict[str, Any]]) -> Callable[[Space], None] | None:
    """What takes back the reference that is kept of a dictionary given to a measure function; None if none is.

    `style` makes the native style of a box for the trial.
    """
    seen: list[Space] = []

    def measure(_width: float, _height: float, across: Space, _down: Space, _node: int) -> tuple[float, float]:
        seen.append(across)
        return 1.0, 1.0

    tree = taffylib.init()
    leaf = taffylib.node_create(tree, style())
    taffylib.node_set_measure(tree, leaf, True)  # noqa: FBT003 - the native signature
    space = {"width": {"dim": 1, "value": 1.0}, "height": {"dim": 1, "value": 1.0}}
    taffylib.node_compute_layout_with_measure(tree, leaf, space, measure)
    taffylib.free(tree)
    free: list[Space] = [{}]
    if not seen or sys.getrefcount(seen[0]) <= sys.getrefcount(free[0]):
        return None
    import ctypes  # noqa: PLC0415 - 1.6 ms, and trying it as long, which a process that draws one card does not need

    let_go = ctypes.pythonapi.Py_DecRef
    let_go.argtypes, let_go.restype = [ctypes.py_object], None
    return let_go
