"""Character classes of Japanese typesetting (JLREQ 3.9, CSS Text 4 section 8), as data.

`kind_of` says how a grapheme cluster behaves next to others: which half of it is blank, whether a gap belongs beside
it.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum, auto
from functools import lru_cache
from typing import Final


class Kind(IntEnum):
    """How a cluster spaces and joins."""

    IDEOGRAPH = auto()  # kanji, kana, full-width letters: one em, autospace towards Latin
    LATIN = auto()  # letters and digits that want 1/8 em beside kanji and kana
    OPEN = auto()  # full-width opening brackets: the left half is blank
    CLOSE = auto()  # full-width closing brackets and 、。: the right half is blank
    MIDDLE = auto()  # ・：；: a quarter is blank on either side
    SPACE = auto()  # a space that may vanish at a line's end
    WIDE_SPACE = auto()  # U+3000
    EMOJI = auto()
    OTHER = auto()  # everything that neither spaces nor trims


OPENING: Final = frozenset("「『（［｛〔〈《【〖〘〝｟")
CLOSING: Final = frozenset("」』）］｝〕〉》】〗〙〟｠、。，．")
MIDDLE_DOTS: Final = frozenset("・：；")
STOPS: Final = frozenset("。！？!?．…‥")
COLONS: Final = frozenset("：:；;")
COMMAS: Final = frozenset("、，,")
DASHES: Final = frozenset("—―─〜～")
CLOSING_QUOTES: Final = frozenset("」』〟”’")
OPENING_QUOTES: Final = frozenset("「『〝“‘")
# What never starts a line (JLREQ 3.1.7, CSS `line-break: strict`) and what never ends one (3.1.8).
NO_START = (
    CLOSING
    | MIDDLE_DOTS
    | frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿー々〻ゝゞヽヾ")
)
POSTFIXES: Final = frozenset("%％‰℃℉°")
NO_START |= frozenset("！？!?‼⁇⁈⁉…‥,.:;)]}’”゛゜") | POSTFIXES
NO_END = OPENING | frozenset("([{‘“￥＄$£")
TRAILING_PUNCTUATION: Final = frozenset("、。，．,.・：；:;…‥—―─-–｜|/／ 　!！?？([{&") | OPENING | OPENING_QUOTES
BARS: Final = frozenset("|｜")
SLASHES: Final = frozenset("/／")

# Emoji_Presentation=Yes below U+1F000 (UTS 51): these are pictures unless VS15 follows.
_EMOJI_BMP: Final = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)


def is_emoji(cluster: str) -> bool:
    """Whether a grapheme cluster asks for a colour picture (UTS 51: presentation default, VS15 and VS16)."""
    if "\ufe0e" in cluster:
        return False
    first = cluster[0]
    if "\ufe0f" in cluster or "\u20e3" in cluster:
        return True
    return first in _EMOJI_BMP or 0x1F000 <= ord(first) <= 0x1FBFF


def is_ideographic(char: str) -> bool:
    """Kanji, kana, bopomofo, hangul-free full-width forms: what CSS Text 4 calls ideographs for autospace."""
    code = ord(char)
    return (
        0x3041 <= code <= 0x30FF
        or 0x31F0 <= code <= 0x31FF
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
        or 0x3105 <= code <= 0x312F
        or 0x2E80 <= code <= 0x2FDF
        or char in "々〆〇〻"
    )


def is_kana(char: str) -> bool:
    """Hiragana or katakana, with the prolonged sound mark."""
    return 0x3041 <= ord(char) <= 0x30FF


def is_hiragana(char: str) -> bool:
    """Hiragana alone."""
    return 0x3041 <= ord(char) <= 0x309F


def is_han(char: str) -> bool:
    """A Chinese character of the basic planes, or its repetition mark."""
    return 0x3400 <= ord(char) <= 0x9FFF or char == "々"


def is_katakana(char: str) -> bool:
    """Katakana, with the prolonged sound mark but without the middle dot."""
    return 0x30A1 <= ord(char) <= 0x30FE and char != "・"


@lru_cache(maxsize=8192)
def kind_of(cluster: str) -> Kind:
    """The class of a grapheme cluster, decided by its first character."""
    first = cluster[0]
    if first in OPENING:
        return Kind.OPEN
    if first in CLOSING:
        return Kind.CLOSE
    if first in MIDDLE_DOTS:
        return Kind.MIDDLE
    if first == "\u3000":
        return Kind.WIDE_SPACE
    if first.isspace():
        return Kind.SPACE
    if is_ideographic(first):
        return Kind.IDEOGRAPH
    if is_emoji(cluster):
        return Kind.EMOJI
    return _other_kind(first)


def _other_kind(char: str) -> Kind:
    category = unicodedata.category(char)
    wide = unicodedata.east_asian_width(char) in "WF"
    if category[0] in "LM" or category == "Nd":
        return Kind.IDEOGRAPH if wide and not 0xAC00 <= ord(char) <= 0xD7A3 else Kind.LATIN if not wide else Kind.OTHER
    return Kind.OTHER
