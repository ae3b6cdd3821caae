"""Glyphs as coverage masks, rasterised by HarfBuzz from the outlines it shaped, and colour bitmaps for emoji.

HarfBuzz draws a glyph by its id at any subpixel offset: Latin keeps its even spacing, Arabic its joined forms, and no
host library (FreeType, Raqm, FriBiDi) changes a pixel. Pillow holds and composites the masks.
"""

from __future__ import annotations

import io
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

import uharfbuzz as hb
from PIL import Image

from publisher.cards.card import GlyphRun
from publisher.cards.fonts import Face
from publisher.cards.paint.bounded import Bounded

PHASES: Final = 4  # quarters of a pixel, as the eye sees no more
_LARGE: Final = 32  # px: letters as large as this stand on halves of a pixel, and full-width ones on whole pixels
_MASKS: Final = 1_500_000  # bytes of coverage kept
_OUTLINES: Final = 5000  # that are known
_OVERHEAD: Final = 400  # bytes that an entry of a cache costs beside its pixels, roughly
_RASTER = hb.RasterDraw()
_face_of = itemgetter(0)
EMOJI_RISE: Final = 0.38  # em above the baseline: the middle of a Japanese em box


class Outline:
    """A glyph as it is to be drawn: there is only one for each, so it is its own key in caches.

    It is moved by `phase` quarters of a pixel to the right, or downwards when it is `turned`. `extent` is the left,
    top, width and height (px) of its coverage from its whole-pixel origin, or None if it is blank.
    """

    __slots__ = ("extent", "face", "gid", "phase", "size", "squeeze", "turned")

    def __init__(self, face: Face, gid: int, size: float, phase: int, *, turned: bool, squeeze: float) -> None:
        self.face = face
        self.gid = gid
        self.size = size
        self.phase = phase
        self.turned = turned
        self.squeeze = squeeze
        self.extent: tuple[int, int, int, int] | None = None


Stamp: TypeAlias = tuple[int, int, int, int, Outline]
"""Left, top, right and bottom of an outline's coverage on the card, in whole pixels, and the outline."""


class Picture(NamedTuple):
    """A colour bitmap (RGBA) at its place on the card in whole pixels, with the key that names it in caches."""

    left: int
    top: int
    image: Image.Image
    key: tuple[object, ...]


_masks: Bounded[Outline, bytes] = Bounded(_MASKS)


def coverage(outline: Outline) -> bytes:
    """A byte (0 to 255) for each pixel of an outline's extent, from the top."""
    found = _masks.found.get(outline)
    if found is None:
        _, found = _rasterised(outline)
        _masks.keep(outline, found, _OVERHEAD + len(found))
    return found


class _Outlines:
    """The outlines met so far, by face, size, turn and squeeze, and then by glyph and phase: all are let go at once.

    A card has hundreds of glyphs, and looking one up by a number takes a fifth of what looking it up by all that does.
    """

    def __init__(self) -> None:
        self._sets: dict[tuple[Face, float, bool, float], dict[int, Outline]] = {}
        self._left = _OUTLINES

    def of(self, face: Face, size: float, *, turned: bool, squeeze: float) -> dict[int, Outline]:
        """Those of one kind, by PHASES * glyph + phase."""
        if self._left <= 0:
            self._sets.clear()
            self._left = _OUTLINES
        return self._sets.setdefault((face, size, turned, squeeze), {})

    def add(self, known: dict[int, Outline], outline: Outline) -> Outline:
        """A new one, measured by drawing it."""
        outline.extent, data = _rasterised(outline)
        if outline.extent:
            _masks.keep(outline, data, _OVERHEAD + len(data))
        known[PHASES * outline.gid + outline.phase] = outline
        self._left -= 1
        return outline


_outlines = _Outlines()


def _rasterised(outline: Outline) -> tuple[tuple[int, int, int, int] | None, bytes]:
    """An outline's extent and coverage."""
    scale, moved = outline.size / outline.face.upem, outline.phase / PHASES
    _RASTER.reset()
    if outline.turned:
        _RASTER.transform = (0.0, -scale, scale, 0.0, 0.0, -moved)
    else:
        _RASTER.transform = (scale * outline.squeeze, 0.0, 0.0, scale, moved, 0.0)
    _RASTER.draw_glyph(outline.face.shaper, outline.gid)
    raster = _RASTER.render()
    extents = raster.extents
    if not extents.width or not extents.height:
        return None, b""
    width, height, stride = extents.width, extents.height, extents.stride
    rows = bytes(raster.buffer)  # from the bottom up, padded
    data = b"".join([rows[at : at + width] for at in range((height - 1) * stride, -1, -stride)])
    return (extents.x_origin, -extents.y_origin - height, width, height), data


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
    """The outlines of a run, placed; colour glyphs are left to `pictures`.

    Small letters stand on quarters of a pixel; large ones on halves, and full-width ones on whole pixels, where their
    whole advances keep them evenly apart.
    """
    placed = []
    size, nearest = run.size, round
    rate = 2 if size >= _LARGE else PHASES
    step = PHASES // rate
    whole = size >= _LARGE and size.is_integer()
    kind: Face | None = None
    lying, narrowed = False, 1.0
    for face, gid, x, y, turned, squeeze in run.glyphs:
        if face is not kind or turned is not lying or squeeze != narrowed:
            kind, lying, narrowed = face, turned, squeeze
            known = _outlines.of(face, size, turned=turned, squeeze=squeeze)
            bitmap, full_width = face.bitmap, face.is_full_width
        if bitmap:
            continue
        if whole and full_width(gid):
            along, phase = nearest(y if turned else x), 0
        else:
            quarters = nearest((y if turned else x) * rate) * step
            along, phase = quarters // PHASES, quarters % PHASES
        outline = known.get(gid * PHASES + phase)
        if outline is None:
            outline = _outlines.add(known, Outline(face, gid, size, phase, turned=turned, squeeze=squeeze))
        extent = outline.extent
        if extent is not None:
            left, top, width, height = extent
            if turned:
                left, top = left + nearest(x), top + along
            else:
                left, top = left + along, top + nearest(y)
            placed.append((left, top, left + width, top + height, outline))
    return placed


def pictures(run: GlyphRun) -> list[Picture]:
    """The colour bitmaps of a run, placed with their middle at the middle of the text's em box."""
    placed: list[Picture] = []
    if not any(face.bitmap for face in set(map(_face_of, run.glyphs))):
        return placed  # as nearly always
    for glyph in run.glyphs:
        if glyph.face.bitmap:
            found = picture(glyph.face, glyph.gid, round(run.size))
            if found is not None:
                top = round(glyph.y - EMOJI_RISE * run.size - found.height / 2)
                key = (glyph.face.name, glyph.gid, round(run.size))
                placed.append(Picture(round(glyph.x), top, found, key))
    return placed
