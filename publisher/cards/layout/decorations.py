"""What a box paints of itself: shadows, background, borders, and the picture of an `<img>` (CSS Backgrounds 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from publisher.cards.card import (
    SQUARE,
    Border,
    Color,
    DropShadow,
    Edges,
    Fill,
    InsetShadow,
    Item,
    Painting,
    Picture,
    Radii,
    Tile,
    fitting,
    inside,
)
from publisher.cards.layout.boxes import OpenUrl
from publisher.cards.layout.gradients import gradient_of
from publisher.cards.layout.places import background_size, fitted, offset, resolved, tile_at
from publisher.cards.layout.solve import Placed
from publisher.cards.style import Style, Url

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in px, as layout has them."""

Widths = tuple[int, int, int, int]
Colors = tuple[Color, Color, Color, Color]
"""Top, right, bottom, left."""


def decorations(placed: Placed, open_url: OpenUrl) -> Iterator[Item]:
    """Shadows, background colour and images, borders and the picture of a box, from the bottom up."""
    style, rect = placed.box.style, placed.rect
    if not _is_painted(style) and placed.box.picture is None:
        return
    edges = _edges((rect.x, rect.y, rect.x + rect.width, rect.y + rect.height))
    if edges[2] <= edges[0] or edges[3] <= edges[1]:
        return
    radii = corner_radii(style, rect.width, rect.height)
    shadows = style.box_shadow[::-1]
    for cast in (shadow for shadow in shadows if not shadow.inset):
        yield DropShadow(edges, radii, cast.x, cast.y, cast.blur, cast.spread, cast.color)
    yield from _ground(placed, edges, radii, open_url)
    for cast in (shadow for shadow in shadows if shadow.inset):
        box, corners = padding_box(placed)
        yield InsetShadow(_edges(box), corners, cast.x, cast.y, cast.blur, cast.spread, cast.color)
    if placed.box.picture is not None:
        yield from _picture(placed, placed.box.picture)


@lru_cache(maxsize=1024)
def _is_painted(style: Style) -> bool:
    """Whether a style paints anything of its box."""
    return bool(style.background_color[3] or style.background_image or style.box_shadow or any(_own_widths(style)))


def padding_box(placed: Placed) -> tuple[Box, Radii]:
    """The padding box and its corners: what a hidden overflow leaves visible."""
    style, rect = placed.box.style, placed.rect
    top, right, bottom, left = _own_widths(style)
    radii = corner_radii(style, rect.width, rect.height)
    box = (rect.x + left, rect.y + top, rect.x + rect.width - right, rect.y + rect.height - bottom)
    return box, inside(radii, top, right, bottom, left)


def _edges(box: Box) -> Edges:
    return round(box[0]), round(box[1]), round(box[2]), round(box[3])


def _ground(placed: Placed, edges: Edges, radii: Radii, open_url: OpenUrl) -> Iterator[Item]:
    style = placed.box.style
    if not style.background_image:
        yield from painted(style, edges, radii, _own_widths(style))
        return
    if style.background_color[3]:
        yield Fill(*edges, style.background_color, radii)
    yield from _images(placed, edges, radii, open_url)
    yield from _borders(_colors(style), edges, radii, _own_widths(style))


def painted(style: Style, edges: Edges, radii: Radii, widths: Widths) -> Iterator[Item]:
    """The background colour and the borders of a box with corner radii and borders so wide."""
    if _is_frame(style, radii, widths):
        # Two fills, one inside the other: a flat card stays flat.
        top, right, bottom, left = widths
        yield Fill(*edges, next(color for color, width in zip(_colors(style), widths, strict=True) if width), radii)
        inner = (edges[0] + left, edges[1] + top, edges[2] - right, edges[3] - bottom)
        if inner[2] > inner[0] and inner[3] > inner[1]:
            yield Fill(*inner, style.background_color, inside(radii, *widths))
        return
    if style.background_color[3]:
        yield Fill(*edges, style.background_color, radii)
    yield from _borders(_colors(style), edges, radii, widths)


def _images(placed: Placed, edges: Edges, radii: Radii, open_url: OpenUrl) -> Iterator[Painting]:
    """The background's layers, the topmost last: sized and placed in the padding box, drawn in the border box."""
    style = placed.box.style
    if not style.background_image:
        return
    (left, top, right, bottom), _ = padding_box(placed)
    area = (right - left, bottom - top)
    for index in reversed(range(len(style.background_image))):
        source = style.background_image[index]
        picture = open_url(source.url, placed.box.line) if isinstance(source, Url) else None
        natural = (float(picture.width), float(picture.height)) if picture else None
        size = background_size(style.background_size[index], area, natural)
        if size[0] <= 0 or size[1] <= 0:
            continue
        tile = tile_at(style.background_position[index], (left, top, *area), size, style.background_repeat[index])
        image = picture if isinstance(source, Url) else gradient_of(source, *size)
        if image is not None:
            yield Painting(edges, radii, image, tile)


def _picture(placed: Placed, picture: Picture) -> Iterator[Painting]:
    """The content of an `<img>`: fitted to the content box and cut to it."""
    style, rect = placed.box.style, placed.rect
    x, y, width, height = placed.content
    edges = _edges((x, y, x + width, y + height))
    if edges[2] <= edges[0] or edges[3] <= edges[1]:
        return
    size = fitted(style.object_fit, (width, height), (float(picture.width), float(picture.height)))
    dx, dy = offset(style.object_position, (width, height), size)
    radii = inside(corner_radii(style, rect.width, rect.height), rect.top, rect.right, rect.bottom, rect.left)
    yield Painting(edges, radii, picture, Tile(x + dx, y + dy, *size))


def corner_radii(style: Style, width: float, height: float) -> Radii:
    """The corners of a border box: percentages are of its width and of its height (CSS Backgrounds 3, 5.1)."""
    (a, e), (b, f), (c, g), (d, h) = (
        style.border_top_left_radius,
        style.border_top_right_radius,
        style.border_bottom_right_radius,
        style.border_bottom_left_radius,
    )
    if not any((a, b, c, d)):
        return SQUARE
    across = resolved(a, width), resolved(b, width), resolved(c, width), resolved(d, width)
    down = resolved(e, height), resolved(f, height), resolved(g, height), resolved(h, height)
    return fitting((*across, *down), width, height)


def border_widths(style: Style, scale: float = 1.0, bare: Collection[str] = ()) -> Widths:
    """The borders' widths in whole px: top, right, bottom, left; none on the sides that are `bare`."""
    return (
        0 if "top" in bare else _width(style.border_top_width * scale),
        0 if "right" in bare else _width(style.border_right_width * scale),
        0 if "bottom" in bare else _width(style.border_bottom_width * scale),
        0 if "left" in bare else _width(style.border_left_width * scale),
    )


_own_widths = lru_cache(maxsize=1024)(border_widths)


def _width(width: float) -> int:
    return max(1, round(width)) if width else 0


def _colors(style: Style) -> Colors:
    return style.border_top_color, style.border_right_color, style.border_bottom_color, style.border_left_color


def _is_frame(style: Style, radii: Radii, widths: Widths) -> bool:
    """Whether a border is one colour around an opaque background, and as wide on all sides or round where it is."""
    colors = {color for color, width in zip(_colors(style), widths, strict=True) if width}
    if len(colors) != 1 or style.background_color[3] < 255:
        return False
    top, right, bottom, left = widths
    beside = (top and left, top and right, bottom and right, bottom and left)  # a bare edge must not show through
    return len(set(widths)) == 1 or (
        radii != SQUARE and all(both or not r for both, r in zip(beside, radii, strict=False))
    )


def _borders(colors: Colors, box: Edges, radii: Radii, widths: Widths) -> Iterator[Item]:
    if not any(widths):
        return
    if radii != SQUARE:
        yield Border(box, radii, widths, colors)
        return
    left, top, right, bottom = box
    rects = (
        (left, top, right, top + widths[0]),
        (left, bottom - widths[2], right, bottom),
        (left, top, left + widths[3], bottom),
        (right - widths[1], top, right, bottom),
    )
    for rect, width, color in zip(rects, (widths[0], widths[2], widths[3], widths[1]), _by_fill(colors), strict=True):
        if width:
            yield Fill(*rect, color, SQUARE)


def _by_fill(colors: Colors) -> Colors:
    """The colours in the order square borders are filled: top, bottom, left, right."""
    return colors[0], colors[2], colors[3], colors[1]
