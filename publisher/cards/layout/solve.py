"""Where every box lies: Taffy places them, and text that may shrink is set as large as the whole card allows.

A size is right when it squeezes nothing that the smallest size would not squeeze as well: no text loses a line, no
container overflows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from publisher.cards.layout.boxes import Box
from publisher.cards.layout.taffy import Rect, Tree
from publisher.cards.layout.textbox import TextBox

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


def solve(root: Box, width: float, height: float) -> Placed:
    """The whole tree placed in a card of `width` by `height` px."""
    with Tree() as tree:
        node = _plant(tree, root)
        tree.solve(node.id, width, height)
        for leaf in _leaves(node):
            if leaf.text is not None and len(leaf.text.sizes) > 1:
                _fit(tree, node, leaf, leaf.text, (width, height))
        return _collect(tree, node, 0.0, 0.0)


def _plant(tree: Tree, box: Box) -> _Node:
    children = [_plant(tree, child) for child in box.children]
    text = TextBox(box) if box.spans else None
    number = tree.node(box.style, tuple(child.id for child in children), text.measure if text else None)
    return _Node(box, number, children, text)


def _leaves(node: _Node) -> list[_Node]:
    return [leaf for child in node.children for leaf in _leaves(child)] if node.children else [node]


def _fit(tree: Tree, root: _Node, leaf: _Node, text: TextBox, viewport: tuple[float, float]) -> None:
    """Set the best size that squeezes nothing; the tree comes solved with the smallest."""

    def squeezed_at(size: float) -> frozenset[int]:
        text.size = size
        tree.changed(leaf.id)
        tree.solve(root.id, *viewport)
        return frozenset(_squeezed(tree, root))

    unavoidable = frozenset(_squeezed(tree, root))
    rect = tree.rect(leaf.id)
    width = rect.width - rect.left - rect.right
    best = text.best_size(width, rect.height - rect.top - rect.bottom + _slack(tree, root, leaf))
    if squeezed_at(best) <= unavoidable:
        return
    low, high = 0, text.sizes.index(best)  # the room was not where it seemed: look for the largest size by bisection
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if squeezed_at(text.sizes[middle]) <= unavoidable else (low, middle)
    squeezed_at(text.sizes[low])


def _slack(tree: Tree, node: _Node, leaf: _Node) -> float:
    """The height in px by which a leaf may grow, as far as its ancestors tell: what each of them has left over."""
    if node is leaf:
        return 0.0
    child = next(child for child in node.children if _holds(child, leaf))
    rect = tree.rect(node.id)
    return max(0.0, rect.height - rect.top - rect.bottom - _used(tree, node, child)) + _slack(tree, child, leaf)


def _holds(node: _Node, leaf: _Node) -> bool:
    return node is leaf or any(_holds(child, leaf) for child in node.children)


def _used(tree: Tree, node: _Node, child: _Node) -> float:
    """How much of a container's height is taken: by all its children in a column, by the one in question in a row."""
    if node.box.style.display == "flex" and node.box.style.flex_direction.startswith("row"):
        return tree.rect(child.id).height
    flow = [tree.rect(item.id) for item in node.children if item.box.style.position != "absolute"]
    return max(rect.y + rect.height for rect in flow) - min(rect.y for rect in flow) if flow else 0.0


def _squeezed(tree: Tree, node: _Node) -> list[int]:
    """The nodes that got less room than they want: texts that lose lines, containers that overflow downwards."""
    rect = tree.rect(node.id)
    if node.text is not None:
        width = rect.width - rect.left - rect.right
        wanted = node.text.height(width)
        return [node.id] if wanted > rect.height - rect.top - rect.bottom + _SLOP else []
    found = [item for child in node.children for item in _squeezed(tree, child)]
    for child in node.children:
        inner = tree.rect(child.id)
        if child.box.style.position != "absolute" and inner.y + inner.height > rect.height - rect.bottom + _SLOP:
            found.append(node.id)
            break
    return found


def _collect(tree: Tree, node: _Node, x: float, y: float) -> Placed:
    rect = tree.rect(node.id)
    placed = rect._replace(x=rect.x + x, y=rect.y + y)
    children = tuple(_collect(tree, child, placed.x, placed.y) for child in node.children)
    return Placed(node.box, placed, children, node.text)
