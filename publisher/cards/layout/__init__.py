"""The styled tree -> a resolved `Card`: boxes by Taffy, text by the typesetter."""

from publisher.cards.card import Card
from publisher.cards.layout.boxes import build
from publisher.cards.layout.display import resolve
from publisher.cards.layout.solve import solve
from publisher.cards.style import Element

__all__ = ["lay_out"]


def lay_out(body: Element, width: int, height: int, *, path: str) -> Card:
    """The card that a document's body shows at `width` by `height` px. Raises TemplateError."""
    return resolve(solve(build(body, path), width, height), width, height)
