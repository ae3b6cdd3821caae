"""Vertical text (CSS Writing Modes 4): which characters stand upright, which lie down, which share a cell.

Horizontal glyphs come with their pen on the baseline; here they are moved so that the origin is the middle of the
column at the top of the cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum, auto

from publisher.cards.text.classes import DASHES, Kind
from publisher.cards.text.model import Glyph, Span
from publisher.lazy import pattern

CENTRAL = 0.38  # em from the alphabetic baseline up to the middle of a Japanese em box
_TOP = 0.88  # em from that baseline up to the top of the em box
_UPRIGHT_KINDS = frozenset({Kind.IDEOGRAPH, Kind.OPEN, Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})
_VERTICAL_FORMS = DASHES | frozenset("…‥！？″′℃％")  # the font has a form for vertical text, or they are symmetrical
_DIGITS = pattern(r"(?<![0-9A-Za-z.,])[0-9]+(?![0-9A-Za-z.,])", re.ASCII)


class Way(IntEnum):
    """How a cluster is set."""

    ACROSS = auto()  # horizontal text
    UPRIGHT = auto()
    TURNED = auto()  # lying on its right side
    COMBINED = auto()  # several characters side by side in one upright cell; also colour pictures


def way_of(text: str, kind: Kind, style: Span, *, bitmap: bool, lone: bool = False) -> Way:
    """How a cluster of vertical text is set (UAX 50 for `mixed`); `lone` is a digit that `lone_digits` found."""
    if bitmap or lone or (style.combine and len(text) > 1 and text.isascii()):
        return Way.COMBINED
    if style.orientation == "sideways":
        return Way.TURNED
    upright = style.orientation == "upright" or kind in _UPRIGHT_KINDS or text[0] in _VERTICAL_FORMS
    return Way.UPRIGHT if upright or unicodedata.east_asian_width(text[0]) in "WF" else Way.TURNED


def combined(clusters: Sequence[str], spans: Sequence[Span], span_of: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of clusters (start, end) that `text-combine-upright` sets in one cell."""
    found = [(start, end) for start, end in _numbers(clusters) if 1 < end - start <= spans[span_of[start]].combine]
    start = 0
    for index in range(1, len(clusters) + 1):
        if index == len(clusters) or span_of[index] != span_of[start]:
            if spans[span_of[start]].combine < 0:
                found.append((start, index))
            start = index
    return sorted(found)


def lone_digits(clusters: Sequence[str], spans: Sequence[Span], span_of: Sequence[int]) -> frozenset[int]:
    """The digits that `text-combine-upright` sets upright in cells of their own: numbers of one digit."""
    return frozenset(start for start, end in _numbers(clusters) if end - start == 1 and spans[span_of[start]].combine)


def _numbers(clusters: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of clusters that are digits, and not part of a word or of a longer number."""
    whole = "".join(text if len(text) == 1 else "\uffff" for text in clusters)
    return [match.span() for match in _DIGITS.finditer(whole)]


def placed(way: Way, glyphs: list[Glyph], advance: float) -> tuple[tuple[Glyph, ...], float]:
    """The glyphs of one cluster moved to where vertical text wants them, and the cluster's advance down the column."""
    if way is Way.TURNED:
        return tuple([Glyph(g.face, g.gid, g.y - CENTRAL, -g.x, turned=True) for g in glyphs]), advance
    if way is Way.COMBINED:
        squeeze = min(1.0, 1.0 / advance) if advance else 1.0
        left = -advance * squeeze / 2
        cell = [Glyph(g.face, g.gid, left + g.x * squeeze, g.y - _TOP, squeeze=squeeze) for g in glyphs]
        return tuple(cell), 1.0
    return tuple(glyphs), advance
