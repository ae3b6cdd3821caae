"""Lengths, percentages and positions in px, once the box they are relative to is known."""

from __future__ import annotations

import math
from typing import Literal

from publisher.cards.card import Picture, Tile
from publisher.cards.layout.taffy import Measure, Size
from publisher.cards.style import AUTO, LengthPercent, Percent, Position
from publisher.cards.style.model import BackgroundSize

Fit = Literal["fill", "contain", "cover", "none", "scale-down"]


def resolved(value: LengthPercent, whole: float) -> float:
    """A length in px; a percentage is one of `whole`."""
    return value.value / 100 * whole if isinstance(value, Percent) else value


def offset(position: Position, box: Size, image: Size) -> tuple[float, float]:
    """Where an image's top left corner lies in a box (CSS Backgrounds 3, 2.6): percentages are of the free space."""
    x = _along(position.x, box[0] - image[0], from_end=position.from_right)
    y = _along(position.y, box[1] - image[1], from_end=position.from_bottom)
    return x, y


def _along(value: LengthPercent, free: float, *, from_end: bool) -> float:
    distance = resolved(value, free)
    return free - distance if from_end else distance


def background_size(size: BackgroundSize, box: Size, natural: Size | None) -> Size:
    """The size a background image is drawn at (CSS Backgrounds 3, 2.9); a gradient has no natural size."""
    if isinstance(size, str):
        return box if natural is None else fitted(size, box, natural)
    wanted = [None if side is AUTO else resolved(side, whole) for side, whole in zip(size, box, strict=True)]
    width, height = wanted
    if natural is None:
        return box[0] if width is None else width, box[1] if height is None else height
    if width is None and height is None:
        return natural
    if width is None and height is not None:
        return height * natural[0] / natural[1], height
    if height is None and width is not None:
        return width, width * natural[1] / natural[0]
    return width or 0.0, height or 0.0


def fitted(fit: Fit, box: Size, natural: Size) -> Size:
    """The size a picture is drawn at in a box (CSS Images 3, 5.5: object-fit)."""
    scales = box[0] / natural[0], box[1] / natural[1]
    if fit == "fill":
        return box
    scale = {"cover": max(scales), "contain": min(scales), "none": 1.0, "scale-down": min(1.0, *scales)}[fit]
    return natural[0] * scale, natural[1] * scale


def tile_at(position: Position, box: tuple[float, float, float, float], size: Size, repeat: tuple[str, str]) -> Tile:
    """The tile of an image of `size` in a box given as x, y, width and height."""
    x, y = offset(position, box[2:], size)
    return Tile(box[0] + x, box[1] + y, *size, repeat[0] == "repeat", repeat[1] == "repeat")


def natural_size(picture: Picture) -> Measure:
    """What Taffy asks of a picture: its own size, or the side that goes with a known one."""

    def measure(width: float, height: float, _across: float, _down: float) -> Size:
        if not math.isnan(width):
            return width, (width * picture.height / picture.width if math.isnan(height) else height)
        if not math.isnan(height):
            return height * picture.width / picture.height, height
        return float(picture.width), float(picture.height)

    return measure
