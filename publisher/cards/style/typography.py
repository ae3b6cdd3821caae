"""Values of the text properties (CSS Fonts 4, Text 4, Text Decoration 4, Writing Modes 4)."""

from __future__ import annotations

from publisher.cards.style.model import NORMAL, Normal, Px
from publisher.cards.style.values import (
    Context,
    Grammar,
    InvalidValueError,
    Token,
    Tokens,
    comma_separated,
    finite,
    non_negative,
    number,
    one,
    percent,
    pixels,
    word,
)

MARKS = {
    ("filled", "dot"): "•",
    ("open", "dot"): "◦",
    ("filled", "circle"): "●",
    ("open", "circle"): "○",
    ("filled", "double-circle"): "◉",
    ("open", "double-circle"): "◎",
    ("filled", "triangle"): "▲",
    ("open", "triangle"): "△",
    ("filled", "sesame"): "﹅",
    ("open", "sesame"): "﹆",
}
"""Emphasis marks by fill and shape (CSS Text Decoration 4, section 3.1)."""

_SHAPES = ("dot", "circle", "double-circle", "triangle", "sesame")


def _family(tokens: Tokens, _: Context) -> str:
    if len(tokens) == 1 and tokens[0].type == "string" and tokens[0].value.strip():
        return str(tokens[0].value)
    if all(token.type == "ident" for token in tokens):
        return " ".join(token.value for token in tokens)
    raise InvalidValueError('write each family as "Noto Sans JP", with commas between')


def _font_size(tokens: Tokens, context: Context) -> float:
    token = one(tokens)
    size = percent(token).value / 100 * context.em if token.type == "percentage" else pixels(token, context)
    return non_negative(finite(size))


def _font_weight(tokens: Tokens, context: Context) -> int:
    token = one(tokens)
    if token.type == "number":
        weight = number(token)
        if not 1 <= weight <= 1000:
            raise InvalidValueError("a weight lies between 1 and 1000")
        return int(weight)
    return _named_weight(word(token), context.weight)


def _named_weight(name: str, parent: int) -> int:
    """CSS Fonts 4, section 2.2.1."""
    if name == "bolder":
        return 400 if parent < 350 else 700 if parent < 550 else max(parent, 900)
    if name == "lighter":
        return min(parent, 100) if parent < 550 else 400 if parent < 750 else 700
    if name not in {"normal", "bold"}:
        raise InvalidValueError
    return 400 if name == "normal" else 700


def _line_height(tokens: Tokens, context: Context) -> float | Px | Normal:
    token = one(tokens)
    if word(token) == "normal":
        return NORMAL
    if token.type == "number":
        return non_negative(number(token))
    size = percent(token).value / 100 * context.em if token.type == "percentage" else pixels(token, context)
    return Px(non_negative(finite(size)))


def _combine(tokens: Tokens, _: Context) -> str | int:
    names = [word(token) for token in tokens]
    if names in (["none"], ["all"]):
        return names[0]
    if names[:1] != ["digits"] or len(tokens) > 2:
        raise InvalidValueError
    digits = number(tokens[1]) if len(tokens) == 2 else 2.0
    if digits not in {2.0, 3.0, 4.0}:
        raise InvalidValueError("digits takes 2, 3 or 4")
    return int(digits)


def _emphasis(tokens: Tokens, _: Context) -> str | tuple[str, str]:
    """The mark itself, or (fill, shape) with "" for the shape that the writing mode decides."""
    if len(tokens) == 1 and tokens[0].type == "string":
        return _own_mark(tokens[0])
    names = [word(token) for token in tokens]
    if names == ["none"]:
        return ""
    fills = [name for name in names if name in {"filled", "open"}]
    shapes = [name for name in names if name in _SHAPES]
    if len(fills) > 1 or len(shapes) > 1 or len(fills) + len(shapes) != len(names):
        raise InvalidValueError('write it as "filled sesame", "open dot" or one character in quotes')
    return (fills[0] if fills else "filled"), (shapes[0] if shapes else "")


def _own_mark(token: Token) -> str:
    if len(token.value) != 1:
        raise InvalidValueError("an emphasis mark of your own is one character")
    return str(token.value)


FONT_FAMILY = Grammar("[<string> | <name>]#", comma_separated(_family), ("sans-serif", "serif", "monospace"))
FONT_SIZE = Grammar("<length> | <percentage>", _font_size)
FONT_WEIGHT = Grammar(
    "normal | bold | bolder | lighter | <weight>", _font_weight, ("normal", "bold", "bolder", "lighter")
)
LINE_HEIGHT = Grammar("normal | <number> | <length> | <percentage>", _line_height, ("normal",))
TEXT_COMBINE = Grammar("none | all | digits <integer>?", _combine, ("none", "all", "digits"))
EMPHASIS = Grammar(
    "none | [filled | open] || [dot | circle | double-circle | triangle | sesame] | <string>",
    _emphasis,
    ("none", "filled", "open", *_SHAPES),
)
