"""The typesetter's types. Lengths are in em of the paragraph's font size unless a name says px."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from enum import IntEnum
from operator import attrgetter, sub
from typing import Any, Literal, NamedTuple

from publisher.cards.fonts import Face, FontStack
from publisher.cards.text.classes import Kind
from publisher.lazy import dataclass

Orientation = Literal["mixed", "upright", "sideways"]
WordBreak = Literal["auto-phrase", "normal", "keep-all", "break-all"]
LineBreak = Literal["auto", "loose", "normal", "strict", "anywhere"]
Trim = Literal["trim-start", "space-first", "normal", "space-all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style: its fonts, its size relative to the paragraph's, extra letter spacing in em.

    In vertical text `orientation` is CSS `text-orientation`, and up to `combine` digits in a row share one upright
    cell (`text-combine-upright: digits n`; -1 is `all`: the whole span). `ruby` stands beside the whole span, its scale
    relative to the paragraph's size as well. A span without text may be the `edge` of an inline box: 1 its start, -1
    its end, `edge_width` em wide. `paint` is handed through untouched to whoever draws the glyphs.
    """

    text: str
    fonts: FontStack
    scale: float = 1.0
    letter_spacing: float = 0.0
    orientation: Orientation = "mixed"
    combine: int = 0
    ruby: Span | None = None
    edge: int = 0
    edge_width: float = 0.0
    paint: Any = None


class Level(IntEnum):
    """How good a place to break is, best first (spec: levels of break)."""

    FORCED = 0  # a line feed
    PHRASE = 1  # between BudouX phrases, or at a space between Latin words
    WORD = 2  # inside a phrase, between words or at a change of script
    CHARACTER = 3  # any other place that UAX 14 with strict kinsoku allows
    EMERGENCY = 4  # inside a word that is wider than the line alone


FORCED, PHRASE, WORD, CHARACTER, EMERGENCY = Level  # by itself; looking one up in its class takes ten times as long


class Glyph(NamedTuple):
    """A glyph of a face at an offset from its cluster's origin, y upwards.

    The origin is the cluster's left end on the baseline; in vertical text the column's middle at the cluster's top,
    where `turned` glyphs lie on their right side and `squeeze` narrows those that share a cell.
    """

    face: Face
    gid: int
    x: float
    y: float
    turned: bool = False
    squeeze: float = 1.0


class Cluster(NamedTuple):
    """A grapheme cluster as shaped: `advance` includes letter spacing; `scale` is its span's size.

    `kern` is how much wider it is at a line's end, where it is not drawn towards the next.
    """

    text: str
    kind: Kind
    glyphs: tuple[Glyph, ...]
    advance: float
    scale: float
    span: int
    level: int  # bidi embedding level
    missing: bool = False
    kern: float = 0.0
    edge: int = 0  # 1: not a character but the start of an inline box, -1: its end

    @property
    def joined(self) -> bool:
        """Whether it has no glyph of its own: it is hidden, or in a ligature with what stands before it."""
        return not self.glyphs and not self.edge


@dataclass(frozen=True, slots=True)
class Ruby:
    """Ruby over clusters `start` to `end` (exclusive): its clusters, and the span they are of."""

    start: int
    end: int
    clusters: tuple[Cluster, ...]
    span: Span

    @property
    def width(self) -> float:
        """The sum of the advances, in em of the paragraph."""
        return sum([cluster.advance for cluster in self.clusters])


_level = attrgetter("level")

UNPRICED = float("nan")
"""The cost of a place inside a phrase until somebody asks: few are ever looked at."""


class Break(NamedTuple):
    """A place where a line may end: before cluster `index`, at a cost (UNPRICED: as `Text.price` says)."""

    index: int  # type: ignore[assignment]  # hides a tuple's own method
    level: Level
    cost: float


Price = Callable[[Break], float]
"""What a place costs, where it is UNPRICED."""

Places = tuple[tuple[Break, ...], Price | None]
"""The places where a text may be parted, in order, and what tells their price."""


class Part(NamedTuple):
    """The clusters from `start` to `end` (exclusive) between two forced breaks, and the places among them.

    `phrases` are the places between phrases. `widest` is the width in em of the widest piece that no break divides.
    """

    start: int
    end: int
    places: tuple[Break, ...]
    phrases: tuple[Break, ...]
    widest: float
    price: Price | None

    @property
    def breaks(self) -> tuple[Break, ...]:
        """All places with what they cost."""
        return priced(self.places, self.price)


def priced(places: tuple[Break, ...], price: Price | None) -> tuple[Break, ...]:
    """The places, those that were UNPRICED with their cost."""
    if price is None:
        return places
    return tuple([place if place.cost == place.cost else place._replace(cost=price(place)) for place in places])


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph ready to be broken: clusters, where it may break, and its widths as running sums.

    A line of clusters `i` to `j` (exclusive) is `stops[j] - starts[i]` wide: its edges' spaces left out, its
    punctuation trimmed. `gaps[i]` is the space between clusters i and i + 1 (negative where punctuation closes up).
    `seek` finds where it may be parted, when somebody asks: nobody does of what fits its line. `mixed` tells that some
    of it is read from right to left, or stands in text that is; `missing` are the clusters no font could draw, each
    once, in order. `known` are lines, what they cost and their worst level, by the measure and the wrapping asked for.
    """

    clusters: tuple[Cluster, ...]
    seek: Callable[[], Places] = field(repr=False, compare=False)
    gaps: tuple[float, ...] = field(repr=False)
    starts: tuple[float, ...] = field(repr=False)
    stops: tuple[float, ...] = field(repr=False)
    ellipsis: Cluster = field(repr=False)
    rtl: bool = False
    trim: Trim = "trim-start"
    vertical: bool = False
    rubies: tuple[Ruby, ...] = ()
    hanging: bool = False  # 、 and 。 may hang: `stops` leave them out
    splits: bool = True  # a word wider than its line may be split anywhere
    breakable: bool = True  # else lines end at line feeds alone
    feeds: bool = True  # there may be line feeds in it
    known: dict[tuple[float, str], tuple[tuple[Line, ...], float, Level]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _places: Places | None = field(default=None, init=False, repr=False, compare=False)
    _parts: tuple[Part, ...] | None = field(default=None, init=False, repr=False, compare=False)
    mixed: bool = field(init=False, repr=False, compare=False)
    missing: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mixed", any(map(_level, self.clusters)))
        missing = [cluster.text for cluster in self.clusters if cluster.missing]
        object.__setattr__(self, "missing", tuple(dict.fromkeys(missing)))

    @property
    def places(self) -> tuple[Break, ...]:
        """Every place where the text may be parted: if not by a line's end, then by an ellipsis."""
        return self._sought()[0]

    @property
    def price(self) -> Price | None:
        """What places cost that are UNPRICED."""
        return self._sought()[1]

    @property
    def breaks(self) -> tuple[Break, ...]:
        """The places where a line may end."""
        places = self.places
        return places if self.breakable else tuple([place for place in places if place.level is FORCED])

    @property
    def parts(self) -> tuple[Part, ...]:
        """The stretches between forced breaks, one for an empty text."""
        parts = self._parts
        if parts is None:
            parts = self._parted()
            object.__setattr__(self, "_parts", parts)
        return parts

    def _sought(self) -> Places:
        places = self._places
        if places is None:
            places = self.seek()
            object.__setattr__(self, "_places", places)
        return places

    def _parted(self) -> tuple[Part, ...]:
        parts = []
        start, inner = 0, list[Break]()
        for place in self.breaks:
            if place.level is FORCED:
                parts.append(self._part(start, place.index - 1, inner))
                start, inner = place.index, []
            else:
                inner.append(place)
        end = len(self.clusters)
        if end and self.clusters[-1].text == "\n":
            end -= 1
        return (*parts, self._part(start, max(start, end), inner))

    def _part(self, start: int, end: int, breaks: list[Break]) -> Part:
        edges = [place.index for place in breaks]
        stops, starts = map(self.stops.__getitem__, [*edges, end]), map(self.starts.__getitem__, [start, *edges])
        widest = max(map(sub, stops, starts))
        phrases = tuple([place for place in breaks if place.level <= PHRASE])
        return Part(start, end, tuple(breaks), phrases, widest, self.price)


class Line(NamedTuple):
    """Clusters `start` to `end` (exclusive, without the spaces at its end) set on one line of `width` em.

    `shift` is how far an opening bracket at the start is pulled left so that its ink sits flush, `hang` how much of the
    last cluster lies outside the measure, and `stretch` what is added at each place where a justified line opens.
    """

    start: int
    end: int
    width: float
    shift: float = 0.0
    hang: float = 0.0
    stretch: float = 0.0


_width = attrgetter("width")


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph broken into lines, and what the breaks cost (lower reads better)."""

    text: Text
    lines: tuple[Line, ...]
    cost: float
    worst: Level
    clamped: bool = False

    @property
    def width(self) -> float:
        """The widest line, in em."""
        return max(map(_width, self.lines), default=0.0)
