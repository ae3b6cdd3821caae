"""The lines of a text box -> elements: a block a line, its words as they were set, gaps where the typesetter left them.

Kerning and joining are left to the browser, which shapes the same words in the same fonts; the space between kana and
Latin, the closing up of punctuation, what a justified line opens by and what a line loses at its edges are written out,
so that any browser agrees. In a justified line of two directions room stands between neighbours as they are read, which
may be other ones than those that are seen side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publisher.cards.layout.boxes import InlineBox
from publisher.cards.layout.inline_boxes import boxes_around
from publisher.cards.layout.lines import room, set_in_box
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.textbox import TextBox
from publisher.cards.page.css import number, px, styled
from publisher.cards.page.inline import LineWriter, Token
from publisher.cards.text import Line, Lines, spacing
from publisher.cards.text.classes import Kind
from publisher.cards.text.justify import openings

_EPSILON = 0.01  # px
_SPACES = frozenset(" \u00a0")  # what CSS `word-spacing` widens (CSS Text 3, 8.1)
_CLOSES = frozenset({Kind.CLOSE, Kind.MIDDLE})

Clip = tuple[float, float, float, float]


class _Between(NamedTuple):
    """The room between two clusters in em of the paragraph: in the left one's boxes, outside, in the right one's."""

    left: float
    outside: float
    right: float


def text_content(placed: Placed, text: TextBox, clip: Clip) -> list[str]:
    """The elements inside a text box: its lines, and the room that lines left out would have taken."""
    lines, origins = set_in_box(placed, text, clip)
    along, _ = room(placed, text, clip)
    whole = placed.content[3] if text.vertical else placed.content[2]
    cut = {"inline-size": px(along)} if along < whole - _EPSILON else {}
    writer = LineWriter.of(placed, text, lines)
    shown = [_line(writer, line, cut) for line in lines.lines[: len(origins)]]
    return [*shown, _rest(text, whole, len(origins))]


def _rest(text: TextBox, along: float, shown: int) -> str:
    """An empty block: as wide, at least and at most, and as high as the text wants to be, beyond the lines shown."""
    nan, inf = float("nan"), float("inf")
    side = 1 if text.vertical else 0
    least, most = text.measure(nan, nan, -inf, -inf)[side], text.measure(nan, nan, inf, inf)[side]
    height = text.extent(along) - shown * text.line_height()
    style = {"block-size": px(max(0.0, height)), "word-spacing": px(max(0.0, most - least))}
    return f"<card-rest{styled(style)}><i{styled({'inline-size': px(least)})}></i> <i></i></card-rest>"


def _line(writer: LineWriter, line: Line, cut: dict[str, str]) -> str:
    spaced = {"word-spacing": f"{number(line.stretch)}em"} if line.stretch else {}
    spaced |= _raised(writer, line)
    words = writer.content(line, [token for token in _tokens(writer, line) if token.at >= 0 or token.em])
    return f"<card-line{styled(cut | spaced)}>{words}</card-line>"


def _raised(writer: LineWriter, line: Line) -> dict[str, str]:
    """A line with ruby is higher and begins higher: a browser moves words that have no room for their ruby down."""
    clusters, rubies = writer.lines.text.clusters, writer.lines.text.rubies
    reaches = [
        2 * ruby.span.scale + clusters[ruby.start].scale for ruby in rubies if line.start <= ruby.start < line.end
    ]
    if not reaches:
        return {}
    height, room_beside = writer.text.line_height(), math.ceil(max(reaches) * writer.text.size)
    return {
        "line-height": px(height + 2 * room_beside),
        "block-size": px(height),
        "inset-block-start": px(-room_beside),
    }


def _tokens(writer: LineWriter, line: Line) -> Iterator[Token]:
    """The clusters of a line and the gaps beside them, each with the inline boxes it lies in."""
    if line.start == line.end:
        return
    lines, clusters = writer.lines, writer.lines.text.clusters
    stacks = [boxes_around(writer.placed.box, lines, clusters[at]) for at in range(line.start, line.end)]
    gaps = _gaps(lines, line)
    yield Token(-1, -line.shift, stacks[0])
    for at, stack, following in zip(range(line.start, line.end), stacks, [*stacks[1:], ()], strict=True):
        yield Token(at, 0.0, stack)
        if at + 1 < line.end:
            shared = _shared(stack, following)
            between = _between(lines, line, at, gaps[at - line.start], (stack != shared, following != shared))
            yield Token(-1, between.left, stack)
            yield Token(-1, between.outside, shared)
            yield Token(-1, between.right, following)
    trim = spacing.end_trim(clusters[line.end - 1], lines.text.trim)
    yield Token(-1, -trim - line.hang, () if line.hang else stacks[-1])


def _gaps(lines: Lines, line: Line) -> list[float]:
    """The gap after each cluster of a line but the last, beyond what `word-spacing` makes of the spaces."""
    text, indices = lines.text, range(line.start, line.end)
    gaps = [text.gaps[at] for at in indices[:-1]]
    if not line.stretch:
        return gaps
    opens = openings(text, line, [(at, text.clusters[at], 0.0) for at in indices])
    return [
        gap + line.stretch * (opened - (text.clusters[at].text in _SPACES))
        for gap, opened, at in zip(gaps, opens, indices, strict=False)
    ]


def _between(lines: Lines, line: Line, at: int, gap: float, changes: tuple[bool, bool]) -> _Between:
    """A gap dealt out: a box ends or begins (`changes`) without the blank half of punctuation that closes up.

    A space that is the last of a box is not made wider inside it.
    """
    left, right = lines.text.clusters[at : at + 2]
    closed = gap if gap < 0 and changes[0] and left.kind in _CLOSES else 0.0
    opened = gap if gap < 0 and changes[1] and right.kind is Kind.OPEN else 0.0
    if changes[0] and left.text in _SPACES:
        closed -= line.stretch
    return _Between(closed, gap - closed - opened, opened)


def _shared(first: Sequence[InlineBox], second: Sequence[InlineBox]) -> tuple[InlineBox, ...]:
    """The boxes that two stacks begin with."""
    count = 0
    while count < min(len(first), len(second)) and first[count] == second[count]:
        count += 1
    return tuple(first[:count])
