"""What is made when it is first used: names of a package (PEP 562), regular expressions, methods of dataclasses.

A build that finds nothing changed needs neither the painter nor the Markdown parser, and one card needs few of the
expressions and methods that the modules hold; importing and compiling them all would take longer than all of its work.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

__all__ = ["dataclass", "exports", "pattern"]

_Class = TypeVar("_Class")
_FEW = 10  # instances: compiling what makes them takes as long as making so many without


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


def _dataclass(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, **more: bool
) -> Callable[[type[_Class]], type[_Class]]:
    """The standard library's, but that its methods are compiled when they are first called.

    That compiles six methods for each class while it is imported, half a millisecond; of ninety classes that a card
    wants, half are never made, and few compared or printed. Without `InitVar`, which nothing here uses. One that can
    change is left to the standard library if it is compared.
    """
    if eq and not frozen:
        return dataclasses.dataclass(slots=slots, **more)
    names = ["__init__", "__repr__", *(["__eq__", "__hash__"] if eq else [])]
    methods: dict[str, Callable[..., object]] = {}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if frozen and slots:
        methods |= {"__getstate__": _state, "__setstate__": _restore}

    def made(cls: type[_Class]) -> type[_Class]:
        own = set(vars(cls))
        cls.__doc__ = cls.__doc__ or cls.__name__  # for want of one, `dataclasses` would work out a signature
        slotted = slots and not _is_compiled(cls)  # that has its own, and another class than it would be let go
        bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slotted, **more)(cls)
        for name, method in (methods | {name: _written_later(bare, name, _WRITERS[name]) for name in names}).items():
            if name not in own:
                setattr(bare, name, method)
        return bare

    return made


def _is_compiled(cls: type) -> bool:
    """Whether mypyc made the class (hatch_build.py)."""
    return hasattr(cls, "__mypyc_attrs__")


def _refuse(self: object, name: str, _value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r} of {type(self).__name__}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _written_later(cls: type, name: str, write: Callable[[type, dict[str, object]], str]) -> Callable[..., Any]:
    """A method that writes its successor when it is called; `write` gives the source, and fills in its globals.

    Most classes have a few instances in a process, and these are made without it.
    """
    calls = 0

    def method(self: object, *args: object, **values: object) -> object:
        nonlocal calls
        calls += 1
        if name == "__init__" and calls <= _FEW and _set_each(cls, self, args, values):
            return None
        names: dict[str, object] = {}
        exec(write(cls, names), names)  # noqa: S102 - source made of a class's own field names, as `dataclasses` does
        successor = cast("Callable[..., object]", names[name])
        successor.__qualname__ = f"{cls.__qualname__}.{name}"  # by which a TypeError calls it
        setattr(cls, name, successor)
        return successor(self, *args, **values)

    return method


def _set_each(cls: type, self: Any, args: tuple[object, ...], values: dict[str, object]) -> bool:
    """Do what a compiled `__init__` does; False, with nothing done, for a call that it may refuse."""
    fields = dataclasses.fields(cls)
    taken = [field.name for field in fields if field.init and not field.kw_only]
    given = dict(zip(taken, args)) | values  # noqa: B905 - more are refused
    known = {field.name for field in fields if field.init}
    wanted = {field.name for field in fields if field.init and _has_no_default(field)}
    if len(given) < len(args) + len(values) or not wanted <= given.keys() <= known:
        return False
    for field in fields:
        if field.name in given:
            object.__setattr__(self, field.name, given[field.name])
        elif field.default is not dataclasses.MISSING:
            object.__setattr__(self, field.name, field.default)
        elif field.default_factory is not dataclasses.MISSING:
            object.__setattr__(self, field.name, field.default_factory())
    if hasattr(cls, "__post_init__"):
        self.__post_init__()
    return True


def _has_no_default(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _init(cls: type, names: dict[str, object]) -> str:
    """Sets each field by its slot, which is quicker than by its name and not refused."""
    positional: list[str] = []
    keyword: list[str] = []
    body: list[str] = []
    names |= {"_MISSING": dataclasses.MISSING, "_put": object.__setattr__}
    for field in dataclasses.fields(cls):
        name, value = field.name, field.name
        put = f"_put(self, {name!r}, "
        if "__slots__" in vars(cls) or _is_compiled(cls):
            names[f"_set_{name}"], put = getattr(cls, name).__set__, f"_set_{name}(self, "
        if not field.init:  # its default, or what `__post_init__` sets
            if field.default is not dataclasses.MISSING:
                names[f"_default_{name}"] = field.default
                body.append(f" {put}_default_{name})")
            elif field.default_factory is not dataclasses.MISSING:
                names[f"_make_{name}"] = field.default_factory
                body.append(f" {put}_make_{name}())")
            continue
        parameter = name
        if field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameter = f"{name}=_MISSING"
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        (keyword if field.kw_only else positional).append(parameter)
        body.append(f" {put}{value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    parameters = ", ".join(["self", *positional, *(["*", *keyword] if keyword else [])])
    return "\n".join([f"def __init__({parameters}):", *body, " return None"])


def _repr(cls: type, _names: dict[str, object]) -> str:
    shown = ", ".join(f"{field.name}={{self.{field.name}!r}}" for field in dataclasses.fields(cls) if field.repr)
    return f'def __repr__(self): return f"{{self.__class__.__qualname__}}({shown})"'


def _compared(cls: type, of: str) -> str:
    return "(" + "".join(f"{of}.{field.name}, " for field in dataclasses.fields(cls) if field.compare) + ")"


def _eq(cls: type, _names: dict[str, object]) -> str:
    same = f"{_compared(cls, 'self')} == {_compared(cls, 'other')}"
    return f"def __eq__(self, other): return {same} if other.__class__ is self.__class__ else NotImplemented"


def _hash(cls: type, _names: dict[str, object]) -> str:
    return f"def __hash__(self): return hash({_compared(cls, 'self')})"


_WRITERS = {"__init__": _init, "__repr__": _repr, "__eq__": _eq, "__hash__": _hash}

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass
