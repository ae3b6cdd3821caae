"""A resolved card: what to paint and where, in pixels. The same card always gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from publisher.cards.fonts import Face

Color = tuple[int, int, int, int]
Radii = tuple[float, float, float, float]


class Fill(NamedTuple):
    """A rectangle in one colour (RGBA) with corner radii, top left first, clockwise; edges on whole pixels."""

    left: int
    top: int
    right: int
    bottom: int
    color: Color
    radii: Radii


class PlacedGlyph(NamedTuple):
    """A glyph with its origin on the baseline, in pixels from the card's top left corner."""

    face: Face
    gid: int
    x: float
    y: float


class GlyphRun(NamedTuple):
    """Glyphs in one size (px per em) and colour."""

    size: float
    color: Color
    glyphs: tuple[PlacedGlyph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything a painter needs; `missing` lists the characters that no font could draw."""

    width: int
    height: int
    items: tuple[Fill | GlyphRun, ...]
    faces: tuple[Face, ...] = ()
    missing: tuple[str, ...] = ()
