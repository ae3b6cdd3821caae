"""Where every box lies: Taffy places them, and text that may shrink is set as large as the whole card allows.

A size is right when it squeezes nothing that the smallest size would not squeeze as well: no text loses a line, no
container overflows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from functools import lru_cache

from publisher.cards.layout.absolutes import framed, shrinks_to_fit
from publisher.cards.layout.boxes import Box
from publisher.cards.layout.places import natural_size
from publisher.cards.layout.taffy import Rect, Shape, Tree, tree_of
from publisher.cards.layout.textbox import TextBox, text_in
from publisher.cards.style import Length, Percent, Style
from publisher.lazy import dataclass

_SLOP = 0.51  # px: less than what a viewer could see, more than what rounding can add


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its final place: absolute border box in px, its children, and its text if it is a leaf of text."""

    box: Box
    rect: Rect
    children: tuple[Placed, ...] = ()
    text: TextBox | None = None

    @property
    def content(self) -> tuple[float, float, float, float]:
        """x, y, width and height of the content box."""
        r = self.rect
        return r.x + r.left, r.y + r.top, max(0.0, r.width - r.left - r.right), max(0.0, r.height - r.top - r.bottom)


@dataclass(slots=True, eq=False)
class _Node:
    box: Box
    id: int
    children: list[_Node] = field(default_factory=list)
    text: TextBox | None = None
    frame: int | None = None  # the node that stands around it


def solve(root: Box, width: float, height: float) -> Placed:
    """The whole tree placed in a card of `width` by `height` px."""
    root = replace(root, style=_on_page(root.style, height))
    # Around it lies what <html> is in a browser: as large as the card, and no margin reaches through it.
    with tree_of((_page_style(width, height), False, False, (_shape(root, mirrored=False),))) as tree:
        node = _planted(tree, root, iter(tree.nodes[1:]))
        leaves = _leaves(node)

        def solve_again() -> None:
            tree.solve(width, height)
            if _told_too_little(tree, leaves):
                tree.solve(width, height)

        solve_again()
        for leaf in leaves:
            if leaf.text is not None and len(leaf.text.sizes) > 1:
                _fit(tree, node, leaf, leaf.text, solve_again)
        return _collect(tree, node, tree.rect(node.id))


@lru_cache(maxsize=64)
def _page_style(width: float, height: float) -> Style:
    return Style(display="block", width=width, height=height, overflow="hidden")


def _told_too_little(tree: Tree, leaves: list[_Node]) -> bool:
    """Whether a text ended up at its min-content width, with whose height it is not bothered until then."""
    found = False
    for leaf in leaves:
        if leaf.text is not None and leaf.text.told_least and _is_flat(leaf.text, tree.rect(leaf.id)):
            leaf.text.exact = found = True
            tree.changed(leaf.id)
    return found


def _is_flat(text: TextBox, rect: Rect) -> bool:
    along, across = _inner(rect, text)
    return along <= text.least and across + _SLOP < text.extent(along)


@lru_cache(maxsize=64)
def _on_page(style: Style, page: float) -> Style:
    """The body's style, its heights in px: Taffy takes no percentage of the page's for the least and the greatest."""

    def px(height: Length) -> Length:
        return height.value / 100 * page if isinstance(height, Percent) else height

    if not any(isinstance(height, Percent) for height in (style.height, style.min_height, style.max_height)):
        return style
    return replace(style, height=px(style.height), min_height=px(style.min_height), max_height=px(style.max_height))


def _shape(box: Box, *, mirrored: bool) -> Shape:
    """What Taffy is told of a box and of those in it."""
    rtl = _rtl(box)
    below = tuple([_shape(child, mirrored=rtl) for child in box.children])
    asked = bool(box.spans) or box.picture is not None
    if not _has_frame(box):
        return box.style, mirrored, asked, below
    frame, inside = framed(box.style)
    return frame, mirrored, False, ((inside, False, asked, below),)  # the frame itself is no mirror


def _planted(tree: Tree, box: Box, nodes: Iterator[int]) -> _Node:
    """The box with those in it, each with its node of the tree, told what to ask its leaves."""
    frame = next(nodes) if _has_frame(box) else None
    number = next(nodes)
    children = [_planted(tree, child, nodes) for child in box.children]
    text = _text_of(tree, number, box) if box.spans else None
    if text is None and box.picture is not None:
        tree.ask(number, box.picture, natural_size(box.picture))
    return _Node(box, number, children, text, frame)


def _text_of(tree: Tree, node: int, box: Box) -> TextBox:
    """The text of a leaf: that of the last card of this shape where it is the same, so that nothing is asked again."""
    last = tree.contents.get(node)
    if isinstance(last, TextBox) and last.text is text_in(box) and len(last.sizes) == 1 and not last.exact:
        return last
    text = TextBox(box)
    tree.ask(node, text, text.measure)
    return text


def _has_frame(box: Box) -> bool:
    return box.style.position == "absolute" and shrinks_to_fit(box.style)


def _leaves(node: _Node) -> list[_Node]:
    return [leaf for child in node.children for leaf in _leaves(child)] if node.children else [node]


def _fit(tree: Tree, root: _Node, leaf: _Node, text: TextBox, solve_again: Callable[[], None]) -> None:
    """Set the best size that squeezes nothing; the tree comes solved with the smallest."""

    def squeezed_at(size: float) -> frozenset[int]:
        text.size = size
        tree.changed(leaf.id)
        solve_again()
        return frozenset(_squeezed(tree, root))

    along, across = _inner(tree.rect(leaf.id), text)
    best = text.best_size(along, across + _slack(tree, root, leaf, vertical=text.vertical))
    squeezed = squeezed_at(best)
    if not squeezed:
        return
    unavoidable = squeezed_at(text.sizes[0])
    if squeezed <= unavoidable:
        squeezed_at(best)
        return
    low, high = 0, text.sizes.index(best)  # the room was not where it seemed: look for the largest size by bisection
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if squeezed_at(text.sizes[middle]) <= unavoidable else (low, middle)
    squeezed_at(text.sizes[low])


def _inner(rect: Rect, text: TextBox) -> tuple[float, float]:
    """A leaf's content box along its lines and across them."""
    width, height = rect.width - rect.left - rect.right, rect.height - rect.top - rect.bottom
    return (height, width) if text.vertical else (width, height)


def _slack(tree: Tree, node: _Node, leaf: _Node, *, vertical: bool) -> float:
    """The px by which a leaf may grow across its lines, as far as its ancestors tell: what each of them has left."""
    if node is leaf:
        return 0.0
    child = next(child for child in node.children if _holds(child, leaf))
    rect = tree.rect(node.id)
    whole = rect.width - rect.left - rect.right if vertical else rect.height - rect.top - rect.bottom
    left = max(0.0, whole - _used(tree, node, child, vertical=vertical))
    return left + _slack(tree, child, leaf, vertical=vertical)


def _holds(node: _Node, leaf: _Node) -> bool:
    return node is leaf or any(_holds(child, leaf) for child in node.children)


def _used(tree: Tree, node: _Node, child: _Node, *, vertical: bool) -> float:
    """How much of a container is taken: by all its children where they follow each other, else by the one asked for.

    What a child with `flex-grow` has taken beyond its need is not taken.
    """
    row = node.box.style.display == "flex" and node.box.style.flex_direction.startswith("row")
    flow = [item for item in node.children if item.box.style.position != "absolute"] if row == vertical else [child]
    if not flow:
        return 0.0
    spans = [_span(tree.rect(item.id), vertical=vertical) for item in flow]
    grown = sum(
        [
            end - start - _need(tree, item, vertical=vertical)
            for item, (start, end) in zip(flow, spans, strict=True)
            if item is not child and item.box.style.flex_grow
        ]
    )
    return max(end for _, end in spans) - min(start for start, _ in spans) - grown


def _span(rect: Rect, *, vertical: bool) -> tuple[float, float]:
    return (rect.x, rect.x + rect.width) if vertical else (rect.y, rect.y + rect.height)


def _need(tree: Tree, node: _Node, *, vertical: bool) -> float:
    """The px a box would make do with, its children as they are."""
    rect = tree.rect(node.id)
    start, end = _span(rect, vertical=vertical)
    edges = rect.left + rect.right if vertical else rect.top + rect.bottom
    if node.text is not None:
        return end - start
    return edges + (_used(tree, node, node.children[0], vertical=vertical) if node.children else 0.0)


def _squeezed(tree: Tree, node: _Node) -> list[int]:
    """The nodes that got less room than they want: texts that lose lines, containers that overflow downwards."""
    rect = tree.rect(node.id)
    if node.text is not None:
        along, across = _inner(rect, node.text)
        return [node.id] if node.text.extent(along) > across + _SLOP else []
    found = [item for child in node.children for item in _squeezed(tree, child)]
    for child in node.children:
        inner = tree.rect(child.id)
        too_low = inner.y + inner.height > rect.height - rect.bottom + _SLOP
        too_wide = _vertical(child) and inner.x + inner.width > rect.width - rect.right + _SLOP
        if child.box.style.position != "absolute" and (too_low or too_wide):
            found.append(node.id)
            break
    return found


def _vertical(node: _Node) -> bool:
    """Whether a node's size depends on vertical text: then its width is what overflows."""
    return node.text.vertical if node.text else any(_vertical(child) for child in node.children)


def _rtl(box: Box) -> bool:
    return box.style.direction == "rtl"


def _collect(tree: Tree, node: _Node, placed: Rect) -> Placed:
    """The node at its place on the card, and its children; those of an rtl box come back out of the mirror."""
    mirrored = _rtl(node.box)
    children = []
    for child in node.children:
        rect = tree.rect(child.id)
        outer = rect if child.frame is None else tree.rect(child.frame)
        x = placed.x + (placed.width - outer.x - outer.width if mirrored else outer.x)
        y = placed.y + outer.y
        if child.frame is not None:
            x, y = x + rect.x, y + rect.y
        children.append(_collect(tree, child, Rect(x, y, *rect[2:])))
    if mirrored:
        placed = placed._replace(left=placed.right, right=placed.left)
    return Placed(node.box, placed, tuple(children), node.text)
