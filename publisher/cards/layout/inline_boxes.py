"""Boxes around words: what inline elements paint of themselves, line by line (CSS 2.2, 8.6 and 10.6.1).

An element that goes on over a line's end is sliced there: the edge that is not its own has no border and no round
corner (`box-decoration-break: slice`). Its padding and borders above and below take no room of the line. Where a text
is fitted, the boxes shrink with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from publisher.cards.card import Edges, Item, Radii, fitting
from publisher.cards.layout.boxes import Box, InlineBox, boxes_of, fonts_of, pixels
from publisher.cards.layout.decorations import border_widths, corner_radii, painted
from publisher.cards.layout.font_box import font_box
from publisher.cards.layout.textbox import TextBox
from publisher.cards.style import Style
from publisher.cards.text import Cluster, Line, Lines, Text, place
from publisher.cards.text.classes import Kind
from publisher.cards.text.spacing import BLANK_AT_END

Point = tuple[float, float]
PlacedCluster = tuple[int, Cluster, float]

_SIDES = ("top", "right", "bottom", "left")


class _Fragment(NamedTuple):
    """The part of an inline box on one line: where in em along it, and which of its ends are the box's own."""

    box: InlineBox
    line: int
    start: float
    end: float
    begins: bool
    ends: bool


def inline_boxes(box: Box, text: TextBox, lines: Lines, origins: Sequence[Point]) -> dict[int, list[Item]]:
    """What the inline boxes of a text paint under each of its lines, outer boxes first."""
    if not any(boxes_of(span) for span in box.spans):
        return {}
    ends = extremes(box, text.text)
    found: dict[int, list[Item]] = {}
    for index, origin in enumerate(origins):
        for fragment in _fragments(box, lines, index, ends):
            found.setdefault(index, []).extend(_painted(fragment, box.style, text, origin))
    return found


def boxes_around(box: Box, lines: Lines, cluster: Cluster) -> tuple[InlineBox, ...]:
    """The boxes around a cluster, outermost first; none around an ellipsis that stands for the rest."""
    return () if cluster is lines.text.ellipsis else boxes_of(box.spans[cluster.span])


def extremes(box: Box, text: Text) -> dict[int, tuple[int, int]]:
    """The first and the last cluster of each box, by its number; not the spaces, which a line's end may take.

    They are those of the whole text: where an ellipsis stands for the rest of a box, its end is not shown.
    """
    found: dict[int, tuple[int, int]] = {}
    for index, cluster in enumerate(text.clusters):
        if cluster.kind in BLANK_AT_END:
            continue
        for inner in boxes_of(box.spans[cluster.span]):
            found[inner.number] = (found.get(inner.number, (index, index))[0], index)
    return found


def _fragments(box: Box, lines: Lines, index: int, ends: dict[int, tuple[int, int]]) -> Iterator[_Fragment]:
    """The fragments on one line, outer boxes first; a box whose words are seen apart (UAX 9) has several."""
    placed = place(lines, lines.lines[index])
    stacks = [boxes_around(box, lines, cluster) for _, cluster, _ in placed]
    for depth in range(max(map(len, stacks), default=0)):
        level = [stack[depth] if len(stack) > depth else None for stack in stacks]
        for inner, group in groupby(range(len(placed)), key=level.__getitem__):
            if inner is None:
                continue
            members = list(group)
            logical = {placed[member][0] for member in members}
            own = [extreme in logical for extreme in ends.get(inner.number, ())] or [True, True]
            start, end = _extent(lines.lines[index], placed, members)
            yield _Fragment(inner, index, start, end, *(reversed(own) if lines.text.rtl else own))


def _extent(line: Line, placed: Sequence[PlacedCluster], members: Sequence[int]) -> tuple[float, float]:
    """Where some neighbours begin and end: without the blank halves of punctuation that closes up."""
    (_, first, start), (index, last, pen) = placed[members[0]], placed[members[-1]]
    end, following = pen + last.advance + (last.kern if index == line.end - 1 else 0.0), members[-1] + 1
    if members[0] == 0:
        start = max(start, 0.0)
    elif first.kind is Kind.OPEN:
        _, before, at = placed[members[0] - 1]
        start = max(start, at + before.advance)
    if last.kind in {Kind.CLOSE, Kind.MIDDLE} and (following < len(placed) or not line.hang):
        end = min(end, placed[following][2] if following < len(placed) else line.width)
    return start, end


def _painted(fragment: _Fragment, base: Style, text: TextBox, origin: Point) -> Iterator[Item]:
    style, scale = fragment.box.style, text.size / base.font_size
    along = ("top", "bottom") if text.vertical else ("left", "right")
    bare = {side for side, own in zip(along, (fragment.begins, fragment.ends), strict=True) if not own}
    widths = border_widths(style, scale, bare)
    edges = _edges(fragment, text, origin, widths, scale)
    if edges[2] > edges[0] and edges[3] > edges[1]:
        yield from painted(style, edges, _corners(style, edges, scale, bare), widths)


def _edges(fragment: _Fragment, text: TextBox, origin: Point, widths: tuple[int, int, int, int], scale: float) -> Edges:
    """The border box of a fragment: along the line its words, across it the font's ascent and descent."""
    style = fragment.box.style
    margins = {side: pixels(getattr(style, f"margin_{side}")) * scale for side in _SIDES}
    before, after = ("top", "bottom") if text.vertical else ("left", "right")
    start = fragment.start * text.size + (margins[before] if fragment.begins else 0.0)
    end = fragment.end * text.size - (margins[after] if fragment.ends else 0.0)
    padding = {side: pixels(getattr(style, f"padding_{side}")) * scale for side in _SIDES}
    above, below = _content_area(style, scale, vertical=text.vertical)
    if text.vertical:
        left = round(origin[0] - below - padding["left"]) - widths[3]
        across = round(above + below + padding["left"] + padding["right"]) + widths[1] + widths[3]
        return left, round(origin[1] + start), left + across, round(origin[1] + end)
    top = round(origin[1]) - round(above + padding["top"]) - widths[0]
    bottom = round(origin[1]) + round(below + padding["bottom"]) + widths[2]
    return round(origin[0] + start), top, round(origin[0] + end), bottom


def _content_area(style: Style, scale: float, *, vertical: bool) -> tuple[float, float]:
    """How far the font's box reaches above and below the baseline; in a column, to either side of its middle."""
    above, below = map(float, font_box(fonts_of(style).primary, style.font_size * scale))
    return ((above + below) / 2,) * 2 if vertical else (above, below)


def _corners(style: Style, edges: Edges, scale: float, bare: set[str]) -> Radii:
    """The corner radii, scaled; those beside an end that is not the box's own are sharp."""
    width, height = edges[2] - edges[0], edges[3] - edges[1]
    radii = corner_radii(style, width / scale, height / scale)
    corners = (("top", "left"), ("top", "right"), ("bottom", "right"), ("bottom", "left"))
    a, b, c, d, e, f, g, h = (
        0.0 if bare.intersection(corners[index % 4]) else radius * scale for index, radius in enumerate(radii)
    )
    return fitting((a, b, c, d, e, f, g, h), width, height)
