"""Clusters -> glyphs: a font for each cluster, then HarfBuzz over each run of one font, style, script and direction."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from publisher.cards.fonts import Face
from publisher.cards.text.classes import Kind, is_emoji, kind_of
from publisher.cards.text.model import Cluster, Glyph, Span

MAX_CLUSTER = 24  # code points: longer than any emoji sequence; a tower of marks is cut there
GETA = "〓"  # what a Japanese printer sets where a type is missing
EMOJI_SCALE = 0.8  # Noto's emoji are 1.25 em wide; one em sits in a line of kanji
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_CJK = frozenset({Kind.IDEOGRAPH, Kind.OPEN, Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})


class _Item(NamedTuple):
    """A cluster with what decides which run it is shaped in."""

    text: str
    span: int
    level: int
    kind: Kind
    face: Face | None
    cjk: bool


def shape(
    clusters: Sequence[str], spans: Sequence[Span], span_of: Sequence[int], levels: Sequence[int], lang: str
) -> tuple[Cluster, ...]:
    """Every cluster with its glyphs and advance, in logical order.

    `span_of` and `levels` give each cluster's span and bidi level. A cluster no font covers becomes 〓 and is marked.
    """
    items = [_item(text, span, level, spans[span]) for text, span, level in zip(clusters, span_of, levels, strict=True)]
    shaped: list[Cluster] = []
    for (face, span, level, _), run in groupby(items, key=lambda item: (item.face, item.span, item.level, item.cjk)):
        shaped += _shape_run(list(run), face, spans[span], level, lang)
    return tuple(shaped)


def _item(text: str, span: int, level: int, style: Span) -> _Item:
    kind = kind_of(text)
    face = (
        style.fonts.face_for(text, emoji=is_emoji(text))
        if text not in _INVISIBLE and text != "\n"
        else style.fonts.primary
    )
    return _Item(text, span, level, kind, face, kind in _CJK)


def _shape_run(run: list[_Item], face: Face | None, span: Span, level: int, lang: str) -> list[Cluster]:
    if face is None:
        return [_missing(item, span) for item in run]
    glyphs: list[list[Glyph]] = [[] for _ in run]
    advances = [0.0] * len(run)
    starts: list[int] = []
    for index, item in enumerate(run):
        starts += [index] * min(len(item.text), MAX_CLUSTER)
    _fill(run, face, level, lang, starts, glyphs, advances)
    return [
        Cluster(
            item.text,
            item.kind,
            () if item.text in _INVISIBLE or item.text == "\n" else tuple(drawn),
            0.0 if item.text in _INVISIBLE or item.text == "\n" else (advance + span.letter_spacing) * span.scale,
            span.scale,
            item.span,
            level,
        )
        for item, drawn, advance in zip(run, glyphs, advances, strict=True)
    ]


def _fill(
    run: list[_Item],
    face: Face,
    level: int,
    lang: str,
    starts: list[int],
    glyphs: list[list[Glyph]],
    advances: list[float],
) -> None:
    """Shape one run and deal its glyphs out to the clusters they came from."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for item in run for char in item.text[:MAX_CLUSTER]])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.language = lang
    hb.shape(face.shaper, buffer, {})
    unit = (EMOJI_SCALE if face.bitmap else 1) / face.upem
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        index = starts[info.cluster]
        pen = advances[index]
        glyphs[index].append(Glyph(face, info.codepoint, pen + position.x_offset * unit, position.y_offset * unit))
        advances[index] = pen + position.x_advance * unit


def _missing(item: _Item, span: Span) -> Cluster:
    face = span.fonts.primary
    gid = face.shaper.get_nominal_glyph(ord(GETA))
    glyph = Glyph(face, gid or 0, 0.0, 0.0)
    return Cluster(
        item.text,
        Kind.IDEOGRAPH,
        (glyph,),
        span.scale + span.letter_spacing,
        span.scale,
        item.span,
        item.level,
        missing=True,
    )
