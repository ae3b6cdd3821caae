"""A resolved `Card` -> the bytes of a PNG or JPEG. The only user of Pillow, with `encode` and `images` beside it."""

from publisher.cards.card import Card, Painting, leaves
from publisher.cards.encode import FileType, file_type, jpeg, palette_png, rgb_png
from publisher.cards.paint.palette import PaletteCanvas
from publisher.cards.paint.shades import NotFlat

__all__ = ["FileType", "file_type", "paint"]

# glibc keeps twice the largest block that was ever let go; else it hands a card's canvas back to the system, and has to
# ask for it again: a hundred page faults a card. This one is let go at once, without having been touched.
bytes(4_000_000)


def paint(card: Card, wanted: FileType | None = None) -> bytes:
    """The card as a file: a PNG when it is flat, a JPEG when it has pictures or gradients, or the type wanted.

    Raises PictureError when a picture turns out not to be whole.
    """
    if wanted != "jpeg":
        canvas = PaletteCanvas(card)
        try:
            canvas.paint()
        except NotFlat:
            pass
        else:
            return palette_png(canvas.stripes(), canvas.palette, card.width, card.height, canvas.depth)
    from publisher.cards.paint.rgb import paint_rgb  # noqa: PLC0415 - most cards are flat

    photographic = any(isinstance(item, Painting) for item in leaves(card.items))
    image = paint_rgb(card)
    if wanted == "jpeg" or (wanted is None and photographic):
        return jpeg(image)
    return rgb_png(image)
