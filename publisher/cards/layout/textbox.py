"""A text leaf while it is being laid out: its paragraph, its current size, and the lines it takes at a width."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from publisher.cards.layout.boxes import Box
from publisher.cards.style import NORMAL, Px, Style
from publisher.cards.text import Lines, Text, TextStyle, Wrap, fit_size, prepare, set_lines

_WRAPS: dict[str, Wrap] = {"wrap": "greedy", "nowrap": "greedy", "balance": "balance", "pretty": "pretty"}
_SUBPIXEL: Final = 64  # widths are rounded up to 1/64 px, so that single precision holds them exactly
_UNLIMITED: Final = 10**6
_SLOP: Final = 0.01  # px
_ENDLESS: Final = 1e7  # px: no measure at all
_ANSWERS: Final = 64  # kept of a text: one that recurs is asked for many widths

Size = tuple[float, float]


def _is_nowrap(style: Style) -> bool:
    return style.white_space in {"nowrap", "pre"} or style.text_wrap == "nowrap"


@lru_cache(maxsize=512)
def _text_style(style: Style) -> TextStyle:
    """What the typesetter is told of a style."""
    return TextStyle(
        lang=style.lang,
        direction="" if style.direction == "auto" else style.direction,
        word_break=style.word_break,
        line_break=style.line_break,
        splits=style.overflow_wrap != "normal",
        autospace=style.text_autospace == "normal",
        trim=style.text_spacing_trim,
        hanging=style.hanging_punctuation == "allow-end",
        breakable=not _is_nowrap(style),
        vertical=style.writing_mode == "vertical-rl",
    )


@lru_cache(maxsize=512)
def _sizes(style: Style) -> tuple[float, ...]:
    """The sizes fitting may choose from, smallest first; one size when the text is not to be fitted."""
    largest = style.fit_max or style.font_size
    if style.text_fit != "shrink":
        return (style.font_size,)
    smallest = min(style.fit_min or style.font_size / 2, largest)
    return tuple(largest - down for down in range(int(largest - smallest), -1, -1))


def text_in(box: Box) -> Text:
    """The text of a leaf, prepared."""
    return prepare(box.spans, _text_style(box.style))


class TextBox:
    """One paragraph in its box; `size` is the font size in px that fitting may lower."""

    def __init__(self, box: Box) -> None:
        style = box.style
        self.box = box
        self.nowrap = _is_nowrap(style)
        self.vertical = style.writing_mode == "vertical-rl"
        self.text = text_in(box)
        self.wrap = _WRAPS[style.text_wrap]
        if style.text_align == "justify" and self.wrap == "pretty":
            self.wrap = "full"
        self.sizes = _sizes(style)
        self.size = self.sizes[0]
        self.least = -math.inf  # the min-content width that was last told
        self.exact = False  # whether the height that goes with it was told as well
        self._natural: dict[tuple[float, float], Lines] = {}
        self._answers: dict[tuple[float, float, float, bool], Size] = {}

    @property
    def told_least(self) -> bool:
        """Whether it was told its min-content width, and not yet the height that goes with it."""
        return self.least > -math.inf and not self.exact

    def line_height(self) -> float:
        """The height of a line in px at the current size."""
        height = self.box.style.line_height
        if isinstance(height, Px):
            return height.value * self.size / self.box.style.font_size
        if height is NORMAL:
            face = self.box.fonts.primary
            return (face.ascent + face.descent) * self.size
        return height * self.size

    def natural(self, measure: float) -> Lines:
        """The lines at a measure of so many px (the width; in vertical text the height), however many there are."""
        key = (measure, self.size)
        if key not in self._natural:
            self._natural[key] = set_lines(self.text, _ENDLESS if self.nowrap else measure / self.size, self.wrap)
        return self._natural[key]

    def extent(self, measure: float) -> float:
        """The px that the lines want across at a measure (a height; in vertical text a width), `line-clamp` applied."""
        return self._height(self.natural(measure))

    def _height(self, lines: Lines) -> float:
        return min(len(lines.lines), self.box.style.line_clamp or _UNLIMITED) * self.line_height()

    def shown(self, measure: float, room: int) -> Lines:
        """The lines to draw at a measure where `room` of them fit: what is left out is told by an ellipsis."""
        limit = min(room, self.box.style.line_clamp or _UNLIMITED)
        natural = self.natural(measure)
        if len(natural.lines) <= limit and (not self.nowrap or natural.width * self.size <= measure + _SLOP):
            return natural
        return set_lines(self.text, measure / self.size, self.wrap, clamp=limit, breakable=not self.nowrap)

    def measure(self, width: float, height: float, across: float, down: float) -> Size:
        """What Taffy asks: the content's width and height for known ones (nan: unknown) and available ones.

        Each answer is worked out once: Taffy asks the same with other room across the lines.
        """
        known, available = (height, down) if self.vertical else (width, across)
        question = (known if known == known else -1.0, available, self.size, self.exact)  # noqa: PLR0124 - nan
        answer = self._answers.get(question)
        if answer is None:
            if len(self._answers) >= _ANSWERS:
                self._answers.clear()
                self._natural.clear()
            along, beside = self._measure(known, available)
            answer = self._answers[question] = (beside, along) if self.vertical else (along, beside)
        return answer

    def _measure(self, known: float, available: float) -> Size:
        """The content's size along its lines and across them; available inf is max-content, -inf min-content.

        Text that must break takes all that is available (CSS Sizing 3, 2.1), never more: a word that is wider is split.
        """
        if self.nowrap:
            return self._measure_unbroken(known, available)
        if not math.isnan(known):
            return known, self.extent(known)
        most = self.natural(_ENDLESS)
        width = self._round_up(most.width)
        if width <= available:
            return width, self._height(most)
        if available > -math.inf:
            return available, self.extent(available)
        self.least = self.min_content()
        return self.least, self.extent(self.least) if self.exact else 0.0

    def _measure_unbroken(self, known: float, available: float) -> Size:
        """`white-space: nowrap`: as wide as the text, or as narrow as you like where an ellipsis may stand for it."""
        extent = self.extent(_ENDLESS)
        if not math.isnan(known):
            return known, extent
        shrinks = available == -math.inf and self.box.style.overflow == "hidden"
        return 0.0 if shrinks else self._round_up(self.natural(_ENDLESS).width), extent

    def _round_up(self, width_em: float) -> float:
        return math.ceil(width_em * self.size * _SUBPIXEL) / _SUBPIXEL

    def min_content(self) -> float:
        """The widest piece between two places where the text may break, in px."""
        text = self.text
        if self.box.style.overflow_wrap == "anywhere":
            return self._round_up(max((cluster.advance for cluster in text.clusters), default=0.0))
        return self._round_up(max(part.widest for part in text.parts))

    def best_size(self, measure: float, room: float) -> float:
        """The size that reads best at a measure among those whose lines fit `room` px across."""
        per_em = self.line_height() / self.size
        clamp = self.box.style.line_clamp or _UNLIMITED
        return fit_size(
            self.text,
            measure,
            self.sizes,
            self.wrap,
            max_lines=lambda size: min(clamp, int((room + _SLOP) / (per_em * size))),
        )
