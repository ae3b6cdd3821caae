"""`hanging-punctuation: allow-end`: a comma or full stop at a line's end hangs into the margin when it does not fit.

CSS Text 3, 8.2; JLREQ 3.8.2 (line adjustment by hanging punctuation). All lengths in em.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher.cards.text.model import Cluster, Lines, Trim
from publisher.cards.text.spacing import BLANK_AT_END, end_trim

HANGABLE = frozenset(",.،۔、。，．﹐﹑﹒｡､")
"""What CSS Text 3 calls a stop or comma."""

_SLOP = 1e-6


def hung(clusters: Sequence[Cluster], stops: Sequence[float], trim: Trim) -> tuple[float, ...]:
    """The stops (see `Text`) without what may hang after them."""
    found = list(stops)
    for index, cluster in enumerate(clusters):
        if cluster.text in HANGABLE:
            found[index + 1] -= _part(cluster, trim)
        elif cluster.kind in BLANK_AT_END:
            found[index + 1] = found[index]
    return tuple(found)


def settled(lines: Lines, measure: float) -> Lines:
    """The lines with their punctuation back inside where it fits the measure, and `hang` where it does not."""
    clusters, trim = lines.text.clusters, lines.text.trim
    result = []
    for line in lines.lines:
        last = clusters[line.end - 1] if line.end > line.start else None
        if last is None or last.text not in HANGABLE:
            result.append(line)
            continue
        part = _part(last, trim)
        fits = line.width + part <= measure + _SLOP
        result.append(line._replace(width=line.width + part) if fits else line._replace(hang=part))
    return replace(lines, lines=tuple(result))


def _part(cluster: Cluster, trim: Trim) -> float:
    """How much of a cluster counts at a line's end."""
    return cluster.advance - end_trim(cluster, trim)
