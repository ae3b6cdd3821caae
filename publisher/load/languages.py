"""The language a site seems to be written in, for sites whose configuration does not say."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.lazy import pattern

_SAMPLE = 4000
_KANA = pattern("[\u3041-\u30ff]")
_HANGUL = pattern("[\uac00-\ud7af]")
_HAN = pattern("[\u4e00-\u9fff]")
_LETTER = pattern(r"[^\W\d_]")
_TRADITIONAL = pattern("[這個們來說會對時國學開關點還過無]")
_TAG = pattern(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


def guess_language(texts: Iterable[bytes]) -> str:
    """`ja`, `ko`, `zh-Hans`, `zh-Hant` or `en`, by the scripts in the first 4,000 bytes of each text; `ja` for none."""
    sample = "".join(text[:_SAMPLE].decode("utf-8", "ignore") for text in texts)
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "ja"
    if len(_HANGUL.findall(sample)) > letters * 0.08:
        return "ko"
    if len(_KANA.findall(sample)) > letters * 0.02:
        return "ja"
    if len(_HAN.findall(sample)) > letters * 0.08:
        return "zh-Hant" if _TRADITIONAL.search(sample) else "zh-Hans"
    return "en"


def language_tag(value: str) -> str:
    """`value` as a BCP 47 tag (`ja_JP.UTF-8` is `ja-JP`); "" when it is not one."""
    found = _TAG.fullmatch(value.strip().split(".", 1)[0])
    return found[0].replace("_", "-") if found else ""
