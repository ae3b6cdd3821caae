"""Hugo's shortcodes, after https://gohugo.io/content-management/shortcodes/."""

from __future__ import annotations

import re

from publisher.lazy import pattern
from publisher.load.constructs.code import YOUTUBE, Left

_SHORTCODE = pattern(
    r"\{\{(?P<open>[<%])\s*(?P<end>/?)\s*(?P<name>[\w.-][\w./-]*)(?P<args>(?:[^%>{}]|[%>](?!\}\})|\}(?!\})|\{(?!\{)){0,1000}?)/?\s*[%>]\}\}"
)
# `{{</* x */>}}` is how a post shows a shortcode.
_SHOWN_SHORTCODE = pattern(r"\{\{([<%])/\*(.{0,1000}?)\*/([>%])\}\}")
_ARGUMENT = pattern(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|`([^`]*)`|([^\s\"]+))")


def from_shortcodes(text: str) -> tuple[str, tuple[Left, ...]]:
    """Text with Hugo's figure, highlight, youtube and vimeo in Markdown, and every other shortcode left out.

    What stands between the two ends of a shortcode stays.
    """
    if "{{<" not in text and "{{%" not in text:
        return text, ()
    left: list[Left] = []

    def replace(found: re.Match[str]) -> str:
        meaning = _shortcode(found)
        if meaning is None and not found["end"]:
            written = f"{{{{< {found['name']} >}}}}"
            left.append(Left(written=written, at=found.start()))
        return meaning or ""

    return _SHOWN_SHORTCODE.sub(r"{{\1\2\3}}", _SHORTCODE.sub(replace, text)), tuple(left)


def _shortcode(found: re.Match[str]) -> str | None:
    name, closing = found["name"], bool(found["end"])
    named = {key: next(filter(None, rest), "") for key, *rest in _ARGUMENT.findall(found["args"])}
    plain = found["args"].split()
    first = plain[0].strip('"') if plain else ""
    if name == "highlight":
        return "\n```\n" if closing else f"\n```{first}\n"
    if name == "figure" and named.get("src"):
        return f"![{named.get('alt') or named.get('caption') or ''}](<{named['src']}>)"
    if name == "youtube" and (named.get("id") or first):
        return f"<{YOUTUBE.format(named.get('id') or first)}>"
    if name == "vimeo" and (named.get("id") or first):
        return f"<https://vimeo.com/{named.get('id') or first}>"
    return None
