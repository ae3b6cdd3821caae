"""Contrast between colours, and colours changed until they have enough of it (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.lazy import pattern

READABLE = 4.5  # the ratio WCAG asks for text

_HEX = pattern(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS = 256


def linear(value: int) -> float:
    """A channel of sRGB, 0 to 255, as light, 0 to 1."""
    share = value / 255
    light: float = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return light


LIGHT = tuple(linear(value) for value in range(256))
"""`linear` of every channel value."""


def luminance(color: Sequence[int]) -> float:
    """The relative luminance, 0 to 1, of an opaque sRGB colour."""
    return 0.2126 * LIGHT[color[0]] + 0.7152 * LIGHT[color[1]] + 0.0722 * LIGHT[color[2]]


def ratio(one: float, other: float) -> float:
    """The contrast, 1 to 21, between two relative luminances."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def parse_hex(color: str) -> tuple[int, int, int]:
    """Red, green and blue of `#c0341d` or `#c31`. Raises ValueError for anything else."""
    if not _HEX.fullmatch(color):
        raise ValueError(f'not a colour: "{color[:20]}"')
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def readable_on(color: str, paper: str, wanted: float = READABLE) -> str:
    """The colour nearest to `color` that has the wanted contrast on `paper`: mixed with black or white as needed.

    Colours are written `#rrggbb`. Where neither reaches the contrast the better of black and white is given. Raises
    ValueError for what is no such colour.
    """
    ink, ground = parse_hex(color), luminance(parse_hex(paper))
    for step in range(_STEPS):
        mixed = [tuple(round(c + (end - c) * step / (_STEPS - 1)) for c in ink) for end in (0, 255)]
        best = max(mixed, key=lambda candidate: ratio(luminance(candidate), ground))
        if ratio(luminance(best), ground) >= wanted:
            return _hex(best)
    return _hex(max(((0, 0, 0), (255, 255, 255)), key=lambda end: ratio(luminance(end), ground)))


def _hex(color: Sequence[int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
