"""How strong a scrim must be: every line of text over it gets its contrast, whatever the picture beneath."""

from __future__ import annotations

import math
from typing import cast

from PIL import Image

from publisher.cards.card import Color, GlyphRun, Scrim
from publisher.cards.contrast import LIGHT, luminance, ratio
from publisher.cards.paint.compositing import looked_up, over
from publisher.cards.paint.glyphs import stamps

_STEPS = 64
_SPARE = 1.02  # JPEG moves a shade here and there
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_BRIGHTER = [math.ceil(light * 255) for light in LIGHT] * 3
_DARKER = [math.floor(light * 255) for light in LIGHT] * 3


def strength(scrim: Scrim, under: Image.Image, layer: Image.Image) -> float:
    """The opacity, from the scrim's own up to 1, at which all its texts are readable; 1 if none is enough.

    `under` is what is painted so far (RGB), `layer` the scrim at full strength (premultiplied RGBA), both of the card.
    """
    needed = scrim.opacity
    for run in scrim.texts:
        box = _inked(run, under.size)
        if box is not None:
            needed = _needed(needed, run.color, scrim.contrast * _SPARE, under.crop(box), layer.crop(box))
    return needed


def _inked(run: GlyphRun, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The rectangle of the card that a run's glyphs cover."""
    placed = stamps(run)
    if not placed:
        return None
    left, top = max(0, min(s[0] for s in placed)), max(0, min(s[1] for s in placed))
    right, bottom = min(size[0], max(s[2] for s in placed)), min(size[1], max(s[3] for s in placed))
    return (left, top, right, bottom) if right > left and bottom > top else None


def _needed(least: float, ink: Color, contrast: float, under: Image.Image, layer: Image.Image) -> float:
    """The least opacity in steps, not under `least`, that gives `ink` its contrast on the whole of a rectangle."""
    if _contrast(ink, over(under, layer, least)) >= contrast:
        return least
    low, high = math.floor(least * _STEPS) + 1, _STEPS
    while low < high:
        middle = (low + high) // 2
        if _contrast(ink, over(under, layer, middle / _STEPS)) >= contrast:
            high = middle
        else:
            low = middle + 1
    return min(1.0, high / _STEPS)


def _contrast(ink: Color, ground: Image.Image) -> float:
    """The least contrast an ink has on any pixel of a picture; rounded down, so never better than it is."""
    darkest, brightest = _luminances(ground)
    inked = [_inked_luminance(ink, end) for end in (darkest, brightest)]
    if min(inked) <= brightest and max(inked) >= darkest:
        return 1.0
    return min(ratio(light, end) for light, end in zip(inked, (darkest, brightest), strict=True))


def _luminances(ground: Image.Image) -> tuple[float, float]:
    """The relative luminance of a picture's darkest and its brightest pixel, rounded apart by up to 1/128."""
    dark, _ = _band_extrema(looked_up(ground, _DARKER).convert("L", (*_WEIGHTS, -0.5)))
    _, bright = _band_extrema(looked_up(ground, _BRIGHTER).convert("L", (*_WEIGHTS, 0.5)))
    return dark / 255, bright / 255


def _band_extrema(image: Image.Image) -> tuple[float, float]:
    """The least and the greatest value of a picture of one band."""
    low, high = image.getextrema()
    return cast("float", low), cast("float", high)


def _inked_luminance(ink: Color, ground: float) -> float:
    """The luminance of an ink; a translucent one is mixed with what it lies on."""
    share = ink[3] / 255
    return luminance(ink[:3]) * share + ground * (1 - share)
