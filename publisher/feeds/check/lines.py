"""Where the items of a JSON Feed stand, which the parsed document no longer knows."""

from __future__ import annotations

import json
import re
from itertools import accumulate, pairwise

_BLANK = re.compile(r"[ \t\n\r]*")


def item_lines(text: str) -> tuple[int, ...]:
    """The line (from 1) on which each value of the top object's "items" starts; `text` is JSON that has such a list."""
    decoder = json.JSONDecoder()
    at = _next(text, text.index("{") + 1)
    starts: list[int] = []
    while text[at] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _next(text, _next(text, at) + 1)
        if key == "items":
            # The last of several counts, as it does for the parser.
            starts, at = _starts(text, at, decoder)
        else:
            _, at = decoder.raw_decode(text, at)
        at = _behind_comma(text, at)
    ends = accumulate(text.count("\n", *stretch) for stretch in pairwise((0, *starts)))
    return tuple(end + 1 for end in ends)


def _starts(text: str, at: int, decoder: json.JSONDecoder) -> tuple[list[int], int]:
    """Where the values of the list at `at` start, and where the list ends."""
    starts: list[int] = []
    at = _next(text, at + 1)
    while text[at] != "]":
        starts.append(at)
        _, at = decoder.raw_decode(text, at)
        at = _behind_comma(text, at)
    return starts, at + 1


def _behind_comma(text: str, at: int) -> int:
    at = _next(text, at)
    return _next(text, at + 1) if text[at] == "," else at


def _next(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
