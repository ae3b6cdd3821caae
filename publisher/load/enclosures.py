"""The media file that comes with a post: an episode to hear, a film to see."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from publisher.lazy import pattern
from publisher.load.fields import Warnings, first_text, scalar_text, shown
from publisher.load.urls import is_absolute, normal_url
from publisher.model import Enclosure

KEYS = ("enclosure", "audio", "video", "podcast")

# Not Python's `mimetypes`, which asks the machine.
_TYPES = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "aac": "audio/aac", "oga": "audio/ogg",
    "ogg": "audio/ogg", "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav", "mp4": "video/mp4",
    "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "ogv": "video/ogg",
    "pdf": "application/pdf", "epub": "application/epub+zip", "zip": "application/zip",
}  # fmt: skip
_TYPE = pattern(r"[\w.+-]+/[\w.+-]+", re.ASCII)
# What WordPress keeps: address, bytes and type, a line each.
_LINES = pattern(r"(\S+)\s+(\d+)\s+([\w.+-]+/[\w.+-]+)", re.ASCII)


def enclosure(data: Mapping[str, Any], absolute: Callable[[str], str], warnings: Warnings) -> Enclosure | None:
    """The file that front matter names: a path, a URL or a mapping (`url`, `type`, `length`), the first of a list.

    `length` is 0 where it is not said. Players on other sites, which are no files, are none; of an `enclosure` that
    has no type that is known there is a warning.
    """
    for key in KEYS:
        value = data.get(key)
        options = _options(value[0] if isinstance(value, list) and value else value)
        url = first_text(options, "url", "src", "file", "path", "href", "mp3")
        if not url or url.startswith(("data:", "//")):
            continue
        full = normal_url(url) if is_absolute(url) else absolute(url)
        kind = first_text(options, "type", "mime_type", "mimetype", "mime") or _type_of(full)
        if _TYPE.fullmatch(kind) and full.startswith(("https://", "http://")):
            return Enclosure(url=full, type=kind.lower(), length=_bytes(options))
        if key == "enclosure":
            message = f"the type of 'enclosure' is not known, so it is left out: {shown(url)}"
            warnings.add(key, "enclosure-type", message, "write enclosure: {url: ..., type: audio/mpeg, length: 1234}")
    return None


def _options(value: object) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    text = scalar_text(value) if isinstance(value, str) else ""
    lines = _LINES.fullmatch(text)
    return {"url": lines[1], "length": lines[2], "type": lines[3]} if lines else {"url": text}


def _type_of(url: str) -> str:
    return _TYPES.get(posixpath.splitext(urlsplit(url).path)[1].lower().lstrip("."), "")


def _bytes(options: Mapping[str, Any]) -> int:
    text = first_text(options, "length", "bytes", "size", "size_in_bytes")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
