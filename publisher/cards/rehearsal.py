"""A small card that nobody sees: what the first one in a process takes longer than the next is over with it.

ICU opens its dictionaries, BudouX's model is read, HarfBuzz looks the fonts over: half of what a first card takes.
"""

from __future__ import annotations

from contextlib import suppress

from publisher.cards.layout import lay_out
from publisher.cards.paint import paint
from publisher.cards.style import Element, Style, Text
from publisher.errors import PublisherError

_STYLE = Style(display="flex", width=200.0, height=100.0, font_family=("Noto Sans JP", "sans-serif"))
_WORDS = "灯台のlight、"


def rehearse() -> None:
    """Set a line of Japanese and Latin, and paint it."""
    with suppress(PublisherError):  # whoever draws next will say it
        body = Element("body", _STYLE, (Text(_WORDS, 1),), (), 1)
        paint(lay_out(body, 200, 100, path="rehearsal"))
