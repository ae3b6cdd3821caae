"""Where a text may be broken, and how good each place is.

Legal places come from ICU (UAX 14 with strict kinsoku), phrases from BudouX, words inside a phrase from ICU's own
phrase mode. Offsets are code points throughout; ICU counts UTF-16 units, so they are converted here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import Any

from icu4py.breakers import CharacterBreaker, LineBreaker

from publisher.cards.text import classes
from publisher.cards.text.model import Break, Level
from publisher.cards.text.penalties import cost_after

_PHRASE_LANGUAGES = {"ja": "japanese", "zh": "simplified_chinese", "zh-Hant": "traditional_chinese", "th": "thai"}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PHRASE_ENDS = classes.DASHES | classes.STOPS | classes.BARS
_NUMBER_UNIT = re.compile(
    r"(?:第)?[0-9０-９〇一二三四五六七八九十百千]*[0-9０-９][0-9０-９,，.．]*[兆億万千百]*[^\W\d_a-zA-Z]{0,2}"
)


def clusters_of(text: str) -> list[str]:
    """The grapheme clusters of a text (UAX 29), in order; joined they are the text."""
    if text.isascii() and "\r" not in text:
        return list(text)
    return list(CharacterBreaker(text, "ja"))


def _icu_offsets(text: str, locale: str) -> set[int]:
    """Code point offsets after which ICU allows a break, the end included."""
    ends = [end for _, end in LineBreaker(text, locale).segments()]
    if not _ASTRAL.search(text):
        return set(ends)
    units = {unit: index for index, unit in enumerate(accumulate((1 + (ord(c) > 0xFFFF) for c in text), initial=0))}
    return {units[end] for end in ends if end in units}


@lru_cache(maxsize=4)
def _phrase_model(name: str) -> Any:
    import budoux  # noqa: PLC0415 - a model is 60 ms to load and Latin-only cards need none

    return getattr(budoux, f"load_default_{name}_parser")()


def phrase_language(lang: str) -> str:
    """The BudouX model for a BCP 47 tag; "" when that language has none."""
    if lang in _PHRASE_LANGUAGES:
        return _PHRASE_LANGUAGES[lang]
    if lang.startswith("zh") and any(part in lang for part in ("Hant", "TW", "HK", "MO")):
        return _PHRASE_LANGUAGES["zh-Hant"]
    return _PHRASE_LANGUAGES.get(lang.partition("-")[0], "")


def _phrase_ends(text: str, lang: str) -> set[int]:
    name = phrase_language(lang)
    if not name or text.isascii():
        return set()
    return set(accumulate(len(phrase) for phrase in _phrase_model(name).parse(text)))


def _number_insides(text: str) -> set[int]:
    """Offsets inside a number with its unit (第3回, 3万円, 2026年版): never a good place."""
    return {offset for match in _NUMBER_UNIT.finditer(text) for offset in range(match.start() + 1, match.end())}


def _level(text: str, offset: int, phrases: set[int], words: set[int], numbers: set[int], *, phrased: bool) -> Level:
    before, after = text[offset - 1], text[offset]
    if before == "\n":
        return Level.FORCED
    if before.isspace():
        return Level.PHRASE  # a space is a place of its own: the phrase models were trained without spaces
    if offset in numbers:
        return Level.CHARACTER
    if not phrased or offset in phrases or before in _PHRASE_ENDS:
        return Level.PHRASE
    if before in classes.CLOSING_QUOTES and classes.is_kana(after):
        return Level.WORD  # 「…」は: the particle stays with what it marks
    if before in classes.CLOSING or before in "：；" or after in classes.OPENING or after in classes.DASHES:
        return Level.PHRASE
    if offset in words or _script_changes(before, after):
        return Level.WORD
    return Level.CHARACTER


def _script_changes(before: str, after: str) -> bool:
    """Katakana against kanji, kanji against Latin: a seam inside a compound (パーミッション|処理, 完全|ガイド)."""
    pair = (classes.is_katakana(before), classes.is_katakana(after))
    if pair[0] != pair[1]:
        return not (classes.is_kana(before) and classes.is_kana(after) and not pair[1])
    return before.isascii() != after.isascii() and not classes.is_kana(after)


def breaks_of(text: str, lang: str, *, auto_phrase: bool, strict: bool = True) -> tuple[Break, ...]:
    """Every place where `text` may be broken, by code point offset; the end of the text is not one.

    With `auto_phrase` (CSS `word-break: auto-phrase`) places inside a phrase are a worse level; without it every legal
    place is as good as a phrase's end (CSS `word-break: normal`).
    """
    if len(text) < 2:
        return ()
    rule = "strict" if strict else "normal"
    legal = _icu_offsets(text, f"{lang}-u-lb-{rule}") - {len(text), 0}
    legal -= {offset for offset in legal if _held_together(text, offset)}
    phrases = _phrase_ends(text, lang) if auto_phrase else set()
    words = _icu_offsets(text, f"{lang}-u-lb-{rule}-lw-phrase") if phrases else set()
    numbers = _number_insides(text) if auto_phrase else set()
    phrased = auto_phrase and bool(phrases)
    return tuple(
        Break(offset, level, cost_after(text, offset, level))
        for offset in sorted(legal)
        for level in (_level(text, offset, phrases, words, numbers, phrased=phrased),)
    )


def _held_together(text: str, offset: int) -> bool:
    """Places UAX 14 allows and no typesetter would: inside —— and ……, before %, after a slash between letters."""
    before, after = text[offset - 1], text[offset]
    if before == after and before in "—―─…‥〜～":
        return True
    if after in classes.POSTFIXES:
        return not before.isspace()
    if before == "/" and offset > 1:
        return text[offset - 2].isascii() and after.isascii()
    return False
