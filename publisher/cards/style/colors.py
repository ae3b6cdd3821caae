"""`<color>` -> RGBA (CSS Color 4)."""

from __future__ import annotations

import math

from tinycss2.color4 import parse_color

from publisher.cards.style.model import Color
from publisher.cards.style.values import Context, Grammar, InvalidValueError, Token, Tokens, one

_HINT = "write a colour as #1b1a17, a name, rgb() or hsl()"


def color(token: Token, context: Context) -> Color:
    """The colour of one token: a name, #hex, rgb(), hsl(), hwb() or `currentcolor`; InvalidValueError for the rest."""
    try:
        parsed = parse_color(token)
        if parsed == "currentcolor":
            return context.color
        if getattr(parsed, "space", "") not in {"srgb", "hsl", "hwb"}:
            raise InvalidValueError(_HINT)
        red, green, blue = parsed.to("srgb").coordinates
    except (TypeError, IndexError, ZeroDivisionError, OverflowError) as error:
        raise InvalidValueError(_HINT) from error
    return _byte(red), _byte(green), _byte(blue), _byte(parsed.alpha)


def _byte(value: float) -> int:
    if math.isnan(value):
        raise InvalidValueError(_HINT)
    return math.floor(min(max(value, 0.0), 1.0) * 255 + 0.5)


def _parse(tokens: Tokens, context: Context) -> Color:
    return color(one(tokens), context)


_NAMES = "black silver gray white maroon red purple fuchsia green lime olive yellow navy blue teal aqua orange".split()

COLOR = Grammar("<color>", _parse, ("currentcolor", "transparent", *_NAMES))
