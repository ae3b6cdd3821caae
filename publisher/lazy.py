"""What is made when it is first used: names of a package (PEP 562), regular expressions, methods of dataclasses.

A build that finds nothing changed needs neither the painter nor the Markdown parser, and one card needs few of the
expressions and methods that the modules hold; importing and compiling them all would take longer than all of its work.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
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
        given = {name: vars(cls).get(name, dataclasses.MISSING) for name in cls.__annotations__}
        cls.__doc__ = cls.__doc__ or cls.__name__  # for want of one, `dataclasses` would work out a signature
        own_slots = _is_compiled(cls)  # and another class than this one would be let go
        plain = slots and not own_slots and _is_plain(cls)
        bare = _with_slots(cls, **more) if plain else _with_fields(cls, slots=slots and not own_slots, **more)
        few = _Few(bare, given if plain else None, kw_only=more.get("kw_only", False))
        for name, method in (methods | {name: _written_later(bare, name, few) for name in names}).items():
            if name not in own:
                setattr(bare, name, method)
        return bare

    return made


def _is_compiled(cls: type) -> bool:
    """Whether mypyc made the class (hatch_build.py)."""
    return hasattr(cls, "__mypyc_attrs__")


def _is_plain(cls: type) -> bool:
    """Whether all fields are the class's own, and each of its annotations is one."""
    kinds = " ".join(map(str, cls.__annotations__.values()))
    others = any(word in kinds for word in ("ClassVar", "InitVar", "KW_ONLY"))
    return not others and not any(dataclasses.is_dataclass(base) for base in cls.__mro__[1:])


def _with_fields(cls: type[_Class], **flags: bool) -> type[_Class]:
    """What the standard library makes of a class, but for the methods."""
    return dataclasses.dataclass(init=False, repr=False, eq=False, **flags)(cls)


def _with_slots(cls: type[_Class], *, weakref_slot: bool = False, **flags: bool) -> type[_Class]:
    """The same for a plain class with slots, but that its fields are worked out when someone asks for them."""
    names = tuple(cls.__annotations__)
    body = {name: value for name, value in vars(cls).items() if name not in {*names, "__dict__", "__weakref__"}}
    body |= {"__slots__": (*names, "__weakref__") if weakref_slot else names, "__qualname__": cls.__qualname__}
    body |= {name: _Told(cls, name, flags) for name in _TOLD}
    kind: Any = type(cls)
    return cast("type[_Class]", kind(cls.__name__, cls.__bases__, body))


_TOLD = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")


class _Told:
    """Stands for what the standard library says of a class, as it says it of the one without slots."""

    def __init__(self, cls: type, name: str, flags: dict[str, bool]) -> None:
        self._cls = cls
        self._name = name
        self._flags = flags

    def __get__(self, _instance: object, owner: type) -> object:
        if self._name not in vars(self._cls):
            _with_fields(self._cls, **self._flags)
        found = vars(self._cls)[self._name]
        home = next(kind for kind in owner.__mro__ if vars(kind).get(self._name) is self)
        setattr(home, self._name, found)
        return found


def _refuse(self: object, name: str, _value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r} of {type(self).__name__}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _written_later(cls: type, name: str, few: _Few) -> Callable[..., Any]:
    """A method that writes its successor when it is called, unless `few` does what it would do."""

    def method(self: object, *args: object, **values: object) -> object:
        if name == "__init__" and few.set_fields(self, args, values):
            return None
        names: dict[str, object] = {}
        exec(_WRITERS[name](cls, names), names)  # noqa: S102 - made of a class's field names, as `dataclasses` does
        successor = cast("Callable[..., object]", names[name])
        successor.__qualname__ = f"{cls.__qualname__}.{name}"  # by which a TypeError calls it
        setattr(cls, name, successor)
        return successor(self, *args, **values)

    return method


class _Few:
    """Makes the first instances of a class: most have a few in a process, and need no compiled `__init__`.

    `given` are the names of the fields with their defaults or `field()`, where the class is plain.
    """

    def __init__(self, cls: type, given: dict[str, Any] | None, *, kw_only: bool) -> None:
        self._cls = cls
        self._given = given
        self._kw_only = kw_only
        self._left = _FEW

    def set_fields(self, made: Any, args: tuple[object, ...], values: dict[str, object]) -> bool:
        """Do what `__init__` does; False, with nothing done, for a call that it may refuse, or one too many."""
        self._left -= 1
        if self._left < 0:
            return False
        taken = [name for name, (init, kw_only, _, _) in self._fields.items() if init and not kw_only]
        given = dict(zip(taken, args)) | values  # noqa: B905 - more are refused
        if len(given) < len(args) + len(values) or not self._wanted <= given.keys() <= self._known:
            return False
        for name, (_, _, default, factory) in self._fields.items():
            if name in given:
                object.__setattr__(made, name, given[name])
            elif default is not dataclasses.MISSING:
                object.__setattr__(made, name, default)
            elif factory is not dataclasses.MISSING:
                object.__setattr__(made, name, factory())
        if hasattr(self._cls, "__post_init__"):
            made.__post_init__()
        return True

    @cached_property
    def _fields(self) -> dict[str, tuple[bool, bool, Any, Any]]:
        """By name: whether a call gives it, whether by name alone, its default, what makes it."""
        if self._given is None:
            given: Iterable[tuple[str, Any]] = ((field.name, field) for field in dataclasses.fields(self._cls))
        else:
            given = self._given.items()
        return {name: self._field(field) for name, field in given}

    def _field(self, given: Any) -> tuple[bool, bool, Any, Any]:
        if not isinstance(given, dataclasses.Field):
            return True, self._kw_only, given, dataclasses.MISSING
        kw_only = self._kw_only if given.kw_only is dataclasses.MISSING else given.kw_only
        return given.init, kw_only, given.default, given.default_factory

    @cached_property
    def _known(self) -> set[str]:
        return {name for name, (init, *_) in self._fields.items() if init}

    @cached_property
    def _wanted(self) -> set[str]:
        without = dataclasses.MISSING
        return {name for name in self._known if self._fields[name][2] is without is self._fields[name][3]}


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
