"""The metadata of Pelican's articles: lines above Markdown, fields of reStructuredText, `<meta>` of HTML.

After Pelican 4.12's readers and python-markdown's `meta` extension: keys in lower case, every value a text.
"""

from __future__ import annotations

import html
import re

from lxml import html as lxml_html

from publisher.load.frontmatter import FrontMatter
from publisher.load.text import Text

_KEY = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r"[ ]{4,}(?P<value>.*)")
_BEGIN = re.compile(r"-{3}(?:\s.*)?")
_END = re.compile(r"(?:-{3}|\.{3})(?:\s.*)?")
_ADORNED = re.compile(
    r"(?P<over>([!-/:-@\[-`{-~])\2{2,}\n)?[ ]?(?P<title>[^\s].*)\n(?P<under>([!-/:-@\[-`{-~])\5{2,})[ \t]*(?:\n|\Z)"
)
_FIELD = re.compile(r":(?P<key>[^:\n]+):[ \t]*(?P<value>.*)")
_META = re.compile(r"<body[^>]*>(.*)</body\s*>", re.IGNORECASE | re.DOTALL)


def markdown_metadata(source: Text) -> FrontMatter:
    """The lines `key: value` at the start, up to a blank line, an end mark or a line that is none."""
    lines = source.text.split("\n")
    used = 1 if lines and _BEGIN.fullmatch(lines[0]) else 0
    data: dict[str, str] = {}
    key = ""
    for line in lines[used:]:
        found, more = _KEY.fullmatch(line), _MORE.fullmatch(line) if key else None
        if not line.strip() or _END.fullmatch(line):
            used += 1
            break
        if found:
            key = found["key"].lower()
            data.setdefault(key, found["value"].strip())
        elif more:
            data[key] = f"{data[key]}\n{more['value'].strip()}".strip()
        else:
            break
        used += 1
    return _front(source, data, lines, used)


def restructured_metadata(source: Text) -> FrontMatter:
    """The title, and the fields below it."""
    text = source.text.lstrip("\n")
    found = _ADORNED.match(text)
    data = {"title": found["title"].strip()} if found else {}
    lines = text[found.end() if found else 0 :].split("\n")
    used, key = 0, ""
    for line in lines:
        one = _FIELD.fullmatch(line)
        if one:
            key = one["key"].strip().lower()
            data.setdefault(key, one["value"].strip())
        elif key and line.startswith(" ") and line.strip():
            data[key] = f"{data[key]} {line.strip()}".strip()
        elif line.strip() or key:
            break
        used += 1
    all_lines = source.text.split("\n")
    return _front(source, data, all_lines, len(all_lines) - len(lines) + used)


def html_metadata(source: Text) -> FrontMatter:
    """The title and the `<meta name>`s of the head; the body is what stands in `<body>`."""
    body = _META.search(source.text)
    text = body[1] if body else ""
    data: dict[str, str] = {}
    if source.text.strip():
        tree = lxml_html.document_fromstring(source.text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
        title = tree.findtext(".//head/title")
        for meta in tree.iterfind(".//head/meta[@name]"):
            name = str(meta.get("name")).lower()
            data.setdefault(
                "tags" if name == "keywords" else name, str(meta.get("content") or meta.get("contents") or "")
            )
        data |= {"title": html.escape(title, quote=False)} if title else {}
    start = source.text.count("\n", 0, body.start(1)) + 1 if body else 1
    return FrontMatter(path=source.path, data=data, body=text, body_line=start, block=source.text, present=True)


def _front(source: Text, data: dict[str, str], lines: list[str], used: int) -> FrontMatter:
    """The metadata and the text behind it; a file without a single key has none."""
    if not data:
        return FrontMatter(path=source.path, data={}, body=source.text, body_line=1)
    body = "\n".join(lines[used:])
    block = "\n".join(lines[:used])
    return FrontMatter(path=source.path, data=data, body=body, body_line=used + 1, block=block, present=True)
