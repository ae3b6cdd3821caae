"""What is made when it is first used: names of a package (PEP 562), and regular expressions.

A build that finds nothing changed needs neither the painter nor the Markdown parser, and one card needs few of the
expressions that the modules hold; importing and compiling them all would take longer than all of its work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast


def exports(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """A module-level `__getattr__` for `package`; `homes` maps each of its modules to the names it provides."""
    home_of = {name: module for module, names in homes.items() for name in names}

    def lookup(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home_of[name]}"), name)

    return lookup


class _Pattern:
    """Stands for a regular expression until a method of it is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression that is compiled when it is first used."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
