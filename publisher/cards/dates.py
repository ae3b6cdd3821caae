"""Dates in words, for cards: the long form of each language, ISO where we know none."""

from __future__ import annotations

from datetime import date

_ENGLISH = "January February March April May June July August September October November December".split()
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_ARABIC = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()


def long_date(day: date, lang: str) -> str:
    """`2026年1月17日`, `January 17, 2026` ...: the usual long form in a BCP 47 language (CLDR's `long`)."""
    year, month, number = day.year, day.month, day.day
    forms = {
        "ja": f"{year}年{month}月{number}日",
        "zh": f"{year}年{month}月{number}日",
        "ko": f"{year}년 {month}월 {number}일",
        "en": f"{_ENGLISH[month - 1]} {number}, {year}",
        "fr": f"{number} {_FRENCH[month - 1]} {year}",
        "de": f"{number}. {_GERMAN[month - 1]} {year}",
        "es": f"{number} de {_SPANISH[month - 1]} de {year}",
        "ar": f"{number} {_ARABIC[month - 1]} {year}",
    }
    return forms.get(lang.partition("-")[0].lower(), day.isoformat())
