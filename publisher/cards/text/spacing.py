"""The space between neighbours: Latin beside kana and kanji, punctuation that closes up, brackets at a line's edge.

`text-autospace: normal` (CSS Text 4, 8.4; JLREQ 3.2.6) and `text-spacing-trim: trim-start` (CSS Text 4, 8.5; JLREQ
3.1.4, 3.1.5). All lengths in em.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from publisher.cards.text.classes import Kind
from publisher.cards.text.model import Cluster

AUTOSPACE = 1 / 8
HALF = 1 / 2
QUARTER = 1 / 4
_FULL_WIDTH = 0.95  # of an em: narrower punctuation is proportional and carries no blank half

_BEFORE_OPEN = frozenset({Kind.OPEN, Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})
_AFTER_CLOSE = frozenset({Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})


def gap(left: Cluster, right: Cluster, *, autospace: bool, trim: bool) -> float:
    """The space to add between two neighbours on one line; negative where blank halves close up."""
    if autospace and {left.kind, right.kind} == {Kind.IDEOGRAPH, Kind.LATIN} and not (left.missing or right.missing):
        return AUTOSPACE * min(left.scale, right.scale)
    if not trim:
        return 0.0
    if right.kind is Kind.OPEN and left.kind in _BEFORE_OPEN and _full_width(right):
        return -HALF * right.scale
    if left.kind is Kind.CLOSE and right.kind in _AFTER_CLOSE and _full_width(left):
        return -HALF * left.scale
    return 0.0


def start_trim(first: Cluster) -> float:
    """How far an opening bracket at a line's start moves left to sit flush (`trim-start`)."""
    return HALF * first.scale if first.kind is Kind.OPEN and _full_width(first) else 0.0


def end_trim(last: Cluster) -> float:
    """The blank half of closing punctuation at a line's end, which need not fit the measure."""
    if not _full_width(last):
        return 0.0
    if last.kind is Kind.CLOSE:
        return HALF * last.scale
    return QUARTER * last.scale if last.kind is Kind.MIDDLE else 0.0


def _full_width(cluster: Cluster) -> bool:
    return cluster.advance >= _FULL_WIDTH * cluster.scale


def edges(
    clusters: Sequence[Cluster], gaps: Sequence[float], *, trim: bool
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where a line that starts before each cluster begins, and where one that ends after it stops (see `Text`)."""
    steps = (cluster.advance + before for cluster, before in zip(clusters, (0.0, *gaps), strict=False))
    after = list(accumulate(steps, initial=0.0))  # the end of cluster i - 1
    before = [0.0, *(end + gap_ for end, gap_ in zip(after[1:], gaps, strict=False)), after[-1]][: len(clusters) + 1]
    return _starts(clusters, before, trim=trim), _stops(clusters, after, trim=trim)


def _starts(clusters: Sequence[Cluster], before: list[float], *, trim: bool) -> tuple[float, ...]:
    starts = list(before)
    for index in range(len(clusters) - 1, -1, -1):
        if clusters[index].kind is Kind.SPACE:
            starts[index] = starts[index + 1]
        elif trim:
            starts[index] += start_trim(clusters[index])
    return tuple(starts)


def _stops(clusters: Sequence[Cluster], after: list[float], *, trim: bool) -> tuple[float, ...]:
    stops = list(after)
    for index, cluster in enumerate(clusters):
        if cluster.kind in {Kind.SPACE, Kind.WIDE_SPACE}:
            stops[index + 1] = stops[index]
        elif trim:
            stops[index + 1] -= end_trim(cluster)
    return tuple(stops)
