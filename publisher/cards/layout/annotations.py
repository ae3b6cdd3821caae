"""What stands beside the text: ruby, and emphasis marks (圏点).

Over horizontal lines, to the right of vertical ones; with `ruby-position: under` on the other side. The em box of the
base is 0.88 em above the baseline and 0.12 em below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from publisher.cards.card import PlacedGlyph
from publisher.cards.layout.boxes import Ink, ink_of
from publisher.cards.text import Cluster, Lines
from publisher.cards.text.classes import Kind

ASCENT, DESCENT = 0.88, 0.12
_MARK = 0.5  # an emphasis mark's size, in em of the text it marks (CSS Text Decoration 4, 5.3)
_UNMARKED = frozenset({Kind.SPACE, Kind.WIDE_SPACE, Kind.OPEN, Kind.CLOSE, Kind.MIDDLE})

Placed = tuple[Ink, float, list[PlacedGlyph]]


def ruby_glyphs(lines: Lines, index: int, pens: dict[int, tuple[float, float]], size: float) -> Iterator[Placed]:
    """The rubies of one line: ink, size in px, glyphs. `pens` are the clusters' origins in px by cluster index."""
    line = lines.lines[index]
    for ruby in lines.text.rubies:
        if not line.start <= ruby.start < line.end:
            continue
        x, y = pens[ruby.start]
        ink = ink_of(ruby.span)
        small = size * ruby.span.scale
        glyphs: list[PlacedGlyph] = []
        along = 0.0
        for cluster in ruby.clusters:
            if lines.text.vertical:
                beside = (size + small) / 2
                at = (x - beside if ink.under else x + beside, y + along * size)
            else:
                away = DESCENT * size + ASCENT * small if ink.under else -ASCENT * size - DESCENT * small
                at = (x + along * size, y + away)
            glyphs += _glyphs(cluster, at, small)
            along += cluster.advance
        yield ink, small, glyphs


def _glyphs(cluster: Cluster, at: tuple[float, float], size: float) -> list[PlacedGlyph]:
    return [
        PlacedGlyph(g.face, g.gid, at[0] + g.x * size, at[1] - g.y * size, g.turned, g.squeeze) for g in cluster.glyphs
    ]


def mark_glyph(ink: Ink, cluster: Cluster, at: tuple[float, float], size: float, *, vertical: bool) -> Placed | None:
    """The emphasis mark of one cluster; None for spaces and punctuation, which are not marked."""
    if not ink.emphasis or cluster.kind in _UNMARKED or not cluster.glyphs:
        return None
    face = cluster.glyphs[0].face
    gid = face.shaper.get_nominal_glyph(ord(ink.emphasis[0]))
    if not gid:
        return None
    small = size * _MARK
    if vertical:
        origin = (at[0] + size / 2, at[1] + cluster.advance * size / 2 + (ASCENT - 0.5) * small)
    else:
        origin = (at[0] + (cluster.advance * size - small) / 2, at[1] - ASCENT * size - DESCENT * small)
    marked = Ink(ink.emphasis_color)
    return marked, small, [PlacedGlyph(face, gid, *origin)]
