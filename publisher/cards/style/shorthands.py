"""Shorthand -> longhands: which tokens go to which property (values are parsed by the longhands)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from tinycss2 import parse_component_value_list

from publisher.cards.style.images import is_image, is_slash
from publisher.cards.style.properties import CORNERS, SIDES, TABLE
from publisher.cards.style.values import Context, InvalidValueError, Token, Tokens, split_on, word
from publisher.lazy import dataclass

Expansion: TypeAlias = dict[str, Tokens]


def _tokens(css: str) -> Tokens:
    return tuple(token for token in parse_component_value_list(css) if token.type != "whitespace")


_INITIAL = _tokens("initial")
_COMMA = _tokens(",")


@dataclass(frozen=True, slots=True)
class Shorthand:
    """One shorthand: the longhands it sets, how it is written, and the function that deals out the tokens."""

    name: str
    longhands: tuple[str, ...]
    syntax: str
    expand: Callable[[Tokens], Expansion]


def _accepts(name: str, tokens: Tokens) -> bool:
    try:
        TABLE[name].grammar.parse(tokens, Context())
    except InvalidValueError:
        return False
    return True


_ORDER = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
"""Which of one to four values goes to the top, right, bottom and left."""


def _sides(name: str, longhands: tuple[str, ...], syntax: str) -> Shorthand:
    """One to four values: top, right, bottom, left, as in CSS; also corners, from the top left clockwise."""

    def expand(tokens: Tokens) -> Expansion:
        if not 1 <= len(tokens) <= 4:
            raise InvalidValueError(f"write one to four values: {syntax}")
        return {longhand: (tokens[i],) for longhand, i in zip(longhands, _ORDER[len(tokens)], strict=True)}

    return Shorthand(name, longhands, syntax, expand)


_CORNERS = tuple(f"border-{corner}-radius" for corner in CORNERS)


def _border_radius(tokens: Tokens) -> Expansion:
    """CSS Backgrounds 3, section 5.1: one to four horizontal radii, then after a slash the vertical ones."""
    parts = split_on(tokens, "/")
    if len(parts) > 2 or any(len(part) > 4 for part in parts):
        raise InvalidValueError("write one to four radii, or as many again after a slash")
    across, down = ([part[i] for i in _ORDER[len(part)]] for part in (parts[0], parts[-1]))
    return {name: (x, y) for name, x, y in zip(_CORNERS, across, down, strict=True)}


def _pair(name: str, longhands: tuple[str, str], syntax: str) -> Shorthand:
    def expand(tokens: Tokens) -> Expansion:
        if len(tokens) > 2:
            raise InvalidValueError
        return {longhands[0]: tokens[:1], longhands[1]: tokens[-1:]}

    return Shorthand(name, longhands, syntax, expand)


def _dealt(tokens: Tokens, names: Iterable[str]) -> Expansion:
    """Each token to the first free longhand that takes it; the others become initial."""
    free = list(names)
    dealt = dict.fromkeys(free, _INITIAL)
    for token in tokens:
        name = next((name for name in free if _accepts(name, (token,))), None)
        if name is None:
            raise InvalidValueError
        free.remove(name)
        dealt[name] = (token,)
    return dealt


def _any_order(name: str, longhands: tuple[str, ...], syntax: str) -> Shorthand:
    return Shorthand(name, longhands, syntax, lambda tokens: _dealt(tokens, longhands))


def _border(tokens: Tokens) -> Expansion:
    parts = _dealt(tokens, ("border-top-width", "border-top-style", "border-top-color"))
    return {name.replace("top", side): value for side in SIDES for name, value in parts.items()}


_FLEX_WORDS = {"none": _tokens("0 0 auto"), "auto": _tokens("1 1 auto")}


def _flex(tokens: Tokens) -> Expansion:
    """CSS Flexbox 1, section 7.1.1: `flex: 1` is `1 1 0%`."""
    tokens = _FLEX_WORDS.get(word(tokens[0]), tokens) if len(tokens) == 1 else tokens
    factors = [token for token in tokens if token.type == "number"][:2]
    bases = tuple(token for token in tokens if token not in factors)
    if len(bases) > 1 or (bases and tokens[-1] is not bases[0] and tokens[0] is not bases[0]):
        raise InvalidValueError
    return {
        "flex-grow": tuple(factors[:1]) or _tokens("1"),
        "flex-shrink": tuple(factors[1:]) or _tokens("1"),
        "flex-basis": bases or _tokens("0%"),
    }


def _text_decoration(tokens: Tokens) -> Expansion:
    # `solid` is the only style there is, and may be written.
    rest = tuple(token for token in tokens if word(token) != "solid")
    return _dealt(rest, ("text-decoration-line", "text-decoration-color"))


def _text_emphasis(tokens: Tokens) -> Expansion:
    marks = tuple(token for token in tokens if not _accepts("text-emphasis-color", (token,)))
    inks = tuple(token for token in tokens if token not in marks)
    if len(inks) > 1:
        raise InvalidValueError
    return {"text-emphasis-style": marks or _INITIAL, "text-emphasis-color": inks or _INITIAL}


def _font(tokens: Tokens) -> Expansion:
    """`[<style> || <weight>] <size> [/ <line-height>] <family>`."""
    size = next((i for i, token in enumerate(tokens) if _accepts("font-size", (token,))), -1)
    if size < 0:
        raise InvalidValueError
    expansion = _dealt(
        tuple(token for token in tokens[:size] if word(token) != "normal"), ("font-style", "font-weight")
    )
    rest, leading = tokens[size + 1 :], _INITIAL
    if rest and is_slash(rest[0]):
        leading, rest = rest[1:2], rest[2:]
    if not rest or not leading:
        raise InvalidValueError
    return expansion | {"font-size": (tokens[size],), "line-height": leading, "font-family": rest}


_LAYER = {
    "background-image": _tokens("none"),
    "background-position": _tokens("0% 0%"),
    "background-size": _tokens("auto"),
    "background-repeat": _tokens("repeat"),
}


def _background(tokens: Tokens) -> Expansion:
    """CSS Backgrounds 3, section 2.10; the colour belongs to the last layer."""
    layers = [_layer(part) for part in split_on(tokens, ",")]
    if any("background-color" in layer for layer in layers[:-1]):
        raise InvalidValueError("the colour stands in the last layer")
    expansion: Expansion = {"background-color": layers[-1].get("background-color", _INITIAL)}
    for name, absent in _LAYER.items():
        expansion[name] = _joined([layer.get(name, absent) for layer in layers])
    return expansion


def _joined(parts: list[Tokens]) -> Tokens:
    return tuple(token for part in parts for token in (*_COMMA, *part))[1:]


def _layer(tokens: Tokens) -> Expansion:
    layer: dict[str, Tokens] = {}
    sized = False
    for token in tokens:
        if is_slash(token) and not sized and "background-position" in layer:
            sized = True
            continue
        name = _role(token, sized=sized and len(layer.get("background-size", ())) < 2)
        layer[name] = (*layer.get(name, ()), token)
    if sized and "background-size" not in layer:
        raise InvalidValueError("a size follows the slash")
    return layer


def _role(token: Token, *, sized: bool) -> str:
    if is_image(token) or word(token) == "none":
        return "background-image"
    if sized and _accepts("background-size", (token,)):
        return "background-size"
    names = ("background-repeat", "background-position", "background-color")
    name = next((name for name in names if _accepts(name, (token,))), None)
    if name is None:
        raise InvalidValueError
    return name


def _all() -> Iterable[Shorthand]:
    lengths = "<length> | <percentage>"
    yield _sides("margin", tuple(f"margin-{side}" for side in SIDES), f"auto | {lengths}")
    yield _sides("padding", tuple(f"padding-{side}" for side in SIDES), lengths)
    yield _sides("inset", SIDES, f"auto | {lengths}")
    yield Shorthand("border-radius", _CORNERS, f"{lengths} [/ {lengths}]", _border_radius)
    for kind, syntax in (("width", "<length>"), ("style", "none | solid"), ("color", "<color>")):
        yield _sides(f"border-{kind}", tuple(f"border-{side}-{kind}" for side in SIDES), syntax)
    line = "<length> || [none | solid] || <color>"
    for side in SIDES:
        yield _any_order(f"border-{side}", tuple(f"border-{side}-{k}" for k in ("width", "style", "color")), line)
    every = tuple(f"border-{side}-{kind}" for side in SIDES for kind in ("width", "style", "color"))
    yield Shorthand("border", every, line, _border)
    yield from _flex_and_text()


def _flex_and_text() -> Iterable[Shorthand]:
    factors = ("flex-grow", "flex-shrink", "flex-basis")
    yield Shorthand("flex", factors, "none | auto | <grow> <shrink>? <basis>?", _flex)
    yield _any_order("flex-flow", ("flex-direction", "flex-wrap"), "<direction> || <wrap>")
    yield _pair("gap", ("row-gap", "column-gap"), "<length> | <percentage>")
    names = ("background-color", *_LAYER)
    yield Shorthand("background", names, "<color> || <image> || <position> [/ <size>]? || <repeat>", _background)
    names = ("font-style", "font-weight", "font-size", "line-height", "font-family")
    yield Shorthand("font", names, "<style>? <weight>? <size> [/ <line-height>]? <family>#", _font)
    names = ("text-decoration-line", "text-decoration-color")
    yield Shorthand("text-decoration", names, "[none | underline | line-through] || <color>", _text_decoration)
    names = ("text-emphasis-style", "text-emphasis-color")
    yield Shorthand("text-emphasis", names, "<mark> || <color>", _text_emphasis)
    yield Shorthand("-webkit-box-orient", (), "vertical", _box_orient)


def _box_orient(tokens: Tokens) -> Expansion:
    if [word(token) for token in tokens] != ["vertical"]:
        raise InvalidValueError
    return {}


SHORTHANDS: Mapping[str, Shorthand] = {shorthand.name: shorthand for shorthand in _all()}
"""Every shorthand by name."""
