"""Boxes placed by Taffy (CSS flexbox and block layout), through the native module of `stretchable`.

The package's own Node and Style classes cost 0.7 ms a style and keep every node alive for ever; its native functions
take plain dictionaries. There is one native tree, which keeps the nodes of each shape of card from card to card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from publisher.cards.layout.native import Space, release, taffylib
from publisher.cards.style import AUTO, Percent, Style
from publisher.cards.style.model import Length

Size = tuple[float, float]
Measure = Callable[[float, float, float, float], Size]
"""Known width and height (nan: unknown), available ones (inf: max-content, -inf: min-content) -> width and height."""

_MOST, _LEAST = float("inf"), float("-inf")  # available for max-content and for min-content
_NAN: Final = float("nan")
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
_LEAKING: Final = 20  # layouts, of 15 KB; a card has two
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


Shape: TypeAlias = tuple[Style, bool, bool, tuple["Shape", ...]]
"""A box: its style, whether its parent is a mirror, whether it is a leaf that is asked for its size, its children."""


class Tree:
    """The native nodes of boxes of one shape, kept from card to card: what has not changed keeps its layout.

    `nodes` are their numbers, each before its children's. `contents` is what each leaf was last asked for.
    """

    def __init__(self, shape: Shape) -> None:
        self.nodes: list[int] = []
        self.contents: dict[int, object] = {}
        self._measures: dict[int, Measure] = {}
        self._rects: dict[int, Rect] = {}
        self._raised: list[BaseException] = []
        self.root = self._node(shape)

    def _node(self, shape: Shape) -> int:
        style, mirrored, asked, children = shape
        node = int(taffylib.node_create(_native.tree, native_style(style, mirrored=mirrored)))
        self.nodes.append(node)
        for child in children:
            taffylib.node_add_child(_native.tree, node, self._node(child))
        if asked:
            taffylib.node_set_measure(_native.tree, node, True)  # noqa: FBT003 - the native signature
        return node

    def ask(self, node: int, content: object, measure: Measure) -> None:
        """From now on the leaf is asked for the size of another content."""
        self.contents[node] = content
        self._measures[node] = measure
        self.changed(node)

    def changed(self, node: int) -> None:
        """The leaf's measure would answer otherwise now."""
        taffylib.node_mark_dirty(_native.tree, node)

    def solve(self, width: float, height: float) -> None:
        """Place every node in a viewport of that size; what a measure raises, and the native side drops, is raised."""
        _native.begin()
        self._rects.clear()
        self._raised.clear()
        space = {"width": {"dim": 1, "value": width}, "height": {"dim": 1, "value": height}}
        taffylib.node_compute_layout_with_measure(_native.tree, self.root, space, self._measure)
        if self._raised:
            raise self._raised[0]

    def rect(self, node: int) -> Rect:
        """Where a node was placed."""
        found = self._rects.get(node)
        if found is None:
            taffylib.node_get_layout(_native.tree, node, _LAYOUT)
            found = self._rects[node] = _rect_of(_LAYOUT)
        return found

    def _measure(
        self, known_width: float, known_height: float, width: Space, height: Space, node: int
    ) -> tuple[float, float]:
        space = width["dim"]
        across = width["value"] if space == _DEFINITE else _LEAST if space == _MIN_CONTENT else _MOST
        space = height["dim"]
        down = height["value"] if space == _DEFINITE else _LEAST if space == _MIN_CONTENT else _MOST
        let_go = _native.let_go
        if let_go is not None:
            let_go(width)
            let_go(height)
        try:
            return self._measures[node](known_width, known_height, across, down)
        except BaseException as error:  # noqa: BLE001 - raised when the native side is done
            self._raised.append(error)
            return 0.0, 0.0


class _Native:
    """The native tree that holds all nodes, and what is kept of it by shape.

    A template has some dozens of shapes; when there are more than `most` nodes, all go and it starts again.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.let_go: Callable[[Space], None] | None = None
        self._to_come = _LEAKING
        self.start()

    def begin(self) -> None:
        """Count a layout: a process that does a few leaks little, and need not find out how to let go of it."""
        self._to_come -= 1
        if not self._to_come:
            self.let_go = release(_plain)

    def start(self) -> None:
        """Begin with nothing."""
        self.tree = taffylib.init()
        taffylib.disable_rounding(self.tree)
        self.trees: dict[Shape, Tree] = {}
        self.count = 0

    def forget(self) -> None:
        """Give all nodes back."""
        taffylib.free(self.tree)
        self.start()


_native = _Native(4096)  # of 2 KB each


@contextmanager
def tree_of(shape: Shape) -> Iterator[Tree]:
    """The tree for boxes of that shape, for one card at a time; an error while it is in use forgets all of them."""
    tree = _native.trees.get(shape)
    if tree is None:
        if _native.count > _native.most:
            _native.forget()
        tree = _native.trees[shape] = Tree(shape)
        _native.count += len(tree.nodes)
    try:
        yield tree
    except BaseException:
        _native.forget()  # a layout that was broken off
        raise


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
