"""A paragraph from spans to placed lines: prepare once, break at any measure, fit a size, clamp with an ellipsis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import accumulate
from operator import attrgetter
from typing import Final

from publisher.cards.fonts import FontStack
from publisher.cards.text import bidi, spacing
from publisher.cards.text import vertical as vertical_text
from publisher.cards.text.breaking import Wrap, break_lines
from publisher.cards.text.classes import TRAILING_PUNCTUATION
from publisher.cards.text.edges import gaps_across, past_edges, with_edges
from publisher.cards.text.hanging import hung, settled
from publisher.cards.text.justify import openings, spread
from publisher.cards.text.model import (
    Break,
    Cluster,
    Level,
    Line,
    LineBreak,
    Lines,
    Orientation,
    Places,
    Price,
    Ruby,
    Span,
    Text,
    Trim,
    WordBreak,
    priced,
)
from publisher.cards.text.penalties import SENSE
from publisher.cards.text.ruby import rubies_of, without_broken
from publisher.cards.text.segment import clusters_of, places_of
from publisher.cards.text.shape import shape
from publisher.lazy import dataclass

ELLIPSIS = "…"
MAX_CLUSTERS: Final = 1200  # more than any card can show; what lies beyond is never measured
_ENDLESS: Final = 1e7
_SLOP: Final = 1e-4
_FIT_SEARCH: Final = 0.88  # a size down to this share of the largest may win by better breaks
_glyphs, _edge = attrgetter("glyphs"), attrgetter("edge")
_SIZE_COST: Final = 6.0  # what giving up all of the size would cost; a tenth costs 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """What a paragraph is set by; the fields mirror `word-break`, `text-autospace`, `text-spacing-trim` and so on.

    `splits` is false for `overflow-wrap: normal`, `hanging` true for `hanging-punctuation: allow-end`.
    """

    lang: str
    direction: str = ""
    word_break: WordBreak = "auto-phrase"
    line_break: LineBreak = "strict"
    splits: bool = True
    autospace: bool = True
    trim: Trim = "trim-start"
    hanging: bool = False
    breakable: bool = True
    vertical: bool = False


def prepare(spans: Sequence[Span], style: TextStyle) -> Text:
    """A text measured and segmented, ready for `break_lines`.

    Text beyond `MAX_CLUSTERS` grapheme clusters is left out, with the ellipsis that says so.
    """
    return _prepare(tuple(spans), style)


@lru_cache(maxsize=64)  # those that recur, as a site's name does, stay
def _prepare(spans: tuple[Span, ...], style: TextStyle) -> Text:
    lang, vertical = style.lang, style.vertical
    whole, span_at = _join(spans)
    parts = clusters_of(whole)
    if vertical:
        parts = _with_combined(parts, spans, span_at)
    base = 0 if vertical else bidi.base_level(whole, style.direction)
    level_at = [0] * len(whole) if vertical else bidi.levels(whole, base)
    span_of, level_of = span_at, level_at
    offsets: Sequence[int] = ()
    if len(parts) < len(whole):
        offsets = list(accumulate(map(len, parts), initial=0))
        span_of, level_of = [span_at[at] for at in offsets[:-1]], [level_at[at] for at in offsets[:-1]]
    shaped = shape(parts, spans, span_of, level_of, lang, vertical=vertical)
    gap = partial(spacing.gap, autospace=style.autospace, trim=style.trim)
    shaped, over = rubies_of(shaped, spans, lang, gap, vertical=vertical)
    longest = max(range(len(spans)), key=lambda index: len(spans[index].text), default=0)  # the text's own style
    own = spans[longest]
    dots = _ellipsis(own.fonts, own.scale, own.letter_spacing, own.orientation, base, lang, vertical=vertical)
    clusters, rubies = with_edges(shaped, over, spans, base)
    seek = partial(_sought, whole, style, offsets, shaped, over, clusters)
    return _assemble(
        clusters, seek, dots._replace(span=longest), style, gap, rtl=bool(base), rubies=rubies, feeds="\n" in whole
    )


def _sought(
    whole: str,
    style: TextStyle,
    offsets: Sequence[int],
    shaped: Sequence[Cluster],
    rubies: Sequence[Ruby],
    clusters: Sequence[Cluster],
) -> Places:
    """Where the clusters of a text may be parted, which were `shaped` and then got edges between them.

    `offsets` are those in the text where each cluster of it begins, empty when each is one code point.
    """
    places, price = places_of(whole, style.lang, word_break=style.word_break, line_break=style.line_break)
    if offsets or len(clusters) > len(shaped):  # a place will have another number than it is priced by
        places, price = priced(places, price), None
    if offsets:
        places = _between_clusters(places, offsets)
    places = without_broken(_before_glyphs(places, shaped), rubies)
    return past_edges(places, clusters), price


def _between_clusters(places: tuple[Break, ...], offsets: Sequence[int]) -> tuple[Break, ...]:
    """The breaks by cluster, where they came by code point; those inside a cluster are none."""
    index_of = {offset: index for index, offset in enumerate(offsets)}
    return tuple(place._replace(index=index) for place in places if (index := index_of.get(place.index)) is not None)


def _before_glyphs(places: tuple[Break, ...], clusters: Sequence[Cluster]) -> tuple[Break, ...]:
    """The breaks without those in a ligature or before what is hidden."""
    if all(map(_glyphs, clusters)):
        return places
    return tuple(place for place in places if place.level is Level.FORCED or not clusters[place.index].joined)


@lru_cache(maxsize=256)
def _ellipsis(
    fonts: FontStack, scale: float, spacing: float, orientation: Orientation, level: int, lang: str, *, vertical: bool
) -> Cluster:
    span = Span(text=ELLIPSIS, fonts=fonts, scale=scale, letter_spacing=spacing, orientation=orientation)
    return shape([ELLIPSIS], [span], [0], [level], lang, vertical=vertical)[0]


def _with_combined(parts: list[str], spans: tuple[Span, ...], span_at: list[int]) -> list[str]:
    """The clusters with those that share an upright cell joined into one."""
    offsets = accumulate((len(part) for part in parts), initial=0)
    joined: list[str] = []
    start = 0
    for left, right in vertical_text.combined(
        parts, spans, [span_at[at] for at, _ in zip(offsets, parts, strict=False)]
    ):
        joined += [*parts[start:left], "".join(parts[left:right])]
        start = right
    return joined + parts[start:]


def _join(spans: tuple[Span, ...]) -> tuple[str, list[int]]:
    """The whole text, capped, and the span of each of its code points."""
    whole = "".join(span.text for span in spans)
    span_at = [index for index, span in enumerate(spans) for _ in span.text]
    if len(whole) > MAX_CLUSTERS:
        whole = whole[:MAX_CLUSTERS].rstrip() + ELLIPSIS
        span_at = span_at[: len(whole)]
    return whole, span_at


def _assemble(
    clusters: tuple[Cluster, ...],
    seek: Callable[[], Places],
    dots: Cluster,
    style: TextStyle,
    gap: Callable[[Cluster, Cluster], float],
    *,
    rtl: bool,
    rubies: tuple[Ruby, ...],
    feeds: bool,
) -> Text:
    gaps = gaps_across(clusters, gap) if any(map(_edge, clusters)) else spacing.gaps(clusters, gap)
    starts, stops = _edges(clusters, gaps, style.trim, hanging=style.hanging)
    return Text(
        clusters,
        seek,
        gaps,
        starts,
        stops,
        dots,
        rtl=rtl,
        trim=style.trim,
        vertical=style.vertical,
        rubies=rubies,
        hanging=style.hanging,
        splits=style.splits,
        breakable=style.breakable,
        feeds=feeds,
    )


def _edges(
    clusters: tuple[Cluster, ...], gaps: tuple[float, ...], trim: Trim, *, hanging: bool
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    starts, stops = spacing.edges(clusters, gaps, trim)
    return starts, hung(clusters, stops, trim) if hanging else stops


def set_lines(text: Text, measure_em: float, wrap: Wrap, *, clamp: int | None = None, breakable: bool = True) -> Lines:
    """Lines for a measure in em; more than `clamp` of them end in an ellipsis (CSS `line-clamp`).

    Text that is not `breakable` (CSS `white-space: nowrap`) stays on one line and is cut there with an ellipsis.
    """
    measure_em = max(measure_em, _SLOP)
    lines = _set(text, measure_em, wrap, clamp, breakable=breakable)
    return settled(lines, measure_em) if text.hanging else lines


def _set(text: Text, measure_em: float, wrap: Wrap, clamp: int | None, *, breakable: bool) -> Lines:
    lines = break_lines(text, measure_em if breakable else _ENDLESS, wrap)
    if not breakable and lines.width <= measure_em + _SLOP:
        return lines
    if breakable and (clamp is None or len(lines.lines) <= clamp):
        return lines
    if not breakable:
        clamp = len(lines.lines)
    return _clamp(text, measure_em, wrap, max(1, clamp or 1))


def _clamp(text: Text, measure_em: float, wrap: Wrap, clamp: int) -> Lines:
    """The longest beginning that fits `clamp` lines with its ellipsis, cut where a phrase ends if that costs little."""
    greedy = break_lines(text, measure_em, "greedy").lines
    widest = measure_em if text.splits else max(measure_em, *(line.width for line in greedy))
    limit = greedy[min(clamp, len(greedy)) - 1].end
    floor = greedy[clamp - 1].start + (limit - greedy[clamp - 1].start) // 2 if clamp <= len(greedy) else 0
    places = [place for place in text.places if floor < place.index <= limit]
    phrase = [place.index for place in places if place.level <= Level.PHRASE]
    word = [place.index for place in places if place.level <= Level.WORD]
    for cut in (*reversed(phrase), *reversed(word), *range(limit, 0, -1)):
        short = _cut(text, cut)
        lines = break_lines(short, measure_em, wrap)
        if len(lines.lines) <= clamp and lines.width <= widest + 1e-6:
            return replace(lines, clamped=True)
    return replace(break_lines(_cut(text, 0), measure_em, "greedy"), clamped=True)


def _cut(text: Text, end: int) -> Text:
    """The text up to cluster `end` and an ellipsis; punctuation and spaces before it are removed."""
    clusters = text.clusters
    while end > 0 and _goes(clusters[end - 1]):
        end -= 1
    kept = (*clusters[: max(0, end - 1)], *map(_alone, clusters[end - 1 : end] if end else ()), text.ellipsis)
    gaps = (*text.gaps[: max(0, end - 1)], 0.0) if end else ()
    starts, stops = _edges(kept, gaps, text.trim, hanging=text.hanging)
    places = tuple([place for place in text.places if place.index < end])
    rubies = tuple(ruby for ruby in text.rubies if ruby.end <= end)
    seek = partial(_known, places, text.price)
    return replace(text, clusters=kept, seek=seek, gaps=gaps, starts=starts, stops=stops, rubies=rubies)


def _known(places: tuple[Break, ...], price: Price | None) -> Places:
    return places, price


def _alone(last: Cluster) -> Cluster:
    """The cluster as wide as it is where what it is kerned towards is left out."""
    return last._replace(advance=last.advance + last.kern, kern=0.0) if last.kern else last


def _goes(last: Cluster) -> bool:
    """Whether a cluster does not stay before an ellipsis."""
    return last.edge > 0 or last.text in TRAILING_PUNCTUATION or last.text.isspace()


def fit_size(
    text: Text, width: float, sizes: Sequence[float], wrap: Wrap, *, max_lines: Callable[[float], int]
) -> float:
    """The size (px) to set `text` at in `width` px: the largest that needs no more lines than `max_lines` allows it.

    A size at which no word must be split beats a larger one at which some must; among sizes nearly as large the one
    whose breaks read best wins. The smallest size when none fits.
    """
    fitting: list[tuple[float, Lines]] = []
    whole = 0.0  # the largest size that splits no phrase
    least, floor = 0.0, 0.0  # what the best size so far costs, and what the breaks of none can be less than
    extent = text.stops[-1] - text.starts[0]
    for size in sorted(sizes, reverse=True):
        given_up = _SIZE_COST * (1 - size / whole) if whole else 0.0
        if size < whole * _FIT_SEARCH:
            break
        if whole and floor + given_up >= least:
            break  # and smaller ones give up more
        allowed = max_lines(size)
        if extent * size > width * allowed:
            continue  # not even without a gap at any line's end
        lines = break_lines(text, width / size, wrap)
        if len(lines.lines) <= allowed and (text.splits or lines.width * size <= width + _SLOP):
            fitting.append((size, lines))
            if lines.worst <= Level.PHRASE:
                floor = floor if whole else _cheapest(text, len(lines.lines) - 1, wrap)
                least = min(least, lines.cost + given_up) if whole else lines.cost
                whole = whole or size
    return _most_readable(fitting) if fitting else min(sizes)


def _cheapest(text: Text, count: int, wrap: Wrap) -> float:
    """What `count` breaks or fewer between phrases cost at the least: a smaller size never needs more of them."""
    sense = SENSE[wrap]
    return sum(sorted(min(0.0, sense * place.cost) for part in text.parts for place in part.phrases)[:count])


def _most_readable(fitting: list[tuple[float, Lines]]) -> float:
    """Of sizes from large to small: no worse breaks than needed, then the cheapest near the largest."""
    worst = max(Level.PHRASE, min(lines.worst for _, lines in fitting))
    fitting = [(size, lines) for size, lines in fitting if lines.worst <= worst]
    largest = fitting[0][0]
    near = [(size, lines) for size, lines in fitting if size >= largest * _FIT_SEARCH]
    return min(near, key=lambda pair: pair[1].cost + _SIZE_COST * (1 - pair[0] / largest))[0]


def place(lines: Lines, line: Line) -> list[tuple[int, Cluster, float]]:
    """The clusters of a line from left to right, or down a column: index, cluster, distance (em) from the start."""
    text, start, end = lines.text, line.start, line.end
    pen = -line.shift
    placed: list[tuple[int, Cluster, float]] = []
    if text.mixed:
        placed = _reordered(text, start, end, pen)
    else:
        gaps = (*text.gaps[start : end - 1], 0.0)
        for index, cluster, gap in zip(range(start, end), text.clusters[start:end], gaps, strict=False):
            placed.append((index, cluster, pen))
            pen = pen + cluster.advance + gap
    return spread(text, line, placed) if line.stretch else placed


def _reordered(text: Text, start: int, end: int, pen: float) -> list[tuple[int, Cluster, float]]:
    """The clusters of a line in the order they are seen (UAX 9, L2), from a pen on."""
    clusters, gaps = text.clusters, text.gaps
    indices = [start + index for index in bidi.visual_order([cluster.level for cluster in clusters[start:end]])]
    placed: list[tuple[int, Cluster, float]] = []
    before = -2
    for index in indices:
        if abs(index - before) == 1:
            pen += gaps[min(index, before)]
        placed.append((index, clusters[index], pen))
        pen += clusters[index].advance
        before = index
    return placed


def justified(lines: Lines, measure_em: float) -> Lines:
    """The lines as wide as the measure, but for those at the text's end and before a line feed (CSS Text 3, 6.3)."""
    return replace(lines, lines=tuple(_stretched(lines, line, measure_em) for line in lines.lines))


def _stretched(lines: Lines, line: Line, measure_em: float) -> Line:
    after = (cluster.text for cluster in lines.text.clusters[line.end :])
    following = next((text for text in after if text == "\n" or not text.isspace()), "\n")
    free = measure_em - line.width
    if following == "\n" or free <= _SLOP:
        return line
    count = sum(openings(lines.text, line, place(lines, line)))
    return line._replace(width=measure_em, stretch=free / count) if count else line
