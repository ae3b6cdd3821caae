"""A resolved card: what to paint and where, in pixels. The same card always gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import NamedTuple, TypeAlias

from publisher.cards.fonts import Face
from publisher.lazy import dataclass

Color: TypeAlias = tuple[int, int, int, int]
"""Red, green, blue, alpha; each 0 to 255, not premultiplied, sRGB."""

Radii: TypeAlias = tuple[float, float, float, float, float, float, float, float]
"""Corner radii in px: four horizontal ones, top left first, clockwise, then the vertical ones (`a b c d / e f g h`)."""

Edges: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom of a rectangle, on whole pixels."""

SQUARE: Radii = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Fill(NamedTuple):
    """A rectangle in one colour (RGBA) with corner radii; edges on whole pixels."""

    left: int
    top: int
    right: int
    bottom: int
    color: Color
    radii: Radii


class PlacedGlyph(NamedTuple):
    """A glyph with its origin on the baseline, in pixels from the card's top left corner.

    A `turned` one lies on its right side; `squeeze` below 1 narrows it (both in vertical text).
    """

    face: Face
    gid: int
    x: float
    y: float
    turned: bool = False
    squeeze: float = 1.0


class GlyphRun(NamedTuple):
    """Glyphs in one size (px per em) and colour."""

    size: float
    color: Color
    glyphs: tuple[PlacedGlyph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture file that may be drawn: its address in the document, its bytes and their SHA-256 (hex).

    `width` and `height` are pixels as it is seen, that is, turned as its EXIF orientation says.
    """

    src: str
    sha256: str
    width: int
    height: int
    data: bytes = field(repr=False, compare=False)


class GradientStop(NamedTuple):
    """A colour at a place on the gradient's line: 0 is its start, 1 its end. Places never fall."""

    color: Color
    at: float


class Linear(NamedTuple):
    """A gradient along the line from (x0, y0) to (x1, y1), in px from the tile's top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float
    stops: tuple[GradientStop, ...]
    repeating: bool = False


class Radial(NamedTuple):
    """A gradient around (x, y), in px from the tile's top left corner, to the ellipse with radii rx and ry."""

    x: float
    y: float
    rx: float
    ry: float
    stops: tuple[GradientStop, ...]
    repeating: bool = False


class Tile(NamedTuple):
    """Where the first copy of an image lies on the card, in px, and which ways it is repeated."""

    x: float
    y: float
    width: float
    height: float
    repeat_x: bool = False
    repeat_y: bool = False


class Painting(NamedTuple):
    """A picture or a gradient inside `box` with corner radii: a background layer, or the content of an `<img>`."""

    box: Edges
    radii: Radii
    image: Linear | Radial | Picture
    tile: Tile


class Border(NamedTuple):
    """The ring between a box and its padding box; widths (px) and colours go top, right, bottom, left."""

    box: Edges
    radii: Radii
    widths: tuple[int, int, int, int]
    colors: tuple[Color, Color, Color, Color]


class DropShadow(NamedTuple):
    """The shadow of `box` with `radii`, moved by `x` and `y`, grown by `spread`, blurred; none under the box itself."""

    box: Edges
    radii: Radii
    x: float
    y: float
    blur: float
    spread: float
    color: Color


class InsetShadow(NamedTuple):
    """The shadow that the edge of a padding box with `radii` casts into it, moved, `spread` further in, blurred."""

    box: Edges
    radii: Radii
    x: float
    y: float
    blur: float
    spread: float
    color: Color


class Layer(NamedTuple):
    """Items painted together, filtered (name, value), cut to `clip` and only then laid over what is there."""

    items: tuple[Item, ...]
    opacity: float = 1.0
    filters: tuple[tuple[str, float], ...] = ()
    clip: Edges | None = None
    radii: Radii = SQUARE


class Scrim(NamedTuple):
    """A layer at its `opacity` or stronger: as strong as `texts` need for `contrast` (WCAG 2, a ratio of 1 to 21).

    `texts` are the runs that are painted over it later.
    """

    items: tuple[Item, ...]
    opacity: float
    contrast: float
    texts: tuple[GlyphRun, ...] = ()


Item: TypeAlias = Fill | GlyphRun | Painting | Border | DropShadow | InsetShadow | Layer | Scrim


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything a painter needs; `missing` lists the characters that no font could draw."""

    width: int
    height: int
    items: tuple[Item, ...]
    faces: tuple[Face, ...] = ()
    missing: tuple[str, ...] = ()


def leaves(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items with those of layers in their place, in the order they are painted."""
    flat: list[Item] = []
    for item in items:
        flat += leaves(item.items) if isinstance(item, Layer | Scrim) else [item]
    return tuple(flat)


def intersection(a: Edges, b: Edges) -> Edges:
    """What two rectangles share; its right edge lies left of its left one, or the like, when that is nothing."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def meet(a: Edges, b: Edges) -> bool:
    """Whether two rectangles share a pixel."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def fitting(radii: Radii, width: float, height: float) -> Radii:
    """The radii scaled by one factor until none overlap along a side of the box (CSS Backgrounds 3, 5.5)."""
    (a, b, c, d), (e, f, g, h) = radii[:4], radii[4:]
    sides = ((width, a + b), (width, c + d), (height, e + h), (height, f + g))
    factor = min((side / taken for side, taken in sides if taken > side), default=1.0)
    return radii if factor == 1.0 else _eight(radius * factor for radius in radii)


def inside(radii: Radii, top: float, right: float, bottom: float, left: float) -> Radii:
    """The radii of a box whose edges lie so far inside those of one with `radii` (CSS Backgrounds 3, 5.2)."""
    if radii == SQUARE:
        return SQUARE
    less = (left, right, right, left, top, top, bottom, bottom)
    return _eight(max(0.0, radius - by) for radius, by in zip(radii, less, strict=True))


def outside(radii: Radii, by: float) -> Radii:
    """The radii of a shadow that is `by` px larger than its box all round: sharp corners stay sharp (6.1.1)."""
    return _eight(max(0.0, radius + by) if radius else 0.0 for radius in radii)


def _eight(values: Iterable[float]) -> Radii:
    a, b, c, d, e, f, g, h = values
    return a, b, c, d, e, f, g, h


def blur_reach(filters: tuple[tuple[str, float], ...]) -> int:
    """How far in px filters spread what they are given."""
    return sum(int(3 * value) + 1 for name, value in filters if name == "blur" and value)
