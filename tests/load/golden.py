"""What the generators themselves computed, read from the tables in golden/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
SITES = Path(__file__).parent.parent / "sites"

_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table by column name, with tab, line end and backslash unescaped."""
    head, *lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    columns = head.split("\t")
    for line in lines:
        if line:
            yield dict(zip(columns, (_plain(cell) for cell in line.split("\t")), strict=True))


def _plain(cell: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), cell)


def texts(value: object) -> tuple[str, ...]:
    """A JSON list (or a single value) as the posts have it: texts, without empty and repeated ones."""
    items = value if isinstance(value, list) else [value]
    words = {True: "true", False: "false", None: ""}
    found = [words[item] if item is None or isinstance(item, bool) else str(item).strip() for item in items]
    return tuple(dict.fromkeys(text for text in found if text))


def line(text: str) -> str:
    """A title on one line."""
    return re.sub(r"[ \t\n]+", " ", text).strip()
