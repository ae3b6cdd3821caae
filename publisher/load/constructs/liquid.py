"""Liquid, as far as it means the same without running it."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.lazy import pattern
from publisher.load.constructs.code import Left

_LIQUID = pattern(
    r"\{%-?(?P<tag>(?:[^%{]|%(?!\})|\{(?!%)){0,1000}?)-?%\}"
    r"|\{\{-?\s{0,9}(?P<quote>[\"'])(?P<literal>[^\"'\n]{0,99})(?P=quote)\s{0,9}-?\}\}"
    r"|\{\{-?(?P<out>(?:[^{}]|\}(?!\})|\{(?![{%])){0,1000}?)-?\}\}"
)
_FILTERED = pattern(r"[\"']([^\"']*)[\"']\s*\|\s*(relative_url|absolute_url)")
# A link to a post that is not there still has to be a link, or its brackets would show.
_UNKNOWN_PAGE = "#"


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
        meaning = found["literal"] or _liquid(name, words, found["out"], values, site)
        if meaning is None or meaning == _UNKNOWN_PAGE:
            left.append(Left(written=_written(name, found["out"]), at=found.start()))
        pieces.append(meaning or "")
    pieces.append("" if until == "endcomment" else text[end:])
    return "".join(pieces), tuple(left)


def _liquid(name: str, words: list[str], output: str | None, values: Mapping[str, str], site: str) -> str | None:
    if output is not None:
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
