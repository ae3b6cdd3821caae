"""The card language's properties in one table: name, grammar, whether inherited, initial value.

The parsers, the suggestions of error messages and the documentation all come from `TABLE`. Shorthands are in
`shorthands.SHORTHANDS`. What exists only so that a browser shows the same is read as what it stands for:
`-webkit-line-clamp` is `line-clamp`, `display: -webkit-box` is `block`, `-webkit-box-orient: vertical` does nothing.
"""

from __future__ import annotations

from publisher.cards.style.colors import COLOR
from publisher.cards.style.images import ASPECT_RATIO, FILTERS, IMAGES, POSITION, POSITIONS, REPEATS, SHADOWS, SIZES
from publisher.cards.style.model import AUTO, CornerRadius, Percent, Position, Style
from publisher.cards.style.typography import (
    EMPHASIS,
    FONT_FAMILY,
    FONT_SIZE,
    FONT_WEIGHT,
    LINE_HEIGHT,
    TEXT_COMBINE,
)
from publisher.cards.style.values import (
    Context,
    Grammar,
    InvalidValueError,
    Tokens,
    keywords,
    length,
    non_negative,
    number,
    numeric,
    one,
    percent,
    pixels_or_percent,
    whole,
)
from publisher.lazy import dataclass

SIDES = ("top", "right", "bottom", "left")
CORNERS = ("top-left", "top-right", "bottom-right", "bottom-left")

ALIASES = {"-webkit-line-clamp": "line-clamp", "word-wrap": "overflow-wrap"}


@dataclass(frozen=True, slots=True)
class Property:
    """One longhand: its grammar, whether children inherit it, its initial computed value (None: `currentcolor`)."""

    name: str
    grammar: Grammar
    initial: object
    inherited: bool

    @property
    def field(self) -> str:
        """The name of the field of `Style`."""
        return self.name.replace("-", "_")


def _opacity(tokens: Tokens, _: Context) -> float:
    token = one(tokens)
    value = percent(token).value / 100 if token.type == "percentage" else number(token)
    return min(max(value, 0.0), 1.0)


def _corner(tokens: Tokens, context: Context) -> CornerRadius:
    if not 1 <= len(tokens) <= 2:
        raise InvalidValueError("a corner has one radius, or a horizontal and a vertical one")
    across, down = (non_negative(pixels_or_percent(token, context)) for token in (tokens[0], tokens[-1]))
    return across, down


_LENGTH = length(negative=False, words={})
_RADIUS = Grammar("[<length> | <percentage>]{1,2}", _corner)
_SIZE = length(negative=False)
_MAX = length(negative=False, words={"none": AUTO})
_GAP = length(negative=False, words={"normal": 0.0})
_BORDER_WIDTH = length(percentages=False, negative=False, words={"thin": 1.0, "medium": 3.0, "thick": 5.0})
_ALIGN = ("normal", "stretch", "flex-start", "flex-end", "start", "end", "center", "baseline")
_DISTRIBUTE = (*_ALIGN[:-1], "space-between", "space-around", "space-evenly")

FIT_LENGTH = length(percentages=False, negative=False, words={"none": None})
"""`--fit-min` and `--fit-max`: custom properties, since a browser does not know `text-fit`."""

CONTRAST = numeric(low=1.0, high=21.0)
"""`--contrast`: the box is a scrim, drawn so strongly that text over it has this contrast; `opacity` is the least."""

_BOXES = {
    "display": keywords("flex", "block", "inline", "none", _webkit_box="block"),
    "flex-direction": keywords("row", "row-reverse", "column", "column-reverse"),
    "flex-wrap": keywords("nowrap", "wrap", "wrap-reverse"),
    "flex-grow": numeric(),
    "flex-shrink": numeric(),
    "flex-basis": _SIZE,
    "row-gap": _GAP,
    "column-gap": _GAP,
    "align-items": keywords(*_ALIGN),
    "align-self": keywords("auto", *_ALIGN),
    "align-content": keywords(*_DISTRIBUTE),
    "justify-content": keywords(*_DISTRIBUTE),
    "position": keywords("relative", "absolute", "static"),
    **dict.fromkeys(SIDES, length()),
    "z-index": whole(low=-1_000_000, word_for_none="auto"),
    **dict.fromkeys(("width", "height", "min-width", "min-height"), _SIZE),
    **dict.fromkeys(("max-width", "max-height"), _MAX),
    "aspect-ratio": ASPECT_RATIO,
    "box-sizing": keywords("border-box", "content-box"),
    "overflow": keywords("visible", "hidden"),
    **{f"margin-{side}": length() for side in SIDES},
    **{f"padding-{side}": _LENGTH for side in SIDES},
    **{f"border-{side}-width": _BORDER_WIDTH for side in SIDES},
    **{f"border-{side}-style": keywords("none", "solid") for side in SIDES},
    **{f"border-{side}-color": COLOR for side in SIDES},
    **{f"border-{corner}-radius": _RADIUS for corner in CORNERS},
}

_PAINT = {
    "background-color": COLOR,
    "background-image": IMAGES,
    "background-size": SIZES,
    "background-position": POSITIONS,
    "background-repeat": REPEATS,
    "object-fit": keywords("fill", "contain", "cover", "none", "scale-down"),
    "object-position": POSITION,
    "opacity": Grammar("<number> | <percentage>", _opacity),
    "box-shadow": SHADOWS,
    "filter": FILTERS,
}

_INHERITED_TEXT = {
    "color": COLOR,
    "font-family": FONT_FAMILY,
    "font-size": FONT_SIZE,
    "font-weight": FONT_WEIGHT,
    "font-style": keywords("normal", "italic", oblique="italic"),
    "line-height": LINE_HEIGHT,
    "letter-spacing": length(percentages=False, words={"normal": 0.0}),
    "text-align": keywords("start", "end", "left", "right", "center", "justify"),
    "text-transform": keywords("none", "uppercase", "lowercase", "capitalize"),
    "white-space": keywords("normal", "nowrap", "pre", "pre-line", "pre-wrap"),
    "line-break": keywords("auto", "loose", "normal", "strict", "anywhere"),
    "word-break": keywords("normal", "keep-all", "break-all", "auto-phrase"),
    "overflow-wrap": keywords("normal", "break-word", "anywhere"),
    "text-wrap": keywords("wrap", "nowrap", "balance", "pretty"),
    "text-spacing-trim": keywords("normal", "space-all", "space-first", "trim-start"),
    "text-autospace": keywords("normal", "no-autospace"),
    "hanging-punctuation": keywords("none", "allow-end"),
    "writing-mode": keywords("horizontal-tb", "vertical-rl"),
    "text-orientation": keywords("mixed", "upright", "sideways"),
    "text-combine-upright": TEXT_COMBINE,
    "text-emphasis-style": EMPHASIS,
    "text-emphasis-color": COLOR,
    "ruby-position": keywords("over", "under"),
}

_OWN_TEXT = {
    "text-decoration-line": keywords("none", "underline", "line-through"),
    "text-decoration-color": COLOR,
    "text-fit": keywords("none", "shrink"),
    "line-clamp": whole(low=1, word_for_none="none"),
}

_LEFT_TOP = Position(x=Percent(0.0), y=Percent(0.0))
# Where the initial value differs from Style's default, which is what the initial values add up to: a `medium` border
# without a style has no width.
_INITIAL: dict[str, object] = {
    **{f"border-{side}-width": 3.0 for side in SIDES},
    **{f"border-{side}-color": None for side in SIDES},
    "text-decoration-color": None,
    "text-emphasis-color": None,
    "background-size": ((AUTO, AUTO),),
    "background-position": (_LEFT_TOP,),
    "background-repeat": (("repeat", "repeat"),),
}
_DEFAULTS = Style()


def _initial(name: str) -> object:
    return _INITIAL[name] if name in _INITIAL else getattr(_DEFAULTS, name.replace("-", "_"))


TABLE: dict[str, Property] = {
    name: Property(name, grammar, _initial(name), inherited)
    for group, inherited in ((_BOXES, False), (_PAINT, False), (_INHERITED_TEXT, True), (_OWN_TEXT, False))
    for name, grammar in group.items()
}
"""Every longhand by name."""
