"""Regular expressions as they were compiled last time: a card and all it imports want 170 of them, 29 ms to compile.

`re` remembers what it compiled for one process only. This stands on the inside of CPython's: `re._compiler.compile` is
asked for what has not been compiled yet, and ends with a call of `_sre.compile`, which checks the code it is given.
Where these are not to be had, expressions are compiled as ever.
"""

from __future__ import annotations

import marshal
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

from publisher.owned import basis_of, keep_owned, read_owned

_FORM = 1  # of the file
_MOST = 2000  # that are kept: some are made of names in front matter
_OTHER_INSIDE = (AttributeError, IndexError, RuntimeError, TypeError, ValueError, struct.error)

Key: TypeAlias = tuple[str | bytes, int]
"""An expression and its flags, as `re.compile` was given them."""

Code: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What `_sre.compile` wants beside the expression: flags, code (32 bits a word), groups, their numbers, their names."""


_keepers: list[Callable[[], None]] = []


@contextmanager
def kept(cache: Path) -> Iterator[None]:
    """While it lasts, expressions are compiled only if no process did before; what is new is kept in `cache`."""
    try:
        compiler: Any = import_module("re._compiler")
        engine: Any = import_module("_sre")
        anew, basis = compiler.compile, basis_of(engine.MAGIC, _FORM)
    except (ImportError, AttributeError):
        yield
        return
    path = cache / "expressions"
    known = _read(path, basis)
    new: list[Key] = []

    def keep_new() -> None:
        compiler.compile = anew
        if new and len(known) + len(new) <= _MOST:
            with suppress(*_OTHER_INSIDE):
                codes = {key: _code(key, compiler, engine) for key in new}
                keep_owned(path, basis, marshal.dumps(_read(path, basis) | codes))

    compiler.compile = _compiling(known, new, engine.compile, anew)
    _keepers.append(keep_new)
    try:
        yield
    finally:
        _keepers.remove(keep_new)
        keep_new()


def keep() -> None:
    """Keep what is new so far: for a fork, which does not come to the end of `kept`."""
    for keep_new in _keepers:
        keep_new()


def _read(path: Path, basis: bytes) -> dict[Key, Code]:
    payload = read_owned(path, basis)
    if payload is None:
        return {}
    known: dict[Key, Code] = marshal.loads(payload)  # noqa: S302 - only we can have written it
    return known


def _compiling(
    known: dict[Key, Code], new: list[Key], from_code: Callable[..., object], anew: Callable[..., object]
) -> Callable[..., object]:
    """`re._compiler.compile`, but that it compiles what is known from its code, and lists what is `new`."""

    def compile_expression(pattern: Any, flags: int = 0) -> object:
        if type(pattern) not in {str, bytes} or flags & re.DEBUG:  # parsed already, or asked to show how it is done
            return anew(pattern, flags)
        found = known.get((pattern, flags))
        if found is None:
            compiled = anew(pattern, flags)
            new.append((pattern, int(flags)))
            return compiled
        merged, code, *groups = found
        try:
            return from_code(pattern, merged, memoryview(code).cast("I").tolist(), *groups)
        except _OTHER_INSIDE:
            return anew(pattern, flags)

    return compile_expression


def _code(key: Key, compiler: Any, engine: Any) -> Code:
    """What an expression is compiled to, as it is handed to the engine."""
    handed: list[tuple[Any, ...]] = []

    def seen(*arguments: Any) -> Any:
        handed.append(arguments)
        return engine.compile(*arguments)

    compiler._sre = SimpleNamespace(**(vars(engine) | {"compile": seen}))  # noqa: SLF001 - see above
    try:
        compiler.compile(*key)
    finally:
        compiler._sre = engine  # noqa: SLF001
    _, flags, code, groups, numbers, names = handed[0]
    words = struct.pack(f"{len(code)}I", *code)
    return int(flags), words, int(groups), {name: int(number) for name, number in numbers.items()}, tuple(names)
