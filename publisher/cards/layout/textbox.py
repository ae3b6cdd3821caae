"""A text leaf while it is being laid out: its paragraph, its current size, and the lines it takes at a width."""

from __future__ import annotations

import math
from itertools import pairwise

from publisher.cards.layout.boxes import Box
from publisher.cards.style import NORMAL, Px
from publisher.cards.text import Level, Lines, Wrap, fit_size, prepare, set_lines

_WRAPS: dict[str, Wrap] = {"wrap": "greedy", "nowrap": "greedy", "balance": "balance", "pretty": "pretty"}
_SUBPIXEL = 64  # widths are rounded up to 1/64 px, so that single precision holds them exactly
_UNLIMITED = 10**6
_SLOP = 0.01  # px
_ENDLESS = 1e7  # px: no measure at all


class TextBox:
    """One paragraph in its box; `size` is the font size in px that fitting may lower."""

    def __init__(self, box: Box) -> None:
        style = box.style
        self.box = box
        self.nowrap = style.white_space in {"nowrap", "pre"} or style.text_wrap == "nowrap"
        self.text = prepare(
            box.spans,
            lang=style.lang,
            direction="" if style.direction == "auto" else style.direction,
            auto_phrase=style.word_break == "auto-phrase",
            autospace=style.text_autospace == "normal",
            trim=style.text_spacing_trim != "space-all",
            strict=style.line_break == "strict",
            breakable=not self.nowrap,
        )
        self.wrap = _WRAPS[style.text_wrap]
        self.sizes = self._sizes()
        self.size = self.sizes[0]
        self._natural: dict[tuple[float, float], Lines] = {}

    def _sizes(self) -> tuple[float, ...]:
        """The sizes fitting may choose from, smallest first; one size when the text is not to be fitted."""
        style = self.box.style
        largest = style.fit_max or style.font_size
        if style.text_fit != "shrink":
            return (style.font_size,)
        smallest = min(style.fit_min or style.font_size / 2, largest)
        count = int(largest - smallest)
        return tuple(largest - step for step in range(count, -1, -1))

    def line_height(self) -> float:
        """The height of a line in px at the current size."""
        height = self.box.style.line_height
        if isinstance(height, Px):
            return height.value * self.size / self.box.style.font_size
        if height is NORMAL:
            face = self.box.fonts.primary
            return (face.ascent + face.descent) * self.size
        return height * self.size

    def natural(self, width: float) -> Lines:
        """The lines in a content box of `width` px, however many there are."""
        key = (width, self.size)
        if key not in self._natural:
            measure_em = width / self.size
            self._natural[key] = set_lines(self.text, _ENDLESS if self.nowrap else measure_em, self.wrap)
        return self._natural[key]

    def height(self, width: float) -> float:
        """The height in px that the text wants at a width: of its lines, at most `line-clamp` of them."""
        count = len(self.natural(width).lines)
        return min(count, self.box.style.line_clamp or _UNLIMITED) * self.line_height()

    def shown(self, width: float, room: int) -> Lines:
        """The lines to draw in `width` px where `room` of them fit: what is left out is told by an ellipsis."""
        limit = min(room, self.box.style.line_clamp or _UNLIMITED)
        natural = self.natural(width)
        if len(natural.lines) <= limit and (not self.nowrap or natural.width * self.size <= width + _SLOP):
            return natural
        return set_lines(self.text, width / self.size, self.wrap, clamp=limit, breakable=not self.nowrap)

    def measure(self, known: float, available: float, _known_height: float) -> tuple[float, float]:
        """What Taffy asks: the content's size in px for a known width, an available one, or min- or max-content."""
        if self.nowrap:
            return self._measure_unbroken(known, available)
        if not math.isnan(known):
            return known, self.height(known)
        if available == -math.inf:
            return self.min_content(), 0.0
        available = min(available, _ENDLESS)
        return self._round_up(self.natural(available).width), self.height(available)

    def _measure_unbroken(self, known: float, available: float) -> tuple[float, float]:
        """`white-space: nowrap`: as wide as the text, or as narrow as you like where an ellipsis may stand for it."""
        height = self.height(_ENDLESS)
        if not math.isnan(known):
            return known, height
        shrinks = available == -math.inf and self.box.style.overflow == "hidden"
        return 0.0 if shrinks else self._round_up(self.natural(_ENDLESS).width), height

    def _round_up(self, width_em: float) -> float:
        return math.ceil(width_em * self.size * _SUBPIXEL) / _SUBPIXEL

    def min_content(self) -> float:
        """The widest piece between two places where the text may break, in px."""
        text = self.text
        edges = [0, *(place.index for place in text.breaks if place.level <= Level.CHARACTER), len(text.clusters)]
        widest = max((text.stops[b] - text.starts[a] for a, b in pairwise(edges)), default=0.0)
        return self._round_up(widest)

    def best_size(self, width: float, room: float) -> float:
        """The size that reads best in `width` px among those whose lines fit `room` px of height."""
        per_em = self.line_height() / self.size
        clamp = self.box.style.line_clamp or _UNLIMITED
        return fit_size(
            self.text,
            width,
            self.sizes,
            self.wrap,
            max_lines=lambda size: min(clamp, int((room + _SLOP) / (per_em * size))),
        )
