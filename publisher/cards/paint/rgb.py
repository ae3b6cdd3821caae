"""Cards that are not flat, in ordinary RGB: pictures, gradients, layers, text across an edge, very many colours.

A `Surface` is the card itself, opaque, or a layer over it, transparent at first. A layer holds premultiplied colours:
then pasting an opaque colour through a mask, which is all that Pillow does here, is CSS's source-over on both.
"""

from __future__ import annotations

from PIL import Image, ImageChops

from publisher.cards.card import (
    Border,
    Card,
    DropShadow,
    Edges,
    Fill,
    GlyphRun,
    InsetShadow,
    Item,
    Layer,
    Painting,
    Radii,
    Scrim,
    blur_reach,
    intersection,
)
from publisher.cards.paint.compositing import faded, filtered, masked, over
from publisher.cards.paint.corners import inset, ring, rounded, shadow
from publisher.cards.paint.glyphs import coverage, pictures, stamps
from publisher.cards.paint.paintings import drawn
from publisher.cards.paint.scrims import strength

_WHITE = (255, 255, 255)


def paint_rgb(card: Card) -> Image.Image:
    """The card as an RGB picture on white. Raises PictureError."""
    return _painted(card).image


def scrim_opacities(card: Card) -> tuple[float, ...]:
    """How strong each scrim of the card is drawn, in the order they are painted.

    All of the card is painted for it. Raises PictureError as that does.
    """
    return tuple(_painted(card).opacities)


def _painted(card: Card) -> Surface:
    surface = Surface(Image.new("RGB", (card.width, card.height), _WHITE), 0, 0)
    for item in card.items:
        surface.paint(item)
    return surface


class Surface:
    """An RGB picture, or a premultiplied RGBA one, whose top left corner lies at (left, top) of the card."""

    def __init__(self, image: Image.Image, left: int, top: int) -> None:
        self.image = image
        self.opacities: list[float] = []  # of the scrims painted so far
        self._left = left
        self._top = top

    @property
    def edges(self) -> Edges:
        """What of the card it covers."""
        return self._left, self._top, self._left + self.image.width, self._top + self.image.height

    def paint(self, item: Item) -> None:
        """Lay one item over what is there."""
        match item:
            case Fill():
                self._fill(item)
            case GlyphRun():
                self._run(item)
            case Painting():
                self._painting(item)
            case Border():
                self._border(item)
            case DropShadow():
                mask, left, top = shadow(item)
                self._ink(item.color, mask, left, top)
            case InsetShadow():
                self._ink(item.color, inset(item), item.box[0], item.box[1])
            case Layer():
                self._composite(self._layered(item), item.opacity)
            case Scrim():
                self._scrim(item)

    def _ink(self, color: tuple[int, int, int, int], mask: Image.Image, left: int, top: int) -> None:
        """A colour through a mask whose top left corner lies at a point of the card."""
        if color[3] < 255:
            mask = faded(mask, color[3] / 255)
        solid = color[:3] if self.image.mode == "RGB" else (*color[:3], 255)
        self.image.paste(solid, (left - self._left, top - self._top), mask)

    def _picture(self, picture: Image.Image, left: int, top: int, mask: Image.Image | None = None) -> None:
        """A picture (RGB or RGBA) through a mask."""
        if picture.mode == "RGBA":
            alpha = picture.getchannel("A")
            mask = alpha if mask is None else ImageChops.multiply(mask, alpha)
        opaque = picture.convert("RGB")
        if self.image.mode == "RGBA":
            opaque = opaque.convert("RGBA")
        self.image.paste(opaque, (left - self._left, top - self._top), mask)

    def _fill(self, fill: Fill) -> None:
        if fill.right > fill.left and fill.bottom > fill.top:
            mask = rounded(fill.right - fill.left, fill.bottom - fill.top, fill.radii)
            self._ink(fill.color, mask, fill.left, fill.top)

    def _run(self, run: GlyphRun) -> None:
        for left, top, right, bottom, outline in stamps(run):
            shape = Image.frombytes("L", (right - left, bottom - top), coverage(outline))
            self._ink(run.color, shape, left, top)
        for left, top, picture, _ in pictures(run):
            self._picture(picture, left, top, Image.new("L", picture.size, run.color[3]))

    def _painting(self, painting: Painting) -> None:
        piece = drawn(painting, self.edges)
        if piece is not None:
            self._picture(piece.image, piece.left, piece.top, piece.mask)

    def _border(self, border: Border) -> None:
        for side, color in ring(border):
            self._ink(color, side, border.box[0], border.box[1])

    def _layered(self, layer: Layer) -> Surface:
        """The layer's items on a surface of their own, filtered and cut."""
        reach = blur_reach(layer.filters)
        left, top, right, bottom = self.edges if layer.clip is None else intersection(self.edges, layer.clip)
        size = max(0, right - left) + 2 * reach, max(0, bottom - top) + 2 * reach
        surface = Surface(Image.new("RGBA", size, (0, 0, 0, 0)), left - reach, top - reach)
        for item in layer.items:
            surface.paint(item)
        for name, value in layer.filters:
            surface.image = filtered(surface.image, name, value)
        if layer.clip is not None and any(layer.radii):
            surface.image = masked(surface.image, surface.shape(layer.clip, layer.radii))
        return surface

    def shape(self, box: Edges, radii: Radii) -> Image.Image:
        """A rounded rectangle's coverage on a mask of the surface's size."""
        mask = Image.new("L", self.image.size, 0)
        mask.paste(rounded(box[2] - box[0], box[3] - box[1], radii), (box[0] - self._left, box[1] - self._top))
        return mask

    def _composite(self, layer: Surface, opacity: float) -> None:
        """Lay a layer over what is there."""
        from_left, from_top = layer.edges[:2]
        inked = layer.image.getbbox()
        if inked is None:
            return
        inked = (inked[0] + from_left, inked[1] + from_top, inked[2] + from_left, inked[3] + from_top)
        left, top, right, bottom = intersection(inked, self.edges)
        if right <= left or bottom <= top:
            return
        source = layer.image.crop((left - from_left, top - from_top, right - from_left, bottom - from_top))
        here = (left - self._left, top - self._top, right - self._left, bottom - self._top)
        self.image.paste(over(self.image.crop(here), source, opacity), here[:2])

    def _scrim(self, scrim: Scrim) -> None:
        layer = self._layered(Layer(scrim.items))
        self.opacities.append(strength(scrim, self.image, layer.image))
        self._composite(layer, self.opacities[-1])
