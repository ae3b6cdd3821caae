"""Phrases and words: what BudouX keeps together, and the words that ICU sees inside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from operator import add
from pathlib import Path
from typing import Any, Final

from icu4py.breakers import LineBreaker, WordBreaker

from publisher.cards.text.classes import is_han
from publisher.lazy import pattern

_MODELS = {"ja": "japanese", "zh": "simplified_chinese", "zh-Hant": "traditional_chinese", "th": "thai"}
_FILES = {"japanese": "ja", "simplified_chinese": "zh-hans", "traditional_chinese": "zh-hant", "thai": "th"}
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
# What a feature's first letter lies from the place it is about: UW3 is the letter before, UW4 the one after.
_PLACES = {
    "UW1": 3, "UW2": 2, "UW3": 1, "UW4": 0, "UW5": -1, "UW6": -2, "BW1": 2, "BW2": 1, "BW3": 0,
    "TW1": 3, "TW2": 2, "TW3": 1, "TW4": 0,
}  # fmt: skip
_ASTRAL = pattern("[\U00010000-\U0010ffff]")
_JOINING_SPACE = pattern("(?<=[!-~]) +(?=[\u3041-\u30ff\u3400-\u9fff])|(?<=[\u3041-\u30ff\u3400-\u9fff]) +(?=[!-~])")
# A single kanji between two words of a compound belongs to the one before it (保護|法|改正), these to the one after.
_KATAKANA: Final = frozenset("ー" + "".join(map(chr, range(ord("ァ"), ord("ヺ") + 1))))
_PREFIXES: Final = frozenset("再非新全各約第本元前現旧副総大小超反未無不同他某")


@lru_cache(maxsize=4)
def _model(name: str) -> Any:
    """The model of that name, from the file that the package would read, were an HTML parser not imported with it."""
    package = find_spec("budoux")
    folder = Path(package.origin if package and package.origin else "").parent / "models"
    try:
        return _Phrases(json.loads((folder / f"{_FILES[name]}.json").read_bytes()))
    except OSError:
        import budoux  # noqa: PLC0415 - if it keeps its models elsewhere

        return _Phrases(getattr(budoux, f"load_default_{name}_parser")().model)


class _Phrases:
    """A BudouX model, arranged by what is looked up: one, two or three letters, and where their scores count.

    The library asks thirteen tables at every place; most letters are in none of them.
    """

    def __init__(self, model: Mapping[str, Mapping[str, int]]) -> None:
        self._scores: dict[str, list[tuple[int, int]]] = {}
        for feature, scores in model.items():
            for letters, score in scores.items():
                self._scores.setdefault(letters, []).append((_PLACES[feature], 2 * score))
        self._base = -sum(sum(scores.values()) for scores in model.values())

    def ends(self, text: str) -> list[int]:
        """Where a phrase ends, the end of the text included."""
        size = len(text)
        total = [self._base] * (size + 6)  # three more at either end, where what lies outside may count
        pairs = list(map(add, text, text[1:]))  # these and triples are joined in half the time that slices take
        for pieces in (text, pairs, map(add, pairs, text[2:])):
            for start, found in enumerate(map(self._scores.get, pieces), 3):
                if found:
                    for place, score in found:
                        total[start + place] += score
        return [end for end in range(1, size) if total[end + 3] > 0] + ([size] if size else [])


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
        return set(_model(model).ends(text))
    dropped = {at for match in _JOINING_SPACE.finditer(text) for at in range(*match.span())}
    kept = [index for index in range(len(text)) if index not in dropped]
    ends = _model(model).ends("".join([text[index] for index in kept]))
    return {kept[end] if end < len(kept) else len(text) for end in ends}


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
