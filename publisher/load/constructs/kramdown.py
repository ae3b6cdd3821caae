"""kramdown's additions to Markdown, after https://kramdown.gettalong.org/syntax.html."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publisher.lazy import pattern
from publisher.load.constructs.code import outside_code

_FENCE = pattern(r" {0,3}(`{3,}|~{3,})")
_ROW = pattern(r" {0,3}\|.*\|[ \t]*$")
_RULE = pattern(r" {0,3}\|[ \t:|+=-]*-[ \t:|+=-]*$")

_TOC = pattern(r"^ {0,3}(?:[*+-]|\d{1,9}\.)[ \t][^\n]*\n {0,3}\{:\s*toc[^}\n]*\}[ \t]*$", re.MULTILINE | re.IGNORECASE)
_BLOCK_LIST = pattern(r"^[ \t]*\{:[^{}\n]{0,500}\}[ \t]*$", re.MULTILINE)
_SPAN_LIST = pattern(r"(?:(?<=[)*_\]>\"])|\A)\{:[^{}\n]{0,500}\}")
_EXTENSION = pattern(r"\{:(?::(?:comment|nomarkdown|options)[^{}\n]{0,300}|/[a-z]{0,20})\}")
_COMMENT = pattern(r"\{::comment\}(.*?)(?:\{:/comment\}|\{:/\}|\Z)", re.DOTALL)
_HEADING_ID = pattern(r"^( {0,3}#{1,6}[ \t][^\n]{0,1000}?)[ \t]*\{(?:#|\.)[\w:. #-]{1,200}\}[ \t]*$", re.MULTILINE)
_ABBREVIATION = pattern(r"^\*\[[^\]\n]{1,200}\]:[^\n]*$|^\^[ \t]*$", re.MULTILINE)
_MARKDOWN_IN_HTML = pattern(
    r"^([ ]{0,3}<[a-z]+[^>\n]{0,500}?)\s+markdown=[\"']?(?:1|block|span)[\"']?([^>\n]{0,500}>)", re.MULTILINE
)


def from_kramdown(markdown: str) -> str:
    """Markdown without attribute lists, `{:toc}` and its list item, extensions, heading ids and abbreviations.

    Tables without a head are given an empty one.
    """
    if "{:" in markdown:
        markdown = outside_code(markdown, _without_attributes)
    if "{" in markdown or "*[" in markdown or "\n^" in markdown:
        markdown = outside_code(markdown, lambda text: _ABBREVIATION.sub("", _HEADING_ID.sub(r"\1", text)))
    if markdown.startswith("|") or "\n|" in markdown:
        markdown = "\n".join(_with_table_heads(markdown.split("\n"))).removesuffix("\n")
    if "markdown=" in markdown:
        markdown = outside_code(markdown, lambda text: _MARKDOWN_IN_HTML.sub("\\1\\2\n\n", text))
    return markdown


def _with_table_heads(lines: Iterable[str]) -> Iterable[str]:
    """The lines with an empty head above tables that have none, which GFM would take for text."""
    fence, above = "", ""
    rows: list[str] = []
    for line in (*lines, ""):
        marks = _FENCE.match(line)
        if marks and (not fence or marks[1].startswith(fence)):
            fence = "" if fence else marks[1]
        row = not fence and _ROW.match(line) is not None
        if row and (rows or not above.strip()):
            rows.append(line)
        else:
            yield from (*_headed(rows), line)
            rows.clear()
        above = line


def _headed(rows: list[str]) -> list[str]:
    if rows and _RULE.match(rows[0]):
        rows = rows[1:]
    if not rows or (len(rows) > 1 and _RULE.match(rows[1])):
        return list(rows)
    columns = max(rows[0].strip().strip("|").count("|") + 1, 1)
    return ["|" + "   |" * columns, "|" + " - |" * columns, *rows]


def _without_attributes(text: str) -> str:
    text = _COMMENT.sub("", text) if "{::comment}" in text else text
    for mark in (_TOC, _BLOCK_LIST, _EXTENSION, _SPAN_LIST):
        text = mark.sub("", text)
    return text
