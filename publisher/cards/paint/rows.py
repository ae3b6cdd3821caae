"""Which rows of a flat card are alike: between the edges of fills, where there is no ink. One of each is painted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

_FEWEST = 32  # rows: a shorter stretch costs more to set apart than to paint and to deflate


class Rows(NamedTuple):
    """The rows of a canvas for those of a card.

    `stretches` are the rows of the card (first, end) that are alike. `canvas` has for each row of the card that of the
    canvas, and for the card's lower edge the height of the canvas.
    """

    stretches: tuple[tuple[int, int], ...]
    canvas: list[int]

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """The rows of the canvas from one edge on the card to another, neither of them inside a stretch."""
        return self.canvas[top], self.canvas[bottom]

    def shift(self, top: int) -> int:
        """How much higher what has ink begins on the canvas, if it begins at that row of the card or above the card."""
        return top - self.canvas[top] if 0 < top < len(self.canvas) else 0


def rows_of(height: int, edges: Iterable[int], inked: Iterable[tuple[int, int]]) -> Rows:
    """The rows of a card: `edges` are those of its fills, `inked` the first row and the end of what has ink."""
    between = sorted(set(edges))
    stretches: list[tuple[int, int]] = []
    at = 0
    for top, bottom in [*sorted(inked), (height, height)]:
        if top - at >= _FEWEST:
            cuts = [at, *[edge for edge in between if at < edge < top], top]
            stretches += [(start, end) for start, end in pairwise(cuts) if end - start >= _FEWEST]
        at = max(at, bottom)
    return Rows(tuple(stretches), _canvas(height, stretches))


def _canvas(height: int, stretches: Iterable[tuple[int, int]]) -> list[int]:
    rows: list[int] = []
    at = 0
    for start, end in stretches:
        rows += [*range(at, at + start - len(rows)), *[at + start - len(rows)] * (end - start)]
        at = rows[-1] + 1
    return rows + list(range(at, at + height + 1 - len(rows)))
