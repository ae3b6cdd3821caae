"""Placed boxes -> a `Card`: what is painted in which order, nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from publisher.cards.card import Card, Edges, Fill, GlyphRun, Item, Layer, Scrim, leaves, meet
from publisher.cards.layout.boxes import OpenUrl
from publisher.cards.layout.decorations import decorations, padding_box
from publisher.cards.layout.lines import text_lines
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.stacking import bounds, cut_all, faded, overlapping
from publisher.cards.layout.textbox import TextBox
from publisher.cards.style import Style
from publisher.errors import TemplateError

Clip = tuple[float, float, float, float]


def resolve(root: Placed, width: int, height: int, *, path: str, open_url: OpenUrl) -> Card:
    """The card a placed tree shows, with the fonts it needs and the characters no font has.

    `open_url` opens the pictures of backgrounds. Raises TemplateError for a scrim where it cannot be drawn.
    """
    painter = _Painter(path, open_url)
    items = _with_texts(tuple(painter.paint(root, (0.0, 0.0, float(width), float(height)))))
    missing = tuple(dict.fromkeys(char for text in _texts(root) for char in text.text.missing))
    runs = [item for item in leaves(items) if isinstance(item, GlyphRun)]
    faces = {face.name: face for face in dict.fromkeys([glyph.face for run in runs for glyph in run.glyphs])}
    return Card(
        width=width, height=height, items=items, faces=tuple(faces[name] for name in sorted(faces)), missing=missing
    )


def _texts(placed: Placed) -> Iterator[TextBox]:
    if placed.text is not None:
        yield placed.text
    for child in placed.children:
        yield from _texts(child)


class _Painter:
    """One walk over the tree of one card; `path` is how messages call its template."""

    def __init__(self, path: str, open_url: OpenUrl) -> None:
        self._path = path
        self._open_url = open_url

    def paint(self, placed: Placed, clip: Clip) -> list[Item]:
        """Background, borders, picture, text, then children (CSS 2.2 appendix E, each box a stacking context)."""
        style = placed.box.style
        content: list[Item] = []
        inner = padding_box(placed) if style.overflow == "hidden" else None
        visible = _shared(clip, inner[0]) if inner else clip
        if placed.text is not None:
            content += text_lines(placed, placed.text, visible)
        for child in painted_children(placed, visible):
            content += self.paint(child, visible)
        if inner:
            left, top, right, bottom = inner[0]
            edges = (round(left), round(top), round(right), round(bottom))
            content = cut_all(content, edges, inner[1])
        return self._composed([*decorations(placed, self._open_url), *content], style, placed.box.line)

    def _composed(self, items: list[Item], style: Style, line: int) -> list[Item]:
        """The items as opacity, filters and a scrim's contrast make them."""
        if not items or (style.opacity == 1.0 and not style.filter and style.contrast is None):
            return items
        if any(isinstance(item, Scrim) for item in items):
            hint = "set --contrast on a box without children, beside the text, in no translucent or filtered parent"
            raise TemplateError(f"{self._path}:{line}: a scrim stands inside another effect", hint)
        if style.contrast is not None:
            inside = (Layer(tuple(items), filters=style.filter),) if style.filter else tuple(items)
            return [Scrim(inside, style.opacity, style.contrast)]
        if style.filter or overlapping(items):
            return [Layer(tuple(items), style.opacity, style.filter)]
        return [faded(item, style.opacity) for item in items]


def visible_part(placed: Placed, clip: Clip) -> Clip:
    """What of the card a box's content may be painted on, where its own box may be painted on `clip`."""
    return _shared(clip, padding_box(placed)[0]) if placed.box.style.overflow == "hidden" else clip


def _shared(clip: Clip, inner: Clip) -> Clip:
    return max(clip[0], inner[0]), max(clip[1], inner[1]), min(clip[2], inner[2]), min(clip[3], inner[3])


def painted_children(placed: Placed, visible: Clip) -> list[Placed]:
    """The children that are painted, from the bottom up."""
    children = sorted(placed.children, key=lambda child: _depth(child.box.style))
    return [child for child in children if _begins_inside(child, visible)]


@lru_cache(maxsize=1024)
def _depth(style: Style) -> tuple[int, bool]:
    """What a child is sorted by: those with a greater `z-index`, then absolutely positioned ones, come later."""
    return style.z_index or 0, style.position == "absolute"


def _begins_inside(placed: Placed, clip: Clip) -> bool:
    """Whether the box begins inside the clip: text that a hidden overflow would cut in half is left out whole."""
    x, y = placed.rect.x, placed.rect.y
    return x < clip[2] and y < clip[3] and (placed.box.style.position == "absolute" or y + 0.5 >= clip[1])


def _with_texts(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, each scrim told which runs are painted over it."""
    return tuple(
        item._replace(texts=tuple(_over(item, items[index + 1 :]))) if isinstance(item, Scrim) else item
        for index, item in enumerate(items)
    )


def _over(scrim: Scrim, later: Iterable[Item]) -> Iterator[GlyphRun]:
    """The runs on the scrim; not those with an opaque box of their own behind them."""
    boxes: list[Edges] = []
    for item in leaves(tuple(later)):
        if isinstance(item, Fill) and item.color[3] == 255:
            boxes.append(bounds(item))
        elif isinstance(item, GlyphRun) and meet(bounds(item), bounds(scrim)) and not _on_any(item, boxes):
            yield item


def _on_any(run: GlyphRun, boxes: list[Edges]) -> bool:
    """Whether the middle of every glyph lies in one of the boxes."""
    points = [(glyph.x, glyph.y - 0.3 * run.size) for glyph in run.glyphs]
    return any(all(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points) for box in boxes)
