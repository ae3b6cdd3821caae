"""Which declarations win, and what they compute to (CSS Cascade 5).

A `Cascade` is one document's style sheets. Its nodes form a tree of the elements seen so far: a node is reached from
its parent's by (tag, class, id, style, lang, dir), which is all that the selectors of the card language can see. A
second document with the same markup walks the tree and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache, lru_cache
from typing import Any, cast

from cssselect2 import Matcher

from publisher.cards.style.computed import style_of
from publisher.cards.style.defaults import CSS
from publisher.cards.style.model import Style, intern
from publisher.cards.style.places import Key, Sheets
from publisher.cards.style.properties import CONTRAST, FIT_LENGTH, TABLE
from publisher.cards.style.refusal import RefusedError, shortened
from publisher.cards.style.stylesheet import (
    Declaration,
    longhands,
    parse_attribute,
    parse_sheet,
    parse_value,
)
from publisher.cards.style.values import Context, Grammar, InvalidValueError, Tokens, meaningful
from publisher.cards.style.variables import Custom, computed, substitute
from publisher.lazy import dataclass

MAX_NODES = 512
"""How many nodes a cascade keeps; when there are more it forgets them all and starts again."""

_FIRST = ("font-size", "font-weight", "color")
_INITIAL = {prop.field: prop.initial for prop in TABLE.values()}
_INHERITED = tuple(prop.field for prop in TABLE.values() if prop.inherited)


@dataclass(frozen=True, slots=True)
class Node:
    """An element's computed values before and after they become a `Style`, and the children seen so far."""

    values: Mapping[str, object]
    custom: Custom
    style: Style
    rem: float
    children: dict[Key, Node] = field(default_factory=dict, compare=False, repr=False)


class Cascade:
    """The style sheets of one document and the styles computed from them."""

    def __init__(self, sheets: Sheets, lang: str) -> None:
        self._rules = Matcher()
        for rule in (rule for css, line in sheets for rule in parse_sheet(css, line)):
            for selector in rule.selectors:
                self._rules.add_selector(selector, rule)
        self._count = 0
        values = {**_INITIAL, "lang": lang, "direction": "auto"}
        self.top = Node(values, {}, style_of(values, Style(), ""), 16.0)

    def node(self, parent: Node, key: Key, element: Any, line: int) -> Node:
        """The node of a child not seen before; `element` is its cssselect2 wrapper. Raises RefusedError."""
        if self._count >= MAX_NODES:
            self.top.children.clear()
            self._count = 0
        attributes = _attributes(key)
        tag = str(key[0])
        declarations = [*_defaults(tag), *self._matched(element), *parse_attribute(attributes.get("style", ""), line)]
        declarations.sort(key=lambda declaration: declaration.important)
        node = _computed_node(parent, tag, attributes, declarations, line)
        parent.children[key] = node
        self._count += 1
        return node

    def _matched(self, element: Any) -> Iterator[Declaration]:
        """What the rules say of the element, the weakest first."""
        for *_, rule in self._rules.match(element):
            yield from rule.declarations


@cache
def _defaults(tag: str) -> tuple[Declaration, ...]:
    # Unbounded, since only elements of the language come here.
    return parse_attribute(CSS.get(tag, ""), 1)


@lru_cache(maxsize=8)
def cascade(sheets: Sheets, lang: str) -> Cascade:
    """The cascade of these style sheets (text, first line), made once."""
    return Cascade(sheets, lang)


def _attributes(key: Key) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in key[1:] if isinstance(pair, tuple)}


def _computed_node(
    parent: Node, tag: str, attributes: Mapping[str, str], declarations: list[Declaration], line: int
) -> Node:
    own = {d.name: (_tokens(d.value), d.line) for d in declarations if d.name.startswith("--")}
    custom = computed(own, parent.custom)
    values, context = _values(parent, _winning(declarations, custom), root=tag == "html")
    for name in ("fit_min", "fit_max"):
        values[name] = _custom(f"--{name.replace('_', '-')}", FIT_LENGTH, custom, (own, line), context)
    given = custom if "--contrast" in own else {}  # a scrim's children are none
    values["contrast"] = _custom("--contrast", CONTRAST, given, (own, line), context)
    values["lang"] = attributes.get("lang") or parent.values["lang"]
    values["direction"] = attributes.get("dir") or parent.values["direction"]
    return Node(values, custom, intern(style_of(values, parent.style, tag)), context.rem)


def _tokens(value: Tokens | str) -> Tokens:
    return () if isinstance(value, str) else value


def _winning(declarations: Iterable[Declaration], custom: Custom) -> dict[str, tuple[Tokens | str, int]]:
    """For each longhand declared, the value that wins and its line."""
    winning: dict[str, tuple[Tokens | str, int]] = {}
    for declaration in declarations:
        line = declaration.line
        if declaration.pending:
            value = meaningful(substitute(_tokens(declaration.value), custom.get, line))
            winning.update({name: (part, line) for name, part in longhands(declaration.name, value, line)})
        elif not declaration.name.startswith("--"):
            winning[declaration.name] = declaration.value, line
    return winning


def _values(
    parent: Node, winning: Mapping[str, tuple[Tokens | str, int]], *, root: bool
) -> tuple[dict[str, object], Context]:
    """The computed values, and what they were relative to; font size, weight and colour come first."""
    values = {**_INITIAL, **{name: parent.values[name] for name in _INHERITED}}
    context = _context(values, parent.rem)
    first = [name for name in _FIRST if name in winning]
    for name in first:
        values[TABLE[name].field] = _value(name, *winning[name], parent, context)
    context = _context(values, cast("float", values["font_size"]) if root else parent.rem)
    for name in [name for name in winning if name not in first]:
        values[TABLE[name].field] = _value(name, *winning[name], parent, context)
    return values, context


def _context(values: Mapping[str, Any], rem: float) -> Context:
    return Context(values["font_size"], rem, values["font_weight"], values["color"])


def _value(name: str, value: Tokens | str, line: int, parent: Node, context: Context) -> object:
    prop = TABLE[name]
    if not isinstance(value, str):
        return parse_value(name, value, context, line)
    if value == "inherit" or (value == "unset" and prop.inherited):
        return parent.values[prop.field]
    return prop.initial


def _custom(
    name: str, grammar: Grammar, custom: Custom, at: tuple[Mapping[str, tuple[Tokens, int]], int], context: Context
) -> object:
    """What a custom property that the card language reads computes to; None without one."""
    if name not in custom:
        return None
    own, line = at
    line = own[name][1] if name in own else line
    try:
        return grammar.parse(custom[name], context)
    except InvalidValueError as error:
        text = " ".join(token.serialize() for token in custom[name])
        hint = error.hint or f"write it as {grammar.syntax}"
        raise RefusedError(line, f"'{name}' cannot be \"{shortened(text)}\"", hint) from error
