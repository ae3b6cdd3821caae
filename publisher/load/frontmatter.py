"""The front matter of a file and the text behind it.

python-frontmatter's handlers split the text; ours differ in what closes a block (`...` too), in keeping the body to the
byte (its line numbers are reported), and in what reads the values: `safe_yaml`, tomllib and json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from frontmatter.default_handlers import BaseHandler

from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load.formats import Flavour, YamlError, read_json, read_toml, read_yaml
from publisher.load.text import Text

MAX_BYTES = 64 * 1024

_KEY_LINE = re.compile(r"[ \t]*[\"']?[\w-]+[\"']?[ \t]*[:：]")
_WIDE_COLON = re.compile(r"^[ \t]*([\w-]+)[ \t]*：", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above a post (`data`, empty when `present` is False) and the post itself (`body`).

    `block` is the source of `data` and starts on line `first_line` of the file, `body` on line `body_line`.
    """

    path: str
    data: Mapping[str, Any]
    body: str = field(repr=False)
    body_line: int
    block: str = field(default="", repr=False)
    first_line: int = 1
    present: bool = False

    def line_of(self, name: str) -> int:
        """The line of the file on which key `name` stands; 0 when it is not written there."""
        found = re.search(rf"^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[:=]", self.block, re.MULTILINE | re.IGNORECASE)
        return self.first_line + self.block.count("\n", 0, found.start()) if found else 0


class YamlBlock(BaseHandler):  # type: ignore[misc]  # python-frontmatter is not followed by mypy
    """`---` to `---` or `...`, as Jekyll's YAML_FRONT_MATTER_REGEXP has it."""

    FM_BOUNDARY = re.compile(r"\A---[ \t]*\n")
    END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        """Block and body; raises ValueError when the block is never closed."""
        start = self.FM_BOUNDARY.match(text)
        end = self.END.search(text, start.end()) if start else None
        if start is None or end is None:
            raise ValueError("not closed")
        return text[start.end() : end.start()], text[end.end() :]

    def load(self, fm: str, flavour: Flavour = "ruby") -> Any:
        """The block's value; raises `YamlError`."""
        return read_yaml(fm, flavour)


class TomlBlock(YamlBlock):
    """`+++` to `+++`."""

    FM_BOUNDARY = re.compile(r"\A\+\+\+[ \t]*\n")
    END = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)

    def load(self, fm: str, flavour: Flavour = "ruby") -> Any:  # noqa: ARG002 - one signature for all blocks
        """The block's value; raises `YamlError`."""
        return read_toml(fm)


class JsonBlock(YamlBlock):
    """A JSON object that starts on the first line and is followed by the body."""

    FM_BOUNDARY = re.compile(r"\A\{\s*[\"}]")

    def split(self, text: str) -> tuple[str, str]:
        """Block and body, split where the object ends."""
        try:
            end = json.JSONDecoder(strict=False).raw_decode(text)[1]
        except (ValueError, RecursionError):
            return text, ""
        return text[:end], text[end:].removeprefix("\n")

    def load(self, fm: str, flavour: Flavour = "ruby") -> Any:  # noqa: ARG002 - one signature for all blocks
        """The block's value; raises `YamlError`."""
        return read_json(fm)


YAML, TOML, JSON = YamlBlock(), TomlBlock(), JsonBlock()


def read_front_matter(
    text: Text, *, blocks: tuple[YamlBlock, ...] = (YAML,), flavour: Flavour = "ruby", skip_blank: bool = False
) -> FrontMatter:
    """The front matter and body of a decoded file.

    `blocks` are the formats the generator knows; `skip_blank` lets blank lines stand before the block. Raises
    `LoadError` with a problem that names the line when the block is not closed, too long or not readable.
    """
    source = text.text
    skipped = len(source) - len(source.lstrip("\n \t")) if skip_blank else 0
    rest = source[skipped:]
    handler = next((block for block in blocks if block.detect(rest)), None)
    before = source.count("\n", 0, skipped)
    if handler is None or _is_rule(handler, rest):
        return FrontMatter(path=text.path, data={}, body=source, body_line=1)
    return _split(text.path, handler, rest, before, flavour)


def _split(path: str, handler: YamlBlock, rest: str, before: int, flavour: Flavour) -> FrontMatter:
    try:
        block, body = handler.split(rest)
    except ValueError as e:
        raise _error(path, "front-matter-open", "front matter is not closed", before + 1, _close_hint(handler)) from e
    if len(block.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        hint = "move long text into the body"
        raise _error(path, "front-matter-long", f"front matter is over {MAX_BYTES // 1024} KB", before + 1, hint)
    first = before + 1 + rest.count("\n", 0, rest.find(block))
    data = _values(path, handler, block, first, flavour)
    body_line = before + 1 + rest.count("\n", 0, len(rest) - len(body))
    return FrontMatter(
        path=path, data=data, body=body, body_line=body_line, block=block, first_line=first, present=True
    )


def _values(path: str, handler: YamlBlock, block: str, first: int, flavour: Flavour) -> Mapping[str, Any]:
    wide = _WIDE_COLON.search(block)
    try:
        data = handler.load(block, flavour)
    except YamlError as e:
        if wide and e.code == "yaml":
            raise _wide_colon(path, block, wide, first) from e
        raise _error(path, e.code, f"front matter: {e.message}", first + e.line - 1, e.hint or _yaml_hint(e)) from e
    if data is None:
        return {}
    if not isinstance(data, dict):
        if wide:
            raise _wide_colon(path, block, wide, first)
        raise _error(path, "front-matter-shape", "front matter is not 'key: value' lines", first, "write title: ...")
    return data


def _is_rule(handler: YamlBlock, text: str) -> bool:
    """A first line `---` that is a horizontal rule: never closed, and no `key:` on the next line."""
    if handler is JSON:
        return False
    second = text.split("\n", 2)[1]
    return not handler.END.search(text, text.index("\n") + 1) and not _KEY_LINE.match(second)


def _wide_colon(path: str, block: str, found: re.Match[str], first: int) -> LoadError:
    key = found[1]
    line = first + block.count("\n", 0, found.start())
    message = f"full-width '：' after '{key}'"
    return _error(path, "wide-colon", message, line, f"write {key}: with a half-width colon and a space", key)


def _close_hint(handler: YamlBlock) -> str:
    return f"end it with a line {'+++' if handler is TOML else '---'}"


def _yaml_hint(error: YamlError) -> str:
    if error.code == "yaml" and "mapping values" in error.message:
        return "put a value that holds ': ' in quotes"
    if error.code == "yaml" and "cannot start any token" in error.message:
        return "put the value in quotes, and indent with spaces, not tabs"
    return "put values with special characters in quotes"


def _error(path: str, code: str, message: str, line: int, hint: str, name: str = "") -> LoadError:
    problem = Problem(path=path, code=code, message=message, hint=hint, line=line, field=name)
    return LoadError(message, hint, problem=problem)
