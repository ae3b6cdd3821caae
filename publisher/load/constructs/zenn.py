"""Zenn's Markdown, after https://zenn.dev/zenn/articles/markdown-guide."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publisher.lazy import pattern
from publisher.load.constructs.code import YOUTUBE, Left, outside_code

_OPEN = pattern(r"^:{3,}[ \t]*(message|details)[ \t]*(.*)$")
_CLOSE = pattern(r"^:{3,}[ \t]*$")
_EMBED = pattern(r"^@\[([\w-]{1,30})\]\(([^)\s]{1,1000})\)[ \t]*$", re.MULTILINE)
# Pictures of the repository get other addresses when Zenn takes them in.
_OWN_PICTURE = pattern(r"!\[([^\]\n]{0,500})\]\((/images/[^)\s]{1,1000})\)")
_SIZE = pattern(r"(!\[[^\]\n]{0,500}\]\([^)\s]{1,1000})[ \t]+=\d{0,5}x\d{0,5}[ \t]*\)")


def from_zenn(text: str) -> tuple[str, tuple[Left, ...]]:
    """Zenn's Markdown with `:::message` as an aside, `:::details` as details, embeds as links, without image sizes.

    Pictures of the repository's own `/images/` are left out, down to their text: only Zenn knows where it serves them.
    """
    left: list[Left] = []

    def embed(found: re.Match[str]) -> str:
        kind, target = found[1], found[2]
        if target.startswith(("https://", "http://")):
            return f"<{target}>"
        if kind == "youtube":
            return f"<{YOUTUBE.format(target)}>"
        left.append(Left(written=f"@[{kind}]", at=text.find(found[0])))
        return ""

    def picture(found: re.Match[str]) -> str:
        left.append(Left(written="![](/images/...)", at=text.find(found[2])))
        return found[1]

    def change(piece: str) -> str:
        return _EMBED.sub(embed, _OWN_PICTURE.sub(picture, _SIZE.sub(r"\1)", piece)))

    changed = outside_code(text, change) if "@[" in text or "![" in text else text
    return _blocks(changed) if ":::" in changed else changed, tuple(left)


def _blocks(text: str) -> str:
    open_tags: list[str] = []
    return outside_code(text, lambda piece: "\n".join(_lines(piece.split("\n"), open_tags)))


def _lines(lines: Iterable[str], open_tags: list[str]) -> Iterable[str]:
    for line in lines:
        opened = _OPEN.match(line)
        if opened:
            tag = "details" if opened[1] == "details" else "aside"
            open_tags.append(tag)
            title = opened[2].replace("&", "&amp;").replace("<", "&lt;")
            yield f"<details><summary>{title}</summary>\n" if tag == "details" else "<aside>\n"
        elif open_tags and _CLOSE.match(line):
            yield f"\n</{open_tags.pop()}>\n"
        else:
            yield line
