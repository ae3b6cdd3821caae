"""The typesetter: text in, placed lines out. Pure: fonts come in as faces, nothing is drawn here.

    spans ──segment──▶ clusters, breaks ──shape──▶ glyphs, advances ──spacing──▶ Text ──breaking──▶ Lines

`prepare` makes a `Text` once; `set_lines` breaks it for any measure, `fit_size` finds its size, `place` says where each
cluster of a line stands. Property names and meanings are CSS Text 4's; the rules are JLREQ's and UAX 14, 29 and 9's.
"""

from publisher.cards.text.breaking import Wrap, break_lines
from publisher.cards.text.model import Cluster, Glyph, Level, Line, Lines, Span, Text
from publisher.cards.text.paragraph import TextStyle, fit_size, justified, place, prepare, set_lines

__all__ = [
    "Cluster",
    "Glyph",
    "Level",
    "Line",
    "Lines",
    "Span",
    "Text",
    "TextStyle",
    "Wrap",
    "break_lines",
    "fit_size",
    "justified",
    "place",
    "prepare",
    "set_lines",
]
