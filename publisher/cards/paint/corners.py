"""Rounded rectangles as coverage masks."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from publisher.cards.card import Radii

_SUPERSAMPLE = 8


@lru_cache(maxsize=64)
def rounded(width: int, height: int, radii: Radii) -> Image.Image:
    """The coverage (mode L) of a `width` by `height` px rectangle with those corner radii."""
    image = Image.new("L", (width, height), 255)
    right, bottom = width, height
    places = ((0, 0), (right, 0), (right, bottom), (0, bottom))
    for index, (radius, (x, y)) in enumerate(zip(radii, places, strict=True)):
        size = min(round(radius + 0.499), width, height)
        if size > 0:
            corner = _corner(radius, size, index)
            image.paste(corner, (x - size if x else 0, y - size if y else 0))
    return image


@lru_cache(maxsize=64)
def _corner(radius: float, size: int, index: int) -> Image.Image:
    """One corner, drawn large and reduced; `index` counts clockwise from the top left."""
    big = size * _SUPERSAMPLE
    reach = radius * _SUPERSAMPLE
    image = Image.new("L", (big, big), 0)
    ImageDraw.Draw(image).ellipse((0, 0, 2 * reach - 1, 2 * reach - 1), fill=255)
    corner = image.reduce(_SUPERSAMPLE)
    return corner.rotate(-90 * index) if index else corner
