"""Tokens of one declaration -> a computed value: the parsers that many properties share.

A parser takes the declaration's component values, without white space and comments, and the `Context`, and returns the
computed value or raises `InvalidValueError`. Grammar names follow CSS Values and Units 4.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias, TypeVar

from publisher.cards.style.model import AUTO, BLACK, Color, Percent
from publisher.lazy import dataclass

Token: TypeAlias = Any
"""A component value of tinycss2, which publishes no types."""

Tokens: TypeAlias = tuple[Token, ...]

_Size = TypeVar("_Size", float, Percent, float | Percent)

LIMIT = 1_000_000.0
"""The largest number that is taken, in any unit: beyond it lies a slip, and the layout's arithmetic."""


class InvalidValueError(ValueError):
    """The tokens are not a value of the property; the argument, if any, is the hint."""

    @property
    def hint(self) -> str:
        """The next step for the user, or ""."""
        return str(self.args[0]) if self.args else ""


class Context(NamedTuple):
    """What a relative value is relative to: font sizes in pixels, the parent's weight, the element's colour."""

    em: float = 16.0
    rem: float = 16.0
    weight: int = 400
    color: Color = BLACK


Parser: TypeAlias = Callable[[Tokens, Context], object]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a value is written: `syntax` for people, `keywords` for suggestions, and the parser."""

    syntax: str
    parse: Parser
    keywords: tuple[str, ...] = ()


def one(tokens: Tokens) -> Token:
    """The only token; raises InvalidValueError when there are more or none."""
    if len(tokens) != 1:
        raise InvalidValueError
    return tokens[0]


def word(token: Token) -> str:
    """The identifier in lower case, or "" when the token is none."""
    return token.lower_value if token.type == "ident" else ""


def is_delimiter(token: Token, character: str) -> bool:
    """True for the comma, slash ... given."""
    return bool(token.type == "literal" and token.value == character)


def split_on(tokens: Tokens, character: str) -> tuple[Tokens, ...]:
    """The runs between the delimiters, none of them empty; raises InvalidValueError when one is."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if is_delimiter(token, character):
            parts.append([])
        else:
            parts[-1].append(token)
    if not all(parts):
        raise InvalidValueError
    return tuple(tuple(part) for part in parts)


def meaningful(tokens: Iterable[Token]) -> Tokens:
    """The tokens without white space and comments."""
    return tuple(token for token in tokens if token.type not in {"whitespace", "comment"})


def finite(value: float) -> float:
    """The number as float; raises InvalidValueError beyond LIMIT."""
    if not math.isfinite(value) or abs(value) > LIMIT:
        raise InvalidValueError("the number is too large")
    return float(value)


def number(token: Token) -> float:
    """A `<number>`."""
    if token.type != "number":
        raise InvalidValueError
    return finite(token.value)


def percent(token: Token) -> Percent:
    """A `<percentage>`."""
    if token.type != "percentage":
        raise InvalidValueError
    return Percent(finite(token.value))


def pixels(token: Token, context: Context) -> float:
    """A `<length>` in pixels; px, em, rem and a bare 0."""
    if token.type == "number" and token.value == 0:
        return 0.0
    if token.type == "function":
        raise InvalidValueError(f"{token.name}() is not supported: write px, em or rem")
    if token.type == "number":
        raise InvalidValueError(f"a length needs a unit: write {token.representation[:12]}px")
    if token.type != "dimension":
        raise InvalidValueError
    scale = {"px": 1.0, "em": context.em, "rem": context.rem}.get(token.lower_unit)
    if scale is None:
        raise InvalidValueError(f'the unit "{token.unit}" is not supported: write px, em or rem')
    return finite(token.value * scale)


def pixels_or_percent(token: Token, context: Context) -> float | Percent:
    """A `<length-percentage>`."""
    return percent(token) if token.type == "percentage" else pixels(token, context)


def non_negative(value: _Size) -> _Size:
    """The value; raises InvalidValueError below 0."""
    if (value.value if isinstance(value, Percent) else value) < 0:
        raise InvalidValueError("it cannot be negative")
    return value


def keywords(*names: str, **others: str) -> Grammar:
    """One of the identifiers; `others` are read but stand for another one (`_` is written `-`)."""
    values = {name: name for name in names} | {name.replace("_", "-"): value for name, value in others.items()}
    return mapped(values)


def mapped(values: Mapping[str, object]) -> Grammar:
    """One of the identifiers, giving the value beside it."""

    def parse(tokens: Tokens, _: Context) -> object:
        name = word(one(tokens))
        if name not in values:
            raise InvalidValueError
        return values[name]

    return Grammar(" | ".join(values), parse, tuple(values))


def length(*, percentages: bool = True, negative: bool = True, words: Mapping[str, object] | None = None) -> Grammar:
    """A length, a percentage unless refused, or one of the identifiers."""
    named: Mapping[str, object] = {"auto": AUTO} if words is None else words
    read = pixels_or_percent if percentages else pixels
    syntax = " | ".join([*named, "<length>", *(["<percentage>"] if percentages else [])])

    def parse(tokens: Tokens, context: Context) -> object:
        token = one(tokens)
        name = word(token)
        if name in named:
            return named[name]
        value = read(token, context)
        return value if negative else non_negative(value)

    return Grammar(syntax, parse, tuple(named))


def numeric(*, low: float = 0.0, high: float = LIMIT) -> Grammar:
    """A number from low to high."""

    def parse(tokens: Tokens, _: Context) -> float:
        value = number(one(tokens))
        if not low <= value <= high:
            raise InvalidValueError(f"it must lie between {low:g} and {high:g}")
        return value

    return Grammar("<number>", parse)


def whole(*, low: int, word_for_none: str) -> Grammar:
    """An integer of at least `low`, or the identifier, which gives None."""

    def parse(tokens: Tokens, _: Context) -> int | None:
        token = one(tokens)
        if word(token) == word_for_none:
            return None
        if token.type != "number" or not token.is_integer:
            raise InvalidValueError
        value = int(finite(token.value))
        if value < low:
            raise InvalidValueError(f"it must be {low} or more")
        return value

    return Grammar(f"{word_for_none} | <integer>", parse, (word_for_none,))


def comma_separated(item: Parser) -> Callable[[Tokens, Context], tuple[object, ...]]:
    """A parser of comma-separated items, giving a tuple."""

    def parse(tokens: Tokens, context: Context) -> tuple[object, ...]:
        return tuple(item(part, context) for part in split_on(tokens, ","))

    return parse
