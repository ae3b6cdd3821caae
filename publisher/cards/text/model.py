"""The typesetter's types. Lengths are in em of the paragraph's font size unless a name says px."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from publisher.cards.fonts import Face, FontStack
from publisher.cards.text.classes import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style: its fonts, its size relative to the paragraph's, extra letter spacing in em.

    `paint` is handed through untouched to whoever draws the glyphs.
    """

    text: str
    fonts: FontStack
    scale: float = 1.0
    letter_spacing: float = 0.0
    paint: object = None


class Level(IntEnum):
    """How good a place to break is, best first (spec: levels of break)."""

    FORCED = 0  # a line feed
    PHRASE = 1  # between BudouX phrases, or at a space between Latin words
    WORD = 2  # inside a phrase, between words or at a change of script
    CHARACTER = 3  # any other place that UAX 14 with strict kinsoku allows
    EMERGENCY = 4  # inside a word that is wider than the line alone


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a face at an offset from its cluster's left end on the baseline, y upwards."""

    face: Face
    gid: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """A grapheme cluster as shaped: `advance` includes letter spacing; `scale` is its span's size."""

    text: str
    kind: Kind
    glyphs: tuple[Glyph, ...]
    advance: float
    scale: float
    span: int
    level: int  # bidi embedding level
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: before cluster `index`, at a cost."""

    index: int
    level: Level
    cost: float


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph ready to be broken: clusters, where it may break, and its widths as running sums.

    A line of clusters `i` to `j` (exclusive) is `stops[j] - starts[i]` wide: its edges' spaces left out, its
    punctuation trimmed. `gaps[i]` is the space between clusters i and i + 1 (negative where punctuation closes up).
    """

    clusters: tuple[Cluster, ...]
    breaks: tuple[Break, ...]
    gaps: tuple[float, ...] = field(repr=False)
    starts: tuple[float, ...] = field(repr=False)
    stops: tuple[float, ...] = field(repr=False)
    ellipsis: Cluster = field(repr=False)
    rtl: bool = False
    trim_start: bool = True

    @property
    def missing(self) -> tuple[str, ...]:
        """The clusters no font could draw, each once, in order."""
        return tuple(dict.fromkeys(cluster.text for cluster in self.clusters if cluster.missing))


@dataclass(frozen=True, slots=True)
class Line:
    """Clusters `start` to `end` (exclusive, without the spaces at its end) set on one line of `width` em.

    `shift` is how far an opening bracket at the start is pulled left so that its ink sits flush.
    """

    start: int
    end: int
    width: float
    shift: float = 0.0


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
        return max((line.width for line in self.lines), default=0.0)
