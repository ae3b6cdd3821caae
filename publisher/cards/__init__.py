"""Post -> PNG: a share card from an HTML and CSS template.

    Post, Site ──template──▶ HTML ──style──▶ styled tree ──layout, text──▶ Card ──paint, encode──▶ PNG

`Template.render` gives the document, `draw` does the rest, `draw_all` does many. A card depends on nothing else than
its document, its size, the faces it was set in and the `renderer`.
"""

from publisher.cards.drawing import Drawn, draw, font_digests, font_stamps, renderer
from publisher.cards.fonts import system_fonts_digest
from publisher.cards.pool import Job, draw_all
from publisher.cards.template import Context, Template, card_context, digest

__all__ = [
    "Context",
    "Drawn",
    "Job",
    "Template",
    "card_context",
    "digest",
    "draw",
    "draw_all",
    "font_digests",
    "font_stamps",
    "renderer",
    "system_fonts_digest",
]
