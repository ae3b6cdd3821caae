"""Flat cards on one 8-bit canvas of palette indices: each ink owns a ramp of coverage levels over its background.

The canvas is one column wider than the card. That column stays 0 and is, byte for byte, the filter type of each PNG
scanline; the canvas is deflated as it lies in memory, without a copy.

Pillow's own pasting spends most of its time on its arguments, so glyphs go through the image's core (`Image.im`): a
card has some two hundred, and each then takes a quarter of a microsecond where nothing else is painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add, le
from typing import Any, TypeAlias

from PIL import Image, ImageChops

from publisher.cards.card import Card, Color, Fill, GlyphRun, meet
from publisher.cards.paint.bounded import Bounded
from publisher.cards.paint.corners import rounded
from publisher.cards.paint.glyphs import Picture, Stamp, Strike, pictures, stamps

LEVELS = 9  # coverage levels above zero; at four times magnification as good as 255
_PICTURE_COLORS = 48
_MAX_COLORS = 256
_WHITE = (255, 255, 255)
_OVERHEAD = 700  # bytes that an image costs beside its pixels
_INKED = 5_000_000  # bytes of glyphs in indices kept
RGB = tuple[int, int, int]
Box = tuple[int, int, int, int]
Core: TypeAlias = Any  # Pillow's image without its wrapping


class NotFlat(Exception):  # noqa: N818 - a turn of the road, not an error
    """The card needs more than a palette: text across an edge, or too many colours."""


def blend(color: Color | RGB, over: RGB, alpha: float = 1.0) -> RGB:
    """A colour over an opaque one, `alpha` 0 to 1 on top of its own."""
    share = alpha * (color[3] / 255 if len(color) == 4 else 1.0)
    red, green, blue = (round(b + (c - b) * share) for c, b in zip(color, over, strict=False))
    return red, green, blue


class PaletteCanvas:
    """A card being painted in indices; `data` and `palette` are what a PNG wants.

    `data` holds scanlines of one filter byte (0) and `width` indices each.
    """

    def __init__(self, card: Card) -> None:
        self.card = card
        self.data = bytearray((card.width + 1) * card.height)
        self._image = Image.frombuffer("L", (card.width + 1, card.height), self.data, "raw", "L", 0, 1)
        self._image.readonly = 0  # what is painted goes straight into `data`
        self._core: Core = self._image.im
        self._colors: list[RGB] = [_WHITE]
        self._index: dict[object, int] = {}
        self._pictures: dict[object, Image.Image] = {}
        self._fills: list[tuple[Box, RGB, float]] = [((0, 0, card.width, card.height), _WHITE, 0.0)]
        self._written: list[Box] = []  # what glyphs have covered so far
        self._rounded: list[Box] = []  # and fills with round corners

    @property
    def palette(self) -> bytes:
        """RGB triples, at most 256."""
        return bytes(value for color in self._colors for value in color)

    def paint(self) -> None:
        """Paint every item of the card. Raises NotFlat."""
        for item in self._flat_items():
            if isinstance(item, Fill):
                self._fill(item)
            else:
                self._run(item)

    def repeated_rows(self) -> list[tuple[int, int]]:
        """The stretches of rows (first, end) in which all are alike, from the top: between edges, clear of ink."""
        edges = {edge for (_, top, _, bottom), _, _ in self._fills for edge in (top, bottom)}
        inked = sorted((box[1], box[3]) for box in (*self._written, *self._rounded))
        stretches: list[tuple[int, int]] = []
        at, height = 0, self.card.height
        for top, bottom in [*inked, (height, height)]:
            between = [at, *sorted(edge for edge in edges if at < edge < top), top]
            stretches += [(start, end) for start, end in pairwise(between) if start < end]
            at = max(at, bottom)
        return stretches

    def _flat_items(self) -> list[Fill | GlyphRun]:
        items = [item for item in self.card.items if isinstance(item, Fill | GlyphRun)]
        if len(items) < len(self.card.items):
            raise NotFlat
        return items

    def _solid(self, color: RGB) -> int:
        if color not in self._index:
            self._index[color] = self._append([color])
        return self._index[color]

    def _append(self, colors: list[RGB]) -> int:
        if len(self._colors) + len(colors) > _MAX_COLORS:
            raise NotFlat
        self._colors += colors
        return len(self._colors) - len(colors)

    def _ramp(self, ink: Color, over: RGB) -> int:
        """The index of the first level of an ink's ramp over a background."""
        key = (ink, over)
        if key not in self._index:
            self._index[key] = self._append(_shades(ink, over))
        return self._index[key]

    def _background(self, box: Box) -> RGB:
        """The one colour under a box. Raises NotFlat when there are several."""
        for (left, top, right, bottom), color, inset in reversed(self._fills):
            if box[0] >= right or box[2] <= left or box[1] >= bottom or box[3] <= top:
                continue
            if (
                box[0] >= left + inset
                and box[1] >= top + inset
                and box[2] <= right - inset
                and box[3] <= bottom - inset
            ):
                return color
            raise NotFlat
        raise NotFlat

    def _fill(self, fill: Fill) -> None:
        width, height = self.card.width, self.card.height
        box = (max(0, fill.left), max(0, fill.top), min(width, fill.right), min(height, fill.bottom))
        if box[2] <= box[0] or box[3] <= box[1] or not fill.color[3]:
            return
        under = self._background(box) if fill.color[3] < 255 or any(fill.radii) else _WHITE
        color = blend(fill.color, under)
        if any(fill.radii):
            width, height = fill.right - fill.left, fill.bottom - fill.top
            base = self._ramp((*color, 255), under)
            self._stamp(rounded(width, height, fill.radii).tobytes(), (fill.left, fill.top, width, height), base)
            self._rounded.append(box)
        else:
            self._core.paste(self._solid(color), (box[0] + 1, box[1], box[2] + 1, box[3]))
        self._fills.append((box, color, 0.3 * max(fill.radii)))

    def _run(self, run: GlyphRun) -> None:
        placed = stamps(run)
        if placed:
            around, apart = _around(placed)
            over = self._background(self._on_card(around))
            base, ground = self._ramp(run.color, over), self._solid(over)
            if around[0] >= 0 and not any(meet(around, box) for box in self._written):
                self._paste(placed, (base, ground), apart=apart)
            else:
                self._merge(placed, base)
            self._written.append(around)
        for picture in pictures(run):
            self._picture(picture)

    def _paste(self, placed: list[Stamp], ramp: tuple[int, int], *, apart: bool) -> None:
        """Paint masks on a ground where nothing else is; those that are not `apart` share pixels with one before."""
        paste, of = self._core.paste, None
        for left, top, width, height, strike, number in placed if apart else self._free(placed, ramp[0]):
            if strike is not of:
                of, inked = strike, strike.inked[ramp]
            glyph = inked.get(number) or _inked(strike, number, ramp)
            paste(glyph, (left + 1, top, left + 1 + width, top + height))

    def _free(self, placed: list[Stamp], base: int) -> Iterator[Stamp]:
        """The masks in order, but for those that meet one before: these are merged with it."""
        right = bottom = -1  # of what the run has covered so far: it goes to the right, or down a column
        for stamp in placed:
            left, top, width, height, strike, number = stamp
            if left >= right or top >= bottom:
                yield stamp
            else:
                self._stamp(_coverage(strike, number), (left, top, width, height), base, merge=True)
            right, bottom = max(right, left + width), max(bottom, top + height)

    def _merge(self, placed: list[Stamp], base: int) -> None:
        """Paint masks over what other runs have left there."""
        for left, top, width, height, strike, number in self._free(placed, base):
            self._stamp(_coverage(strike, number), (left, top, width, height), base)

    def _on_card(self, box: Box) -> Box:
        """What lies on the card of left, top, right and bottom."""
        return max(0, box[0]), max(0, box[1]), min(self.card.width, box[2]), min(self.card.height, box[3])

    def _stamp(self, coverage: bytes, box: Box, base: int, *, merge: bool = False) -> None:
        """Paint ramp indices where they are visible; `merge` keeps the stronger where neighbours share a pixel."""
        left, top, width, height = box
        levels = _mapped(coverage, _levels(base, 0), (width, height))
        visible = _mapped(coverage, _VISIBLE, (width, height))
        if merge:
            under = self._image.crop((left + 1, top, left + 1 + width, top + height))
            levels = ImageChops.lighter(levels, _mapped(under.tobytes(), _only(base), under.size))
        self._lay(levels, visible, left, top)

    def _lay(self, indices: Image.Image, visible: Image.Image, left: int, top: int) -> None:
        """Paste indices where they are visible, but never into the column of filter types."""
        if left < 0:
            indices, visible = (image.crop((min(-left, image.width), 0, *image.size)) for image in (indices, visible))
            left = 0
        if indices.width > 0:
            self._core.paste(indices.im, (left + 1, top, left + 1 + indices.width, top + indices.height), visible.im)

    def _picture(self, stamp: Picture) -> None:
        """Paint a small colour bitmap with a few palette entries of its own."""
        left, top = stamp.left, stamp.top
        around = (left, top, left + stamp.image.width, top + stamp.image.height)
        box = self._on_card(around)
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        over = self._background(box)
        key = (stamp.key, over)
        if key not in self._pictures:
            flat = Image.new("RGB", stamp.image.size, over)
            flat.paste(stamp.image, (0, 0), stamp.image)
            colors = min(_PICTURE_COLORS, (_MAX_COLORS - len(self._colors)) // 2)
            if colors < 8:
                raise NotFlat
            self._pictures[key] = self._picture_indices(flat, colors)
        visible = _mapped(stamp.image.getchannel("A").tobytes(), _VISIBLE, stamp.image.size)
        self._lay(self._pictures[key], visible, left, top)
        self._written.append(around)

    def _picture_indices(self, flat: Image.Image, colors: int) -> Image.Image:
        few = flat.quantize(colors, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        table = (few.getpalette() or [])[: 3 * colors]
        base = self._append([(table[i], table[i + 1], table[i + 2]) for i in range(0, len(table), 3)])
        indices = Image.frombytes("L", few.size, few.tobytes())
        return indices.point([min(_MAX_COLORS - 1, base + value) for value in range(256)])


_VISIBLE = bytes([0] * 15 + [255] * 241)  # coverage below half a level is none


_glyphs = Bounded(_INKED)


def _inked(strike: Strike, number: int, ramp: tuple[int, int]) -> Core:
    """A glyph in the ramp that starts at an index, over the index of its ground."""
    shape = strike.mask(number)
    assert shape is not None  # noqa: S101 - stamps are of glyphs that are not blank
    made = _mapped(shape.data, _levels(*ramp), (shape.width, shape.height)).im
    return _glyphs.keep(strike.inked[ramp], number, made, len(shape.data) + _OVERHEAD)


def _coverage(strike: Strike, number: int) -> bytes:
    shape = strike.mask(number)
    return shape.data if shape else b""


def _mapped(data: bytes, table: bytes, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("L", size, data.translate(table))


def _around(placed: list[Stamp]) -> tuple[Box, bool]:
    """Left, top, right and bottom of what stamps cover, and whether each lies right of, or below, the one before."""
    lefts, tops, widths, heights, *_ = zip(*placed, strict=True)
    rights, bottoms = [*map(add, lefts, widths)], [*map(add, tops, heights)]
    apart = all(map(le, rights, lefts[1:])) or all(map(le, bottoms, tops[1:]))
    return (min(lefts), min(tops), max(rights), max(bottoms)), apart


@lru_cache(maxsize=256)
def _shades(ink: Color, over: RGB) -> list[RGB]:
    """An ink's levels over a background, from the faintest."""
    return [blend(ink, over, level / LEVELS) for level in range(1, LEVELS + 1)]


@lru_cache(maxsize=512)
def _levels(base: int, ground: int) -> bytes:
    """Coverage -> index in the ramp that starts at `base`; `ground` where nothing is drawn."""
    levels = (round(value * LEVELS / 255) for value in range(256))
    return bytes(base + level - 1 if level else ground for level in levels)


@lru_cache(maxsize=256)
def _only(base: int) -> bytes:
    """Keep the indices of one ramp, drop all others."""
    return bytes(value if base <= value < base + LEVELS else 0 for value in range(256))
