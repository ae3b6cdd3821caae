"""Glyphs as coverage masks, rasterised by HarfBuzz from the outlines it shaped, and colour bitmaps for emoji.

HarfBuzz draws a glyph by its id at any subpixel offset: Latin keeps its even spacing, Arabic its joined forms, and no
host library (FreeType, Raqm, FriBiDi) changes a pixel. Pillow holds and composites the masks.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from PIL import Image

from publisher.cards.card import GlyphRun
from publisher.cards.fonts import Face
from publisher.cards.paint.bounded import Bounded

MaskKey = tuple[Face, int, float, int, bool, float]
PHASES = 4  # quarters of a pixel, as the eye sees no more
_LARGE = 32  # px: letters as large as this stand on halves of a pixel, and full-width ones on whole pixels
_MASKS = 1_500_000  # bytes of coverage kept
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
    """Where a glyph's mask, known by its key, lies on the card in whole pixels."""

    left: int
    top: int
    width: int
    height: int
    key: MaskKey


class Picture(NamedTuple):
    """A colour bitmap (RGBA) at its place on the card in whole pixels, with the key that names it in caches."""

    left: int
    top: int
    image: Image.Image
    key: tuple[object, ...]


_masks: Bounded[MaskKey, Mask | None] = Bounded(_MASKS)


def mask(key: MaskKey) -> Mask | None:
    """The coverage of a glyph: face, glyph, size in px per em, phase, turned, squeeze; None if blank.

    It is moved by `phase` quarters of a pixel to the right, or downwards when it is `turned`.
    """
    if key in _masks.found:
        return _masks.found[key]
    drawn = _rasterised(*key)
    return _masks.keep(key, drawn, _OVERHEAD + (len(drawn.data) if drawn else 0))


@lru_cache(maxsize=4096)
def _extent(key: MaskKey) -> tuple[int, int, int, int] | None:
    """Left, top, width and height of a glyph's mask, which are known longer than its pixels."""
    found = mask(key)
    return found[:4] if found else None


def _rasterised(face: Face, gid: int, size: float, phase: int, turned: bool, squeeze: float) -> Mask | None:  # noqa: FBT001 - a cache key
    scale, moved = size / face.upem, phase / PHASES
    _RASTER.reset()
    if turned:
        _RASTER.transform = (0.0, -scale, scale, 0.0, 0.0, -moved)
    else:
        _RASTER.transform = (scale * squeeze, 0.0, 0.0, scale, moved, 0.0)
    _RASTER.draw_glyph(face.shaper, gid)
    raster = _RASTER.render()
    extents = raster.extents
    if not extents.width or not extents.height:
        return None
    width, height, stride = extents.width, extents.height, extents.stride
    rows = bytes(raster.buffer)  # from the bottom up, padded
    data = b"".join([rows[at : at + width] for at in range((height - 1) * stride, -1, -stride)])
    return Mask(extents.x_origin, -extents.y_origin - height, width, height, data)


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
    """The masks of a run's outline glyphs, placed; colour glyphs are left to `pictures`.

    Small letters stand on quarters of a pixel; large ones on halves, and full-width ones on whole pixels, where their
    whole advances keep them evenly apart.
    """
    placed = []
    size = run.size
    whole = PHASES if size >= _LARGE and size.is_integer() else 1
    step = 2 if size >= _LARGE else 1
    for face, gid, x, y, turned, squeeze in run.glyphs:
        if face.bitmap:
            continue
        unit = whole if whole > 1 and face.is_full_width(gid) else step
        along, phase = divmod(round((y if turned else x) * PHASES / unit) * unit, PHASES)
        column, row = (round(x), along) if turned else (along, round(y))
        key = (face, gid, size, phase, turned, squeeze)
        extent = _extent(key)
        if extent is not None:
            left, top, width, height = extent
            placed.append(tuple.__new__(Stamp, (column + left, row + top, width, height, key)))
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
