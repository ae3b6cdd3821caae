"""The text of a `<style>` element or a `style` attribute -> rules and declarations, each checked as it is read.

Every declaration is checked here, whether or not a rule matches; only those with `var()` wait for the element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from cssselect2 import parser as selectors
from cssselect2.compiler import CompiledSelector
from tinycss2 import parse_blocks_contents, parse_stylesheet

from publisher.cards.style.properties import ALIASES, TABLE
from publisher.cards.style.refusal import RefusedError, shortened, suggest
from publisher.cards.style.shorthands import SHORTHANDS
from publisher.cards.style.values import (
    Context,
    InvalidValueError,
    Parser,
    Token,
    Tokens,
    is_delimiter,
    meaningful,
    word,
)
from publisher.cards.style.variables import fits, has_var
from publisher.lazy import dataclass

MAX_SELECTOR = 64
"""How many tokens one selector may have: each combinator nests the compiled test one deeper."""

_ENDLESS_NUMBER = re.compile(r"\d{300}")
_SIMPLE = (selectors.LocalNameSelector, selectors.IDSelector, selectors.ClassSelector)
_WIDE = {"inherit", "initial", "unset"}
_SELECTOR_HINT = "write element names, .class, #id, *, a space or > between them, and commas; or :root"
_EXAMPLES = {
    "<length>": "12px",
    "<percentage>": "50%",
    "<number>": "1.5",
    "<integer>": "3",
    "<color>": "#1b1a17",
    "<position>": "right 20%",
    "<weight>": "600",
}
_INSTEAD = {
    "direction": "set the dir attribute",
    "grid-template-columns": "use display: flex",
    "grid-template-rows": "use display: flex",
    "overflow-x": 'write "overflow"',
    "overflow-y": 'write "overflow"',
}
_AT_HINTS = {
    "import": "put the rules into the <style> element",
    "media": "a card has one size; write the rules without @media",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One longhand, custom property or, when it holds `var()`, shorthand.

    `value` is the tokens, or the keyword `inherit`, `initial` or `unset`. `line` is the document's.
    """

    name: str
    value: Tokens | str
    important: bool
    line: int
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: compiled selectors of cssselect2, and the declarations in order."""

    selectors: tuple[Any, ...]
    declarations: tuple[Declaration, ...]


@lru_cache(maxsize=16)
def parse_sheet(css: str, line: int) -> tuple[Rule, ...]:
    """The rules of a style sheet whose first line is the document's `line`; raises RefusedError.

    `@font-face` is passed over: it tells a browser where the fonts lie that the card has anyway.
    """
    _check_numbers(css, line)
    rules = []
    for node in parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        at = line + node.source_line - 1
        if node.type == "error":
            raise RefusedError(at, "a rule cannot be read", "write selector { property: value; }")
        if node.type == "qualified-rule":
            rules.append(_rule(node, at, line))
        elif node.lower_at_keyword != "font-face":
            hint = _AT_HINTS.get(node.lower_at_keyword, "the card language has no at-rules but @font-face")
            raise RefusedError(at, f"unsupported at-rule @{shortened(node.at_keyword)}", hint)
    return tuple(rules)


@lru_cache(maxsize=256)
def parse_attribute(css: str, line: int) -> tuple[Declaration, ...]:
    """The declarations of a `style` attribute that starts on the document's `line`; raises RefusedError."""
    _check_numbers(css, line)
    return tuple(_declarations(css, line))


def _check_numbers(css: str, line: int) -> None:
    # Python refuses to read an integer of thousands of digits, and the tokeniser tries.
    found = _ENDLESS_NUMBER.search(css)
    if found:
        at = line + css.count("\n", 0, found.start())
        raise RefusedError(at, f"the number {found.group()[:12]}… is too long", "write fewer digits")


def _rule(node: Any, at: int, first: int) -> Rule:
    if not fits(tuple(node.prelude)) or _longest_selector(node.prelude) > MAX_SELECTOR:
        raise RefusedError(at, "the selector is too long", f"use at most {MAX_SELECTOR} tokens in each")
    written = shortened("".join(token.serialize() for token in node.prelude))
    try:
        parsed = tuple(selectors.parse(node.prelude))
    except (selectors.SelectorError, AttributeError) as error:  # it stumbles over a selector that ends in "|"
        raise RefusedError(at, f'the selector "{written}" cannot be read', _SELECTOR_HINT) from error
    for selector in parsed:
        if selector.pseudo_element or not _supported(selector.parsed_tree):
            raise RefusedError(at, f'unsupported selector "{written}"', _SELECTOR_HINT)
    compiled = tuple(CompiledSelector(selector) for selector in parsed)
    return Rule(selectors=compiled, declarations=tuple(_declarations(node.content, first)))


def _longest_selector(prelude: list[Token]) -> int:
    """The tokens of the longest selector in the list."""
    longest = current = 0
    for token in prelude:
        current = 0 if is_delimiter(token, ",") else current + 1
        longest = max(longest, current)
    return longest


def _supported(tree: Any) -> bool:
    """True for type, class, id, `*` and `:root`, joined by a space or `>`."""
    while isinstance(tree, selectors.CombinedSelector):
        if tree.combinator not in {" ", ">"} or not _is_simple(tree.right):
            return False
        tree = tree.left
    return _is_simple(tree)


def _is_simple(compound: Any) -> bool:
    return isinstance(compound, selectors.CompoundSelector) and all(
        isinstance(simple, _SIMPLE) or (isinstance(simple, selectors.PseudoClassSelector) and simple.name == "root")
        for simple in compound.simple_selectors
    )


def _declarations(css: Any, first: int) -> Iterator[Declaration]:
    for node in parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        line = first + node.source_line - 1
        if node.type == "declaration":
            yield from _declaration(node, line)
        elif node.type == "error":
            raise RefusedError(line, "a declaration cannot be read", "write property: value; and close every bracket")
        else:
            raise RefusedError(line, "rules cannot stand inside rules", "write it as a rule of its own")


def _declaration(node: Any, line: int) -> Iterator[Declaration]:
    if not fits(tuple(node.value)):
        raise RefusedError(line, f"the value of '{shortened(node.name)}' is too long or nests too deep", "shorten it")
    value = meaningful(node.value)
    if node.name.startswith("--"):
        yield Declaration(name=node.name, value=value, important=node.important, line=line)
        return
    name = _known(node.lower_name, line)
    if not value:
        raise RefusedError(line, f"'{name}' has no value", f"write {_examples(syntax(name))}")
    if has_var(value):
        yield Declaration(name=name, value=value, important=node.important, line=line, pending=True)
        return
    for longhand, tokens in longhands(name, value, line):
        yield Declaration(name=longhand, value=tokens, important=node.important, line=line)


def _known(written: str, line: int) -> str:
    name = ALIASES.get(written, written)
    if name not in TABLE and name not in SHORTHANDS:
        hint = _INSTEAD.get(name) or suggest(name, [*TABLE, *SHORTHANDS]) or "no supported property has a name like it"
        raise RefusedError(line, f"unsupported property '{shortened(written)}'", hint)
    return name


def syntax(name: str) -> str:
    """How the property's value is written."""
    return TABLE[name].grammar.syntax if name in TABLE else SHORTHANDS[name].syntax


def longhands(name: str, value: Tokens, line: int) -> Iterator[tuple[str, Tokens | str]]:
    """Each longhand that the declaration sets, with its checked tokens or CSS-wide keyword; raises RefusedError."""
    wide = word(value[0]) if len(value) == 1 else ""
    if wide in _WIDE:
        names = SHORTHANDS[name].longhands if name in SHORTHANDS else (name,)
        yield from ((longhand, wide) for longhand in names)
        return
    try:
        expansion = SHORTHANDS[name].expand(value) if name in SHORTHANDS else {name: value}
    except InvalidValueError as error:
        raise refused(name, value, line, error) from error
    for longhand, tokens in expansion.items():
        if name in SHORTHANDS and len(tokens) == 1 and word(tokens[0]) == "initial":
            yield longhand, "initial"
        else:
            parse_value(longhand, tokens, Context(), line, written=(name, value))
            yield longhand, tokens


def parse_value(
    name: str, tokens: Tokens, context: Context, line: int, *, written: tuple[str, Tokens] | None = None
) -> object:
    """The computed value of a longhand; raises RefusedError, which tells of the declaration as `written`."""
    grammar: Parser = TABLE[name].grammar.parse
    try:
        return grammar(tokens, context)
    except InvalidValueError as error:
        raise refused(*(written or (name, tokens)), line, error) from error


def refused(name: str, tokens: Tokens, line: int, error: InvalidValueError) -> RefusedError:
    """The error to raise for a value that is not one of the property's."""
    text = shortened(" ".join(token.serialize() for token in tokens))
    return RefusedError(line, f"'{name}' cannot be \"{text}\"", _value_hint(name, tokens, error.hint))


def _value_hint(name: str, tokens: Tokens, hint: str) -> str:
    """The nearest keyword, else what the parser had to say, else how the value is written."""
    choices = TABLE[name].grammar.keywords if name in TABLE else ()
    near = suggest(word(tokens[0]), choices) if len(tokens) == 1 else ""
    return near or hint or f"write {_examples(syntax(name))}"


def _examples(grammar: str) -> str:
    """A plain list of alternatives in words, `none, 12px or 50%`; any other grammar as it is."""
    if any(sign in grammar for sign in "[#?"):
        return grammar
    *others, last = (_EXAMPLES.get(part, part) for part in grammar.split(" | "))
    return f"{', '.join(others)} or {last}" if others else last
