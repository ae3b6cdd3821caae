"""What the styled tree is made of: elements, text and their computed styles.

Every value is computed: lengths are CSS pixels (float) or `Percent` of what CSS says, colours are RGBA, `currentcolor`,
`em`, `rem`, `inherit` and `var()` are gone. `Style()` is the initial value of every property, and `properties.TABLE`
says how each is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, fields
from enum import Enum
from operator import attrgetter
from typing import Literal, TypeAlias
from weakref import WeakKeyDictionary, ref

from publisher.lazy import dataclass

Color: TypeAlias = tuple[int, int, int, int]
"""Red, green, blue, alpha; each 0 to 255, not premultiplied, sRGB."""

TRANSPARENT: Color = (0, 0, 0, 0)
BLACK: Color = (0, 0, 0, 255)


class Auto(Enum):
    """The type of AUTO."""

    AUTO = "auto"


AUTO = Auto.AUTO
"""`auto`; for `max-width` and `max-height` it stands for `none`."""


class Normal(Enum):
    """The type of NORMAL."""

    NORMAL = "normal"


NORMAL = Normal.NORMAL
"""`line-height: normal`: the font's own ascent + descent + gap."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage that only layout can resolve: `Percent(50.0)` is 50%."""

    value: float


@dataclass(frozen=True, slots=True)
class Px:
    """A line height in pixels, where a bare float is a multiple of the font size."""

    value: float


LengthPercent: TypeAlias = float | Percent
CornerRadius: TypeAlias = tuple[LengthPercent, LengthPercent]
"""Horizontal, vertical."""

Length: TypeAlias = float | Percent | Auto


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """One `box-shadow`: offsets, blur radius and spread in pixels."""

    x: float
    y: float
    blur: float
    spread: float
    color: Color
    inset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where an image or a gradient's centre lies.

    `x` counts from the left edge, or, if it is in pixels, from the right one when `from_right`; `y` likewise.
    Percentages are those of CSS Backgrounds 3 section 3.6: of the box minus the image.
    """

    x: LengthPercent
    y: LengthPercent
    from_right: bool = False
    from_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """One colour stop; `position` is None where it is spread evenly between its neighbours (CSS Images 3, 3.4.3)."""

    color: Color
    position: LengthPercent | None = None


Corner: TypeAlias = Literal["top left", "top right", "bottom left", "bottom right"]
GradientExtent: TypeAlias = Literal["closest-side", "closest-corner", "farthest-side", "farthest-corner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearGradient:
    """`linear-gradient()`; `direction` is degrees clockwise from "to top", or the corner it runs to."""

    direction: float | Corner
    stops: tuple[Stop, ...]
    repeating: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RadialGradient:
    """`radial-gradient()`; `size` is an extent, or the two radii (equal for a circle)."""

    shape: Literal["circle", "ellipse"]
    size: GradientExtent | tuple[LengthPercent, LengthPercent]
    position: Position
    stops: tuple[Stop, ...]
    repeating: bool = False


@dataclass(frozen=True, slots=True)
class Url:
    """`url()`, as written."""

    url: str


BackgroundImage: TypeAlias = LinearGradient | RadialGradient | Url
BackgroundSize: TypeAlias = Literal["cover", "contain"] | tuple[Length, Length]
BackgroundRepeat: TypeAlias = tuple[Literal["repeat", "no-repeat"], Literal["repeat", "no-repeat"]]
"""Horizontal, vertical."""

BorderStyle: TypeAlias = Literal["none", "solid"]
AlignItems: TypeAlias = Literal["normal", "stretch", "flex-start", "flex-end", "start", "end", "center", "baseline"]
AlignSelf: TypeAlias = Literal["auto"] | AlignItems
AlignContent: TypeAlias = Literal[
    "normal",
    "stretch",
    "flex-start",
    "flex-end",
    "start",
    "end",
    "center",
    "space-between",
    "space-around",
    "space-evenly",
]
CENTRE = Position(x=Percent(50.0), y=Percent(50.0))


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Style:
    """The computed style of one element, one field a longhand property (hyphens become underscores).

    Lengths are pixels. The background's four tuples have one entry a layer, the topmost first, and equal lengths.
    `letter_spacing` is in em of the element's own font size, so that it scales when the text is fitted; `fit_min` and
    `fit_max` are pixels, `contrast` is a ratio of WCAG 2. `text_emphasis_style` is the mark itself ("﹅") or "".
    `text_combine_upright` is the number of digits of `digits n`, or a keyword. `text_decoration_line` and `_color`
    already hold what propagates from ancestors. `lang` and `dir` come from the attributes of the same names. The hash
    is computed once, so a style is a cheap key.
    """

    display: Literal["flex", "block", "inline", "none"] = "inline"
    flex_direction: Literal["row", "row-reverse", "column", "column-reverse"] = "row"
    flex_wrap: Literal["nowrap", "wrap", "wrap-reverse"] = "nowrap"
    flex_grow: float = 0.0
    flex_shrink: float = 1.0
    flex_basis: Length = AUTO
    row_gap: LengthPercent = 0.0
    column_gap: LengthPercent = 0.0
    align_items: AlignItems = "normal"
    align_self: AlignSelf = "auto"
    align_content: AlignContent = "normal"
    justify_content: AlignContent = "normal"

    position: Literal["static", "relative", "absolute"] = "static"
    top: Length = AUTO
    right: Length = AUTO
    bottom: Length = AUTO
    left: Length = AUTO
    z_index: int | None = None
    width: Length = AUTO
    height: Length = AUTO
    min_width: Length = AUTO
    min_height: Length = AUTO
    max_width: Length = AUTO
    max_height: Length = AUTO
    aspect_ratio: float | None = None
    box_sizing: Literal["border-box", "content-box"] = "border-box"
    overflow: Literal["visible", "hidden"] = "visible"
    margin_top: Length = 0.0
    margin_right: Length = 0.0
    margin_bottom: Length = 0.0
    margin_left: Length = 0.0
    padding_top: LengthPercent = 0.0
    padding_right: LengthPercent = 0.0
    padding_bottom: LengthPercent = 0.0
    padding_left: LengthPercent = 0.0
    border_top_width: float = 0.0
    border_right_width: float = 0.0
    border_bottom_width: float = 0.0
    border_left_width: float = 0.0
    border_top_style: BorderStyle = "none"
    border_right_style: BorderStyle = "none"
    border_bottom_style: BorderStyle = "none"
    border_left_style: BorderStyle = "none"
    border_top_color: Color = BLACK
    border_right_color: Color = BLACK
    border_bottom_color: Color = BLACK
    border_left_color: Color = BLACK
    border_top_left_radius: CornerRadius = (0.0, 0.0)
    border_top_right_radius: CornerRadius = (0.0, 0.0)
    border_bottom_right_radius: CornerRadius = (0.0, 0.0)
    border_bottom_left_radius: CornerRadius = (0.0, 0.0)

    background_color: Color = TRANSPARENT
    background_image: tuple[BackgroundImage, ...] = ()
    background_size: tuple[BackgroundSize, ...] = ()
    background_position: tuple[Position, ...] = ()
    background_repeat: tuple[BackgroundRepeat, ...] = ()
    object_fit: Literal["fill", "contain", "cover", "none", "scale-down"] = "fill"
    object_position: Position = CENTRE
    opacity: float = 1.0
    box_shadow: tuple[Shadow, ...] = ()
    filter: tuple[tuple[Literal["blur", "brightness"], float], ...] = ()

    color: Color = BLACK
    font_family: tuple[str, ...] = ("sans-serif",)
    font_size: float = 16.0
    font_weight: int = 400
    font_style: Literal["normal", "italic"] = "normal"
    line_height: float | Px | Normal = NORMAL
    letter_spacing: float = 0.0
    text_align: Literal["start", "end", "left", "right", "center", "justify"] = "start"
    text_decoration_line: Literal["none", "underline", "line-through"] = "none"
    text_decoration_color: Color = BLACK
    text_transform: Literal["none", "uppercase", "lowercase", "capitalize"] = "none"
    white_space: Literal["normal", "nowrap", "pre", "pre-line", "pre-wrap"] = "normal"
    line_break: Literal["auto", "loose", "normal", "strict", "anywhere"] = "strict"
    word_break: Literal["normal", "keep-all", "break-all", "auto-phrase"] = "auto-phrase"
    overflow_wrap: Literal["normal", "break-word", "anywhere"] = "break-word"
    text_wrap: Literal["wrap", "nowrap", "balance", "pretty"] = "pretty"
    text_spacing_trim: Literal["normal", "space-all", "trim-start", "space-first"] = "trim-start"
    text_autospace: Literal["normal", "no-autospace"] = "normal"
    hanging_punctuation: Literal["none", "allow-end"] = "none"
    text_fit: Literal["none", "shrink"] = "none"
    fit_min: float | None = None
    fit_max: float | None = None
    contrast: float | None = None
    line_clamp: int | None = None
    writing_mode: Literal["horizontal-tb", "vertical-rl"] = "horizontal-tb"
    text_orientation: Literal["mixed", "upright", "sideways"] = "mixed"
    text_combine_upright: Literal["none", "all"] | int = "none"
    text_emphasis_style: str = ""
    text_emphasis_color: Color = BLACK
    ruby_position: Literal["over", "under"] = "over"
    direction: Literal["ltr", "rtl", "auto"] = "auto"
    lang: str = "ja"

    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(_values(self)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        # The hash of a string differs between processes, so it is made again rather than carried along.
        return _restore, _values(self)


_NAMES = tuple(f.name for f in fields(Style) if f.init)
_values: Callable[[Style], tuple[object, ...]] = attrgetter(*_NAMES)


def _restore(*values: object) -> Style:
    return Style(**dict(zip(_NAMES, values, strict=True)))  # type: ignore[arg-type]


_styles: WeakKeyDictionary[Style, ref[Style]] = WeakKeyDictionary()


def intern(style: Style) -> Style:
    """The one object that stands for all equal styles in use."""
    known = _styles.get(style)
    found = known() if known is not None else None
    if found is None:
        _styles[style] = ref(style)
        return style
    return found


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters as it stands in the document, white space uncollapsed; `line` is where it starts."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Element:
    """One element; the document's is its `<body>`.

    `tag` is lower case, `attributes` are in the document's order, `line` (from 1) is where its start tag ends.
    Elements with `display: none` are kept.
    """

    tag: str
    style: Style
    children: tuple[Element | Text, ...]
    attributes: tuple[tuple[str, str], ...]
    line: int

    def get(self, name: str, default: str = "") -> str:
        """The attribute's value, or the default."""
        return next((value for key, value in self.attributes if key == name), default)
