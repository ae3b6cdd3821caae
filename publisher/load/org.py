"""The header of an Org file as front matter: `#+TITLE: ...`, `#+TAGS[]: a b`."""

from __future__ import annotations

import re

from publisher.load.frontmatter import FrontMatter
from publisher.load.text import Text

_LINE = re.compile(r"#\+(\w+)(\[\])?:[ \t]*(.*)")


def read_org(text: Text) -> FrontMatter:
    """The leading `#+KEY: value` lines and the text behind them; `#+KEY[]:` is a list split on spaces."""
    lines = text.text.split("\n")
    data: dict[str, str | list[str]] = {}
    count = 0
    for line in lines:
        found = _LINE.fullmatch(line.strip())
        if found:
            data[found[1].lower()] = found[3].split() if found[2] else found[3].strip()
        elif line.strip():
            break
        count += 1
    block, body = "\n".join(lines[:count]), "\n".join(lines[count:])
    return FrontMatter(path=text.path, data=data, body=body, body_line=count + 1, block=block, present=bool(data))
