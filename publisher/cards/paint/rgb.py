"""Cards that are not flat, in ordinary RGB: text across an edge, translucent layers, very many colours."""

from __future__ import annotations

from PIL import Image

from publisher.cards.card import Card, Fill, GlyphRun
from publisher.cards.paint.corners import rounded
from publisher.cards.paint.glyphs import pictures, stamps


def paint_rgb(card: Card) -> Image.Image:
    """The card as an RGB picture on white."""
    image = Image.new("RGB", (card.width, card.height), (255, 255, 255))
    for item in card.items:
        if isinstance(item, Fill):
            _fill(image, item)
        else:
            _run(image, item)
    return image


def _fill(image: Image.Image, fill: Fill) -> None:
    if fill.right <= fill.left or fill.bottom <= fill.top:
        return
    mask = rounded(fill.right - fill.left, fill.bottom - fill.top, fill.radii)
    if fill.color[3] < 255:
        mask = mask.point([value * fill.color[3] // 255 for value in range(256)])
    image.paste(fill.color[:3], (fill.left, fill.top), mask)


def _run(image: Image.Image, run: GlyphRun) -> None:
    alpha = run.color[3]
    faded = bytes(value * alpha // 255 for value in range(256))
    for left, top, mask, _ in stamps(run):
        coverage = Image.frombytes("L", (mask.width, mask.height), mask.data.translate(faded))
        image.paste(run.color[:3], (left, top), coverage)
    for left, top, picture, _ in pictures(run):
        image.paste(picture, (left, top), picture)
