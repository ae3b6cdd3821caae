"""Rounded rectangles, the rings between two of them, and their shadows, as coverage masks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from PIL import Image, ImageChops

from publisher.cards.card import Border, Color, DropShadow, InsetShadow, Radii, fitting, inside, outside

_SUPERSAMPLE = 8
_LARGE = 256  # px: a corner so large is drawn half as fine, for the memory's sake
_RING_SUPERSAMPLE = 4
_BLUR_REACH = 1.5  # of the blur radius, which is two standard deviations: there a shadow has ended


@lru_cache(maxsize=64)
def rounded(width: int, height: int, radii: Radii) -> Image.Image:
    """The coverage (mode L) of a `width` by `height` px rectangle with those corner radii."""
    image = Image.new("L", (width, height), 255)
    for index, (across, down) in enumerate(zip(radii[:4], radii[4:], strict=True)):
        corner = _corner(across, down, index)
        left = width - corner.width if index in {1, 2} else 0
        top = height - corner.height if index in {2, 3} else 0
        # Where corners are as large as the box they share pixels, and a pixel is as bare as the barer of them.
        under = image.crop((left, top, left + corner.width, top + corner.height))
        image.paste(ImageChops.darker(under, corner), (left, top))
    return image


@lru_cache(maxsize=64)
def _corner(across: float, down: float, index: int) -> Image.Image:
    """The pixels that a quarter of an ellipse touches, drawn large and reduced; `index` is clockwise from top left."""
    if across <= 0 or down <= 0:
        return Image.new("L", (0, 0))
    width, height = round(across + 0.499), round(down + 0.499)
    scale = _SUPERSAMPLE if max(width, height) <= _LARGE else _SUPERSAMPLE // 2
    image = Image.new("L", (width * scale, height * scale), 0)
    _fill_ellipse(image, 2 * across * scale - 1, 2 * down * scale - 1)
    corner = image.reduce(scale)
    if index in {1, 2}:
        corner = corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if index in {2, 3} else corner


def _fill_ellipse(image: Image.Image, right: float, bottom: float) -> None:
    """`ImageDraw.ellipse` from the image's corner; that module imports those for text, 2 ms."""
    pillow: Any = Image.core  # type: ignore[attr-defined]
    try:
        pen = pillow.draw(image.im, 0)
        pen.draw_ellipse((0, 0, right, bottom), pen.draw_ink(255), 1)
    except (AttributeError, TypeError):  # another version's core
        from PIL import ImageDraw  # noqa: PLC0415

        ImageDraw.Draw(image).ellipse((0, 0, right, bottom), fill=255)


def ring(border: Border) -> Iterator[tuple[Image.Image, Color]]:
    """The coverage of a border's sides, of the border box's size, with the colour of each; sides alike are one."""
    whole = _ring(border.box[2] - border.box[0], border.box[3] - border.box[1], border.radii, border.widths)
    if len(set(border.colors)) == 1:
        yield whole, border.colors[0]
        return
    for side, color in enumerate(border.colors):
        if border.widths[side]:
            yield ImageChops.multiply(whole, _side(whole.size, border.widths, side)), color


@lru_cache(maxsize=16)
def _ring(width: int, height: int, radii: Radii, widths: tuple[int, int, int, int]) -> Image.Image:
    """The border box without the padding box, whose corners are elliptic where sides differ (Backgrounds 3, 4.2)."""
    top, right, bottom, left = widths
    outer = rounded(width, height, radii)
    inner_width, inner_height = width - left - right, height - top - bottom
    if inner_width <= 0 or inner_height <= 0:
        return outer
    hole = Image.new("L", (width, height), 0)
    hole.paste(rounded(inner_width, inner_height, inside(radii, top, right, bottom, left)), (left, top))
    return ImageChops.subtract(outer, hole)


@lru_cache(maxsize=16)
def _side(size: tuple[int, int], widths: tuple[int, int, int, int], side: int) -> Image.Image:
    """The part of a box that is nearer to one side: corners are cut along the diagonal of the two widths."""
    from PIL import ImageDraw  # noqa: PLC0415 - most borders have one colour

    scale = _RING_SUPERSAMPLE
    width, height = size[0] * scale, size[1] * scale
    top, right, bottom, left = widths
    # The diagonals run on until those of opposite sides meet: the ring of a round corner reaches that far in.
    reach = min(width / max(1, left + right), height / max(1, top + bottom))
    outer = ((0, 0), (width, 0), (width, height), (0, height))
    steps = ((left, top), (-right, top), (-right, -bottom), (left, -bottom))
    inner = [(x + dx * reach, y + dy * reach) for (x, y), (dx, dy) in zip(outer, steps, strict=True)]
    following = (side + 1) % 4
    image = Image.new("L", (width, height), 0)
    ImageDraw.Draw(image).polygon([outer[side], outer[following], inner[following], inner[side]], fill=255)
    return image.reduce(scale)


def shadow(cast: DropShadow) -> tuple[Image.Image, int, int]:
    """The coverage of a shadow and where its top left corner lies on the card; blank where the box itself is."""
    reach = round(_BLUR_REACH * cast.blur) + 1
    width, height = cast.box[2] - cast.box[0], cast.box[3] - cast.box[1]
    left, top = round(cast.box[0] + cast.x - cast.spread) - reach, round(cast.box[1] + cast.y - cast.spread) - reach
    mask = _shadow(width, height, cast.radii, cast.blur, cast.spread, reach)
    hole = Image.new("L", mask.size, 255)
    hole.paste(0, (cast.box[0] - left, cast.box[1] - top), rounded(width, height, cast.radii))
    return ImageChops.multiply(mask, hole), left, top


@lru_cache(maxsize=16)
def _shadow(width: int, height: int, radii: Radii, blur: float, spread: float, reach: int) -> Image.Image:
    """A grown and blurred box with `reach` px around it (CSS Backgrounds 3, 6.1.1: sharp corners stay sharp)."""
    grown = max(0, round(width + 2 * spread)), max(0, round(height + 2 * spread))
    mask = Image.new("L", (grown[0] + 2 * reach, grown[1] + 2 * reach), 0)
    if not all(grown):
        return mask
    shape = rounded(*grown, fitting(outside(radii, spread), *grown))
    mask.paste(shape, (reach, reach))
    return _blurred(mask, blur) if blur else mask


def _blurred(mask: Image.Image, blur: float) -> Image.Image:
    from PIL import ImageFilter  # noqa: PLC0415 - most cards blur nothing

    return mask.filter(ImageFilter.GaussianBlur(blur / 2))


def inset(cast: InsetShadow) -> Image.Image:
    """The coverage of an inset shadow, of its box's size (CSS Backgrounds 3, 6.1): all but a hole in its light."""
    width, height = cast.box[2] - cast.box[0], cast.box[3] - cast.box[1]
    return _inset(width, height, cast.radii, (cast.x, cast.y), cast.blur, cast.spread)


@lru_cache(maxsize=16)
def _inset(
    width: int, height: int, radii: Radii, moved: tuple[float, float], blur: float, spread: float
) -> Image.Image:
    reach = round(_BLUR_REACH * blur) + 1
    mask = Image.new("L", (width + 2 * reach, height + 2 * reach), 255)
    hole = round(width - 2 * spread), round(height - 2 * spread)
    if min(hole) > 0:
        corners = inside(radii, spread, spread, spread, spread) if spread > 0 else outside(radii, -spread)
        place = reach + round(moved[0] + spread), reach + round(moved[1] + spread)
        mask.paste(0, place, rounded(*hole, fitting(corners, *hole)))
    if blur:
        mask = _blurred(mask, blur)
    return ImageChops.multiply(mask.crop((reach, reach, reach + width, reach + height)), rounded(width, height, radii))
