"""The lines of a placed text -> glyph runs and decoration lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from publisher.cards.card import SQUARE, Color, Fill, GlyphRun, Item, PlacedGlyph
from publisher.cards.layout.annotations import mark_glyph, ruby_glyphs
from publisher.cards.layout.boxes import Ink, InlineBox, ink_of
from publisher.cards.layout.font_box import font_box
from publisher.cards.layout.inline_boxes import PlacedCluster, inline_boxes
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.textbox import TextBox
from publisher.cards.text import Line, Lines, Text, justified, place

_SLOP = 0.51  # px: a line that misses the box by less than this is drawn


Point = tuple[float, float]


def text_lines(placed: Placed, text: TextBox, clip: tuple[float, float, float, float]) -> list[Item]:
    """The lines that fit the box and the clip, the last of them with an ellipsis when some are left out."""
    lines, origins = set_in_box(placed, text, clip)
    boxes = inline_boxes(placed.box, text, lines, origins)
    items: list[Item] = []
    for index, origin in enumerate(origins):
        items += boxes.get(index, ())
        items += _line(placed, text, lines, index, origin)
    return items


def set_in_box(placed: Placed, text: TextBox, clip: tuple[float, float, float, float]) -> tuple[Lines, list[Point]]:
    """The lines a box shows, and where each begins on its baseline (in vertical text at the top of its middle)."""
    x, y, width, _ = placed.content
    step = text.line_height()
    along, across = room(placed, text, clip)
    shown = int((across + _SLOP) / step) if step else 0
    lines = text.shown(along, max(1, shown))
    if placed.box.style.text_align == "justify":
        lines = justified(lines, along / text.size)
    share, drop = _offset(placed.box.style.text_align, rtl=lines.text.rtl), _drop(placed, text, step)
    origins: list[Point] = []
    for index, line in enumerate(lines.lines[:shown] if shown > 0 else ()):
        start = share * (along - line.width * text.size)
        if text.vertical:
            origins.append((x + width - index * step - drop, y + start))
        else:
            origins.append((x + start, y + index * step + drop))
    return lines, origins


def room(placed: Placed, text: TextBox, clip: tuple[float, float, float, float]) -> tuple[float, float]:
    """The px that a clip leaves of a box for its text, along the lines and across them."""
    x, y, width, height = placed.content
    if text.vertical:
        return min(height, clip[3] - y), min(width, x + width - clip[0])
    return min(width, clip[2] - x), min(height, clip[3] - y)


def _drop(placed: Placed, text: TextBox, step: float) -> float:
    """From a line's top to its baseline, in vertical text from its right edge to its middle: half the leading first.

    On whole px, as Chromium has them (it counts in 64ths): the half above is rounded down.
    """
    ascent, descent = font_box(placed.box.fonts.primary, text.size)
    height = ascent + descent
    if text.vertical:
        ascent = height - height // 2
    leading = int(64 * step + 0.5) - 64 * height
    return int(leading / 2) // 64 + ascent


def _line(placed: Placed, text: TextBox, lines: Lines, index: int, origin: Point) -> Iterable[Fill | GlyphRun]:
    line = lines.lines[index]
    if len(placed.box.spans) == 1 and not (text.vertical or line.stretch or lines.text.mixed or lines.text.rubies):
        ink, first = _ink(placed, 0), lines.text.clusters[line.start : line.end]
        if first and not ink.emphasis and ink.decoration == "none":
            glyphs = _glyphs(lines.text, line, origin, text.size, text.size * first[0].scale)
            return (GlyphRun(text.size * first[0].scale, ink.color, tuple(glyphs)),) if glyphs else ()
    return _runs(placed, text, lines, index, place(lines, line), origin)


def _glyphs(text: Text, line: Line, origin: Point, em: float, size: float) -> list[PlacedGlyph]:
    """The glyphs of a line of horizontal text in one size, read from left to right; its paragraph's em is given."""
    (x, y), new, glyph = origin, tuple.__new__, PlacedGlyph
    glyphs, pen = [], -line.shift
    for cluster, gap in zip(
        text.clusters[line.start : line.end], (*text.gaps[line.start : line.end - 1], 0.0), strict=True
    ):
        for face, gid, right, up, turned, squeeze in cluster.glyphs:  # made in half the time: a card has hundreds
            glyphs.append(new(glyph, (face, gid, x + pen * em + right * size, y - up * size, turned, squeeze)))
        pen = pen + cluster.advance + gap
    return glyphs


def _runs(
    placed: Placed, text: TextBox, lines: Lines, index: int, clusters: Sequence[PlacedCluster], origin: Point
) -> Iterator[Fill | GlyphRun]:
    """A line in several inks, with decorations, emphasis marks and ruby."""
    x, y = origin
    runs: dict[tuple[float, Color, int], list[PlacedGlyph]] = {}
    pens: dict[int, tuple[float, float]] = {}
    span, size, part = -1, 0.0, 0
    boxes: tuple[InlineBox, ...] = ()
    for position, (number, cluster, along) in enumerate(clusters):
        if cluster.span != span:
            span = cluster.span
            ink = _ink(placed, span)
            size = text.size * cluster.scale
            if ink.boxes != boxes:  # a run ends where an inline box does: what lies under it is one colour, mostly
                boxes, part = ink.boxes, part + 1
            drawn = runs.setdefault((size, ink.color, part), [])
        pen = along * text.size
        pens[number] = at = (x, y + pen) if text.vertical else (x + pen, y)
        for face, gid, right, up, turned, squeeze in cluster.glyphs:
            fields = (face, gid, at[0] + right * size, at[1] - up * size, turned, squeeze)
            drawn.append(tuple.__new__(PlacedGlyph, fields))  # in half the time: a card has hundreds
        if ink.emphasis and (mark := mark_glyph(ink, cluster, at, size, vertical=text.vertical)):
            runs.setdefault((mark[1], mark[0].color, part), []).extend(mark[2])
        if ink.decoration != "none" and not cluster.edge:
            line_under = _decoration(ink, _reach(placed, clusters, position), at, text)
            if line_under.right > line_under.left and line_under.bottom > line_under.top:
                yield line_under
    for ink, small, reading in ruby_glyphs(lines, index, pens, text.size):
        runs.setdefault((small, ink.color, -1), []).extend(reading)
    for (size, color, _), glyphs in runs.items():
        if glyphs:
            yield GlyphRun(size, color, tuple(glyphs))


def _reach(placed: Placed, clusters: Sequence[PlacedCluster], position: int) -> float:
    """How long in em a decoration under a cluster is: up to the next that has it too, if one follows."""
    _, cluster, pen = clusters[position]
    if position + 1 < len(clusters):
        _, following, at = clusters[position + 1]
        same = _ink(placed, following.span).decoration == _ink(placed, cluster.span).decoration
        if same and not following.edge:
            return at - pen
    return cluster.advance


def _ink(placed: Placed, span: int) -> Ink:
    return ink_of(placed.box.spans[span])


def _offset(align: str, *, rtl: bool) -> float:
    """The share of the free space that goes before a line."""
    if align == "center":
        return 0.5
    return float(align == "right" or (align in {"start", "justify"} and rtl) or (align == "end" and not rtl))


def _decoration(ink: Ink, reach: float, at: tuple[float, float], text: TextBox) -> Fill:
    """A piece of a line under, through, or in vertical text beside a cluster, `reach` em long."""
    thickness, length = max(1, round(text.size / 16)), reach * text.size
    through = ink.decoration == "line-through"
    if text.vertical:
        left = round(at[0] if through else at[0] + text.size * 0.56)
        return Fill(left, round(at[1]), left + thickness, round(at[1] + length), ink.decoration_color, SQUARE)
    top = round(at[1] - text.size * 0.3 if through else at[1] + text.size * 0.1)
    return Fill(round(at[0]), top, round(at[0] + length), top + thickness, ink.decoration_color, SQUARE)
