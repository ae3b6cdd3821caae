"""Flat cards on one 8-bit canvas of palette indices: each ink owns a ramp of coverage levels over its background.

The canvas is one column wider than the card. That column stays 0 and is, byte for byte, the filter type of each PNG
scanline, so the canvas is deflated as it lies in memory.
"""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageChops

from publisher.cards.card import Card, Color, Fill, GlyphRun
from publisher.cards.paint.corners import rounded
from publisher.cards.paint.glyphs import MaskKey, Picture, mask, pictures, stamps

LEVELS = 15  # coverage levels above zero; at four times magnification as good as 255
_PICTURE_COLORS = 48
_MAX_COLORS = 256
RGB = tuple[int, int, int]
Box = tuple[int, int, int, int]


class NotFlat(Exception):  # noqa: N818 - a turn of the road, not an error
    """The card needs more than a palette: text across an edge, or too many colours."""


def blend(color: Color | RGB, over: RGB, alpha: float = 1.0) -> RGB:
    """A colour over an opaque one, `alpha` 0 to 1 on top of its own."""
    share = alpha * (color[3] / 255 if len(color) == 4 else 1.0)
    red, green, blue = (round(b + (c - b) * share) for c, b in zip(color, over, strict=False))
    return red, green, blue


class PaletteCanvas:
    """A card being painted in indices; `data` and `palette` are what a PNG wants."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self._colors: list[RGB] = [(255, 255, 255)]
        self._index: dict[object, int] = {}
        self._pictures: dict[object, Image.Image] = {}
        self._image = Image.new("L", (card.width + 1, card.height), 0)
        self._fills: list[tuple[Box, RGB, float]] = [((0, 0, card.width, card.height), (255, 255, 255), 0.0)]

    @property
    def data(self) -> bytes:
        """Scanlines of one filter byte (0) and `width` indices each."""
        return self._image.tobytes()

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
            self._index[key] = self._append([blend(ink, over, level / LEVELS) for level in range(1, LEVELS + 1)])
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
        under = self._background(box) if fill.color[3] < 255 or any(fill.radii) else (255, 255, 255)
        color = blend(fill.color, under)
        if any(fill.radii):
            mask = rounded(fill.right - fill.left, fill.bottom - fill.top, fill.radii)
            base = self._ramp((*color, 255), under)
            self._stamp(*_levels_of(mask.tobytes(), mask.size, base), (fill.left, fill.top), base)
        else:
            self._image.paste(self._solid(color), (box[0] + 1, box[1], box[2] + 1, box[3]))
        self._fills.append((box, color, 0.3 * max(fill.radii)))

    def _run(self, run: GlyphRun) -> None:
        placed = stamps(run)
        if placed:
            boxes = [(stamp.left, stamp.top, stamp.mask.width, stamp.mask.height) for stamp in placed]
            base = self._ramp(run.color, self._background(self._around(boxes)))
            right = -1
            for left, top, mask, key in placed:
                self._stamp(*_inked(key, base), (left, top), base, merge=left < right)
                right = left + mask.width
        for picture in pictures(run):
            self._picture(picture)

    def _around(self, boxes: list[Box]) -> Box:
        """What boxes (left, top, width, height) cover of the card, as left, top, right, bottom."""
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
        return max(0, left), max(0, top), min(self.card.width, right), min(self.card.height, bottom)

    def _stamp(
        self, levels: Image.Image, visible: Image.Image, at: tuple[int, int], base: int, *, merge: bool = False
    ) -> None:
        """Paint ramp indices where they are visible; `merge` keeps the stronger where neighbours share a pixel."""
        left, top = at[0] + 1, at[1]
        if left < 1:
            levels, visible, left = (
                levels.crop((1 - left, 0, *levels.size)),
                visible.crop((1 - left, 0, *visible.size)),
                1,
            )
        if merge:
            under = self._image.crop((left, top, left + levels.width, top + levels.height))
            levels = ImageChops.lighter(levels, _mapped(under.tobytes(), _only(base), under.size))
        self._image.paste(levels, (left, top), visible)

    def _picture(self, stamp: Picture) -> None:
        """Paint a small colour bitmap with a few palette entries of its own."""
        box = self._around([(stamp.left, stamp.top, *stamp.image.size)])
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
        self._image.paste(
            self._pictures[key],
            (stamp.left + 1, stamp.top),
            _mapped(stamp.image.getchannel("A").tobytes(), _VISIBLE, stamp.image.size),
        )

    def _picture_indices(self, flat: Image.Image, colors: int) -> Image.Image:
        few = flat.quantize(colors, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        table = (few.getpalette() or [])[: 3 * colors]
        base = self._append([(table[i], table[i + 1], table[i + 2]) for i in range(0, len(table), 3)])
        indices = Image.frombytes("L", few.size, few.tobytes())
        return indices.point([min(_MAX_COLORS - 1, base + value) for value in range(256)])


_VISIBLE = bytes([0] * 9 + [255] * 247)  # coverage below half a level is none


@lru_cache(maxsize=8192)
def _inked(key: MaskKey, base: int) -> tuple[Image.Image, Image.Image]:
    """A glyph in the ramp that starts at `base`, and where it is visible."""
    found = mask(*key)
    assert found is not None  # noqa: S101 - stamps are made of masks that are there
    return _levels_of(found.data, (found.width, found.height), base)


def _levels_of(data: bytes, size: tuple[int, int], base: int) -> tuple[Image.Image, Image.Image]:
    return _mapped(data, _levels(base), size), _mapped(data, _VISIBLE, size)


def _mapped(data: bytes, table: bytes, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("L", size, data.translate(table))


@lru_cache(maxsize=256)
def _levels(base: int) -> bytes:
    """Coverage -> index in the ramp that starts at `base`; 0 where nothing is drawn."""
    levels = (round(value * LEVELS / 255) for value in range(256))
    return bytes(base + level - 1 if level else 0 for level in levels)


@lru_cache(maxsize=256)
def _only(base: int) -> bytes:
    """Keep the indices of one ramp, drop all others."""
    return bytes(value if base <= value < base + LEVELS else 0 for value in range(256))
