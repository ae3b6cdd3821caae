"""`text-align: justify`: where a line opens to become as wide as its measure (CSS Text 3, 6; JLREQ 3.8.4, table 6).

Room is given equally at spaces and beside Japanese and Chinese characters and emoji; never before closing punctuation,
after opening brackets, or inside what ruby stands over.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from publisher.cards.text.classes import Kind
from publisher.cards.text.model import Cluster, Line, Text

_OPENING_UP = frozenset({Kind.IDEOGRAPH, Kind.OPEN, Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE, Kind.EMOJI})
_SHUT_BEFORE = frozenset({Kind.CLOSE, Kind.MIDDLE})
_MARKS = frozenset("！？!?‼⁇⁈⁉…‥%％‰℃℉°")  # of what never starts a line, these cling to what they follow

Placed = tuple[int, Cluster, float]
"""A cluster's index, the cluster, and its distance in em from the line's start."""


def openings(text: Text, line: Line, placed: Sequence[Placed]) -> list[bool]:
    """For each two neighbours of a line, in the order they are seen, whether room may be given between them."""
    inside = {index for ruby in text.rubies for index in range(ruby.start + 1, ruby.end)}
    found = []
    for (first, _, _), (second, _, _) in pairwise(placed):
        left, right = sorted((first, second))
        hangs = bool(line.hang) and right == line.end - 1
        found.append(right not in inside and not hangs and _opens(text.clusters[left], text.clusters[right]))
    return found


def _opens(left: Cluster, right: Cluster) -> bool:
    if left.edge > 0 or right.edge < 0:
        return False  # the room belongs outside an inline box
    if left.kind is Kind.SPACE:
        return True
    if left.kind is Kind.OPEN or right.kind in _SHUT_BEFORE or right.text in _MARKS:
        return False
    return left.kind in _OPENING_UP or right.kind in _OPENING_UP


def spread(text: Text, line: Line, placed: Sequence[Placed]) -> list[Placed]:
    """The clusters of a line moved apart by its `stretch` at each opening."""
    if not placed:
        return []
    moved, extra = [placed[0]], 0.0
    for (index, cluster, pen), opens in zip(placed[1:], openings(text, line, placed), strict=True):
        extra += line.stretch if opens else 0.0
        moved.append((index, cluster, pen + extra))
    return moved
