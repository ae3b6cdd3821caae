"""Clusters -> glyphs: a font for each cluster, then HarfBuzz over each run of one font, size, script and direction.

A run goes on from span to span where only their paint differs: a word keeps its kerning and its joined letters when one
of them is red (CSS Text 3, 7.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as hb

from publisher.cards.fonts import Face, FontStack
from publisher.cards.text.classes import Kind, is_emoji, kind_of
from publisher.cards.text.model import Cluster, Glyph, Span
from publisher.cards.text.vertical import Way, lone_digits, placed, way_of

MAX_CLUSTER = 24  # code points: longer than any emoji sequence; a tower of marks is cut there
_UNSAFE = 1  # to break before this glyph: HB_GLYPH_FLAG_UNSAFE_TO_BREAK
GETA = "〓"  # what a Japanese printer sets where a type is missing
EMOJI_SCALE = 0.8  # Noto's emoji are 1.25 em wide; one em sits in a line of kanji
INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_SPACED = {"liga": False, "clig": False}  # letters that are spaced form no ligatures (CSS Text 3, 8.2)
_CJK = frozenset({Kind.IDEOGRAPH, Kind.OPEN, Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})


class _Look(NamedTuple):
    """What a cluster's text alone decides in one font stack."""

    kind: Kind
    face: Face | None
    cjk: bool
    hidden: bool  # nothing of it is ever drawn


class _Run(NamedTuple):
    """What decides that neighbouring clusters are shaped together; `span` is the first of the spans that are alike."""

    face: Face | None
    span: int
    level: int
    cjk: bool
    way: Way


class _Item(NamedTuple):
    """A cluster on its way through the shaper."""

    text: str
    kind: Kind
    hidden: bool
    span: int


class _Shaped(NamedTuple):
    """A cluster's glyphs, its advance, and what kerning takes from that (em of its own size)."""

    glyphs: tuple[Glyph, ...]
    advance: float
    kern: float


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
    lone = lone_digits(clusters, spans, span_of) if vertical else frozenset()
    leader = _leaders(spans)
    shaped: list[Cluster] = []
    run, items = _Run(None, -1, 0, False, Way.ACROSS), list[_Item]()  # noqa: FBT003 - fields of a run
    for index, (text, span, level) in enumerate(zip(clusters, span_of, levels, strict=True)):
        kind, face, cjk, hidden = _look(spans[span].fonts, text)
        way = Way.ACROSS
        if vertical:
            way = way_of(text, kind, spans[span], bitmap=bool(face and face.bitmap), lone=index in lone)
            if way is Way.COMBINED:
                kind = Kind.IDEOGRAPH  # digits in one cell behave like a kanji (JLREQ cl-30)
                cjk = True
        if run != (face, leader[span], level, cjk, way):
            shaped += _shape_run(run, items, spans, lang)
            run, items = _Run(face, leader[span], level, cjk, way), []
        items.append(_Item(text, kind, hidden, span))
    shaped += _shape_run(run, items, spans, lang)
    return tuple(shaped)


def _leaders(spans: Sequence[Span]) -> list[int]:
    """For each span the first of those it is shaped with: neighbours that differ in their paint alone."""
    leaders = list(range(len(spans)))
    for index in range(1, len(spans)):
        if _shaped_alike(spans[index - 1], spans[index]):
            leaders[index] = leaders[index - 1]
    return leaders


def _shaped_alike(first: Span, second: Span) -> bool:
    if first.edge or second.edge or first.ruby or second.ruby or first.fonts is not second.fonts:
        return False
    return (first.scale, first.letter_spacing, first.orientation, first.combine) == (
        *(second.scale, second.letter_spacing, second.orientation, second.combine),
    )


@lru_cache(maxsize=16384)
def _look(fonts: FontStack, text: str) -> _Look:
    kind = kind_of(text)
    hidden = text in INVISIBLE or text == "\n"
    face = fonts.primary if hidden else fonts.face_for(text, emoji=is_emoji(text))
    return _Look(kind, face, kind in _CJK, hidden)


def _shape_run(run: _Run, items: list[_Item], spans: Sequence[Span], lang: str) -> list[Cluster]:
    if not items:
        return []
    span = spans[run.span]
    face, scale, spacing = run.face, span.scale, span.letter_spacing
    if face is None:
        return [_missing(item, run, span) for item in items]
    features = _SPACED if spacing else {}
    if run.way is Way.COMBINED:
        dealt = [_deal([item], face, run, lang, features)[0] for item in items]
    else:
        dealt = _deal(items, face, run, lang, features)
    return [
        Cluster(text, kind, (), 0.0, scale, index, run.level)
        if hidden or not glyphs
        else Cluster(text, kind, glyphs, (advance + spacing) * scale, scale, index, run.level, False, kern * scale)  # noqa: FBT003 - in the fields' order, the fast way
        for (text, kind, hidden, index), (glyphs, advance, kern) in zip(items, dealt, strict=True)
    ]


def _deal(items: list[_Item], face: Face, run: _Run, lang: str, features: dict[str, bool]) -> list[_Shaped]:
    """Shape one run and deal its glyphs out to the clusters they came from."""
    texts = [item.text[:MAX_CLUSTER] for item in items]
    starts = [index for index, text in enumerate(texts) for _ in text]
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for text in texts for char in text])
    buffer.guess_segment_properties()
    buffer.direction = "ttb" if run.way is Way.UPRIGHT else "rtl" if run.level % 2 else "ltr"
    buffer.language = lang
    hb.shape(face.shaper, buffer, features)
    unit = (EMOJI_SCALE if face.bitmap else 1) / face.upem
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if run.way is Way.ACROSS and len(infos) == len(texts) == len(starts) and not run.level % 2:
        return _one_each(infos, positions, face, unit)
    glyphs: list[list[Glyph]] = [[] for _ in items]
    pens, kerns = [0.0] * len(items), [0.0] * len(items)
    for info, at in zip(infos, positions, strict=True):
        index = starts[info.cluster]
        pen = pens[index]
        if info.flags & _UNSAFE and index and run.way is not Way.COMBINED and not run.level % 2:
            kerns[index - 1] = _unkerned(face, glyphs[index - 1], pens[index - 1], run.way, unit)
        if run.way is Way.UPRIGHT:
            glyphs[index].append(Glyph(face, info.codepoint, at.x_offset * unit, at.y_offset * unit - pen))
            pens[index] = pen - at.y_advance * unit
        else:
            glyphs[index].append(Glyph(face, info.codepoint, pen + at.x_offset * unit, at.y_offset * unit))
            pens[index] = pen + at.x_advance * unit
    dealt = zip(glyphs, pens, kerns, strict=True)
    return [_Shaped(*placed(run.way, drawn, advance), kern) for drawn, advance, kern in dealt]


def _one_each(infos: Sequence[Any], positions: Sequence[Any], face: Face, unit: float) -> list[_Shaped]:
    """The glyphs of horizontal text with one for each cluster, as nearly always."""
    dealt: list[_Shaped] = []
    for info, at in zip(infos, positions, strict=True):
        if info.flags & _UNSAFE and dealt:
            glyphs, advance, _ = dealt[-1]
            dealt[-1] = _Shaped(glyphs, advance, _unkerned(face, glyphs, advance, Way.ACROSS, unit))
        glyph = Glyph(face, info.codepoint, at.x_offset * unit, at.y_offset * unit)
        dealt.append(_Shaped((glyph,), at.x_advance * unit, 0.0))
    return dealt


def _unkerned(face: Face, glyphs: Sequence[Glyph], advance: float, way: Way, unit: float) -> float:
    """What a cluster of one glyph is drawn towards the next by; that it is, HarfBuzz tells by "unsafe to break"."""
    if len(glyphs) != 1:
        return 0.0
    gid = glyphs[0].gid
    own = -face.shaper.get_glyph_v_advance(gid) if way is Way.UPRIGHT else face.shaper.get_glyph_h_advance(gid)
    return float(own * unit - advance)


def _missing(item: _Item, run: _Run, span: Span) -> Cluster:
    face = span.fonts.primary
    gid = face.shaper.get_nominal_glyph(ord(GETA))
    glyph = Glyph(face, gid or 0, 0.0, 0.0)
    way = Way.ACROSS if run.way is Way.ACROSS else Way.COMBINED
    glyphs, advance = placed(way, [glyph], 1.0)
    advance = (advance + span.letter_spacing) * span.scale
    return Cluster(item.text, Kind.IDEOGRAPH, glyphs, advance, span.scale, item.span, run.level, missing=True)
