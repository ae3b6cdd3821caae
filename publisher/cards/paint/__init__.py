"""A resolved `Card` -> PNG bytes. The only user of Pillow, with `encode` beside it."""

from publisher.cards.card import Card
from publisher.cards.encode import palette_png, rgb_png
from publisher.cards.paint.palette import NotFlat, PaletteCanvas
from publisher.cards.paint.rgb import paint_rgb

__all__ = ["paint"]


def paint(card: Card) -> bytes:
    """The card as a PNG: 8-bit palette when it is flat, 24-bit RGB otherwise."""
    canvas = PaletteCanvas(card)
    try:
        canvas.paint()
    except NotFlat:
        return rgb_png(paint_rgb(card))
    return palette_png(canvas.data, canvas.palette, card.width, card.height)
