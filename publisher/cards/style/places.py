"""The styles of a document by place in its tree, kept in a folder for the documents that share its style sheets.

With them a card reads no CSS, matches no selectors, and imports neither tinycss2 nor cssselect2: 15 ms of a process
that draws one. A place is reached as in `cascade`; one that no document had before is computed there.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from publisher.cards.style.model import Style, intern
from publisher.lazy import dataclass
from publisher.owned import basis_of, keep_owned, name_of, read_owned
from publisher.resources import version_of

Key: TypeAlias = tuple[str | tuple[str, str], ...]
"""The tag, then the attributes (name, value) of KEYED that the element has."""

KEYED = frozenset({"class", "id", "style", "lang", "dir"})
"""The attributes that decide an element's style."""

Sheets: TypeAlias = tuple[tuple[str, int], ...]
"""The text and the first line of each style sheet of a document."""

MAX_PLACES = 512
"""How many are kept of a document; when there would be more, only those of the last one."""

_MAX_FILES = 64
_Written: TypeAlias = tuple[int, dict[Key, Any]]


class Place(Protocol):
    """An element's style and the places of the children seen so far."""

    @property
    def style(self) -> Style:
        """The computed style."""

    @property
    def children(self) -> Mapping[Key, Place]:
        """By what tells them apart."""


@dataclass(frozen=True, slots=True)
class _Kept:
    style: Style
    children: Mapping[Key, Place]


def kept_places(folder: Path, sheets: Sheets, lang: str) -> Place | None:
    """The top of the tree that documents with these style sheets had, above `<html>`; None if none is known."""
    payload = read_owned(_file(folder, sheets, lang), _basis())
    if payload is None:
        return None
    styles, tree = pickle.loads(payload)  # noqa: S301 - only we can have written it
    return _read(tree, [intern(Style(**changes)) for changes in styles])


def keep_places(folder: Path, sheets: Sheets, lang: str, top: Place, known: Place | None) -> None:
    """Keep the places below `top` beside those `known`."""
    together = _together(top, known) if known else top
    if _count(together) > MAX_PLACES:
        together = top
    styles: dict[Style, int] = {}
    tree = _written(together, styles)
    keep_owned(
        _file(folder, sheets, lang), _basis(), pickle.dumps(([_changes(style) for style in styles], tree), protocol=5)
    )
    _tidy(folder)


def _file(folder: Path, sheets: Sheets, lang: str) -> Path:
    return folder / f"{name_of(sheets, lang)}.styles"


def _basis() -> bytes:
    """What decides which style a place has, beside the sheets: the modules here and what reads CSS for them."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    stamps = [(path.name, stat.st_size, stat.st_mtime_ns) for path in modules for stat in [path.stat()]]
    return basis_of(version_of("tinycss2"), version_of("cssselect2"), stamps)


def _written(place: Place, styles: dict[Style, int]) -> _Written:
    """The number of the place's style among `styles`, and its children likewise."""
    children = {key: _written(child, styles) for key, child in place.children.items()}
    return styles.setdefault(place.style, len(styles)), children


def _read(written: _Written, styles: list[Style]) -> Place:
    number, children = written
    return _Kept(styles[number], {key: _read(child, styles) for key, child in children.items()})


def _changes(style: Style) -> dict[str, object]:
    """The fields that differ from the initial values, if only by their type."""
    values = {field.name: (getattr(style, field.name), getattr(_INITIAL, field.name)) for field in _FIELDS}
    return {name: value for name, (value, initial) in values.items() if repr(value) != repr(initial)}


def _together(place: Place, other: Place) -> Place:
    both = {
        key: _together(place.children[key], other.children[key])
        for key in place.children.keys() & other.children.keys()
    }
    return _Kept(place.style, {**other.children, **place.children, **both})


def _count(place: Place) -> int:
    return 1 + sum(_count(child) for child in place.children.values())


def _tidy(folder: Path) -> None:
    """Let the oldest files go when there are too many: a template that changes has another style sheet each time."""
    with suppress(OSError):
        files = sorted(folder.glob("*.styles"), key=lambda path: path.stat().st_mtime_ns)
        for path in files[:-_MAX_FILES]:
            path.unlink()


_INITIAL = Style()
_FIELDS = tuple(field for field in fields(Style) if field.init)
