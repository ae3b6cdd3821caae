"""What a template author wants to see over a card: boxes, baselines, and where each line might have been broken."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.cards.card import SQUARE, Color, Fill
from publisher.cards.layout.lines import Point, set_in_box
from publisher.cards.layout.solve import Placed
from publisher.cards.layout.textbox import TextBox
from publisher.cards.text import Level, Lines, place

_BOXES: tuple[Color, ...] = ((0, 122, 204, 255), (145, 70, 200, 255), (0, 140, 110, 255))  # by depth, in turn
_BASELINE: Color = (230, 60, 60, 255)
_BREAKS: dict[Level, Color] = {
    Level.PHRASE: (20, 160, 60, 255),
    Level.WORD: (235, 150, 20, 255),
    Level.CHARACTER: (170, 170, 170, 255),
}


def outlines(root: Placed, width: int, height: int) -> tuple[Fill, ...]:
    """Boxes in a colour by depth, baselines in red, break opportunities as ticks.

    Ticks are green between phrases, orange between words, grey elsewhere.
    """
    return tuple(_of(root, 0, (0.0, 0.0, float(width), float(height))))


def _of(placed: Placed, depth: int, clip: tuple[float, float, float, float]) -> Iterator[Fill]:
    yield from _frame(placed, _BOXES[depth % len(_BOXES)])
    if placed.text is not None:
        lines, origins = set_in_box(placed, placed.text, clip)
        for index, origin in enumerate(origins):
            yield from _marks(lines, index, origin, placed.text)
    for child in placed.children:
        yield from _of(child, depth + 1, clip)


def _frame(placed: Placed, color: Color) -> Iterator[Fill]:
    rect = placed.rect
    left, top, right, bottom = (round(edge) for edge in (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height))
    yield Fill(left, top, right, top + 1, color, SQUARE)
    yield Fill(left, bottom - 1, right, bottom, color, SQUARE)
    yield Fill(left, top, left + 1, bottom, color, SQUARE)
    yield Fill(right - 1, top, right, bottom, color, SQUARE)


def _marks(lines: Lines, index: int, origin: Point, text: TextBox) -> Iterator[Fill]:
    """The baseline of one line (in vertical text its middle), and a tick at every place where it might end."""
    line, size = lines.lines[index], text.size
    yield _bar(origin, 0.0, line.width * size, 0, text, _BASELINE)
    along = {number: pen * size for number, _, pen in place(lines, line)}
    for spot in lines.text.breaks:
        if line.start < spot.index < line.end and spot.index in along and spot.level in _BREAKS:
            yield _bar(origin, along[spot.index] - 1, along[spot.index] + 1, round(size / 4), text, _BREAKS[spot.level])


def _bar(origin: Point, start: float, end: float, height: int, text: TextBox, color: Color) -> Fill:
    """A stretch of a line from `start` to `end` px along it, `height` px on either side of it, at least one in all."""
    x, y = round(origin[0]), round(origin[1])
    first, last = round(start), max(round(end), round(start) + 1)
    if text.vertical:
        return Fill(x - height, y + first, x + height + 1, y + last, color, SQUARE)
    return Fill(x + first, y - height, x + last, y + height + 1, color, SQUARE)
