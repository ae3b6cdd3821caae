"""Literal values in the JavaScript that some generators are configured with. Nothing is run."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COMMENTS = re.compile(r"/\*.{0,20000}?\*/|^[ \t]*//[^\n]*", re.DOTALL | re.MULTILINE)
_STRING = r"(?P<quote>[\"'`])(?P<text>(?:\\.|(?!(?P=quote))[^\\\n]){0,500})(?P=quote)"
_CONSTANT = re.compile(rf"\b(?:const|let|var)\s+(?P<name>\w+)(?:\s*:\s*\w+)?\s*=\s*{_STRING}")
_PLACE = re.compile(r"\$\{\s*(?:\w+\.)?(\w+)\s*\}")
_ESCAPE = re.compile(r"\\(.)")


def uncommented(data: bytes) -> str:
    """The source as text, without comments that have lines of their own."""
    return _COMMENTS.sub("", data.decode("utf-8", "replace"))


def constants(source: str) -> dict[str, str]:
    """The strings that `const NAME = "..."` and its like give names to."""
    return {found["name"]: _unescaped(found["text"]) for found in _CONSTANT.finditer(source)}


def literal(source: str, *keys: str) -> str:
    """The string that the first of the keys present is given, as in `key: "..."` or `KEY = "..."`; "" for none.

    `${NAME}` in a template string is what the source says NAME is; a string with another expression in it is none.
    """
    for key in keys:
        found = re.search(rf"(?<![\w.])[\"']?{re.escape(key)}[\"']?\s*[:=]\s*{_STRING}", source)
        if found:
            text = filled(_unescaped(found["text"]), constants(source))
            if "${" not in text:
                return text
    return ""


def filled(text: str, names: Mapping[str, str]) -> str:
    """A template string with the names in it that are known replaced."""
    return _PLACE.sub(lambda place: names.get(place[1], place[0]), text)


def called(source: str, function: str) -> tuple[str, ...]:
    """The strings that a function is called with as its first argument."""
    return tuple(_unescaped(found["text"]) for found in re.finditer(rf"\b{function}\s*\(\s*{_STRING}", source))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)
