"""A gradient's line and colour stops on a tile of known size (CSS Images 3, section 3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from publisher.cards.card import GradientStop, Linear, Radial
from publisher.cards.layout.places import offset, resolved
from publisher.cards.style import LinearGradient, RadialGradient, Stop

_CORNERS = {"top left": (-1, -1), "top right": (1, -1), "bottom left": (-1, 1), "bottom right": (1, 1)}
_LEAST = 1e-3  # px: a circle without a radius is drawn as one too small to see (3.2.3)


def gradient_of(gradient: LinearGradient | RadialGradient, width: float, height: float) -> Linear | Radial:
    """The gradient with every length in px and every stop in its place."""
    if isinstance(gradient, LinearGradient):
        return _linear(gradient, width, height)
    return _radial(gradient, width, height)


def _linear(gradient: LinearGradient, width: float, height: float) -> Linear:
    x, y = _direction(gradient.direction, width, height)
    length = abs(width * x) + abs(height * y)
    dx, dy = x * length / 2, y * length / 2
    stops = _placed(gradient.stops, length)
    return Linear(width / 2 - dx, height / 2 - dy, width / 2 + dx, height / 2 + dy, stops, gradient.repeating)


def _direction(direction: float | str, width: float, height: float) -> tuple[float, float]:
    """The unit vector of a gradient line; a corner's is at right angles to the other diagonal (3.1.1)."""
    if isinstance(direction, str):
        x, y = _CORNERS[direction]
        length = math.hypot(width, height) or 1.0
        return x * height / length, y * width / length
    angle = math.radians(direction)
    return math.sin(angle), -math.cos(angle)


def _radial(gradient: RadialGradient, width: float, height: float) -> Radial:
    x, y = offset(gradient.position, (width, height), (0.0, 0.0))
    rx, ry = _radii(gradient, (x, y), width, height)
    return Radial(x, y, rx, ry, _placed(gradient.stops, rx), gradient.repeating)


def _radii(gradient: RadialGradient, centre: tuple[float, float], width: float, height: float) -> tuple[float, float]:
    if isinstance(gradient.size, tuple):
        rx, ry = resolved(gradient.size[0], width), resolved(gradient.size[1], height)
        return max(rx, _LEAST), max(ry, _LEAST)
    pick = min if gradient.size.startswith("closest") else max
    to_x = pick(abs(centre[0]), abs(width - centre[0]))
    to_y = pick(abs(centre[1]), abs(height - centre[1]))
    corner = gradient.size.endswith("corner")
    if gradient.shape == "circle":
        radius = math.hypot(to_x, to_y) if corner else pick(to_x, to_y)
        return max(radius, _LEAST), max(radius, _LEAST)
    grown = math.sqrt(2) if corner else 1.0  # the ellipse of the sides' proportions through the corner
    return max(to_x * grown, _LEAST), max(to_y * grown, _LEAST)


def _placed(stops: Sequence[Stop], length: float) -> tuple[GradientStop, ...]:
    """The stops as shares of the line, none before the one ahead of it, those without a place spread evenly (3.4.3)."""
    places = [None if stop.position is None else resolved(stop.position, length) / (length or 1.0) for stop in stops]
    places[0] = 0.0 if places[0] is None else places[0]
    places[-1] = 1.0 if places[-1] is None else places[-1]
    known: list[tuple[int, float]] = []
    for index, place in enumerate(places):
        if place is not None:
            known.append((index, max(place, known[-1][1]) if known else place))
    filled = [known[0][1]]
    for (i, start), (j, end) in pairwise(known):
        filled += [start + (end - start) * step / (j - i) for step in range(1, j - i + 1)]
    return tuple(GradientStop(stop.color, at) for stop, at in zip(stops, filled, strict=True))
