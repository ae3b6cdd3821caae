"""The space between neighbours: Latin beside kana and kanji, punctuation that closes up, brackets at a line's edge.

`text-autospace: normal` (CSS Text 4, 8.4; JLREQ 3.2.6) and `text-spacing-trim` (CSS Text 4, 8.5; JLREQ 3.1.4, 3.1.5):
opening brackets are flush at every line's start (`trim-start`), at none (`normal`), at all but a paragraph's first and
those after a line feed (`space-first`). All lengths in em.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise, product
from operator import add
from typing import Final

from publisher.cards.text.classes import Kind
from publisher.cards.text.model import Cluster, Trim

AUTOSPACE: Final = 1 / 8
HALF: Final = 1 / 2
QUARTER: Final = 1 / 4
_FULL_WIDTH: Final = 0.95  # of an em: narrower punctuation is proportional and carries no blank half

_FLUSH: Final = frozenset({"trim-start", "space-first"})
_BLANK_HALF: Final = frozenset({Kind.CLOSE, Kind.MIDDLE})
_AT_START: Final = frozenset({Kind.SPACE, Kind.OPEN})
_BEFORE_OPEN: Final = frozenset({Kind.OPEN, Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})
BLANK_AT_END: Final = frozenset({Kind.SPACE, Kind.WIDE_SPACE})  # what leaves no trace at a line's end
_AT_END = BLANK_AT_END | _BLANK_HALF
_AFTER_CLOSE: Final = frozenset({Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})
_AUTOSPACED: Final = frozenset({(Kind.IDEOGRAPH, Kind.LATIN), (Kind.LATIN, Kind.IDEOGRAPH)})
_SPACED = (
    _AUTOSPACED | frozenset(product(_BEFORE_OPEN, {Kind.OPEN})) | frozenset(product({Kind.CLOSE}, _AFTER_CLOSE))
)  # between all others there is never a gap


def gap(left: Cluster, right: Cluster, *, autospace: bool, trim: Trim) -> float:
    """The space to add between two neighbours on one line; negative where blank halves close up."""
    if autospace and (left.kind, right.kind) in _AUTOSPACED and not (left.missing or right.missing):
        return AUTOSPACE * min(left.scale, right.scale)
    if trim == "space-all":
        return 0.0
    if right.kind is Kind.OPEN and left.kind in _BEFORE_OPEN and _full_width(right):
        return -HALF * right.scale
    if left.kind is Kind.CLOSE and right.kind in _AFTER_CLOSE and _full_width(left):
        return -HALF * left.scale
    return 0.0


def gaps(clusters: Sequence[Cluster], gap_: Callable[[Cluster, Cluster], float]) -> tuple[float, ...]:
    """The gap after each cluster but the last."""
    pairs = enumerate(pairwise([cluster.kind for cluster in clusters]))
    return tuple([gap_(clusters[at], clusters[at + 1]) if pair in _SPACED else 0.0 for at, pair in pairs])


def start_trim(clusters: Sequence[Cluster], start: int, trim: Trim) -> float:
    """How far an opening bracket at the start of a line moves left to sit flush."""
    first = clusters[start]
    if first.kind is not Kind.OPEN or trim not in _FLUSH or not _full_width(first):
        return 0.0
    begins = start == 0 or clusters[start - 1].text == "\n"
    return 0.0 if begins and trim == "space-first" else HALF * first.scale


def end_trim(last: Cluster, trim: Trim) -> float:
    """The blank half of closing punctuation at a line's end, which need not fit the measure."""
    if trim == "space-all" or not _full_width(last):
        return 0.0
    if last.kind is Kind.CLOSE:
        return HALF * last.scale
    return QUARTER * last.scale if last.kind is Kind.MIDDLE else 0.0


def _full_width(cluster: Cluster) -> bool:
    return cluster.advance >= _FULL_WIDTH * cluster.scale


def edges(
    clusters: Sequence[Cluster], gaps: Sequence[float], trim: Trim
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where a line that starts before each cluster begins, and where one that ends after it stops (see `Text`)."""
    steps = map(add, [cluster.advance for cluster in clusters], (0.0, *gaps))
    after = list(accumulate(steps, initial=0.0))  # the end of cluster i - 1
    before = [0.0, *map(add, after[1:], gaps), after[-1]][: len(clusters) + 1]
    return _starts(clusters, before, trim), _stops(clusters, after, trim)


def _starts(clusters: Sequence[Cluster], before: list[float], trim: Trim) -> tuple[float, ...]:
    starts = list(before)
    edged = [index for index, cluster in enumerate(clusters) if cluster.kind in _AT_START]
    for index in reversed(edged):
        if clusters[index].kind is Kind.SPACE:
            starts[index] = starts[index + 1]
        else:
            starts[index] += start_trim(clusters, index, trim)
    return tuple(starts)


def _stops(clusters: Sequence[Cluster], after: list[float], trim: Trim) -> tuple[float, ...]:
    stops = list(after)
    for index in [index for index, cluster in enumerate(clusters) if cluster.kind in _AT_END or cluster.kern]:
        cluster = clusters[index]
        if cluster.kind in BLANK_AT_END:
            stops[index + 1] = stops[index]
        elif cluster.kind in _BLANK_HALF:
            stops[index + 1] -= end_trim(cluster, trim)
        if cluster.kern:
            stops[index + 1] += cluster.kern
    return tuple(stops)
