"""A language tag as Open Graph writes it: `ja_JP`."""

from __future__ import annotations

import re

# The likely subtags of the Unicode CLDR, for languages whose territory is not the tag itself in capitals.
_TERRITORIES = {
    "af": "ZA",
    "ar": "AR",
    "be": "BY",
    "bn": "BD",
    "bs": "BA",
    "ca": "ES",
    "cs": "CZ",
    "cy": "GB",
    "da": "DK",
    "el": "GR",
    "en": "US",
    "eo": "EO",
    "et": "EE",
    "eu": "ES",
    "fa": "IR",
    "ga": "IE",
    "gl": "ES",
    "gu": "IN",
    "he": "IL",
    "hi": "IN",
    "hy": "AM",
    "ja": "JP",
    "ka": "GE",
    "kk": "KZ",
    "km": "KH",
    "kn": "IN",
    "ko": "KR",
    "la": "VA",
    "lo": "LA",
    "ml": "IN",
    "mr": "IN",
    "ms": "MY",
    "my": "MM",
    "nb": "NO",
    "ne": "NP",
    "nn": "NO",
    "no": "NO",
    "pa": "IN",
    "si": "LK",
    "sl": "SI",
    "sq": "AL",
    "sr": "RS",
    "sv": "SE",
    "sw": "KE",
    "ta": "IN",
    "te": "IN",
    "tl": "PH",
    "uk": "UA",
    "ur": "PK",
    "uz": "UZ",
    "vi": "VN",
    "zh": "CN",
    "zh-hans": "CN",
    "zh-hant": "TW",
    "zu": "ZA",
}
_OWN = frozenset({"az", "bg", "de", "es", "fi", "fr", "hr", "hu", "id", "is", "it", "lt", "lv", "mk", "mn", "nl"}) | {
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "th",
    "tr",
}
_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-.*)?", re.IGNORECASE)


def og_locale(lang: str) -> str:
    """`language_TERRITORY` of a BCP 47 tag (https://ogp.me/#optional), "" when its territory is not known."""
    found = _TAG.fullmatch(lang.replace("_", "-"))
    if not found:
        return ""
    language, script, territory = found[1].lower(), (found[2] or "").lower(), (found[3] or "").upper()
    if not territory:
        own = language.upper() if language in _OWN else ""
        territory = _TERRITORIES.get(f"{language}-{script}") or _TERRITORIES.get(language) or own
    return f"{language}_{territory}" if territory else ""
