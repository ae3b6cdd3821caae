"""What the tests of layout share: a document laid out, and its text as lines with their places."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from publisher.cards.card import Card, Fill, GlyphRun
from publisher.cards.layout import lay_out
from publisher.cards.style import parse_document


class SetLine(NamedTuple):
    """One line of text as drawn: baseline and left end in px, size, number of glyphs."""

    baseline: float
    left: float
    size: float
    glyphs: int


def laid(body: str, *, css: str = "", width: int = 400, height: int = 300) -> Card:
    """The card of some markup in a body of the card's size."""
    base = "body { width: 100%; height: 100%; font-size: 20px }"
    document = f"<html lang=ja><style>{base} {css}</style><body>{body}</body></html>"
    return lay_out(parse_document(document, path="t.html"), width, height, path="t.html")


def fills(card: Card) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of each filled rectangle."""
    return [(item.left, item.top, item.right, item.bottom) for item in card.items if isinstance(item, Fill)]


def lines(card: Card) -> list[SetLine]:
    """The lines of text from top to bottom."""
    found: dict[tuple[float, float], list[float]] = defaultdict(list)
    for item in card.items:
        if isinstance(item, GlyphRun):
            for glyph in item.glyphs:
                found[glyph.y, item.size].append(glyph.x)
    return [SetLine(y, min(xs), size, len(xs)) for (y, size), xs in sorted(found.items())]
