"""YAML as site generators read it, within bounds.

libyaml does the parsing (Ruby's Psych stands on it too, so both refuse the same files). What a plain scalar means
differs by generator, so it is decided here: `ruby` follows SafeYAML, which Jekyll uses; `core` follows YAML 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

import yaml

from publisher.lazy import pattern

Flavour = Literal["ruby", "core"]

MAX_DEPTH = 20
PLAIN = "tag:publisher,plain"

_TEXT, _MAP, _LIST = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))

_TIMESTAMP = pattern(
    r"\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?\s*(?:Z|[-+]\d{1,2}:?(?:\d{2})?)?)?"
)
_RUBY_INT = pattern(r"[-+]?(?:0|[1-9][0-9_,]*)|0[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+")
_CORE_INT = pattern(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_RUBY_FLOAT = pattern(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*\.")
_CORE_FLOAT = pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_RUBY_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_CORE_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_MARKS = pattern(r"[\[{]")
_INDENT = pattern(r"^[ \t?-]*", re.MULTILINE)


class Timestamp(str):
    """An unquoted date or time, as written: whether it was quoted decides its zone in some generators."""

    __slots__ = ()


class YamlError(Exception):
    """A document that is not read: `line` counts from 1 inside the document, `code` is a problem code."""

    def __init__(self, message: str, line: int, code: str = "yaml", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.code = code
        self.hint = hint


def read_yaml(text: str, flavour: Flavour = "ruby") -> Any:
    """The document's value: mappings with string keys, lists, str, `Timestamp`, int, float, bool, None.

    A key written twice keeps its last value. Raises `YamlError` for bad syntax, aliases, unknown tags and nesting over
    20 levels.
    """
    try:
        _check_bounds(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            return None if node is None else _value(node, _PLAIN_SCALARS[flavour])
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        line = mark.line + 1 if mark else 1
        if "nesting depth" in (e.problem or ""):  # libyaml reads ahead, and from 0.2.6 on has a limit of its own
            raise _too_deep(line) from e
        raise YamlError(_plain_words(e), line) from e
    except yaml.YAMLError as e:
        raise YamlError(str(e).splitlines()[0], 1) from e


def _plain_words(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.problem, error.context) if part).strip() or "not YAML"


def _check_bounds(text: str) -> None:
    """Refuse aliases and depth by events, which need no recursion; text that can hold neither is passed."""
    flows = len(_MARKS.findall(text))
    deepest = max(len(indent) for indent in _INDENT.findall(text))
    if flows + deepest + 2 <= MAX_DEPTH and "*" not in text:
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(f"alias '*{event.anchor}' is not read", _line(event), "yaml-alias", "write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _too_deep(_line(event))


def _too_deep(line: int) -> YamlError:
    return YamlError(f"nested deeper than {MAX_DEPTH} levels", line, "yaml-depth", "flatten the value")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Loader(yaml.CSafeLoader):
    """CSafeLoader that leaves the meaning of plain scalars to a flavour."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        if kind is yaml.ScalarNode:
            return PLAIN if implicit[0] else _TEXT
        return cast("str", super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]


def _value(node: Any, plain: Callable[[str], object]) -> Any:
    """A node's value. PyYAML's own constructors allow for cycles and classes, and take three times as long."""
    tag = node.tag
    if tag == PLAIN:
        return plain(node.value)
    if tag == _MAP and isinstance(node, yaml.MappingNode):
        return {_key(key): _value(value, plain) for key, value in node.value}
    if tag == _LIST and isinstance(node, yaml.SequenceNode):
        return [_value(item, plain) for item in node.value]
    if tag == _TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    scalar = _TAGGED.get(tag)
    if scalar is None or not isinstance(node, yaml.ScalarNode):
        raise YamlError(f"could not determine a constructor for the tag '{tag}'", node.start_mark.line + 1)
    return scalar(node.value)


def _key(node: Any) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise YamlError("a key must be a single value", node.start_mark.line + 1)
    return str(node.value)


def _ruby_plain(text: str) -> object:
    lowered = text.lower()
    if lowered in ("", "~", "null"):
        return None
    if lowered in _RUBY_WORDS:
        return _RUBY_WORDS[lowered]
    if _RUBY_INT.fullmatch(text):
        return _integer(text.replace(",", ""))
    if _RUBY_FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    return Timestamp(text) if _TIMESTAMP.fullmatch(text) else text


def _core_plain(text: str) -> object:
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if _CORE_INT.fullmatch(text):
        return _integer(text, octal="0o")
    if _CORE_FLOAT.fullmatch(text):
        return float(text)
    return Timestamp(text) if _TIMESTAMP.fullmatch(text) else text


def _integer(text: str, octal: str = "0") -> int | str:
    """The number, or the text when it is longer than any number a post means (int() refuses 4,301 digits)."""
    digits = text.replace("_", "").lower()
    if len(digits) > 40 or not digits.strip("+-"):
        return text
    if digits.startswith(("0x", "0b", "0o")):
        return int(digits, 0)
    if octal == "0" and len(digits) > 1 and digits[0] == "0" and digits.isdigit():
        return int(digits, 8)
    return int(digits)


_PLAIN_SCALARS: Mapping[Flavour, Callable[[str], object]] = {"ruby": _ruby_plain, "core": _core_plain}
# What a tag asks for is read as if it stood there plain.
_TAGGED: Mapping[str, Callable[[str], object]] = {
    f"tag:yaml.org,2002:{name}": _core_plain for name in ("bool", "int", "float", "null", "timestamp")
}
