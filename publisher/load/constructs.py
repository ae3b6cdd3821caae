"""What authors write beside Markdown, in Markdown or HTML: kramdown's attribute lists, Liquid, shortcodes, Zenn's.

Each function gives the text and the `Left` of what has no meaning outside its generator and is taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

# Matching is bounded (`{0,1000}`) so that a hostile text costs linear time.
_CODE = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n|\Z)(?:.*?^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?<!`)(?P<tick>`{1,8})(?!`)[^`\n](?:[^`\n]|\n(?!\n)){0,500}?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_FENCE_INFO = re.compile(r"^([ ]{0,3}(?:`{3,}|~{3,})[ \t]*)([^\s`:{]+):[^\n`]*", re.MULTILINE)

_TOC = re.compile(
    r"^ {0,3}(?:[*+-]|\d{1,9}\.)[ \t][^\n]*\n {0,3}\{:\s*toc[^}\n]*\}[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_BLOCK_LIST = re.compile(r"^[ \t]*\{:[^}\n]{0,500}\}[ \t]*$", re.MULTILINE)
_SPAN_LIST = re.compile(r"(?:(?<=[)*_\]>\"])|\A)\{:[^}\n]{0,500}\}")
_EXTENSION = re.compile(r"\{:(?::(?:comment|nomarkdown|options)[^}\n]{0,300}|/[a-z]{0,20})\}")
_COMMENT = re.compile(r"\{::comment\}(.*?)(?:\{:/comment\}|\{:/\}|\Z)", re.DOTALL)
_HEADING_ID = re.compile(r"^( {0,3}#{1,6}[ \t][^\n]{0,1000}?)[ \t]*\{(?:#|\.)[\w:. #-]{1,200}\}[ \t]*$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]{1,200}\]:[^\n]*$|^\^[ \t]*$", re.MULTILINE)
_MARKDOWN_IN_HTML = re.compile(
    r"^([ ]{0,3}<[a-z]+[^>\n]{0,500}?)\s+markdown=[\"']?(?:1|block|span)[\"']?([^>\n]{0,500}>)", re.MULTILINE
)

_LIQUID = re.compile(r"\{%-?(?P<tag>(?:[^%]|%(?!\})){0,1000}?)-?%\}|\{\{-?(?P<out>(?:[^}]|\}(?!\})){0,1000}?)-?\}\}")
_FILTERED = re.compile(r"[\"']([^\"']*)[\"']\s*\|\s*(relative_url|absolute_url)")

_QUOTED = re.compile(r"([\"'])([^\"']*)\1")

_SHORTCODE = re.compile(
    r"\{\{(?P<open>[<%])\s*(?P<end>/?)\s*(?P<name>[\w.-][\w./-]*)(?P<args>(?:[^%>}]|[%>](?!\}\})|\}(?!\})){0,1000}?)/?\s*[%>]\}\}"
)
# `{{</* x */>}}` is how a post shows a shortcode.
_SHOWN_SHORTCODE = re.compile(r"\{\{([<%])/\*(.{0,1000}?)\*/([>%])\}\}")
_ARGUMENT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|`([^`]*)`|([^\s\"]+))")

_ZENN_OPEN = re.compile(r"^:{3,}[ \t]*(message|details)[ \t]*(.*)$")
_ZENN_CLOSE = re.compile(r"^:{3,}[ \t]*$")
_ZENN_EMBED = re.compile(r"^@\[([\w-]{1,30})\]\(([^)\s]{1,1000})\)[ \t]*$", re.MULTILINE)
_ZENN_SIZE = re.compile(r"(!\[[^\]\n]{0,500}\]\([^)\s]{1,1000})[ \t]+=\d{0,5}x\d{0,5}[ \t]*\)")
# A link to a post that is not there still has to be a link, or its brackets would show.
_UNKNOWN_PAGE = "#"
_VIDEO = "https://www.youtube.com/watch?v={}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A construct taken out: how it was written, and the line (from 1) of the text it stood on."""

    written: str
    line: int


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """`markdown` with `change` applied to what is neither fenced nor inline code."""
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(markdown):
        pieces += (change(markdown[end : code.start()]), code[0])
        end = code.end()
    return "".join((*pieces, change(markdown[end:])))


def fence_languages(markdown: str) -> str:
    """Fences that name a file too (```` ```js:app.js ````) with the language alone."""
    return _FENCE_INFO.sub(r"\1\2", markdown) if "```" in markdown or "~~~" in markdown else markdown


def from_kramdown(markdown: str) -> str:
    """Markdown without attribute lists, `{:toc}` and its list item, extensions, heading ids and abbreviations.

    After https://kramdown.gettalong.org/syntax.html.
    """
    if "{:" in markdown:
        markdown = outside_code(markdown, _without_attributes)
    if "{" in markdown or "*[" in markdown or "\n^" in markdown:
        markdown = outside_code(markdown, lambda text: _ABBREVIATION.sub("", _HEADING_ID.sub(r"\1", text)))
    if "markdown=" in markdown:
        markdown = outside_code(markdown, lambda text: _MARKDOWN_IN_HTML.sub("\\1\\2\n\n", text))
    return markdown


def _without_attributes(text: str) -> str:
    text = _COMMENT.sub("", text) if "{::comment}" in text else text
    for pattern in (_TOC, _BLOCK_LIST, _EXTENSION, _SPAN_LIST):
        text = pattern.sub("", text)
    return text


def from_liquid(text: str, values: Mapping[str, str], site: str) -> tuple[str, tuple[Left, ...]]:
    """Text with Liquid resolved where its meaning is plain: raw, comment, highlight, `values` by name, literals.

    `site` is put before literals filtered by relative_url and absolute_url. Every other tag and output is left out.
    """
    if "{%" not in text and "{{" not in text:
        return text, ()
    pieces: list[str] = []
    left: list[Left] = []
    end, until = 0, ""
    for found in _LIQUID.finditer(text):
        words = (found["tag"] or "").split()
        name = words[0] if words else ""
        if until and name != until:
            continue
        before = text[end : found.start()]
        pieces.append("" if until == "endcomment" else before)
        end, until = found.end(), {"raw": "endraw", "comment": "endcomment"}.get(name, "")
        meaning = _liquid(name, words, found["out"], values, site)
        if meaning is None or meaning == _UNKNOWN_PAGE:
            left.append(Left(written=_written(name, found["out"]), line=text.count("\n", 0, found.start()) + 1))
        pieces.append(meaning or "")
    pieces.append("" if until == "endcomment" else text[end:])
    return "".join(pieces), tuple(left)


def _liquid(name: str, words: list[str], output: str | None, values: Mapping[str, str], site: str) -> str | None:
    if output is not None:
        quoted = _QUOTED.fullmatch(output.strip())
        if quoted:
            return quoted[2]
        literal = _FILTERED.fullmatch(output.strip())
        if literal:
            return f"{site}/{literal[1].lstrip('/')}"
        return values.get(output.strip())
    if name in ("highlight", "codeblock"):
        return f"\n```{words[1] if name == 'highlight' and len(words) > 1 else ''}\n"
    if name in ("endhighlight", "endcodeblock"):
        return "\n```\n"
    if name in ("post_url", "link"):
        return _UNKNOWN_PAGE
    if name in ("raw", "endraw", "comment", "endcomment", "assign", ""):
        return ""
    return None


def _written(name: str, output: str | None) -> str:
    return f"{{% {name} %}}" if output is None else f"{{{{ {output.strip()[:40]} }}}}"


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
            left.append(Left(written=written, line=text.count("\n", 0, found.start()) + 1))
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
        return f"<{_VIDEO.format(named.get('id') or first)}>"
    if name == "vimeo" and (named.get("id") or first):
        return f"<https://vimeo.com/{named.get('id') or first}>"
    return None


def from_zenn(text: str) -> tuple[str, tuple[Left, ...]]:
    """Zenn's Markdown with `:::message` as an aside, `:::details` as details, embeds as links, without image sizes.

    After https://zenn.dev/zenn/articles/markdown-guide.
    """
    left: list[Left] = []

    def embed(found: re.Match[str]) -> str:
        kind, target = found[1], found[2]
        if target.startswith(("https://", "http://")):
            return f"<{target}>"
        if kind == "youtube":
            return f"<{_VIDEO.format(target)}>"
        left.append(Left(written=f"@[{kind}]", line=text.count("\n", 0, text.find(found[0])) + 1))
        return ""

    def change(piece: str) -> str:
        return _ZENN_EMBED.sub(embed, _ZENN_SIZE.sub(r"\1)", piece))

    changed = outside_code(text, change) if "@[" in text or "![" in text else text
    return _zenn_blocks(changed) if ":::" in changed else changed, tuple(left)


def _zenn_blocks(text: str) -> str:
    open_tags: list[str] = []
    return outside_code(text, lambda piece: "\n".join(_zenn_lines(piece.split("\n"), open_tags)))


def _zenn_lines(lines: Iterable[str], open_tags: list[str]) -> Iterable[str]:
    for line in lines:
        opened = _ZENN_OPEN.match(line)
        if opened:
            tag = "details" if opened[1] == "details" else "aside"
            open_tags.append(tag)
            title = opened[2].replace("&", "&amp;").replace("<", "&lt;")
            yield f"<details><summary>{title}</summary>\n" if tag == "details" else "<aside>\n"
        elif open_tags and _ZENN_CLOSE.match(line):
            yield f"\n</{open_tags.pop()}>\n"
        else:
            yield line
