"""Where Eleventy puts a page: by its path, or by `permalink` as far as it means the same without running it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from publisher.load import fields
from publisher.load.dates import strftime

_FILE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}-(.*)")
_OUTPUT = re.compile(r"\{\{-?\s*(?P<name>[\w.]+)\s*(?P<filters>(?:\|[^|{}]{1,80}){0,5})-?\}\}")
_FILTER = re.compile(r"\s*(?P<name>\w+)\s*(?:[:(]\s*[\"']?(?P<value>[^\"')]*)[\"']?\s*\)?)?\s*")


class DynamicPermalinkError(ValueError):
    """A permalink holds what only Eleventy can tell; the text is that part."""


def file_slug(inner: str) -> str:
    """`page.fileSlug`: the name without date and suffix; for an index its folder's, "" at the top."""
    folder, name = posixpath.split(inner)
    slug = _undated(posixpath.splitext(name)[0])
    return slug if slug != "index" else _undated(posixpath.basename(folder))


def page_path(inner: str, permalink: object, data: Mapping[str, Any], date: datetime) -> str:
    """The page's path on the site, starting with `/`, not encoded; `inner` is the file's path below the input folder.

    The path itself keeps a date in the file's name. Raises `DynamicPermalinkError`.
    """
    if isinstance(permalink, dict):
        permalink = permalink.get("build")
    if not isinstance(permalink, str) or not permalink:
        stem = posixpath.splitext(inner)[0]
        return _href(f"/{stem.removesuffix('index')}" if posixpath.basename(stem) == "index" else f"/{stem}/")
    if "{%" in permalink:
        raise DynamicPermalinkError(permalink)
    return _href(_OUTPUT.sub(lambda found: _output(found, inner, data, date), permalink))


def _href(link: str) -> str:
    path = posixpath.join("/", link)
    if "{{" in path:
        raise DynamicPermalinkError(link)
    for ending in ("/index.html", "/index/", "/index"):
        if path.endswith(ending):
            return path.removesuffix(ending) + "/"
    return path


def _output(found: re.Match[str], inner: str, data: Mapping[str, Any], date: datetime) -> str:
    value: str | datetime | None = _variable(found["name"], inner, data, date)
    for written in found["filters"].split("|")[1:]:
        one = _FILTER.fullmatch(written)
        value = _filtered(value, one["name"], one["value"] or "") if one else None
    if not isinstance(value, str):
        raise DynamicPermalinkError(found[0])
    return value


def _variable(name: str, inner: str, data: Mapping[str, Any], date: datetime) -> str | datetime | None:
    folder, base = posixpath.split(inner)
    known: dict[str, str | datetime] = {
        "page.fileSlug": file_slug(inner),
        "page.filePathStem": posixpath.join("/", folder, _undated(posixpath.splitext(base)[0])),
        "page.outputFileExtension": "html",
        "page.date": date,
        "date": date,
    }
    return known.get(name) or fields.scalar_text(data.get(name)) or None


def _filtered(value: str | datetime | None, name: str, argument: str) -> str | datetime | None:
    if isinstance(value, datetime):
        return strftime(value, argument) if name == "date" else None
    if value is None or name not in ("slugify", "slug", "safe", "lower", "downcase", "url"):
        return None
    return _slugify(value) if name.startswith("slug") else value.lower() if name in ("lower", "downcase") else value


def _slugify(text: str) -> str | None:
    """The `slugify` filter of a Latin text; None for one that it would have to transliterate."""
    folded = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    if not folded.isascii():
        return None
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", folded.replace("&", " and ")).lower()).strip("-")


def _undated(name: str) -> str:
    found = _FILE_DATE.search(name)
    return found[1] if found else name
