"""Glyphs as coverage masks, rasterised by HarfBuzz from the outlines it shaped, and colour bitmaps for emoji.

HarfBuzz draws a glyph by its id at any subpixel offset: Latin keeps its even spacing, Arabic its joined forms, and no
host library (FreeType, Raqm, FriBiDi) changes a pixel. Pillow holds and composites the masks.
"""

from __future__ import annotations

import io
from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as hb
from PIL import Image

from publisher.cards.card import GlyphRun
from publisher.cards.fonts import Face
from publisher.cards.paint.bounded import Bounded

PHASES = 4  # quarters of a pixel, as the eye sees no more
_LARGE = 32  # px: letters as large as this stand on halves of a pixel, and full-width ones on whole pixels
_MASKS = Bounded(1_500_000)  # bytes of coverage kept
_PLACES = Bounded(800_000)  # where masks lie is known longer than their pixels
_OVERHEAD = 400  # bytes that an entry of a cache costs beside its pixels, roughly
_RASTER = hb.RasterDraw()
EMOJI_RISE = 0.38  # em above the baseline: the middle of a Japanese em box


class Mask(NamedTuple):
    """Coverage, a byte (0 to 255) a pixel, and where its top left corner lies from the glyph's whole-pixel origin."""

    left: int
    top: int
    width: int
    height: int
    data: bytes


class Stamp(NamedTuple):
    """Where a mask, by its strike and its number there, lies on the card in whole pixels."""

    left: int
    top: int
    width: int
    height: int
    strike: Strike
    number: int


class Picture(NamedTuple):
    """A colour bitmap (RGBA) at its place on the card in whole pixels, with the key that names it in caches."""

    left: int
    top: int
    image: Image.Image
    key: tuple[object, ...]


class Strike:
    """One face at one size (px per em), turned or squeezed: its glyphs as they have been drawn so far.

    A mask's number is four times its glyph's, and the quarters of a pixel by which it is moved to the right, or
    downwards when it is `turned`.
    """

    def __init__(self, face: Face, size: float, turned: bool, squeeze: float) -> None:  # noqa: FBT001 - a cache key
        self.face = face
        self.places: dict[int, tuple[int, int, int, int] | None] = {}
        self.inked: dict[tuple[int, int], dict[int, Any]] = defaultdict(dict)
        self._masks: dict[int, Mask | None] = {}
        self.known_units: dict[int, int] = {}
        self._size = size
        self._turned = turned
        self._squeeze = squeeze

    def mask(self, number: int) -> Mask | None:
        """The coverage of a glyph; None if it is blank."""
        if number in self._masks:
            return self._masks[number]
        drawn = self._rasterised(*divmod(number, PHASES))
        return _MASKS.keep(self._masks, number, drawn, _OVERHEAD + (len(drawn.data) if drawn else 0))

    def place(self, number: int) -> tuple[int, int, int, int] | None:
        """Left, top, width and height of a mask, from the glyph's whole-pixel origin; None if it is blank."""
        if number in self.places:
            return self.places[number]
        found = self.mask(number)
        return _PLACES.keep(self.places, number, found[:4] if found else None, _OVERHEAD)

    def units(self, gid: int) -> int:
        """The quarters of a pixel on whose multiples a glyph stands.

        Small letters stand on any; large ones on halves, and full-width ones on whole pixels, where their whole
        advances keep them evenly apart.
        """
        if gid not in self.known_units:
            wide = self._size >= _LARGE and self._size.is_integer() and self.face.is_full_width(gid)
            self.known_units[gid] = PHASES if wide else 2 if self._size >= _LARGE else 1
        return self.known_units[gid]

    def _rasterised(self, gid: int, phase: int) -> Mask | None:
        scale, moved = self._size / self.face.upem, phase / PHASES
        _RASTER.reset()
        if self._turned:
            _RASTER.transform = (0.0, -scale, scale, 0.0, 0.0, -moved)
        else:
            _RASTER.transform = (scale * self._squeeze, 0.0, 0.0, scale, moved, 0.0)
        _RASTER.draw_glyph(self.face.shaper, gid)
        raster = _RASTER.render()
        extents = raster.extents
        if not extents.width or not extents.height:
            return None
        width, height, stride = extents.width, extents.height, extents.stride
        rows = bytes(raster.buffer)  # from the bottom up, padded
        data = b"".join([rows[at : at + width] for at in range((height - 1) * stride, -1, -stride)])
        return Mask(extents.x_origin, -extents.y_origin - height, width, height, data)


_strike = lru_cache(maxsize=256)(Strike)


@lru_cache(maxsize=128)
def picture(face: Face, gid: int, size: int) -> Image.Image | None:
    """A colour glyph as RGBA, `size` px wide; None when the font has no bitmap for it."""
    data = face.png(gid)
    if not data:
        return None
    with Image.open(io.BytesIO(data)) as image:
        height = max(1, round(size * image.height / image.width))
        return image.convert("RGBA").resize((max(1, size), height), Image.Resampling.LANCZOS)


def stamps(run: GlyphRun) -> list[Stamp]:
    """The masks of a run's outline glyphs, placed; colour glyphs are left to `pictures`."""
    placed: list[Stamp] = []
    style: tuple[Face, bool, float] | None = None
    for face, gid, x, y, turned, squeeze in run.glyphs:
        if face.bitmap:
            continue
        if style != (face, turned, squeeze):
            style = (face, turned, squeeze)
            strike = _strike(face, run.size, turned, squeeze)
            places, units_of = strike.places, strike.known_units
        units = units_of.get(gid) or strike.units(gid)
        quarters = round((y if turned else x) * PHASES / units) * units
        number = gid * PHASES + quarters % PHASES
        place = places.get(number) or strike.place(number)
        if place is not None:
            left, top, width, height = place
            if turned:
                fields = (round(x) + left, quarters // PHASES + top, width, height, strike, number)
            else:
                fields = (quarters // PHASES + left, round(y) + top, width, height, strike, number)
            placed.append(tuple.__new__(Stamp, fields))  # in half the time: a card has hundreds
    return placed


def pictures(run: GlyphRun) -> list[Picture]:
    """The colour bitmaps of a run, placed with their middle at the middle of the text's em box."""
    placed = []
    for face, gid, x, y, *_ in run.glyphs:
        found = picture(face, gid, round(run.size)) if face.bitmap else None
        if found is not None:
            top = round(y - EMOJI_RISE * run.size - found.height / 2)
            placed.append(Picture(round(x), top, found, (face.name, gid, round(run.size))))
    return placed
