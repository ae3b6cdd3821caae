"""Boxes placed by Taffy (CSS flexbox and block layout), through the native module of `stretchable`.

The package's own Node and Style classes cost 0.7 ms a style and keep every node alive for ever; its native functions
take plain dictionaries. There is one native tree, whose nodes pass from card to card.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any, NamedTuple, Self

from publisher.cards.layout.native import Space, release, taffylib
from publisher.cards.style import AUTO, Percent, Style
from publisher.cards.style.model import Length

Size = tuple[float, float]
Measure = Callable[[Size, Size], Size]
"""Known width and height (nan: unknown), available ones (inf: max-content, -inf: min-content) -> width and height."""

_MOST = 4096  # nodes: more than any card has
_NAN = float("nan")
_AUTO_LENGTH = {"dim": 0, "value": _NAN}
_DISPLAY = {"none": 0, "flex": 1, "block": 3, "inline": 3}
_DIRECTION = {"row": 0, "column": 1, "row-reverse": 2, "column-reverse": 3}
_WRAP = {"nowrap": 0, "wrap": 1, "wrap-reverse": 2}
_ALIGN = {"start": 0, "end": 1, "flex-start": 2, "flex-end": 3, "center": 4, "baseline": 5, "stretch": 6}
_CONTENT = {
    "start": 0,
    "end": 1,
    "flex-start": 2,
    "flex-end": 3,
    "center": 4,
    "stretch": 5,
    "space-between": 6,
    "space-evenly": 7,
    "space-around": 8,
}
_DEFINITE, _MIN_CONTENT = 1, 3
_SIDES = {side: side for side in ("top", "right", "bottom", "left")}
_MIRRORED = {**_SIDES, "left": "right", "right": "left"}
_LAYOUT = taffylib.PyLayout()  # what the native side fills in, again and again
_GRID = {  # the native side reads these keys whatever the display
    "grid_template_rows": [],
    "grid_template_columns": [],
    "grid_auto_rows": [],
    "grid_auto_columns": [],
    "grid_auto_flow": 0,
    "grid_row": {"start": {"kind": 0, "value": 0}, "end": {"kind": 0, "value": 0}},
    "grid_column": {"start": {"kind": 0, "value": 0}, "end": {"kind": 0, "value": 0}},
    "justify_items": None,
    "justify_self": None,
    "scrollbar_width": 0.0,
}


class Rect(NamedTuple):
    """A border box in pixels, relative to its parent's border box, and its inner edges (border + padding)."""

    x: float
    y: float
    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


def _length(value: Length) -> Mapping[str, float]:
    if value is AUTO:
        return _AUTO_LENGTH
    if isinstance(value, Percent):
        return {"dim": 2, "value": value.value / 100}
    return {"dim": 1, "value": value}


def _sides(style: Style, pattern: str, *, mirrored: bool) -> Mapping[str, Mapping[str, float]]:
    sides = _MIRRORED if mirrored else _SIDES
    return {side: _length(getattr(style, pattern.format(own))) for side, own in sides.items()}


def _size(style: Style, prefix: str) -> Mapping[str, Mapping[str, float]]:
    return {"width": _length(getattr(style, f"{prefix}width")), "height": _length(getattr(style, f"{prefix}height"))}


@lru_cache(maxsize=1024)
def native_style(style: Style, *, mirrored: bool = False) -> dict[str, Any]:
    """The dictionary Taffy wants for a computed style.

    Taffy knows no `direction`. What stands in an `rtl` box is placed as in a mirror: left and right change names on the
    way in, and places on the way out. `mirrored` says that the parent is such a box.
    """
    inside = style.direction == "rtl"
    hidden = int(style.overflow == "hidden")
    return {
        **_GRID,
        "display": _DISPLAY[style.display],
        "box_sizing": int(style.box_sizing == "content-box"),
        "overflow_x": hidden,
        "overflow_y": hidden,
        "position": int(style.position == "absolute"),
        "inset": _sides(style, "{}", mirrored=mirrored),
        "gap": {"width": _length(style.column_gap), "height": _length(style.row_gap)},
        "margin": _sides(style, "margin_{}", mirrored=mirrored),
        "padding": _sides(style, "padding_{}", mirrored=inside),
        "border": _sides(style, "border_{}_width", mirrored=inside),
        "size": _size(style, ""),
        "min_size": _size(style, "min_"),
        "max_size": _size(style, "max_"),
        "aspect_ratio": style.aspect_ratio,
        "flex_wrap": _WRAP[style.flex_wrap],
        "flex_direction": _DIRECTION[style.flex_direction],
        "flex_grow": style.flex_grow,
        "flex_shrink": style.flex_shrink,
        "flex_basis": _length(style.flex_basis),
        "align_items": _ALIGN.get(style.align_items),
        "align_self": _ALIGN.get(style.align_self),
        "align_content": _CONTENT.get(style.align_content),
        "justify_content": _CONTENT.get(style.justify_content),
    }


def _plain() -> dict[str, Any]:
    return native_style(Style(display="block"))


_Kind = tuple[Style, bool]
"""A node's style, and whether its parent is a mirror."""

_Used = tuple[int, _Kind, tuple[int, ...], bool]
"""A node in use: its number, its kind, its children, whether it is measured."""


class _Nodes:
    """The native tree, and its nodes that no card uses at the moment, by style: making one costs 7 us, taking one none.

    Some hundreds do for any template; when there are more than `_MOST`, all are given back and it starts again.
    """

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.tree = taffylib.init()
        taffylib.disable_rounding(self.tree)
        self._free: dict[_Kind, list[int]] = {}
        self._count = 0

    def take(self, style: Style, *, mirrored: bool) -> int:
        """A node of that style without parent, children or measure, whose layout is not known."""
        free = self._free.get((style, mirrored))
        if free:
            node = free.pop()
            taffylib.node_mark_dirty(self.tree, node)
            return node
        self._count += 1
        return int(taffylib.node_create(self.tree, native_style(style, mirrored=mirrored)))

    def give_back(self, used: list[_Used]) -> None:
        """Take nodes apart, for the next card."""
        if self._count > _MOST:
            taffylib.free(self.tree)
            self._start()
            return
        for node, kind, children, measured in used:
            for child in children:
                taffylib.node_remove_child(self.tree, node, child)
            if measured:
                taffylib.node_set_measure(self.tree, node, False)  # noqa: FBT003 - the native signature
            self._free.setdefault(kind, []).append(node)


_nodes = _Nodes()


class Tree:
    """One card's boxes in Taffy; use it as a context manager, or its nodes are lost."""

    def __init__(self) -> None:
        self._tree = _nodes.tree
        self._used: list[_Used] = []
        self._measures: dict[int, Measure] = {}
        self._rects: dict[int, Rect] = {}
        self._release = release(_plain)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        _nodes.give_back(self._used)

    def node(
        self, style: Style, children: tuple[int, ...] = (), measure: Measure | None = None, *, mirrored: bool = False
    ) -> int:
        """A node; a leaf with `measure` is asked for its content's size. `mirrored`: its parent's direction is rtl."""
        node = _nodes.take(style, mirrored=mirrored)
        self._used.append((node, (style, mirrored), children, measure is not None))
        for child in children:
            taffylib.node_add_child(self._tree, node, child)
        if measure is not None:
            self._measures[node] = measure
            taffylib.node_set_measure(self._tree, node, True)  # noqa: FBT003 - the native signature
        return node

    def changed(self, node: int) -> None:
        """The leaf's measure would answer otherwise now."""
        taffylib.node_mark_dirty(self._tree, node)

    def solve(self, root: int, width: float, height: float) -> None:
        """Place every node under `root` in a viewport of that size."""
        self._rects.clear()
        space = {"width": {"dim": 1, "value": width}, "height": {"dim": 1, "value": height}}
        taffylib.node_compute_layout_with_measure(self._tree, root, space, self._measure)

    def rect(self, node: int) -> Rect:
        """Where a node was placed."""
        if node not in self._rects:
            taffylib.node_get_layout(self._tree, node, _LAYOUT)
            self._rects[node] = _rect_of(_LAYOUT)
        return self._rects[node]

    def _measure(
        self, known_width: float, known_height: float, width: Space, height: Space, node: int
    ) -> tuple[float, float]:
        available = _available(width), _available(height)
        if self._release:
            self._release(width)
            self._release(height)
        return self._measures[node]((known_width, known_height), available)


def _rect_of(layout: Any) -> Rect:
    return Rect(
        layout.x,
        layout.y,
        layout.width,
        layout.height,
        layout.border_top + layout.padding_top,
        layout.border_right + layout.padding_right,
        layout.border_bottom + layout.padding_bottom,
        layout.border_left + layout.padding_left,
    )


def _available(space: Space) -> float:
    if space["dim"] == _DEFINITE:
        return space["value"]
    return float("-inf") if space["dim"] == _MIN_CONTENT else float("inf")
