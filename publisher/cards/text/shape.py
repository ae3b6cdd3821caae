"""Clusters -> glyphs: a font for each cluster, then HarfBuzz over each run of one font, size, script and direction.

A run goes on from span to span where only their paint differs: a word keeps its kerning and its joined letters when one
of them is red (CSS Text 3, 7.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from publisher.cards.fonts import Face, FontStack
from publisher.cards.text.classes import Kind, is_emoji, kind_of
from publisher.cards.text.model import Cluster, Glyph, Span
from publisher.cards.text.vertical import Way, lone_digits, placed, way_of

MAX_CLUSTER: Final = 24  # code points: longer than any emoji sequence; a tower of marks is cut there
_CLUSTERS: Final = 1500  # kept of each table: 0.5 KB each
_UNSAFE: Final = 1  # to break before this glyph: HB_GLYPH_FLAG_UNSAFE_TO_BREAK
GETA = "〓"  # what a Japanese printer sets where a type is missing
EMOJI_SCALE: Final = 0.8  # Noto's emoji are 1.25 em wide; one em sits in a line of kanji
INVISIBLE: Final = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_SPACED = {"liga": False, "clig": False}  # letters that are spaced form no ligatures (CSS Text 3, 8.2)
_CJK: Final = frozenset({Kind.IDEOGRAPH, Kind.OPEN, Kind.CLOSE, Kind.MIDDLE, Kind.WIDE_SPACE})


class _Look(NamedTuple):
    """What a cluster's text alone decides in one font stack."""

    kind: Kind
    face: Face | None
    cjk: bool
    hidden: bool  # nothing of it is ever drawn
    kin: tuple[Face | None, bool]  # face and cjk: one object for all that have the same


class _Run(NamedTuple):
    """What decides that neighbouring clusters are shaped together; `span` is the first of the spans that are alike."""

    face: Face | None
    span: int
    level: int
    cjk: bool
    way: Way


class _Items(NamedTuple):
    """Clusters on their way through the shaper: their texts, looks and spans, one each."""

    texts: Sequence[str]
    looks: Sequence[_Look]
    spans: Sequence[int]


class _Shaped(NamedTuple):
    """A cluster's glyphs, its advance, and what kerning takes from that (em of its own size)."""

    glyphs: tuple[Glyph, ...]
    advance: float
    kern: float


class _Set(NamedTuple):
    """A cluster of one glyph, and the same where it is drawn towards the next; None if its advance is its own."""

    cluster: Cluster
    kerned: Cluster | None


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
    looks = [_look(spans[span].fonts, text) for text, span in zip(clusters, span_of, strict=True)]
    ways: Sequence[Way] = [Way.ACROSS] * len(looks)
    if vertical:
        ways = _ways(clusters, looks, spans, span_of)
        looks = [_as_ideograph(look) if way is Way.COMBINED else look for look, way in zip(looks, ways, strict=True)]
    shaped: list[Cluster] = []
    start = 0
    for _, group in groupby(_alike(looks, spans, span_of, levels, ways)):
        end = start + len(list(group))
        look = looks[start]
        run = _Run(look.face, span_of[start], levels[start], look.cjk, ways[start])
        shaped += _shape_run(run, _Items(clusters[start:end], looks[start:end], span_of[start:end]), spans, lang)
        start = end
    return tuple(shaped)


def _alike(
    looks: Sequence[_Look], spans: Sequence[Span], span_of: Sequence[int], levels: Sequence[int], ways: Sequence[Way]
) -> Sequence[object]:
    """Something for each cluster that is equal for those that are shaped together."""
    kin = [look.kin for look in looks]
    if len(spans) == 1 and not any(levels) and ways.count(Way.ACROSS) == len(ways):
        return kin
    leader = _leaders(spans)
    return list(zip(kin, [leader[span] for span in span_of], levels, ways, strict=True))


def _ways(clusters: Sequence[str], looks: Sequence[_Look], spans: Sequence[Span], span_of: Sequence[int]) -> list[Way]:
    """How each cluster of vertical text is set."""
    lone = lone_digits(clusters, spans, span_of)
    return [
        way_of(text, look.kind, spans[span], bitmap=bool(look.face and look.face.bitmap), lone=index in lone)
        for index, (text, look, span) in enumerate(zip(clusters, looks, span_of, strict=True))
    ]


def _as_ideograph(look: _Look) -> _Look:
    """Digits in one cell behave like a kanji (JLREQ cl-30)."""
    return look._replace(kind=Kind.IDEOGRAPH, cjk=True, kin=_kin(look.face, True))  # noqa: FBT003


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
    return _Look(kind, face, kind in _CJK, hidden, _kin(face, kind in _CJK))


@lru_cache(maxsize=256)
def _kin(face: Face | None, cjk: bool) -> tuple[Face | None, bool]:  # noqa: FBT001 - a part of what is kept
    return face, cjk


def _shape_run(run: _Run, items: _Items, spans: Sequence[Span], lang: str) -> list[Cluster]:
    if not items.texts:
        return []
    span = spans[run.span]
    face, scale, spacing = run.face, span.scale, span.letter_spacing
    if face is None:
        return [_missing(*item, run.level, run.way, span) for item in zip(items.texts, items.spans, strict=True)]
    features = _SPACED if spacing else {}
    if run.way is Way.COMBINED:
        dealt = [_dealt([text], *_shaped([text], face, run, lang, features), face, run)[0] for text in items.texts]
    else:
        infos, positions = _shaped(items.texts, face, run, lang, features)
        if run.way is Way.ACROSS and not run.level % 2 and len(infos) == len(items.texts) == len("".join(items.texts)):
            return _one_each(items, infos, positions, _table(face, scale, spacing, run.level))
        dealt = _dealt(items.texts, infos, positions, face, run)
    return [
        Cluster(text, look.kind, (), 0.0, scale, index, run.level)
        if look.hidden or not glyphs
        else Cluster(text, look.kind, glyphs, (advance + spacing) * scale, scale, index, run.level, kern=kern * scale)
        for text, look, index, (glyphs, advance, kern) in zip(*items, dealt, strict=True)
    ]


def _shaped(
    texts: Sequence[str], face: Face, run: _Run, lang: str, features: dict[str, bool]
) -> tuple[Sequence[Any], Sequence[Any]]:
    """HarfBuzz's glyphs and their positions for one run."""
    buffer = hb.Buffer()
    buffer.add_str("".join([text[:MAX_CLUSTER] for text in texts]))
    buffer.guess_segment_properties()
    buffer.direction = "ttb" if run.way is Way.UPRIGHT else "rtl" if run.level % 2 else "ltr"
    buffer.language = lang
    hb.shape(face.shaper, buffer, features)
    return buffer.glyph_infos, buffer.glyph_positions


def _dealt(
    texts: Sequence[str], infos: Sequence[Any], positions: Sequence[Any], face: Face, run: _Run
) -> list[_Shaped]:
    """The glyphs of one run dealt out to the clusters they came from."""
    starts = [index for index, text in enumerate(texts) for _ in text[:MAX_CLUSTER]]
    unit = _unit(face)
    glyphs: list[list[Glyph]] = [[] for _ in texts]
    pens, kerns = [0.0] * len(texts), [0.0] * len(texts)
    for info, at in zip(infos, positions, strict=True):
        index = starts[info.cluster]
        pen = pens[index]
        if index and run.way is not Way.COMBINED and not run.level % 2:
            kern = _unkerned(face, glyphs[index - 1], pens[index - 1], run.way, unit)
            if kern and info.flags & _UNSAFE:
                kerns[index - 1] = kern
        if run.way is Way.UPRIGHT:
            glyphs[index].append(Glyph(face, info.codepoint, at.x_offset * unit, at.y_offset * unit - pen))
            pens[index] = pen - at.y_advance * unit
        else:
            glyphs[index].append(Glyph(face, info.codepoint, pen + at.x_offset * unit, at.y_offset * unit))
            pens[index] = pen + at.x_advance * unit
    dealt = zip(glyphs, pens, kerns, strict=True)
    return [_Shaped(*placed(run.way, drawn, advance), kern) for drawn, advance, kern in dealt]


def _unit(face: Face) -> float:
    """Em in one unit of a face's design."""
    return (EMOJI_SCALE if face.bitmap else 1) / face.upem


class _Table:
    """The clusters of one glyph set so far in one face, scale, letter spacing and bidi level; few are distinct."""

    def __init__(self, face: Face, scale: float, spacing: float, level: int) -> None:
        self.known: dict[tuple[str, int, tuple[int, ...], int], _Set] = {}
        self._face = face
        self._unit = _unit(face)
        self._scale = scale
        self._spacing = spacing
        self._level = level

    def add(self, key: tuple[str, int, tuple[int, ...], int], look: _Look) -> _Set:
        """The cluster of a text, its glyph, its position (x and y offset, x advance, in units) and its span."""
        text, gid, (x, y, across, _), span = key
        unit, scale = self._unit, self._scale
        if look.hidden:
            made = _Set(Cluster(text, look.kind, (), 0.0, scale, span, self._level), None)
        else:
            glyphs, advance = (Glyph(self._face, gid, x * unit, y * unit),), across * unit
            cluster = Cluster(text, look.kind, glyphs, (advance + self._spacing) * scale, scale, span, self._level)
            kern = _unkerned(self._face, glyphs, advance, Way.ACROSS, unit)
            made = _Set(cluster, cluster._replace(kern=kern * scale) if kern else None)
        if len(self.known) >= _CLUSTERS:
            self.known.clear()
        self.known[key] = made
        return made


_table = lru_cache(maxsize=16)(_Table)


def _one_each(items: _Items, infos: Sequence[Any], positions: Sequence[Any], table: _Table) -> list[Cluster]:
    """The clusters of horizontal text with one glyph for each, as nearly always."""
    dealt: list[Cluster] = []
    known = table.known
    for index, (text, look, span, info, at) in enumerate(zip(*items, infos, positions, strict=True), 1):
        key = (text, info.codepoint, at.position, span)
        cluster, kerned = known.get(key) or table.add(key, look)
        # Flags are dear to ask for (they come as an enumeration, dearer yet to reckon with), and say nothing new of a
        # glyph with its own advance.
        if kerned is not None and index < len(infos) and int.__and__(infos[index].flags, _UNSAFE):
            cluster = kerned
        dealt.append(cluster)
    return dealt


def _unkerned(face: Face, glyphs: Sequence[Glyph], advance: float, way: Way, unit: float) -> float:
    """What a cluster of one glyph is drawn towards the next by; that it is, HarfBuzz tells by "unsafe to break"."""
    if len(glyphs) != 1:
        return 0.0
    gid = glyphs[0].gid
    own = -face.shaper.get_glyph_v_advance(gid) if way is Way.UPRIGHT else face.shaper.get_glyph_h_advance(gid)
    return float(own * unit - advance)


def _missing(text: str, owner: int, level: int, way: Way, span: Span) -> Cluster:
    face = span.fonts.primary
    gid = face.shaper.get_nominal_glyph(ord(GETA))
    glyph = Glyph(face, gid or 0, 0.0, 0.0)
    glyphs, advance = placed(Way.ACROSS if way is Way.ACROSS else Way.COMBINED, [glyph], 1.0)
    advance = (advance + span.letter_spacing) * span.scale
    return Cluster(text, Kind.IDEOGRAPH, glyphs, advance, span.scale, owner, level, missing=True)
