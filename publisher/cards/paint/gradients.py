"""Gradients as pictures: where each pixel lies on the gradient's line, then its colour (CSS Images 3, 3.4)."""

from __future__ import annotations

import array
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from PIL import Image, ImageMath

from publisher.cards.card import GradientStop, Linear, Radial

_SAMPLES = 4096  # of the line: a third of a pixel on the longest one a card has
_LEAST = 1e-6  # px: what a sine leaves of nothing
_TABLE = 65536  # Pillow's look-up tables from integers have this many entries


@lru_cache(maxsize=4)
def gradient(source: Linear | Radial, width: int, height: int) -> Image.Image:
    """A gradient on a tile of that many pixels: RGB when all its colours are opaque, else RGBA."""
    if isinstance(source, Linear) and abs(source.x1 - source.x0) < _LEAST:  # upright: every column is the same
        return _painted(source, 1, height).resize((width, height), Image.Resampling.NEAREST)
    return _painted(source, width, height)


def _painted(source: Linear | Radial, width: int, height: int) -> Image.Image:
    along = _along_line(source, width, height) if isinstance(source, Linear) else _from_centre(source, width, height)
    low, high = (cast("float", end) for end in along.getextrema())
    span = max(high - low, 1e-9)
    scale = (_SAMPLES - 1) / span
    index = _evaluated(lambda a: a["convert"]((a["t"] - low) * scale + 0.5, "I"), t=along)
    colors = _ramp(source.stops, low, span, repeating=source.repeating)
    opaque = all(stop.color[3] == 255 for stop in source.stops)
    bands = [index.point(_table(colors, channel), "L") for channel in range(3 if opaque else 4)]
    return Image.merge("RGB" if opaque else "RGBA", bands)


def _axis(count: int, origin: float, unit: float, *, vertical: bool) -> Image.Image:
    """The distance of each pixel's centre from `origin` along one axis, times `unit`."""
    values = array.array("f", [(position + 0.5 - origin) * unit for position in range(count)])
    return Image.frombytes("F", (1, count) if vertical else (count, 1), values.tobytes())


def _along_line(line: Linear, width: int, height: int) -> Image.Image:
    dx, dy = line.x1 - line.x0, line.y1 - line.y0
    square = dx * dx + dy * dy or 1.0
    x = _axis(width, line.x0, dx / square, vertical=False).resize((width, height), Image.Resampling.NEAREST)
    y = _axis(height, line.y0, dy / square, vertical=True).resize((width, height), Image.Resampling.NEAREST)
    return _evaluated(lambda a: a["x"] + a["y"], x=x, y=y)


def _from_centre(circle: Radial, width: int, height: int) -> Image.Image:
    x = _axis(width, circle.x, 1 / circle.rx, vertical=False).resize((width, height), Image.Resampling.NEAREST)
    y = _axis(height, circle.y, 1 / circle.ry, vertical=True).resize((width, height), Image.Resampling.NEAREST)
    return _evaluated(lambda a: (a["x"] * a["x"] + a["y"] * a["y"]) ** 0.5, x=x, y=y)


def _evaluated(formula: Callable[[dict[str, Any]], Any], **images: Image.Image) -> Image.Image:
    """The picture a formula over named pictures gives."""
    return cast("Image.Image", ImageMath.lambda_eval(formula, **images))


def _table(colors: list[tuple[int, int, int, int]], channel: int) -> list[int]:
    values = [color[channel] for color in colors]
    return values + values[-1:] * (_TABLE - len(values))


def _ramp(
    stops: tuple[GradientStop, ...], low: float, span: float, *, repeating: bool
) -> list[tuple[int, int, int, int]]:
    """The colour at each sample of the line from `low` to `low + span`."""
    places = [stop.at for stop in stops]
    length = places[-1] - places[0]
    colors = []
    for sample in range(_SAMPLES):
        at = low + span * sample / (_SAMPLES - 1)
        if repeating and length > 0:
            at = places[0] + (at - places[0]) % length
        colors.append(_color_at(stops, places, at))
    return colors


def _color_at(stops: tuple[GradientStop, ...], places: list[float], at: float) -> tuple[int, int, int, int]:
    """The colour at a place, its channels mixed premultiplied (CSS Images 3, 3.4.2)."""
    after = bisect_right(places, at)
    if after == 0 or after == len(stops):
        return stops[min(after, len(stops) - 1)].color if after == 0 else stops[-1].color
    before, following = stops[after - 1], stops[after]
    share = (at - before.at) / (following.at - before.at)
    alpha = before.color[3] + (following.color[3] - before.color[3]) * share
    if not alpha:
        return 0, 0, 0, 0
    red, green, blue = (
        round((one * before.color[3] * (1 - share) + other * following.color[3] * share) / alpha)
        for one, other in zip(before.color[:3], following.color[:3], strict=True)
    )
    return red, green, blue, round(alpha)
