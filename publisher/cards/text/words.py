"""`word-break: keep-all` and `break-all`: which words are kept whole, and which are no words (CSS Text 3, 5.2)."""

from __future__ import annotations

import unicodedata

# South-East Asian scripts (UAX 14's SA): their words are found by a dictionary, and that stays so.
_DICTIONARY = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF))


def kept_whole(text: str, offset: int) -> bool:
    """Whether `keep-all` forbids a break at an offset: between two letters or digits of any script."""
    before = offset - 1
    while before > 0 and unicodedata.category(text[before])[0] == "M":
        before -= 1
    return _is_letter(text[before]) and _is_letter(text[offset])


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN" and not _by_dictionary(char)


def _by_dictionary(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in _DICTIONARY)


def as_ideographs(text: str) -> str:
    """The text with every letter and digit that makes words (AL, NU, SA) replaced by a kanji, as `break-all` wants."""
    return "".join(map(_as_ideograph, text))


def _as_ideograph(char: str) -> str:
    wide = unicodedata.east_asian_width(char) in "WF"
    return "一" if not wide and unicodedata.category(char)[0] in "LN" else char
