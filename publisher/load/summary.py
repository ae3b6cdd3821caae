"""A plain-text summary: the first paragraph that says something, cut at a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.lazy import pattern
from publisher.load.html import plain_text
from publisher.load.markdown import to_html
from publisher.load.text import one_line

LONGEST = 200

_FENCE = pattern(r" {0,3}(`{3,}|~{3,})")
_HEADING = pattern(r" {0,3}#{1,6}(?:[ \t]|$)")
_TITLE = pattern(r"^(?: {0,3}#[ \t]+(?P<atx>.+?)[ \t]*#*|(?P<setext>[^\s#>*+-].*)\n {0,3}=+)[ \t]*$", re.MULTILINE)
_SETEXT = pattern(r" {0,3}(?:=+|-+)[ \t]*$")
_SKIPPED = pattern(
    r"\s*(?:\{:|\{::|\{%|\{\{|:::|!\[[^\]]*\]\([^)]*\)\s*$|\[[^\]]+\]:|<!--|@\[|(?:[-*_][ \t]*){3,}$|import\s|export\s)"
)
_TOC = pattern(r"^[ ]{0,3}(?:[*+-]|\d+\.)[ \t][^\n]*\n\{:\s*toc", re.IGNORECASE)
_DEFINITION = pattern(r"^ {0,3}\[([^\]\n]+)\]:[ \t]*\S.*$", re.MULTILINE)
_REFERENCE = pattern(r"\]\s?\[|\]\[\]|\[[^\]\n]+\](?!\()")
_SENTENCE = pattern(r"[。！？](?:[」』）)\"”’]*)|[.!?][)\"”’]*(?=\s|$)")
_LIQUID_TAG = pattern(r"\{%-?\s*(post_url|link)?[^%\n]{0,300}%\}|\{\{[^}\n]{0,300}\}\}")
# Zero-width joiner, variation selectors, skin tones, combining marks and voicing marks.
_JOINS = pattern("[\u0300-\u036f\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\uff9e\uff9f\U0001f3fb-\U0001f3ff]")
_HEAD = 20_000
_BLOCK = 4_000


def summarise(body: str, *, is_html: bool = False, separator: str = "") -> str:
    """At most 200 characters of plain text from the start of a post, whole sentences if any fits; "" when it has none.

    Headings, code, pictures, tables of contents and template tags before the first paragraph are passed over. With an
    excerpt `separator` in the body, all that stands above it is the summary.
    """
    if separator and separator in body:
        body = body.split(separator, 1)[0]
    if is_html:
        return cut(plain_text(body[:_HEAD]))
    from publisher.load.constructs import from_kramdown  # noqa: PLC0415 - of no use to a post with an excerpt

    for block in _blocks(body[:_HEAD]):
        text = plain_text(to_html(from_kramdown(_with_definitions(_without_tags(block[:_BLOCK]), body))))
        if any(c.isalnum() for c in text):
            return cut(text)
    return ""


def cut(text: str, longest: int = LONGEST) -> str:
    """`text` on one line, ended after the last sentence within `longest` characters, else cut there with `…`."""
    text = one_line(text)
    if len(text) <= longest:
        return text
    ends = [found.end() for found in _SENTENCE.finditer(text, 0, longest)]
    if ends and ends[-1] >= longest // 4:
        return text[: ends[-1]].strip()
    head = text[: longest - 1]
    space = head.rfind(" ")
    if space > longest * 3 // 4 and text[longest - 1].isalnum() and text[longest - 1].isascii():
        head = head[:space]
    return _whole_clusters(text, head).rstrip(" 、，,;:・-…‥—―") + "…"


def _whole_clusters(text: str, head: str) -> str:
    """`head`, a start of `text`, without a last character that joins with the one behind it."""
    while head and (head[-1] == "\u200d" or _JOINS.match(text, len(head))):
        head = head[:-1]
    return head


def first_heading(body: str) -> str:
    """The text of the first heading of level 1, "" when there is none near the start."""
    found = _TITLE.search(body[:4000])
    return plain_text(to_html(found["atx"] or found["setext"])) if found else ""


def without_title(body: str, title: str) -> str:
    """The body without a first heading that repeats the title."""
    found = _TITLE.search(body[:4000])
    if found and not body[: found.start()].strip() and one_line(found["atx"] or found["setext"]) == title:
        return body[found.end() :]
    return body


def _blocks(body: str) -> Iterator[str]:
    """Paragraph-like blocks of Markdown in order, without the kinds that say nothing by themselves."""
    lines: list[str] = []
    fence = ""
    for line in (*body.split("\n"), ""):
        opened = _FENCE.match(line)
        if opened and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opened[1]
        elif fence:
            continue
        elif _SETEXT.match(line) and lines:
            lines.clear()
        elif line.strip() and not _HEADING.match(line):
            lines.append(line)
            continue
        block = _telling(lines)
        if block:
            yield block
        lines.clear()


def _telling(lines: list[str]) -> str:
    """The lines that are text, "" for a table of contents and indented code."""
    block = "\n".join(line for line in lines if not _SKIPPED.match(line))
    if not block.strip() or block.startswith(("    ", "\t")) or _TOC.match("\n".join(lines)):
        return ""
    return block


def _without_tags(block: str) -> str:
    """Liquid and shortcodes out; a link's target may be one, so `{% post_url %}` leaves a stand-in."""
    return _LIQUID_TAG.sub(lambda found: "#" if found[1] else "", block) if "{%" in block or "{{" in block else block


def _with_definitions(block: str, body: str) -> str:
    """The block with the body's link definitions behind it, so `[text][1]` becomes its text."""
    if not _REFERENCE.search(block):
        return block
    definitions = [found[0] for found in _DEFINITION.finditer(body)]
    return "\n".join([block, "", *definitions[:200]])
