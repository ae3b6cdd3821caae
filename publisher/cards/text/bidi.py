"""Embedding levels and line reordering: the implicit part of the Unicode Bidirectional Algorithm (UAX 9).

Titles carry no explicit embeddings worth honouring (their controls are dropped on load), so rules X1 to X8 do not
apply; W1 to W7, N1, N2, I1, I2 and L1, L2 do.
"""

from __future__ import annotations

import unicodedata

from publisher.lazy import pattern

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

# Wherever Unicode has characters of R, AL and AN, and others between them: most texts hold none of either.
_PERHAPS_RTL = pattern("[\u0590-\u08ff\u200f\ufb1d-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def base_level(text: str, direction: str = "") -> int:
    """0 or 1: from `dir` ("ltr", "rtl"), else the first strong character (P2, P3)."""
    if direction in {"ltr", "rtl"}:
        return int(direction == "rtl")
    return next((_STRONG[kind] for char in text if (kind := unicodedata.bidirectional(char)) in _STRONG), 0)


def has_rtl(text: str) -> bool:
    """Whether any character reads from right to left."""
    if text.isascii() or not _PERHAPS_RTL.search(text):
        return False
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each code point."""
    if not base and not has_rtl(text):
        return [0] * len(text)
    kinds = _weak([unicodedata.bidirectional(char) for char in text], "R" if base else "L")
    kinds = _neutral(kinds, "R" if base else "L")
    return [_implicit(kind, base) for kind in kinds]


def _weak(kinds: list[str], sos: str) -> list[str]:
    """W1 to W7: marks, numbers and their separators."""
    result: list[str] = []
    strong = sos
    for kind in kinds:
        if kind == "NSM":
            kind = result[-1] if result else sos  # noqa: PLW2901 - the rules rewrite types in place
        if kind in {"L", "R", "AL"}:
            strong = kind
        result.append("AN" if kind == "EN" and strong == "AL" else kind)
    _join_separators(result)
    _join_terminators(result)
    strong = sos
    for index, kind in enumerate(result):
        if kind in {"L", "R", "AL"}:
            strong = kind
        if kind == "EN" and strong == "L":
            result[index] = "L"
        elif kind in {"ES", "ET", "CS"}:
            result[index] = "ON"
    return ["R" if kind == "AL" else kind for kind in result]


def _join_separators(kinds: list[str]) -> None:
    """W4: one separator between two numbers of a kind joins them."""
    for index in range(1, len(kinds) - 1):
        before, after = kinds[index - 1], kinds[index + 1]
        if before == after and (
            (kinds[index] == "CS" and before in {"EN", "AN"}) or (kinds[index] == "ES" and before == "EN")
        ):
            kinds[index] = before


def _join_terminators(kinds: list[str]) -> None:
    """W5: terminators beside a European number become part of it."""
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        previous = ""
        for index in order:
            if kinds[index] == "ET" and previous == "EN":
                kinds[index] = "EN"
            previous = kinds[index]


def _neutral(kinds: list[str], base: str) -> list[str]:
    """N1 and N2: neutrals between two of one direction take it, others the base direction."""
    result = list(kinds)
    index = 0
    while index < len(result):
        if result[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < len(result) and result[end] in _NEUTRAL:
            end += 1
        before = _side(result[index - 1]) if index else base
        after = _side(result[end]) if end < len(result) else base
        result[index:end] = [before if before == after else base] * (end - index)
        index = end
    return result


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _implicit(kind: str, base: int) -> int:
    """I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def visual_order(line_levels: list[int]) -> list[int]:
    """Indices of a line's clusters from left to right (L2)."""
    order = list(range(len(line_levels)))
    for level in range(max(line_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            if end > start:
                order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order
