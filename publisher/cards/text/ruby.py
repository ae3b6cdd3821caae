"""Ruby (JLREQ 3.3, CSS Ruby): readings that stand over their base, or beside it in vertical text.

Base and ruby are set as wide as the wider of the two, the narrower one spread 1:2:1 (half a space at its ends, JLREQ
3.3.6), and a line never breaks between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from publisher.cards.text.model import Break, Cluster, Ruby, Span
from publisher.cards.text.segment import clusters_of
from publisher.cards.text.shape import shape


def rubies_of(
    clusters: Sequence[Cluster],
    spans: Sequence[Span],
    lang: str,
    gap: Callable[[Cluster, Cluster], float],
    *,
    vertical: bool,
) -> tuple[tuple[Cluster, ...], tuple[Ruby, ...]]:
    """The clusters, spread where their ruby is wider, and the rubies; `gap` is the space between two neighbours."""
    if all(span.ruby is None for span in spans):
        return tuple(clusters), ()
    spread: list[Cluster] = []
    rubies: list[Ruby] = []
    for index, group in groupby(clusters, key=lambda cluster: cluster.span):
        base = list(group)
        above = spans[index].ruby
        if above is not None and above.text:
            parts = clusters_of(above.text)
            reading = shape(parts, [above], [0] * len(parts), [0] * len(parts), lang, vertical=vertical)
            width = sum([cluster.advance for cluster in reading], 0.0)
            free = width - sum([cluster.advance for cluster in base], 0.0) - sum(map(gap, base, base[1:]), 0.0)
            base, reading = _spread(base, free, vertical=vertical), tuple(_spread(reading, -free, vertical=vertical))
            rubies.append(Ruby(len(spread), len(spread) + len(base), reading, above))
        spread += base
    return tuple(spread), tuple(rubies)


def _spread(clusters: Sequence[Cluster], free: float, *, vertical: bool) -> list[Cluster]:
    """The clusters with `free` em shared out between them, half a share at either end; as they are if it is none."""
    if free <= 0 or not clusters:
        return list(clusters)
    share = free / len(clusters)
    return [_moved(cluster, share, vertical=vertical) for cluster in clusters]


def _moved(cluster: Cluster, share: float, *, vertical: bool) -> Cluster:
    half = share / 2 / cluster.scale
    glyphs = tuple(g._replace(y=g.y - half) if vertical else g._replace(x=g.x + half) for g in cluster.glyphs)
    return cluster._replace(glyphs=glyphs, advance=cluster.advance + share)


def without_broken(breaks: tuple[Break, ...], rubies: Sequence[Ruby]) -> tuple[Break, ...]:
    """The breaks that part no base from its ruby."""
    if not rubies:
        return breaks
    inside = {index for ruby in rubies for index in range(ruby.start + 1, ruby.end)}
    return tuple(place for place in breaks if place.index not in inside)
