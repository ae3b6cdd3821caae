"""What painted items cover, and how a clip, opacity and overlap change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from publisher.cards.card import (
    SQUARE,
    Border,
    DropShadow,
    Edges,
    Fill,
    GlyphRun,
    InsetShadow,
    Item,
    Layer,
    Painting,
    Radii,
    Scrim,
    blur_reach,
    intersection,
    meet,
)

_ASCENT, _DESCENT = 1.2, 0.5  # em: more than any face's ink, since this only decides who might overlap


def bounds(item: Item) -> Edges:
    """A rectangle that holds all an item paints; generous for text and shadows."""
    if isinstance(item, Fill):
        return item.left, item.top, item.right, item.bottom
    if isinstance(item, GlyphRun):
        return _of_run(item)
    if isinstance(item, DropShadow):
        reach = item.blur + max(0.0, item.spread) + max(abs(item.x), abs(item.y)) + 1
        return grown(item.box, int(reach) + 1)
    if isinstance(item, Painting | Border | InsetShadow):
        return item.box
    return _of_layer(item)


def _of_run(run: GlyphRun) -> Edges:
    if not run.glyphs:
        return 0, 0, 0, 0
    xs, ys = [glyph.x for glyph in run.glyphs], [glyph.y for glyph in run.glyphs]
    left, right = min(xs) - _DESCENT * run.size, max(xs) + _ASCENT * run.size
    return int(left), int(min(ys) - _ASCENT * run.size), int(right) + 1, int(max(ys) + _DESCENT * run.size) + 1


def _of_layer(layer: Layer | Scrim) -> Edges:
    box = united(bounds(item) for item in layer.items)
    if isinstance(layer, Scrim):
        return box
    box = grown(box, blur_reach(layer.filters))
    return intersection(box, layer.clip) if layer.clip else box


def grown(box: Edges, by: int) -> Edges:
    """The box with each edge `by` px further out."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def united(boxes: Iterable[Edges]) -> Edges:
    """The smallest rectangle around all boxes that are not empty; an empty one when there are none."""
    kept = [box for box in boxes if box[2] > box[0] and box[3] > box[1]]
    if not kept:
        return 0, 0, 0, 0
    lefts, tops, rights, bottoms = zip(*kept, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def overlapping(items: list[Item]) -> bool:
    """Whether any two items may cover the same pixel; runs of text never do."""
    boxes = [(bounds(item), isinstance(item, GlyphRun)) for item in items]
    return any(meet(a, b) and not (text and other) for (a, text), (b, other) in combinations(boxes, 2))


def faded(item: Item, opacity: float) -> Item:
    """The item at an opacity of 0 to 1."""
    if isinstance(item, Fill | GlyphRun | DropShadow | InsetShadow):
        return item._replace(color=(*item.color[:3], round(item.color[3] * opacity)))
    if isinstance(item, Layer):
        return item._replace(opacity=item.opacity * opacity)
    return Layer((item,), opacity)


def cut_all(items: list[Item], clip: Edges, radii: Radii) -> list[Item]:
    """What a hidden overflow with rounded corners leaves of items; text is whole or absent, and stays."""
    kept: list[Item] = []
    for item in items:
        kept += (item,) if isinstance(item, GlyphRun) else _cut(item, clip, radii)
    return kept


def _cut(item: Item, clip: Edges, radii: Radii) -> Iterator[Item]:
    """What a hidden overflow leaves of one item."""
    box = bounds(item)
    if _keeps_clear(box, clip, radii):
        yield item
    elif not meet(box, clip):
        return
    elif isinstance(item, Scrim):
        yield item._replace(items=tuple(cut_all(list(item.items), clip, radii)))
    elif isinstance(item, Fill) and radii == SQUARE and item.radii == SQUARE:
        yield Fill(*intersection(box, clip), item.color, item.radii)
    elif isinstance(item, Layer) and radii == SQUARE and item.radii == SQUARE:
        yield item._replace(clip=intersection(item.clip or clip, clip))
    else:
        yield Layer((item,), clip=clip, radii=radii)


def _keeps_clear(box: Edges, clip: Edges, radii: Radii) -> bool:
    """Whether a rectangle lies inside the clip and touches none of its round corners."""
    if box != intersection(box, clip):
        return False
    left, top, right, bottom = clip
    places = ((left, top), (right, top), (right, bottom), (left, bottom))
    corners = (
        (min(x, inner_x), min(y, inner_y), max(x, inner_x), max(y, inner_y))
        for (x, y), across, down in zip(places, radii[:4], radii[4:], strict=True)
        if across and down
        for inner_x in (x + int(across + 1) if x == left else x - int(across + 1),)
        for inner_y in (y + int(down + 1) if y == top else y - int(down + 1),)
    )
    return not any(meet(box, corner) for corner in corners)
