"""The styled tree -> a resolved `Card`: boxes by Taffy, text by the typesetter."""

from dataclasses import replace

from publisher.cards.card import Card, Picture
from publisher.cards.layout.boxes import OpenUrl, build
from publisher.cards.layout.display import resolve
from publisher.cards.layout.outlines import outlines
from publisher.cards.layout.solve import solve
from publisher.cards.style import Element
from publisher.errors import TemplateError

__all__ = ["OpenUrl", "lay_out"]


def no_pictures(src: str, line: int) -> Picture:
    """Nothing: a document laid out by itself has no pictures. Raises TemplateError."""
    raise TemplateError(f'line {line}: "{src}" cannot be opened here', "say where the site's pictures lie")


def lay_out(
    body: Element, width: int, height: int, *, path: str, open_url: OpenUrl = no_pictures, debug: bool = False
) -> Card:
    """The card that a document's body shows at `width` by `height` px. Raises TemplateError.

    `open_url` gives the picture at an address that stands on a line of the document; what it raises passes through.
    `debug` draws boxes, baselines and break opportunities over it.
    """
    placed = solve(build(body, path, open_url), width, height)
    card = resolve(placed, width, height, path=path, open_url=open_url)
    return replace(card, items=(*card.items, *outlines(placed, width, height))) if debug else card
