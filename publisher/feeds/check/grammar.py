"""Which elements and attributes a format knows, as tables, and the findings about what breaks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from publisher.errors import Problem
from publisher.feeds.check.values import is_language_tag
from publisher.feeds.check.xml import Element, Parts, finding, local_name, parts_of
from publisher.feeds.extensions import XML

_LANG = f"{{{XML}}}lang"
_WITH_LANG = etree.XPath("descendant-or-self::*[@xml:lang]")
ANY = 1 << 30
ONE, OPTIONAL, MANY = (1, 1), (0, 1), (0, ANY)


class Value(NamedTuple):
    """What a text or an attribute must be: the finding's code, the test, what a wrong one "is", and the hint."""

    code: str
    test: Callable[[str], bool]
    says: str
    hint: str


LANGUAGE = Value("language", is_language_tag, "is not a language tag", "write it as ja or zh-Hans")


class Rule(NamedTuple):
    """An element: its children of the format's own with how many there may be, its attributes, its text.

    `needed` are the attributes that must be there; an attribute with a namespace is always allowed. `more` finds what
    no table can say.
    """

    children: Mapping[str, tuple[int, int]] = {}
    attributes: Mapping[str, Value | None] = {}
    needed: tuple[str, ...] = ()
    text: Value | None = None
    more: Callable[[Element, Parts], Iterator[Problem]] | None = None


Grammar = Mapping[str, Rule]


def broken(root: Element, grammar: Grammar, namespace: str) -> Iterator[Problem]:
    """The findings about `root` and all below it, by a grammar of tags of `namespace` ("{...}" or "").

    One walk for all, and one look at the children of each: walking and finding cost more than most rules.
    """
    for element in _WITH_LANG(root):
        if not is_language_tag(element.get(_LANG)):
            yield _wrong(element, f"xml:lang of <{local_name(element.tag)}>", element.get(_LANG), LANGUAGE)
    for element in root.iter(*grammar):
        rule = grammar[element.tag]
        parts = parts_of(element) if len(element) else {}
        if parts or rule.children:
            yield from _children(element, rule, namespace, parts)
        if rule.needed or element.keys():
            yield from _attributes(element, rule)
        if rule.text is not None and not rule.text.test((element.text or "").strip()):
            yield _wrong(element, f"<{local_name(element.tag)}>", element.text or "", rule.text)
        if rule.more is not None:
            yield from rule.more(element, parts)


def _children(element: Element, rule: Rule, namespace: str, parts: Parts) -> Iterator[Problem]:
    parent = local_name(element.tag)
    for tag, found in parts.items():
        if tag in rule.children:
            if len(found) > rule.children[tag][1]:
                message = f"more than one <{local_name(tag)}> in <{parent}>"
                yield from (
                    finding(child, "repeated", message, "keep one of them") for child in found[rule.children[tag][1] :]
                )
        elif tag.startswith(namespace) and ("{" in tag) == bool(namespace):
            message = f"<{local_name(tag)}> has no place in <{parent}>"
            yield finding(found[0], "unknown", message, "check its spelling, or give it a namespace of its own")
    for tag, (least, _) in rule.children.items():
        if least and tag not in parts:
            name = local_name(tag)
            yield finding(element, "missing", f"<{parent}> has no <{name}>", f"give it a <{name}>")


def _attributes(element: Element, rule: Rule) -> Iterator[Problem]:
    for key in rule.needed:
        if element.get(key) is None:
            name = local_name(element.tag)
            yield finding(element, "attribute", f"<{name}> has no '{key}'", f"write <{name} {key}=...>")
    for key, text in element.items():
        if "{" in key:
            continue
        if key not in rule.attributes:
            known = ", ".join(rule.attributes) or "none"
            message = f"<{local_name(element.tag)}> knows no '{key}'"
            yield finding(element, "attribute", message, f"its attributes are: {known}")
            continue
        value = rule.attributes[key]
        if value is not None and not value.test(text):
            yield _wrong(element, f"'{key}' of <{local_name(element.tag)}>", text, value)


def _wrong(element: Element, what: str, text: str, value: Value) -> Problem:
    return finding(element, value.code, f'{what} {value.says}: "{text[:200]}"', value.hint)
