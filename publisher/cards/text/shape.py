"""Clusters -> glyphs: a font for each cluster, then HarfBuzz over each run of one font, style, script and direction."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from publisher.cards.fonts import Face
from publisher.cards.text.classes import Kind, is_emoji, kind_of
from publisher.cards.text.model import Cluster, Glyph, Span
from publisher.cards.text.vertical import Way, placed, way_of

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
    way: Way

    @property
    def hidden(self) -> bool:
        """Whether nothing of it is ever drawn."""
        return self.text in _INVISIBLE or self.text == "\n"


def shape(
    clusters: Sequence[str],
    spans: Sequence[Span],
    span_of: Sequence[int],
    levels: Sequence[int],
    lang: str,
    *,
    vertical: bool = False,
) -> tuple[Cluster, ...]:
    """Every cluster with its glyphs and advance, in logical order.

    `span_of` and `levels` give each cluster's span and bidi level. A cluster no font covers becomes 〓 and is marked.
    """
    items = [
        _item(text, span, level, spans[span], vertical=vertical)
        for text, span, level in zip(clusters, span_of, levels, strict=True)
    ]
    shaped: list[Cluster] = []
    for (face, span, level, _, way), run in groupby(items, key=lambda item: item[4:5] + item[1:3] + item[5:]):
        shaped += _shape_run(list(run), face, spans[span], level, way, lang)
    return tuple(shaped)


def _item(text: str, span: int, level: int, style: Span, *, vertical: bool) -> _Item:
    kind = kind_of(text)
    visible = text not in _INVISIBLE and text != "\n"
    face = style.fonts.face_for(text, emoji=is_emoji(text)) if visible else style.fonts.primary
    way = way_of(text, kind, style, bitmap=bool(face and face.bitmap)) if vertical else Way.ACROSS
    if way is Way.COMBINED:
        kind = Kind.IDEOGRAPH  # digits in one cell behave like a kanji (JLREQ cl-30)
    return _Item(text, span, level, kind, face, kind in _CJK, way)


def _shape_run(run: list[_Item], face: Face | None, span: Span, level: int, way: Way, lang: str) -> list[Cluster]:
    if face is None:
        return [_missing(item, span) for item in run]
    if way is Way.COMBINED:
        dealt = [_deal([item], face, level, way, lang)[0] for item in run]
    else:
        dealt = _deal(run, face, level, way, lang)
    return [_cluster(item, glyphs, advance, span) for item, (glyphs, advance) in zip(run, dealt, strict=True)]


def _cluster(item: _Item, glyphs: list[Glyph], advance: float, span: Span) -> Cluster:
    advance = 0.0 if item.hidden else (advance + span.letter_spacing) * span.scale
    return Cluster(
        item.text, item.kind, () if item.hidden else tuple(glyphs), advance, span.scale, item.span, item.level
    )


def _deal(run: list[_Item], face: Face, level: int, way: Way, lang: str) -> list[tuple[list[Glyph], float]]:
    """Shape one run and deal its glyphs out to the clusters they came from, each with its advance."""
    texts = [item.text[:MAX_CLUSTER] for item in run]
    starts = [index for index, text in enumerate(texts) for _ in text]
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for text in texts for char in text])
    buffer.guess_segment_properties()
    buffer.direction = "ttb" if way is Way.UPRIGHT else "rtl" if level % 2 else "ltr"
    buffer.language = lang
    hb.shape(face.shaper, buffer, {})
    unit = (EMOJI_SCALE if face.bitmap else 1) / face.upem
    glyphs: list[list[Glyph]] = [[] for _ in run]
    pens = [0.0] * len(run)
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        index = starts[info.cluster]
        pen = pens[index]
        if way is Way.UPRIGHT:
            glyphs[index].append(Glyph(face, info.codepoint, at.x_offset * unit, at.y_offset * unit - pen))
            pens[index] = pen - at.y_advance * unit
        else:
            glyphs[index].append(Glyph(face, info.codepoint, pen + at.x_offset * unit, at.y_offset * unit))
            pens[index] = pen + at.x_advance * unit
    return [placed(way, drawn, advance) for drawn, advance in zip(glyphs, pens, strict=True)]


def _missing(item: _Item, span: Span) -> Cluster:
    face = span.fonts.primary
    gid = face.shaper.get_nominal_glyph(ord(GETA))
    glyph = Glyph(face, gid or 0, 0.0, 0.0)
    way = Way.ACROSS if item.way is Way.ACROSS else Way.COMBINED
    glyphs, advance = placed(way, [glyph], 1.0)
    advance = (advance + span.letter_spacing) * span.scale
    return Cluster(item.text, Kind.IDEOGRAPH, tuple(glyphs), advance, span.scale, item.span, item.level, missing=True)
