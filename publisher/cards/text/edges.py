"""The edges of inline boxes: margin, border and padding stand where an element begins and ends (CSS 2.2, 8.6).

Edges are no characters: where lines may end (CSS Text 3, 5.1), and what space there is between neighbours, is decided
without them. Then they are put between the clusters, an end with what stands before it, a start with what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from publisher.cards.text.classes import Kind
from publisher.cards.text.model import Break, Cluster, Level, Ruby, Span

_TEXT = "\u2060"  # WORD JOINER: what an edge is for whoever looks at its text


def with_edges(
    clusters: Sequence[Cluster], breaks: Sequence[Break], rubies: Sequence[Ruby], spans: Sequence[Span], level: int
) -> tuple[tuple[Cluster, ...], tuple[Break, ...], tuple[Ruby, ...]]:
    """Clusters, breaks and rubies with the edges among `spans` put in; as they are where there are none."""
    if not any(span.edge for span in spans):
        return tuple(clusters), tuple(breaks), tuple(rubies)
    result: list[Cluster] = []
    place_of, begin_of = list[int](), list[int]()  # by old index: the new one, and where a line that starts there does
    at = 0
    for number, span in enumerate(spans):
        if span.edge:
            result.append(_edge(span, number, level))
            continue
        while at < len(clusters) and clusters[at].span <= number:
            begin_of.append(_before_starts(result))
            place_of.append(len(result))
            result.append(clusters[at])
            at += 1
    return (
        tuple(result),
        tuple(spot._replace(index=_moved(spot, place_of, begin_of)) for spot in breaks),
        tuple(replace(ruby, start=place_of[ruby.start], end=place_of[ruby.end - 1] + 1) for ruby in rubies),
    )


def _moved(spot: Break, place_of: Sequence[int], begin_of: Sequence[int]) -> int:
    """Where a break is now; a line feed is the last of its line, whatever ends after it."""
    return place_of[spot.index - 1] + 1 if spot.level is Level.FORCED else begin_of[spot.index]


def gaps_across(clusters: Sequence[Cluster], gap: Callable[[Cluster, Cluster], float]) -> tuple[float, ...]:
    """The gap after each cluster but the last: what edges part is spaced as if side by side, outside the boxes."""
    gaps = [0.0] * max(0, len(clusters) - 1)
    for left, right in pairwise(index for index, cluster in enumerate(clusters) if not cluster.edge):
        outside = next(index for index in range(left, right) if clusters[index + 1].edge >= 0)
        gaps[outside] = gap(clusters[left], clusters[right])
    return tuple(gaps)


def _edge(span: Span, number: int, level: int) -> Cluster:
    return Cluster(_TEXT, Kind.OTHER, (), span.edge_width, 1.0, number, level, edge=span.edge)


def _before_starts(result: Sequence[Cluster]) -> int:
    """The index where a line begins that would begin after these clusters: the starts at their end go with it."""
    index = len(result)
    while index and result[index - 1].edge > 0:
        index -= 1
    return index
