"""Scripts: which one letters are in, and which one a language is written in (after Unicode's Scripts.txt, CLDR)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache

from publisher.lazy import pattern

LETTER = pattern(r"[^\W\d_]")
_SPAN = pattern("(.)(?:-(.))?")

_LATIN = (
    "A-Za-z\u00aa\u00ba\u00c0-\u024f\u0250-\u02af\u1d00-\u1d7f\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff"
    "\ufb00-\ufb06\uff21-\uff5a"
)
NOT_LATIN = pattern(rf"(?![{_LATIN}])[^\W\d_]")

# Kana and Han are one: Japanese mixes them, and Chinese cannot be told from them by its letters.
_RANGES: Mapping[str, str] = {
    "latin": _LATIN,
    "han": (
        "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
        "\U00020000-\U0003ffff"
    ),
    "hangul": "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "cyrillic": "\u0400-\u052f\u1c80-\u1c88\u2de0-\u2dff\ua640-\ua69f",
    "armenian": "\u0531-\u0587",
    "hebrew": "\u05d0-\u05f2\ufb1d-\ufb4f",
    "arabic": "\u0620-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "bengali": "\u0980-\u09ff",
    "gurmukhi": "\u0a00-\u0a7f",
    "gujarati": "\u0a80-\u0aff",
    "tamil": "\u0b80-\u0bff",
    "telugu": "\u0c00-\u0c7f",
    "kannada": "\u0c80-\u0cff",
    "malayalam": "\u0d00-\u0d7f",
    "sinhala": "\u0d80-\u0dff",
    "thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "lao": "\u0e80-\u0edf",
    "tibetan": "\u0f00-\u0fff",
    "myanmar": "\u1000-\u109f",
    "georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "ethiopic": "\u1200-\u139f",
    "khmer": "\u1780-\u17ff",
    "mongolian": "\u1800-\u18af",
}
_LANGUAGES: Mapping[str, str] = {
    "han": "ja zh yue wuu nan hak lzh", "hangul": "ko", "greek": "el", "armenian": "hy", "georgian": "ka",
    "cyrillic": "ru uk be bg mk sr kk ky mn tg tt ba cv os", "hebrew": "he yi iw", "arabic": "ar fa ur ps ckb sd ug",
    "devanagari": "hi mr ne sa mai bho kok", "bengali": "bn as", "gurmukhi": "pa", "gujarati": "gu", "tamil": "ta",
    "telugu": "te", "kannada": "kn", "malayalam": "ml", "sinhala": "si", "thai": "th", "lao": "lo", "tibetan": "bo dz",
    "myanmar": "my", "ethiopic": "am ti", "khmer": "km",
}  # fmt: skip
_OF_LANGUAGE = {lang: name for name, langs in _LANGUAGES.items() for lang in langs.split()}
_SUBTAGS = {"latn": "latin", "cyrl": "cyrillic", "arab": "arabic", "deva": "devanagari", "hebr": "hebrew"}


def script_of(text: str) -> str:
    """The script that most letters of a text are in, "" for a text without letters of a script that is known."""
    counts = Counter(map(_script, text))
    name = max(_RANGES, key=lambda name: counts[name])
    return name if counts[name] else ""


def share_of(script: str, text: str) -> float:
    """Which part of a text's letters is in a script, 0 to 1."""
    letters = len(LETTER.findall(text))
    return sum(_script(char) == script for char in LETTER.findall(text)) / letters if letters else 0.0


def script_of_language(lang: str) -> str:
    """The script that a language (a BCP 47 tag) is written in; `latin` for those not known."""
    parts = lang.lower().split("-")
    named = next((_SUBTAGS[part] for part in parts[1:] if part in _SUBTAGS), "")
    return named or _OF_LANGUAGE.get(parts[0], "latin")


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The script that a character is in, "" for none that is known."""
    spans = _spans()
    _, last, name = spans[bisect_right(spans, (char, "\U0010ffff", "")) - 1]
    return name if char <= last else ""


@cache
def _spans() -> list[tuple[str, str, str]]:
    """First and last character of each range, and its script, in order."""
    ends = ((found, name) for name, ranges in _RANGES.items() for found in _SPAN.finditer(ranges))
    return [("", "", ""), *sorted((found[1], found[2] or found[1], name) for found, name in ends)]
