"""Custom properties and `var()` (CSS Custom Properties 1): inherited, substituted, cycles refused.

Unlike a browser, which lets a bad `var()` fall back to the inherited value, the card language refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tinycss2 import ast

from publisher.cards.style.refusal import RefusedError
from publisher.cards.style.values import Token, Tokens, is_delimiter, meaningful, word

Custom: TypeAlias = Mapping[str, Tokens]
"""Computed custom properties: name with its two hyphens -> tokens without `var()`."""

Lookup: TypeAlias = Callable[[str], Tokens | None]

MAX_TOKENS = 2000
"""How many tokens a value may grow to: variables that double one another would otherwise fill the memory."""

MAX_DEPTH = 30
"""How deep brackets may nest in a value, and how many variables may build on one another."""


def contents(token: Token) -> list[Token] | None:
    """What stands between the token's brackets, or None when it has none."""
    if token.type == "function":
        return list(token.arguments)
    if token.type in {"() block", "[] block", "{} block"}:
        return list(token.content)
    return None


def fits(tokens: Tokens) -> bool:
    """False when the tokens are more than MAX_TOKENS or nest deeper than MAX_DEPTH; no input overflows the stack."""
    levels, count, level = 0, 0, list(tokens)
    while level:
        levels, count = levels + 1, count + len(level)
        if levels > MAX_DEPTH or count > MAX_TOKENS:
            return False
        level = [inner for token in level for inner in contents(token) or ()]
    return True


def has_var(tokens: Tokens) -> bool:
    """True when a `var()` stands anywhere in the tokens, which must fit."""
    return any(
        (token.type == "function" and token.lower_name == "var") or has_var(tuple(contents(token) or ()))
        for token in tokens
    )


def substitute(tokens: Tokens, lookup: Lookup, line: int) -> Tokens:
    """The tokens with every `var()` replaced; raises RefusedError for one without value and fallback."""
    out: list[Token] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "var":
            out.extend(_value(token, lookup, line))
        else:
            out.append(_with_contents(token, lookup, line))
        if len(out) > MAX_TOKENS:
            break
    if not fits(tuple(out)):
        raise RefusedError(line, "the value of a var() is too long", f"keep it under {MAX_TOKENS} tokens")
    return tuple(out)


def _with_contents(token: Token, lookup: Lookup, line: int) -> Token:
    inner = contents(token)
    if inner is None or not has_var(tuple(inner)):
        return token
    replaced = list(substitute(tuple(inner), lookup, line))
    if token.type == "function":
        return ast.FunctionBlock(token.source_line, token.source_column, token.name, replaced)
    return type(token)(token.source_line, token.source_column, replaced)


def _value(token: Token, lookup: Lookup, line: int) -> Tokens:
    arguments = meaningful(token.arguments)
    name = arguments[0].value if arguments and arguments[0].type == "ident" else ""
    fallback = len(arguments) > 1 and is_delimiter(arguments[1], ",")
    if not name.startswith("--") or (len(arguments) > 1 and not fallback):
        raise RefusedError(line, "var() cannot be read", "write var(--name) or var(--name, fallback)")
    value = lookup(name)
    if value is None and not fallback:
        raise RefusedError(line, f"'{name}' has no value here", f"set {name} on an ancestor, or give var() a fallback")
    return substitute(arguments[2:], lookup, line) if value is None else value


def computed(own: Mapping[str, tuple[Tokens, int]], inherited: Custom) -> Custom:
    """An element's custom properties: its own declarations (tokens, line) over the inherited ones.

    Raises RefusedError for a cycle and for a `var()` without value.
    """
    if not own:
        return inherited
    done = {name: tokens for name, tokens in inherited.items() if name not in own}
    open_names: list[str] = []

    def lookup(name: str) -> Tokens | None:
        if name in done or name not in own:
            return done.get(name)
        tokens, line = own[name]
        if name in open_names:
            raise RefusedError(line, f"'{name}' depends on itself", " -> ".join([*open_names[:6], name]))
        if len(open_names) >= MAX_DEPTH:
            raise RefusedError(line, f"'{name}' is reached through too many variables", f"use at most {MAX_DEPTH}")
        open_names.append(name)
        value = _resolved(name, tokens, line)
        open_names.pop()
        if value is not None:
            done[name] = value
        return value

    def _resolved(name: str, tokens: Tokens, line: int) -> Tokens | None:
        wide = word(tokens[0]) if len(tokens) == 1 else ""
        if wide in {"inherit", "unset"}:
            return inherited.get(name)
        return None if wide == "initial" else substitute(tokens, lookup, line)

    for name in own:
        lookup(name)
    return done
