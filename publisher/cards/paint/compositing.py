"""Layers laid over pictures: premultiplied colours, source over (Porter and Duff; Compositing 1, 5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageFilter


def looked_up(image: Image.Image, table: Sequence[int]) -> Image.Image:
    """The picture with each value replaced by its entry in a table: 256 for each band, one after the other.

    `Image.point` rounds every entry of a table anew, which takes longer than the pixels of half a card.
    """
    return image._new(image.im.point(table, None))  # noqa: SLF001 - what `point` does after that


@lru_cache(maxsize=256)
def _share(share: float) -> tuple[int, ...]:
    """The shades at a share (0 to 1) of their strength."""
    return tuple(round(value * share) for value in range(256))


def over(under: Image.Image, layer: Image.Image, opacity: float) -> Image.Image:
    """A picture (RGB, or premultiplied RGBA) with a premultiplied RGBA layer of the same size over it."""
    if opacity < 1:
        layer = looked_up(layer, _share(opacity) * 4)
    rest = ImageChops.invert(layer.getchannel("A"))
    bands = len(under.getbands())
    kept = ImageChops.multiply(under, Image.merge(under.mode, [rest] * bands))
    return ImageChops.add(kept, Image.merge(under.mode, layer.split()[:bands]))


def faded(mask: Image.Image, share: float) -> Image.Image:
    """A mask at a share (0 to 1) of its coverage."""
    return mask if share >= 1 else looked_up(mask, _share(share))


def masked(layer: Image.Image, mask: Image.Image) -> Image.Image:
    """A premultiplied layer where a mask of the same size lets it be seen."""
    return ImageChops.multiply(layer, Image.merge("RGBA", [mask] * 4))


def filtered(layer: Image.Image, name: str, value: float) -> Image.Image:
    """A premultiplied layer blurred (px) or brightened (a factor): Filter Effects 1, 8."""
    if name == "blur":
        return layer.filter(ImageFilter.GaussianBlur(value)) if value else layer
    *colors, alpha = layer.split()
    table = [min(255, round(shade * value)) for shade in range(256)]
    brighter = (ImageChops.darker(looked_up(color, table), alpha) for color in colors)
    return Image.merge("RGBA", [*brighter, alpha])
