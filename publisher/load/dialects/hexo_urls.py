"""Names and URLs as Hexo makes them: `new_post_name`, `permalink`, `slugize`, categories' paths."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from publisher.load import fields
from publisher.load.dialects.hexo_config import HexoConfig
from publisher.load.frontmatter import FrontMatter
from publisher.load.permalinks import date_token

_TOKEN = re.compile(r":(\w*[^\W_])", re.ASCII)
_SEGMENTS = {
    "year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}", "i_month": r"\d{1,2}", "i_day": r"\d{1,2}",
    "hash": r"[0-9a-f]{12}",
}  # fmt: skip
_CONTROLS = re.compile("[\x00-\x1f]")
_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")


def slugize(text: str, case: int = 0) -> str:
    """hexo-util's `slugize`: no diacritics, `-` for punctuation and white space, lower (1) or upper (2) case."""
    plain = "".join(_without_diacritics(char) for char in text)
    slug = _SPECIAL.sub("-", _CONTROLS.sub("", plain)).strip("-")
    return {1: slug.lower(), 2: slug.upper()}.get(case, slug)


def _without_diacritics(char: str) -> str:
    """The base letter of a Latin one; hexo-util's table has no other scripts."""
    base = unicodedata.normalize("NFKD", char)[:1]
    return base if not char.isascii() and base.isascii() and base.isalpha() else char


@lru_cache(maxsize=16)
def _pattern(rule: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """`new_post_name` without its suffix as a pattern, and the names of its groups."""
    parts = _TOKEN.split(posixpath.splitext(rule)[0])
    names = parts[1::2]
    source = "".join(f"({_SEGMENTS.get(part, '.+?')})" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    return re.compile(source), tuple(names)


def file_values(rule: str, path: str) -> dict[str, str]:
    """What a post's path says by `new_post_name`; `title` is always there: the whole path when it says nothing."""
    path = posixpath.splitext(path)[0]
    pattern, names = _pattern(rule)
    found = pattern.fullmatch(path)
    values = dict(zip(names, found.groups(), strict=True)) if found else {}
    return {"title": slugize(path), **values}


def category_slugs(config: HexoConfig, value: object) -> tuple[str, ...]:
    """The URL paths of a post's categories: in a flat list each is below the one before; a list in it is one tree."""
    items = value if isinstance(value, list) else [value]
    trees = items if any(isinstance(item, list) for item in items) else [items]
    slugs: list[str] = []
    for tree in trees:
        path = ""
        for name in fields.strings(tree):
            mapped = fields.scalar_text(config.category_map.get(name)) or name
            path = posixpath.join(path, slugize(mapped, config.filename_case))
            slugs.append(path)
    return tuple(slugs)


def post_path(config: HexoConfig, front: FrontMatter, name: str, date: datetime, categories: Sequence[str]) -> str:
    """The page's path on the site, starting with `/`, not encoded.

    `permalink` in front matter is taken as it is; the site's is filled in, and what nothing is known for is
    `undefined`, as it is in Hexo.
    """
    given = fields.first_text(front.data, "permalink")
    if given:
        return _ended(config, given)
    values = {
        "id": fields.first_text(front.data, "id"),
        "title": name,
        "name": posixpath.basename(name),
        "post_title": slugize(fields.scalar_text(front.data.get("title")), 1),
        "timestamp": str(int(date.timestamp())),
        "hash": hashlib.sha1(f"{name}{int(date.timestamp())}".encode(), usedforsecurity=False).hexdigest()[:12],
        "category": categories[-1] if categories else config.default_category,
    }
    return _ended(config, _TOKEN.sub(lambda found: _value(config, front, values, date, found[1]), config.permalink))


def _value(config: HexoConfig, front: FrontMatter, values: Mapping[str, str], date: datetime, name: str) -> str:
    if name in values:
        return values[name]
    dated = date_token(name, date) if name in _DATE_TOKENS else None
    own = fields.scalar_text(front.data.get(name)) or fields.scalar_text(config.permalink_defaults.get(name))
    return dated or own or "undefined"


_DATE_TOKENS = frozenset({"year", "month", "day", "hour", "minute", "second", "i_month", "i_day"})


def _ended(config: HexoConfig, path: str) -> str:
    """`pretty_urls`, and the `/` that a post with a folder of assets ends in."""
    if config.asset_folders and not path.endswith(("/", ".html")):
        path += "/"
    if not config.trailing_index:
        path = re.sub(r"(^|/)index\.html$", r"\1", path)
    if not config.trailing_html and not path.endswith("/index.html"):
        path = path.removesuffix(".html")
    return re.sub(r"/{2,}", "/", f"/{path}")
