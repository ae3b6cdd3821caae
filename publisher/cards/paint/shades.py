"""The colours of a flat card: at most 16 that its inks share where that is enough, else up to 256, nine for each ink.

Sixteen are four bits a pixel: half as much to deflate. The inks of a card are mostly greys over one paper, so each is
a step on the way to the darkest, and one row of greys draws the edges of all. A coverage becomes the nearest colour on
its own ink's way, so no hue strays; where that is too far from what it should be, every ink has a row of its own.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from publisher.cards.card import Color

LEVELS = 9  # coverage levels above zero of an ink of its own; at four times magnification as good as 255
MAX_COLORS = 256
_FEW = (13, 15)  # of 16: another shade is 2 % more bytes, and mostly cannot be seen
_FARTHEST = 35  # between RGB values as points; black on white in nine levels is off by up to 25
_SAMPLES = 51  # steps of coverage at which the nearest shade is looked for
_FINE = 44  # apart, neighbours need none between them; nine levels of black on white are 49
_NEAR = 8  # a colour no further from an ink's way is a step on it

RGB: TypeAlias = tuple[int, int, int]
Ink: TypeAlias = tuple[Color, RGB]
"""A colour and what it lies on."""


class NotFlat(Exception):  # noqa: N818 - a turn of the road, not an error
    """The card needs more than a palette: text across an edge, or too many colours."""


class Shades(NamedTuple):
    """The colours of a card, the index of each solid one, and for each ink the index that each coverage becomes.

    With 16 colours or fewer `depth` is 4 bits, otherwise 8. An ink's table has 256 entries, the first its background.
    """

    depth: int
    colors: tuple[RGB, ...]
    solids: dict[RGB, int]
    tables: dict[Ink, bytes]


def blend(color: Color | RGB, over: RGB, alpha: float = 1.0) -> RGB:
    """A colour over an opaque one, `alpha` 0 to 1 on top of its own."""
    share = alpha * (color[3] / 255 if len(color) == 4 else 1.0)
    red, green, blue = (round(b + (c - b) * share) for c, b in zip(color, over, strict=False))
    return red, green, blue


@lru_cache(maxsize=64)
def shades(solids: tuple[RGB, ...], inks: tuple[Ink, ...], *, shared: bool = True) -> Shades:
    """The colours that fills and inks need, few if they may be `shared` and can be. Raises NotFlat above 256."""
    few = (_shared(solids, inks, most) for most in _FEW if shared)
    return next(filter(None, few), None) or _separate(solids, inks)


def _separate(solids: tuple[RGB, ...], inks: tuple[Ink, ...]) -> Shades:
    """Nine levels for each ink."""
    index: dict[RGB, int] = {}
    for color in (*solids, *(ink[1] for ink in inks)):
        index.setdefault(color, len(index))
    tables = {}
    for ink, over in inks:
        steps = [blend(ink, over, level / LEVELS) if level else over for level in range(LEVELS + 1)]
        levels = [index.setdefault(step, len(index)) for step in steps]
        if len(index) > MAX_COLORS:
            raise NotFlat
        tables[ink, over] = bytes(levels[round(value * LEVELS / 255)] for value in range(256))
    return Shades(8, tuple(index), {color: index[color] for color in index}, tables)


def _shared(solids: tuple[RGB, ...], inks: tuple[Ink, ...], most: int) -> Shades | None:
    """At most so many colours, if no coverage is then too far from its own; solid colours are kept as they are."""
    fixed = list(dict.fromkeys((*solids, *(over for _, over in inks), *(blend(*ink) for ink in inks))))
    if len(fixed) > most:
        return None
    colors = list(dict.fromkeys((*fixed, *_between(_gaps(inks), most - len(fixed)))))
    tables = {}
    for ink in inks:
        steps = [(at, color) for at, color in enumerate(colors) if _off(color, ink[1], blend(*ink)) <= _NEAR]
        nearest = [_nearest(blend(*ink, sample / _SAMPLES), steps) for sample in range(_SAMPLES + 1)]
        if max(distance for distance, _ in nearest) > _FARTHEST**2:
            return None
        tables[ink] = bytes(nearest[round(value * _SAMPLES / 255)][1] for value in range(256))
    return Shades(4, tuple(colors), {color: index for index, color in enumerate(fixed)}, tables)


def _gaps(inks: tuple[Ink, ...]) -> list[tuple[RGB, RGB]]:
    """The stretches between neighbouring inks on the ways from backgrounds to inks, each only once.

    An ink that is a step on another's way, or on the way back, has none of its own.
    """
    ways: dict[tuple[RGB, RGB], list[RGB]] = {}
    ends = {(over, blend(ink, over)) for ink, over in inks}
    for over, end in sorted(ends, key=lambda way: (-_apart(*way), way)):
        served = any(over in way and end in steps for way, steps in ways.items())
        if not served and over != end:
            steps = {over} | {color for under, color in ends if under == over and _off(color, over, end) <= _NEAR}
            ways[over, end] = sorted(steps, key=lambda color: (_apart(over, color), color))
    return [pair for steps in ways.values() for pair in pairwise(steps)]


def _between(gaps: list[tuple[RGB, RGB]], count: int) -> list[RGB]:
    """Up to so many colours, evenly within the gaps: each goes where they are farthest apart, until that is near."""
    within = [0] * len(gaps)
    for _ in range(count if gaps else 0):
        widest, at = max(
            (_apart(*gap) / (steps + 1) ** 2, at) for at, (gap, steps) in enumerate(zip(gaps, within, strict=True))
        )
        if widest <= _FINE**2:
            break
        within[at] += 1
    return [
        blend(end, start, step / (steps + 1))
        for (start, end), steps in zip(gaps, within, strict=True)
        for step in range(1, steps + 1)
    ]


def _apart(a: RGB, b: RGB) -> int:
    """The squared distance between two colours."""
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2


def _off(color: RGB, start: RGB, end: RGB) -> float:
    """How far a colour is from the stretch between two others."""
    if start == end:
        return math.sqrt(_apart(color, start))
    along: float = sum((c - s) * (e - s) for c, s, e in zip(color, start, end, strict=True)) / _apart(start, end)
    share = min(1.0, max(0.0, along))
    return math.sqrt(sum([(c - s - share * (e - s)) ** 2 for c, s, e in zip(color, start, end, strict=True)]))


def _nearest(shade: RGB, steps: list[tuple[int, RGB]]) -> tuple[int, int]:
    """The squared distance to the nearest of some colours, and its index."""
    red, green, blue = shade
    return min([((r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2, at) for at, (r, g, b) in steps])
