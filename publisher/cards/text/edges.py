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
from publisher.cards.text.spacing import BLANK_AT_END

_TEXT = "\u2060"  # WORD JOINER: what an edge is for whoever looks at its text


def with_edges(
    clusters: Sequence[Cluster], rubies: Sequence[Ruby], spans: Sequence[Span], level: int
) -> tuple[tuple[Cluster, ...], tuple[Ruby, ...]]:
    """Clusters and rubies with the edges among `spans` put in; as they are where there are none."""
    if not any(span.edge for span in spans):
        return tuple(clusters), tuple(rubies)
    result = _close_to_words(_merged(clusters, spans, level))
    place_of = _places(result)
    moved = [replace(ruby, start=place_of[ruby.start], end=place_of[ruby.end - 1] + 1) for ruby in rubies]
    return tuple(result), tuple(moved)


def past_edges(breaks: tuple[Break, ...], edged: Sequence[Cluster]) -> tuple[Break, ...]:
    """The breaks of a text, now that edges were put between its clusters."""
    place_of = _places(edged)
    if len(place_of) == len(edged):
        return breaks
    return tuple([spot._replace(index=_moved(spot, place_of, edged)) for spot in breaks])


def _places(edged: Sequence[Cluster]) -> list[int]:
    """Where the clusters now are that are no edges."""
    return [index for index, cluster in enumerate(edged) if not cluster.edge]


def _merged(clusters: Sequence[Cluster], spans: Sequence[Span], level: int) -> list[Cluster]:
    """Clusters and edges as they follow one another in the document."""
    result: list[Cluster] = []
    at = 0
    for number, span in enumerate(spans):
        if span.edge:
            result.append(_edge(span, number, level))
            continue
        while at < len(clusters) and clusters[at].span <= number:
            result.append(clusters[at])
            at += 1
    return result


def _close_to_words(merged: Sequence[Cluster]) -> list[Cluster]:
    """The same with no space between an edge and its words: where the line ends there, the space goes and they stay.

    By its span such a space is inside the box all the same, and on a line it is painted so. Where several boxes begin
    or end together all stays as it is, since only the innermost holds the space.
    """
    result = list(merged)
    sides = [0, *(cluster.edge for cluster in merged), 0]
    for start, (before, edge, after) in enumerate(zip(sides, sides[1:], sides[2:], strict=False)):
        at = start
        while edge and edge not in {before, after} and _vanishes(result, at + edge):
            result[at], result[at + edge] = result[at + edge], result[at]
            at += edge
    return result


def _vanishes(clusters: Sequence[Cluster], index: int) -> bool:
    """Whether there is a space that a line's end may take."""
    return 0 <= index < len(clusters) and clusters[index].kind in BLANK_AT_END and clusters[index].text != "\n"


def _moved(spot: Break, place_of: Sequence[int], result: Sequence[Cluster]) -> int:
    """Where a break is now: before the starts that go with what follows.

    A line feed is the last of its line, whatever ends after it.
    """
    if spot.level is Level.FORCED:
        return place_of[spot.index - 1] + 1
    index = place_of[spot.index]
    while index and result[index - 1].edge > 0:
        index -= 1
    return index


def gaps_across(clusters: Sequence[Cluster], gap: Callable[[Cluster, Cluster], float]) -> tuple[float, ...]:
    """The gap after each cluster but the last: what edges part is spaced as if side by side, outside the boxes."""
    gaps = [0.0] * max(0, len(clusters) - 1)
    for left, right in pairwise(index for index, cluster in enumerate(clusters) if not cluster.edge):
        outside = next(index for index in range(left, right) if clusters[index + 1].edge >= 0)
        gaps[outside] = gap(clusters[left], clusters[right])
    return tuple(gaps)


def _edge(span: Span, number: int, level: int) -> Cluster:
    return Cluster(_TEXT, Kind.OTHER, (), span.edge_width, 1.0, number, level, edge=span.edge)
