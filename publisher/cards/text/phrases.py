"""Phrases and words: what BudouX keeps together, and the words that ICU sees inside."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from icu4py.breakers import LineBreaker, WordBreaker

from publisher.cards.text.classes import is_han
from publisher.lazy import pattern

_MODELS = {"ja": "japanese", "zh": "simplified_chinese", "zh-Hant": "traditional_chinese", "th": "thai"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_ASTRAL = pattern("[\U00010000-\U0010ffff]")
_JOINING_SPACE = pattern("(?<=[!-~]) +(?=[\u3041-\u30ff\u3400-\u9fff])|(?<=[\u3041-\u30ff\u3400-\u9fff]) +(?=[!-~])")
# A single kanji between two words of a compound belongs to the one before it (保護|法|改正), these to the one after.
_KATAKANA = frozenset("ー" + "".join(map(chr, range(ord("ァ"), ord("ヺ") + 1))))
_PREFIXES = frozenset("再非新全各約第本元前現旧副総大小超反未無不同他某")


@lru_cache(maxsize=4)
def _model(name: str) -> Any:
    import budoux  # noqa: PLC0415 - a model is 60 ms to load and Latin-only cards need none

    return getattr(budoux, f"load_default_{name}_parser")()


def phrase_language(lang: str) -> str:
    """The BudouX model for a BCP 47 tag, in any case; "" when that language has none."""
    primary, *rest = lang.lower().replace("_", "-").split("-")
    if primary == "zh" and _TRADITIONAL.intersection(rest):
        primary = "zh-Hant"
    return _MODELS.get(primary, "")


def icu_offsets(text: str, locale: str) -> set[int]:
    """Code point offsets after which ICU allows a line break, the end included."""
    return _offsets(text, [end for _, end in LineBreaker(text, locale).segments()])


def _offsets(text: str, ends: list[int]) -> set[int]:
    """Code point offsets from UTF-16 ones."""
    if not _ASTRAL.search(text):
        return set(ends)
    units = {unit: index for index, unit in enumerate(accumulate((1 + (ord(c) > 0xFFFF) for c in text), initial=0))}
    return {units[end] for end in ends if end in units}


def word_ends(text: str, primary: str, locale: str) -> set[int]:
    """Where a word ends, with the particles that follow it: a second opinion on BudouX's phrases.

    ICU's phrase mode knows Japanese; for Chinese, where it parts every character, its dictionary says what is a word.
    """
    if primary == "zh":
        return _offsets(text, [end for _, end in WordBreaker(text, "zh").segments()])
    return icu_offsets(text, f"{locale}-lw-phrase")


def phrase_ends(text: str, model: str) -> set[int]:
    """Where BudouX ends a phrase, as code point offsets.

    The models were trained without spaces: one between Latin and Japanese (gem を) is left out for them, so that the
    particle stays with its word.
    """
    if " " not in text:
        return set(accumulate(map(len, _model(model).parse(text))))
    dropped = {at for match in _JOINING_SPACE.finditer(text) for at in range(*match.span())}
    kept = [index for index in range(len(text)) if index not in dropped]
    phrases = _model(model).parse("".join(text[index] for index in kept))
    return {kept[end] if end < len(kept) else len(text) for end in accumulate(map(len, phrases))}


def word_seams(text: str, ends: set[int]) -> set[int]:
    """The word ends that are good seams: a suffix or a prefix of one kanji is not torn from its compound.

    Where ICU parts よう|にする the seam is after に.
    """
    seams = ends | {end + 1 for end in ends if text[max(0, end - 2) : end + 1] == "ように"}
    edges = sorted({0, *ends, len(text)})
    for start, end in pairwise(edges):
        alone = is_han(text[start]) and not (end - start > 1 and is_han(text[start + 1]))
        if alone and end - start == 1 and text[start] in _PREFIXES:
            seams.discard(end)
        elif alone and start and (is_han(text[start - 1]) or text[start - 1] in _KATAKANA):
            seams.discard(start)
    return seams
