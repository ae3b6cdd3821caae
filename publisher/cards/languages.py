"""Which language a short text is in, as far as its script tells."""

from __future__ import annotations

from publisher.lazy import pattern

_KANA = pattern(r"[\u3041-\u30ff\u31f0-\u31ff]")
_HAN = pattern(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SCRIPTS = (
    ("ko", pattern(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    ("ar", pattern(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("he", pattern(r"[\u0590-\u05ff]")),
    ("th", pattern(r"[\u0e00-\u0e7f]")),
    ("hi", pattern(r"[\u0900-\u097f]")),
    ("ru", pattern(r"[\u0400-\u04ff]")),
    ("el", pattern(r"[\u0370-\u03ff]")),
)


def language_of(text: str, default: str) -> str:
    """A BCP 47 tag for a headline: the script's language, or `default` where the script leaves it open."""
    if text.isascii():
        return _of_latin(text, default)
    if _KANA.search(text):
        return "ja"
    if _HAN.search(text):
        return default if default.partition("-")[0] in {"ja", "zh"} else "zh"
    for lang, script in _SCRIPTS:
        if script.search(text):
            return default if default.partition("-")[0] == lang else lang
    return _of_latin(text, default)


def _of_latin(text: str, default: str) -> str:
    return "en" if default.partition("-")[0] in {"ja", "zh", "ko", "ar", "he", "th"} and text.strip() else default
