"""Gradients, `url()`, positions, sizes, shadows and filters (CSS Images 3, Backgrounds 3, Filter Effects 1)."""

from __future__ import annotations

import math
from typing import Any, cast

from publisher.cards.style.colors import color
from publisher.cards.style.model import (
    AUTO,
    CENTRE,
    BackgroundImage,
    BackgroundRepeat,
    BackgroundSize,
    Corner,
    Length,
    LengthPercent,
    LinearGradient,
    Percent,
    Position,
    RadialGradient,
    Shadow,
    Stop,
    Url,
)
from publisher.cards.style.values import (
    Context,
    Grammar,
    InvalidValueError,
    Token,
    Tokens,
    comma_separated,
    finite,
    is_delimiter,
    meaningful,
    non_negative,
    number,
    one,
    percent,
    pixels,
    pixels_or_percent,
    split_on,
    word,
)

_DEGREES = {"deg": 1.0, "grad": 0.9, "turn": 360.0, "rad": 180.0 / math.pi}
_SIDES = {"top": 0.0, "right": 90.0, "bottom": 180.0, "left": 270.0}
_EXTENTS = ("closest-side", "closest-corner", "farthest-side", "farthest-corner")
_X, _Y = {"left": 0.0, "right": 100.0}, {"top": 0.0, "bottom": 100.0}
_REPEATS = {
    "repeat": ("repeat", "repeat"),
    "no-repeat": ("no-repeat", "no-repeat"),
    "repeat-x": ("repeat", "no-repeat"),
    "repeat-y": ("no-repeat", "repeat"),
}


def _image(tokens: Tokens, context: Context) -> BackgroundImage | None:
    """One layer's image; None for `none`, which only holds the place of a layer."""
    token = one(tokens)
    if word(token) == "none":
        return None
    if token.type == "url":
        return _url(token.value)
    if token.type != "function":
        raise InvalidValueError
    arguments = meaningful(token.arguments)
    name = token.lower_name
    if name == "url" and len(arguments) == 1 and arguments[0].type == "string":
        return _url(arguments[0].value)
    repeating = name.startswith("repeating-")
    if name.removeprefix("repeating-") == "linear-gradient":
        return _linear(split_on(arguments, ","), context, repeating=repeating)
    if name.removeprefix("repeating-") == "radial-gradient":
        return _radial(split_on(arguments, ","), context, repeating=repeating)
    raise InvalidValueError(f"{token.name}() is not supported: write linear-gradient(), radial-gradient() or url()")


def _url(url: str) -> Url:
    if not url:
        raise InvalidValueError("the url is empty")
    return Url(url)


def _linear(parts: tuple[Tokens, ...], context: Context, *, repeating: bool) -> LinearGradient:
    direction = _direction(parts[0])
    stops = parts if direction is None else parts[1:]
    direction = 180.0 if direction is None else direction
    return LinearGradient(direction=direction, stops=_stops(stops, context), repeating=repeating)


def _direction(tokens: Tokens) -> float | Corner | None:
    if word(tokens[0]) == "to":
        names = {word(token) for token in tokens[1:]}
        if len(tokens) == 2 and len(names & _SIDES.keys()) == 1:
            return _SIDES[names.pop()]
        if len(tokens) == 3 and len(names & _X.keys()) == 1 and len(names & _Y.keys()) == 1:
            corner = f"{(names & _Y.keys()).pop()} {(names & _X.keys()).pop()}"
            return cast("Corner", corner)
        raise InvalidValueError('write the direction as "to right", "to bottom right" or 90deg')
    if len(tokens) == 1 and tokens[0].type == "dimension" and tokens[0].lower_unit in _DEGREES:
        return finite(tokens[0].value * _DEGREES[tokens[0].lower_unit])
    if len(tokens) == 1 and tokens[0].type == "number" and tokens[0].value == 0:
        return 0.0
    return None


def _stops(parts: tuple[Tokens, ...], context: Context) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    for tokens in parts:
        if len(tokens) > 3:
            raise InvalidValueError("write each colour stop as a colour and at most two positions")
        ink = color(tokens[0], context)
        places: list[LengthPercent | None] = [pixels_or_percent(token, context) for token in tokens[1:]]
        stops.extend(Stop(ink, place) for place in places or [None])
    if len(stops) < 2:
        raise InvalidValueError("a gradient needs two colours")
    return tuple(stops)


def _radial(parts: tuple[Tokens, ...], context: Context, *, repeating: bool) -> RadialGradient:
    head = parts[0]
    if any(word(token) in {"circle", "ellipse", "at", *_EXTENTS} for token in head) or _is_radius(head[0]):
        stops = parts[1:]
    else:
        head, stops = (), parts
    at = next((i for i, token in enumerate(head) if word(token) == "at"), len(head))
    position = _position(head[at + 1 :], context) if at < len(head) else CENTRE
    shape, size = _shape(head[:at], context)
    fields: dict[str, Any] = {"shape": shape, "size": size, "position": position}
    return RadialGradient(stops=_stops(stops, context), repeating=repeating, **fields)


def _is_radius(token: Token) -> bool:
    return token.type in {"dimension", "percentage"} or (token.type == "number" and token.value == 0)


def _shape(tokens: Tokens, context: Context) -> tuple[str, object]:
    names = [word(token) for token in tokens if word(token)]
    radii = [non_negative(pixels_or_percent(token, context)) for token in tokens if not word(token)]
    shapes = [name for name in names if name in {"circle", "ellipse"}]
    extents = [name for name in names if name in _EXTENTS]
    if len(shapes) > 1 or len(extents) > 1 or len(shapes) + len(extents) != len(names) or (extents and radii):
        raise InvalidValueError('write the shape as "circle", "ellipse farthest-side", "200px" or "200px 100px"')
    shape = shapes[0] if shapes else "circle" if len(radii) == 1 else "ellipse"
    if not radii:
        return shape, extents[0] if extents else "farthest-corner"
    if len(radii) != (1 if shape == "circle" else 2) or (shape == "circle" and isinstance(radii[0], Percent)):
        raise InvalidValueError("a circle has one radius in px, an ellipse two radii")
    return shape, (radii[0], radii[-1])


def _position(tokens: Tokens, context: Context) -> Position:
    if len(tokens) == 4:
        return _position_from_edges(tokens, context)
    if len(tokens) not in {1, 2}:
        raise InvalidValueError("write a position as one, two or four values")
    first, second = tokens[0], tokens[1] if len(tokens) == 2 else None
    if word(first) in _Y or (second is not None and word(second) in _X):
        first, second = second, first
    return Position(x=_coordinate(first, _X, context), y=_coordinate(second, _Y, context))


def _coordinate(token: Token | None, sides: dict[str, float], context: Context) -> LengthPercent:
    if token is None or word(token) == "center":
        return Percent(50.0)
    if word(token) in sides:
        return Percent(sides[word(token)])
    return pixels_or_percent(token, context)


def _position_from_edges(tokens: Tokens, context: Context) -> Position:
    pairs = {word(tokens[0]): tokens[1], word(tokens[2]): tokens[3]}
    x, y = pairs.keys() & _X.keys(), pairs.keys() & _Y.keys()
    if len(x) != 1 or len(y) != 1:
        raise InvalidValueError('write a position of four values as "right 20px bottom 20px"')
    horizontal, vertical = x.pop(), y.pop()
    left, from_right = _from_edge(pairs[horizontal], horizontal == "right", context)
    top, from_bottom = _from_edge(pairs[vertical], vertical == "bottom", context)
    return Position(x=left, y=top, from_right=from_right, from_bottom=from_bottom)


def _from_edge(token: Token, from_end: bool, context: Context) -> tuple[LengthPercent, bool]:  # noqa: FBT001
    offset = pixels_or_percent(token, context)
    # A percentage from the far edge is one from the near edge; a length is not, until the box is known.
    return (Percent(100.0 - offset.value), False) if from_end and isinstance(offset, Percent) else (offset, from_end)


def _size(tokens: Tokens, context: Context) -> BackgroundSize:
    if len(tokens) == 1 and word(tokens[0]) in {"cover", "contain"}:
        return "cover" if word(tokens[0]) == "cover" else "contain"
    if len(tokens) > 2:
        raise InvalidValueError

    def side(token: Token) -> Length:
        return AUTO if word(token) == "auto" else non_negative(pixels_or_percent(token, context))

    return side(tokens[0]), side(tokens[1]) if len(tokens) == 2 else AUTO


def _repeat(tokens: Tokens, _: Context) -> BackgroundRepeat:
    names = [word(token) for token in tokens]
    if len(names) == 1 and names[0] in _REPEATS:
        return cast("BackgroundRepeat", _REPEATS[names[0]])
    if len(names) == 2 and set(names) <= {"repeat", "no-repeat"}:
        return cast("BackgroundRepeat", tuple(names))
    raise InvalidValueError


def _shadow(tokens: Tokens, context: Context) -> Shadow:
    inset = any(word(token) == "inset" for token in tokens)
    rest = [token for token in tokens if word(token) != "inset"]
    lengths = [token for token in rest if token.type in {"dimension", "number"}]
    inks = [token for token in rest if token not in lengths]
    first = rest.index(lengths[0]) if lengths else 0
    together = rest[first : first + len(lengths)] == lengths
    if not 2 <= len(lengths) <= 4 or len(inks) > 1 or len(rest) < len(tokens) - 1 or not together:
        raise InvalidValueError('write a shadow as "0 4px 12px rgba(0, 0, 0, .3)"')
    x, y, blur, spread = [*(pixels(token, context) for token in lengths), 0.0, 0.0][:4]
    if blur < 0:
        raise InvalidValueError("a blur cannot be negative")
    ink = color(inks[0], context) if inks else context.color
    return Shadow(x=x, y=y, blur=blur, spread=spread, color=ink, inset=inset)


def _filters(tokens: Tokens, context: Context) -> tuple[tuple[str, float], ...]:
    return () if word(tokens[0]) == "none" and len(tokens) == 1 else tuple(_filter(token, context) for token in tokens)


def _filter(token: Token, context: Context) -> tuple[str, float]:
    if token.type != "function" or token.lower_name not in {"blur", "brightness"}:
        raise InvalidValueError("write blur(8px) or brightness(60%)")
    arguments = meaningful(token.arguments)
    if not arguments:
        return token.lower_name, 0.0 if token.lower_name == "blur" else 1.0
    argument = one(arguments)
    if token.lower_name == "blur":
        value = pixels(argument, context)
    else:
        value = percent(argument).value / 100 if argument.type == "percentage" else number(argument)
    return token.lower_name, non_negative(value)


def _aspect_ratio(tokens: Tokens, _: Context) -> float | None:
    if len(tokens) == 1 and word(tokens[0]) == "auto":
        return None
    sides = [number(one(part)) for part in split_on(tokens, "/")]
    if len(sides) > 2 or any(side <= 0 for side in sides):
        raise InvalidValueError("write it as 1200 / 630 or 1.9")
    return finite(sides[0] / (sides[1] if len(sides) == 2 else 1.0))


def _shadows(tokens: Tokens, context: Context) -> tuple[object, ...]:
    if len(tokens) == 1 and word(tokens[0]) == "none":
        return ()
    return comma_separated(_shadow)(tokens, context)


IMAGES = Grammar("[none | <gradient> | <url>]#", comma_separated(_image), ("none",))
SHADOWS = Grammar("none | [inset? <length>{2,4} <color>?]#", _shadows, ("none",))
POSITIONS = Grammar("<position>#", comma_separated(_position), ("left", "right", "top", "bottom", "center"))
POSITION = Grammar("<position>", _position, ("left", "right", "top", "bottom", "center"))
SIZES = Grammar("[cover | contain | [<length-percentage> | auto]{1,2}]#", comma_separated(_size), ("cover", "contain"))
REPEATS = Grammar("[repeat | no-repeat | repeat-x | repeat-y]#", comma_separated(_repeat), tuple(_REPEATS))
FILTERS = Grammar("none | [blur(<length>) | brightness(<number>)]+", _filters, ("none",))
ASPECT_RATIO = Grammar("auto | <number> [/ <number>]?", _aspect_ratio, ("auto",))


def is_image(token: Token) -> bool:
    """True for what can only be a background image in the `background` shorthand."""
    return token.type == "url" or (
        token.type == "function" and (token.lower_name == "url" or "gradient" in token.lower_name)
    )


def is_slash(token: Token) -> bool:
    """True for `/`."""
    return is_delimiter(token, "/")
