"""Code in Markdown, in which no construct has a meaning; and what is left out elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

from publisher.lazy import dataclass, pattern

YOUTUBE = "https://www.youtube.com/watch?v={}"

_CODE = pattern(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n|\Z)(?:.*?^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?<!`)(?P<tick>`{1,8})(?!`)[^`\n](?:[^`\n]|\n(?!\n)){0,500}?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_FENCE_INFO = pattern(r"^([ ]{0,3}(?:`{3,}|~{3,})[ \t]*)([^\s`:{]+):[^\n`]*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A construct taken out: how it was written, and where in the text it started."""

    written: str
    at: int


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
