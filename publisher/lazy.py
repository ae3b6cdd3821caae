"""Names of a package that are imported when they are first used (PEP 562).

A build that finds nothing changed needs neither the painter nor the Markdown parser; importing them would take longer
than all of its work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def exports(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """A module-level `__getattr__` for `package`; `homes` maps each of its modules to the names it provides."""
    home_of = {name: module for module, names in homes.items() for name in names}

    def lookup(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home_of[name]}"), name)

    return lookup
