"""HTML and CSS -> the styled tree: the card language's elements with every property computed.

    HTML text ──lxml──▶ elements ─┐
    CSS text ──tinycss2──▶ rules ─┴─cssselect2──▶ declarations ──cascade──▶ Element(Style, children)

`parse_document` is the way in. What the language does not have is refused with file, line and the nearest supported
name. `TABLE` and `SHORTHANDS` list what it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.cards.style.document import parse_document
from publisher.cards.style.model import (
    AUTO,
    NORMAL,
    Color,
    Element,
    Length,
    LengthPercent,
    LinearGradient,
    Percent,
    Position,
    Px,
    RadialGradient,
    Shadow,
    Stop,
    Style,
    Text,
    Url,
)
from publisher.lazy import exports

if TYPE_CHECKING:
    from publisher.cards.style.properties import TABLE
    from publisher.cards.style.shorthands import SHORTHANDS

__all__ = [
    "AUTO",
    "NORMAL",
    "SHORTHANDS",
    "TABLE",
    "Color",
    "Element",
    "Length",
    "LengthPercent",
    "LinearGradient",
    "Percent",
    "Position",
    "Px",
    "RadialGradient",
    "Shadow",
    "Stop",
    "Style",
    "Text",
    "Url",
    "parse_document",
]

__getattr__ = exports(__name__, {"properties": ("TABLE",), "shorthands": ("SHORTHANDS",)})
