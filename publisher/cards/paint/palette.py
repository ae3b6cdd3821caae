"""Flat cards on one canvas of palette indices, each ink in a row of shades over its background.

First every item is placed and its background found, so that the inks are known; then they share a palette (`shades`),
and all is painted. The canvas is one or two columns wider than the card: these stay 0 and are, byte for byte, the
filter type of each PNG scanline. At 8 bits it is deflated as it lies in memory, at 4 bits Pillow packs it.

Pillow's own pasting spends most of its time on its arguments, so glyphs go through the image's core (`Image.im`): a
card has some two hundred, and each then takes a quarter of a microsecond where nothing else is painted.
"""

# ruff: noqa: PLR1730 - calls of `min` and `max` take as long as all the rest of a loop, and compiled longer

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from PIL import Image

from publisher.cards.card import Card, Fill, GlyphRun, Radii
from publisher.cards.deflating import Stripe
from publisher.cards.paint.bounded import Bounded
from publisher.cards.paint.corners import rounded
from publisher.cards.paint.glyphs import Outline, Picture, Stamp, coverage, pictures, stamps
from publisher.cards.paint.rows import rows_of
from publisher.cards.paint.shades import MAX_COLORS, RGB, Ink, NotFlat, blend, shades

_PICTURE_COLORS = 48
_WHITE = (255, 255, 255)
_OVERHEAD = 700  # bytes that an image costs beside its pixels
_INKED = 5_000_000  # bytes of glyphs in indices kept
_SMALL = 40  # px: the strokes of larger letters go on for some rows
_MANY = 80  # rows: fewer are deflated soon enough
Box = tuple[int, int, int, int]
Core: TypeAlias = Any  # Pillow's image without its wrapping


class _Filled(NamedTuple):
    """A fill at its place on the card, in its colour over what is there; one with round corners has an ink."""

    fill: Fill
    box: Box
    color: RGB
    ink: Ink | None

    def inked(self) -> list[tuple[int, int]]:
        """The first row and the end of its round corners."""
        return [(self.box[1], self.box[3])] if self.ink else []


class _Written(NamedTuple):
    """A run's glyphs and colour bitmaps, placed, what the glyphs cover, and what each lies on."""

    size: float
    stamps: list[Stamp]
    around: Box
    ink: Ink
    pictures: list[tuple[Picture, RGB]]

    def inked(self) -> list[tuple[int, int]]:
        """The first row and the end of what it covers."""
        boxes = [self.around, *[_edges(picture) for picture, _ in self.pictures]]
        return [(top, bottom) for _, top, _, bottom in boxes]


class PaletteCanvas:
    """A card being painted in indices; when it is, `stripes`, `palette` and `depth` are what a PNG wants."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self._fills: list[tuple[Box, RGB, float]] = [((0, 0, card.width, card.height), _WHITE, 0.0)]
        self._written: list[Box] = []  # what glyphs have covered so far
        self._rounded: list[Box] = []  # and fills with round corners
        self._pictures: dict[object, Core] = {}
        self._blank = True  # nothing but paper so far

    def paint(self) -> None:
        """Paint every item of the card. Raises NotFlat."""
        card = self.card
        steps = [self._placed(item) for item in card.items]
        solids = tuple(dict.fromkeys(color for _, color, _ in self._fills))
        inks = tuple(dict.fromkeys(step.ink for step in steps if step is not None and step.ink is not None))
        flat = shades(solids, inks, shared=not any(isinstance(step, _Written) and step.pictures for step in steps))
        self.depth, self._colors, self._solids, self._tables = flat.depth, list(flat.colors), flat.solids, flat.tables
        self._margin = 8 // self.depth
        edges = [edge for (_, top, _, bottom), _, _ in self._fills for edge in (top, bottom)]
        self._rows = rows_of(card.height, edges, [rows for step in steps if step is not None for rows in step.inked()])
        self._large = [step.around for step in steps if isinstance(step, _Written) and step.size > _SMALL]
        size = card.width + self._margin, self._rows.canvas[-1]
        self._data = bytearray(size[0] * size[1])
        self._image = Image.frombuffer("L", size, self._data, "raw", "L", 0, 1)
        self._image.readonly = 0  # what is painted goes straight into the data
        self._core: Core = self._image.im
        for step in steps:
            if isinstance(step, _Filled):
                self._fill(step)
            elif step is not None:
                self._write(step)

    @property
    def palette(self) -> bytes:
        """RGB triples, at most 256."""
        return b"".join(map(bytes, self._colors))

    def stripes(self) -> list[Stripe]:
        """The scanlines from the top: each a filter byte (0) and the indices, two in a byte at 4 bits."""
        stripes, at, above = [], 0, 0
        data, stride = self._packed(), (self._image.width * self.depth + 7) // 8
        for start, end in (*self._rows.stretches, (self.card.height, self.card.height)):
            first = self._rows.canvas[start]
            small = self._small(above, start)
            stripes += [Stripe(data[at * stride : first * stride], small=small)] if at < first else []
            stripes += [Stripe(data[first * stride : (first + 1) * stride], end - start)] if start < end else []
            at, above = first + 1, end
        return stripes

    def _small(self, above: int, below: int) -> bool:
        """Whether in these rows of the card there are only small letters, and rows enough for it to matter."""
        if self.depth == 8 or below - above < _MANY:
            return False
        return not any(top < below and bottom > above for _, top, _, bottom in self._large)

    def _packed(self) -> memoryview:
        """The scanlines of the canvas."""
        if self.depth == 8:
            return memoryview(self._data)
        # Only images of indices can be packed, but each of them carries a palette.
        core = _pillow.map_buffer(self._data, self._image.size, "raw", 0, ("P", 0, 1))
        return memoryview(_packed(core, "P;4", (0, 0, *self._image.size), (self._image.width + 1) // 2))

    def _placed(self, item: object) -> _Filled | _Written | None:
        """Where an item goes and what it lies on; nothing if it cannot be seen."""
        if isinstance(item, Fill):
            return self._placed_fill(item)
        if isinstance(item, GlyphRun):
            return self._placed_run(item)
        raise NotFlat

    def _placed_fill(self, fill: Fill) -> _Filled | None:
        box = self._on_card((fill.left, fill.top, fill.right, fill.bottom))
        if box[2] <= box[0] or box[3] <= box[1] or not fill.color[3]:
            return None
        rounded_off = any(fill.radii)
        under = self._background(box) if fill.color[3] < 255 or rounded_off else _WHITE
        color = blend(fill.color, under)
        if self._blank and not rounded_off and box == self._fills[0][0]:
            self._fills[0] = (box, color, 0.0)  # the paper: what a canvas of zeros is, without painting
            return None
        self._blank = False
        self._fills.append((box, color, 0.3 * max(fill.radii)))
        return _Filled(fill, box, color, ((*color, 255), under) if rounded_off else None)

    def _placed_run(self, run: GlyphRun) -> _Written | None:
        placed = stamps(run)
        colored = [
            (picture, self._background(box))
            for picture in pictures(run)
            if (box := self._on_card(_edges(picture)))[2] > box[0] and box[3] > box[1]
        ]
        if not placed and not colored:
            return None
        self._blank = False
        around = _around(placed) if placed else _edges(colored[0][0])
        return _Written(run.size, placed, around, (run.color, self._background(self._on_card(around))), colored)

    def _background(self, box: Box) -> RGB:
        """The one colour under a box. Raises NotFlat when there are several."""
        start, top, end, bottom = box
        for (left, above, right, below), color, inset in reversed(self._fills):
            if start >= right or end <= left or top >= below or bottom <= above:
                continue
            if start >= left + inset and top >= above + inset and end <= right - inset and bottom <= below - inset:
                return color
            raise NotFlat
        raise NotFlat

    def _fill(self, filled: _Filled) -> None:
        fill, box, color, ink = filled
        left, right = box[0] + self._margin, box[2] + self._margin
        top, bottom = self._rows.span(box[1], box[3])
        if ink is None:
            self._core.paste(self._solids[color], (left, top, right, bottom))
            return
        corners = (fill.left, fill.top, fill.right, fill.bottom)
        size = (fill.right - fill.left, fill.bottom - fill.top)
        if box == corners and not _meets(box, self._written) and not _meets(box, self._rounded):
            self._core.paste(_rounded(*size, fill.radii, self._tables[ink]), (left, top, right, bottom))
        else:
            self._stamp(rounded(*size, fill.radii).tobytes(), corners, self._tables[ink])
        self._rounded.append(box)

    def _write(self, written: _Written) -> None:
        _, placed, around, ink, colored = written
        if placed:
            table, margin, paste, known = self._tables[ink], self._margin, self._core.paste, _glyphs.found
            shift = self._rows.shift(around[1])
            alone = around[0] >= 0 and not _meets(around, self._written)
            reached = lowest = -1  # what the run has covered so far: it goes to the right, or down a column
            for left, top, right, bottom, outline in placed:
                clear = left >= reached or top >= lowest
                if clear and alone:
                    glyph = known.get((outline, table)) or _inked(outline, table)
                    paste(glyph, (left + margin, top - shift, right + margin, bottom - shift))
                else:
                    self._stamp(coverage(outline), (left, top, right, bottom), table, merge=not clear)
                if right > reached:
                    reached = right
                if bottom > lowest:
                    lowest = bottom
            self._written.append(around)
        for picture, over in colored:
            self._picture(picture, over)

    def _on_card(self, box: Box) -> Box:
        """What lies on the card of left, top, right and bottom."""
        left, top, right, bottom = box
        if left >= 0 and top >= 0 and right <= self.card.width and bottom <= self.card.height:
            return box
        return max(0, left), max(0, top), min(self.card.width, right), min(self.card.height, bottom)

    def _stamp(self, shape: bytes, box: Box, table: bytes, *, merge: bool = False) -> None:
        """Paint an ink where its coverage is visible; `merge` keeps the stronger where neighbours share a pixel."""
        left, top, right, bottom = box
        size = right - left, bottom - top
        top -= self._rows.shift(top)
        shape = shape.translate(table)
        ranks, order = _ranks(table)
        visible = _visible(table)
        if merge:
            below = self._core.crop((left + self._margin, top, right + self._margin, top + size[1]))
            under = _packed(below, "L", (0, 0, *size), size[0]).translate(ranks)
            levels = _core_of(size, shape.translate(ranks)).chop_lighter(_core_of(size, under))
            indices = _packed(levels, "L", (0, 0, *size), size[0]).translate(order)
        else:
            indices = shape
        self._lay(_core_of(size, indices), _core_of(size, shape.translate(visible)), left, top)

    def _lay(self, indices: Core, visible: Core, left: int, top: int) -> None:
        """Paste indices where they are visible, but never into the column of filter types."""
        if left < 0:
            width, height = indices.size
            indices, visible = [core.crop((min(-left, width), 0, width, height)) for core in (indices, visible)]
            left = 0
        width, height = indices.size
        if width > 0:
            left += self._margin
            self._core.paste(indices, (left, top, left + width, top + height), visible)

    def _picture(self, picture: Picture, over: RGB) -> None:
        """Paint a small colour bitmap with a few palette entries of its own."""
        key = (picture.key, over)
        if key not in self._pictures:
            flat = Image.new("RGB", picture.image.size, over)
            flat.paste(picture.image, (0, 0), picture.image)
            colors = min(_PICTURE_COLORS, (MAX_COLORS - len(self._colors)) // 2)
            if colors < 8:
                raise NotFlat
            self._pictures[key] = self._picture_indices(flat, colors)
        visible = _core_of(picture.image.size, picture.image.getchannel("A").tobytes().translate(_SEEN))
        self._lay(self._pictures[key], visible, picture.left, picture.top - self._rows.shift(picture.top))
        self._written.append(_edges(picture))

    def _picture_indices(self, flat: Image.Image, colors: int) -> Core:
        few = flat.quantize(colors, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        table = (few.getpalette() or [])[: 3 * colors]
        base = len(self._colors)
        self._colors += [(table[i], table[i + 1], table[i + 2]) for i in range(0, len(table), 3)]
        return _core_of(few.size, few.tobytes().translate(bytes(min(255, base + value) for value in range(256))))


_pillow: Any = Image.core  # type: ignore[attr-defined]
_SEEN = bytes([0] * 15 + [255] * 241)  # alpha below half a level of nine is none


_glyphs: Bounded[tuple[Outline, bytes], Core] = Bounded(_INKED)


def _inked(outline: Outline, table: bytes) -> Core:
    """A glyph in the indices of an ink."""
    data = coverage(outline).translate(table)
    assert outline.extent is not None  # noqa: S101 - stamps are of glyphs that are not blank
    return _glyphs.keep((outline, table), _core_of(outline.extent[2:], data), len(data) + _OVERHEAD)


@lru_cache(maxsize=32)
def _rounded(width: int, height: int, radii: Radii, table: bytes) -> Core:
    """A rectangle with round corners in the indices of an ink."""
    shape = _packed(rounded(width, height, radii).im, "L", (0, 0, width, height), width)
    return _core_of((width, height), shape.translate(table))


def _packed(core: Core, form: str, box: Box, stride: int) -> bytes:
    """The rows of a part of an image in Pillow's raw `form`, `stride` bytes each: `Image.tobytes`, but in one piece."""
    packer = _pillow.raw_encoder(core.mode, form, 0, 1)
    packer.setimage(core, box)
    return bytes(packer.encode(stride * (box[3] - box[1]))[2])


def _core_of(size: tuple[int, int], data: bytes) -> Core:
    """An image of indices, on the data as they lie there."""
    return _pillow.map_buffer(data, size, "raw", 0, ("L", 0, 1))


def _meets(box: Box, others: list[Box]) -> bool:
    """Whether a box shares a pixel with one of others."""
    left, top, right, bottom = box
    for start, above, end, below in others:  # noqa: SIM110 - a card's lines are asked after many boxes
        if left < end and start < right and top < below and above < bottom:
            return True
    return False


def _edges(picture: Picture) -> Box:
    return picture.left, picture.top, picture.left + picture.image.width, picture.top + picture.image.height


def _around(placed: list[Stamp]) -> Box:
    """Left, top, right and bottom of what stamps cover."""
    left, top, right, bottom, _ = placed[0]
    for start, above, end, below, _ in placed:
        if start < left:
            left = start
        if above < top:
            top = above
        if end > right:
            right = end
        if below > bottom:
            bottom = below
    return left, top, right, bottom


@lru_cache(maxsize=256)
def _ranks(table: bytes) -> tuple[bytes, bytes]:
    """Index -> how strong a shade of an ink it is, 0 for its background and all others; and the way back."""
    order = bytes(dict.fromkeys(table))
    ranks = bytearray(256)
    for rank, index in enumerate(order):
        ranks[index] = rank
    return bytes(ranks), order.ljust(256, order[-1:])


@lru_cache(maxsize=256)
def _visible(table: bytes) -> bytes:
    """Index -> 255 where an ink differs from its background."""
    return bytes(0 if index == table[0] else 255 for index in range(256))
