"""Slugs and URLs as Pelican makes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, lru_cache, partial
from typing import Any

from publisher.load import fields
from publisher.load.dates import strftime
from publisher.load.dialects.pelican_config import PelicanConfig, Substitutions

_PLACE = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")
_TAG = re.compile(r"<[^<>]{0,500}>")


@cache
def _unidecode() -> Callable[[str], str] | None:
    """Unidecode, which Pelican itself uses; None where it is not installed."""
    try:
        from unidecode import unidecode  # noqa: PLC0415 - optional: its licence is the GPL
    except ImportError:
        return None
    transliterate: Callable[[str], str] = partial(unidecode)
    return transliterate


def _folded(text: str) -> str:
    """Latin letters without their marks, all else as it is."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def unslugged(text: str) -> str:
    """The letters of a text that only Unidecode can write in ASCII, when it is not installed."""
    if text.isascii() or _unidecode() is not None:
        return ""
    return "".join(char for char in _folded(text) if char.isalnum() and not char.isascii())


def slugify(text: str, config: PelicanConfig, substitutions: Substitutions) -> str:
    """Pelican's `slugify`: NFKC, ASCII by Unidecode unless SLUGIFY_USE_UNICODE, the substitutions, lower case."""
    return _slug(text, substitutions, unicode=config.slug_unicode, cased=config.slug_cased)


@lru_cache(maxsize=4096)
def _slug(text: str, substitutions: Substitutions, *, unicode: bool, cased: bool) -> str:
    value = unicodedata.normalize("NFKC", " ".join(_TAG.sub("", text).split()))
    if not unicode and not value.isascii():
        transliterate = _unidecode()
        value = transliterate(value) if transliterate else unicodedata.normalize("NFC", _folded(value))
    for pattern, replacement in substitutions:
        value = pattern.sub(replacement, value)
    return (value if cased else value.lower()).strip()


def article_path(
    config: PelicanConfig, data: Mapping[str, Any], *, slug: str, date: datetime, lang: str, author: str
) -> str:
    """The article's path as `ARTICLE_URL` (in another language `ARTICLE_LANG_URL`) or its own `url` says, not encoded.

    Dates are filled in by C's strftime in English; a place that nothing is known for stays as it is written.
    """
    given = fields.first_text(data, "url")
    if given:
        return given
    texts = {
        "slug": slug,
        "lang": lang,
        "category": slugify(fields.first_text(data, "category"), config, config.category_substitutions),
        "author": slugify(author, config, config.author_substitutions),
    }

    def fill(found: re.Match[str]) -> str:
        name, form = found["name"], found["form"] or ""
        if name == "date":
            return (strftime(date, form) if form else date.isoformat(" ")) or found[0]
        return texts[name] if name in texts else fields.scalar_text(data.get(name)) or found[0]

    return _PLACE.sub(fill, config.article_url if lang == config.default_lang else config.article_lang_url)
