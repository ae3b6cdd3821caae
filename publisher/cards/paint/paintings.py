"""Pictures and gradients, tiled, as pieces ready to be laid on a surface."""

from __future__ import annotations

import math

from PIL import Image

from publisher.cards.card import Edges, Painting, Picture, Tile, intersection
from publisher.cards.images import decode
from publisher.cards.paint.corners import rounded
from publisher.cards.paint.gradients import gradient
from publisher.lazy import dataclass

_MAX_TILES = 100_000  # a pattern of single pixels is a slip; the card's own pixels are fewer than eight times this


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture (RGB or RGBA) at its place on the card, and what of it is to be seen (None: all)."""

    image: Image.Image
    left: int
    top: int
    mask: Image.Image | None


def drawn(painting: Painting, visible: Edges) -> Piece | None:
    """What a painting shows inside `visible`; None when that is nothing. Raises PictureError."""
    box = painting.box
    left, top, right, bottom = intersection(box, visible)
    if right <= left or bottom <= top:
        return None
    image = _filled(painting, (left, top, right, bottom))
    mask = None
    if any(painting.radii):
        shape = rounded(box[2] - box[0], box[3] - box[1], painting.radii)
        mask = shape.crop((left - box[0], top - box[1], right - box[0], bottom - box[1]))
    return Piece(image, left, top, mask)


def _filled(painting: Painting, box: Edges) -> Image.Image:
    """The tiles of a painting in a box: one is cut out of its source, many are copies of the first."""
    tile = painting.tile
    columns = _places(tile.x, tile.width, box[0], box[2], repeat=tile.repeat_x)
    rows = _places(tile.y, tile.height, box[1], box[3], repeat=tile.repeat_y)
    if len(columns) == 1 and len(rows) == 1:
        return _one(painting, tile._replace(x=columns[0], y=rows[0]), box)
    size = max(1, round(tile.width)), max(1, round(tile.height))
    copy = _one(painting, Tile(0, 0, *size), (0, 0, *size))
    whole = Image.new("RGBA", (box[2] - box[0], box[3] - box[1]), (0, 0, 0, 0))
    for y in rows[:_MAX_TILES]:
        for x in columns[:_MAX_TILES]:
            whole.paste(copy, (round(x) - box[0], round(y) - box[1]))
    return whole


def _places(start: float, size: float, low: int, high: int, *, repeat: bool) -> list[float]:
    """Where along one axis copies begin that reach into the stretch from `low` to `high`."""
    if not repeat or size <= 0:
        return [start]
    first = start + math.floor((low - start) / size) * size
    count = max(1, math.ceil((high - first) / size - 1e-6))
    return [first + index * size for index in range(count)]


def _one(painting: Painting, tile: Tile, box: Edges) -> Image.Image:
    """One tile as far as it lies in a box; what it leaves free is transparent."""
    size = box[2] - box[0], box[3] - box[1]
    edges = round(tile.x), round(tile.y), round(tile.x + tile.width), round(tile.y + tile.height)
    left, top, right, bottom = intersection(box, edges)
    if right <= left or bottom <= top:
        return Image.new("RGBA", size, (0, 0, 0, 0))
    if isinstance(painting.image, Picture):
        part = _part(painting.image, tile, (left, top, right, bottom))
    else:
        whole = gradient(painting.image, edges[2] - edges[0], edges[3] - edges[1])
        part = whole.crop((left - edges[0], top - edges[1], right - edges[0], bottom - edges[1]))
    if part.size == size:
        return part
    canvas = Image.new("RGBA", size, (0, 0, 0, 0))
    canvas.paste(part, (left - box[0], top - box[1]))
    return canvas


def _part(picture: Picture, tile: Tile, box: Edges) -> Image.Image:
    """The part of a picture drawn at `tile` that lies in a box, resampled once."""
    source = decode(picture, math.ceil(tile.width), math.ceil(tile.height))
    across, down = source.width / tile.width, source.height / tile.height
    cut = (
        max(0.0, (box[0] - tile.x) * across),
        max(0.0, (box[1] - tile.y) * down),
        min(float(source.width), (box[2] - tile.x) * across),
        min(float(source.height), (box[3] - tile.y) * down),
    )
    return source.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.LANCZOS, box=cut)
