"""Post -> PNG or JPEG: a share card from an HTML and CSS template.

    Post, Site ──template──▶ HTML ──style──▶ styled tree ──layout, text──▶ Card ──paint, encode──▶ PNG or JPEG

`Template.render` gives the document, `draw` does the rest, `draw_all` does many; `page_of` shows a card in a browser.
A card depends on nothing else than its document, its size, the faces it was set in, the pictures it shows and the
`renderer`; `fingerprint` knows them without importing them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.lazy import exports

if TYPE_CHECKING:
    from publisher.cards.drawing import Drawn, draw
    from publisher.cards.images import check_picture
    from publisher.cards.job import Job
    from publisher.cards.legibility import TextFacts, text_facts
    from publisher.cards.measuring import measure
    from publisher.cards.page import page_of
    from publisher.cards.pool import draw_all, draw_job
    from publisher.cards.template import Context, Template, card_context
    from publisher.cards.twin import Made, ahead, made_here

__all__ = [
    "Context",
    "Drawn",
    "Job",
    "Made",
    "Template",
    "TextFacts",
    "ahead",
    "card_context",
    "check_picture",
    "draw",
    "draw_all",
    "draw_job",
    "made_here",
    "measure",
    "page_of",
    "text_facts",
]

__getattr__ = exports(
    __name__,
    {
        "twin": ("Made", "ahead", "made_here"),
        "drawing": ("Drawn", "draw"),
        "images": ("check_picture",),
        "job": ("Job",),
        "legibility": ("TextFacts", "text_facts"),
        "measuring": ("measure",),
        "page": ("page_of",),
        "pool": ("draw_all", "draw_job"),
        "template": ("Context", "Template", "card_context"),
    },
)
