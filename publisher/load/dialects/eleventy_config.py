"""Eleventy's configuration, global data and data files -> what the reader of posts must know.

The configuration is JavaScript: what it writes out as literals is read, nothing is run.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dialects.common import checked_permalink, plan_site, read_config
from publisher.load.dialects.literals import called, literal, uncommented
from publisher.model import Site

_NAMES = (".eleventy.js", *(f"eleventy.config.{suffix}" for suffix in ("js", "mjs", "cjs", "ts", "mts")))
CONFIG_GLOBS = (*_NAMES, ".eleventyignore")

# Global data files that describe the site, by the names that sites use.
_SITE_DATA = ("metadata", "site", "meta", "siteConfig", "config", "blog")
_SCRIPTS = (".js", ".cjs", ".mjs")
_DATA_SUFFIXES = (".11tydata.json", *(f".11tydata{suffix}" for suffix in _SCRIPTS))
_LIST = re.compile(r"[\"']?tags[\"']?\s*:\s*\[([^\]]{0,500})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EleventyConfig:
    """The configuration's values; `directory` has the data of folders and single posts by the path without suffix."""

    site: Site
    zone: tzinfo
    problems: tuple[Problem, ...]
    input: str
    output: str
    includes: str
    layouts: str
    data: str
    permalink: str
    ignored: tuple[str, ...]
    directory: Mapping[str, Mapping[str, Any]]

    def inner(self, path: str) -> str:
        """A path below the input folder."""
        return path.removeprefix(f"{self.input}/") if self.input else path

    def merged(self, path: str, front: Mapping[str, Any]) -> dict[str, Any]:
        """A post's data: its folders', then its own data file's, then its front matter; tags are joined."""
        parts = path.split("/")
        places = [f"{'/'.join(parts[: i + 1])}/{parts[i]}" for i in range(len(parts) - 1)]
        data: dict[str, Any] = {}
        for values in (*(self.directory.get(place, {}) for place in (*places, posixpath.splitext(path)[0])), front):
            tags = (*fields.strings(data.get("tags")), *fields.strings(values.get("tags")))
            data = {**data, **values, **({"tags": list(dict.fromkeys(tags))} if tags else {})}
        return data


def is_data_file(path: str, data: str) -> bool:
    """Whether a file holds data: global data, or data of the folder or of the post beside it."""
    folder, name = posixpath.split(path)
    if folder == data:
        return posixpath.splitext(name)[0] in _SITE_DATA and name.endswith((".json", *_SCRIPTS, ".yaml", ".yml"))
    return name.endswith(_DATA_SUFFIXES) or (bool(folder) and name.endswith(".json"))


def eleventy_config(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> EleventyConfig:
    """The configuration from the files' bytes. Raises `LoadError` when the global data cannot be read."""
    path = next((name for name in _NAMES if name in files), _NAMES[1])
    source = uncommented(files.get(path, b""))
    folder = _folder(literal(source, "input") or next(iter(called(source, "setInputDirectory")), ""))
    output = _folder(literal(source, "output") or next(iter(called(source, "setOutputDirectory")), "_site"))
    # The other folders are named as seen from the input folder.
    data = _below(folder, literal(source, "data") or next(iter(called(source, "setDataDirectory")), "_data"))
    where, known = _site_data(files, data, source, path)
    known["baseurl"] = literal(source, "pathPrefix")
    plan = plan_site(known, settings, lang, generator="eleventy", path=where)
    tokens = ("path", "slug", "title")
    permalink, wrong = checked_permalink(settings.permalink or "", "", tokens, "publisher.toml")
    return EleventyConfig(
        site=plan.site,
        zone=plan.zone,
        problems=plan.problems + wrong,
        input=folder,
        output=output,
        includes=_below(folder, literal(source, "includes") or "_includes"),
        layouts=_below(folder, literal(source, "layouts") or "_includes"),
        data=data,
        permalink=permalink,
        ignored=_ignored(files.get(".eleventyignore", b"")),
        directory=_directory(files, data),
    )


def _folder(written: str) -> str:
    path = posixpath.normpath(written or ".").strip("/")
    return "" if path == "." or path.startswith("..") else path


def _below(folder: str, written: str) -> str:
    return _folder(posixpath.join(folder, written))


def _ignored(data: bytes) -> tuple[str, ...]:
    lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
    return tuple(line.strip("/") for line in lines if line.strip("/") and not line.startswith(("#", "!")))


def _site_data(files: Mapping[str, bytes], data: str, source: str, path: str) -> tuple[str, dict[str, Any]]:
    """The file that describes the site and its values under their common names."""
    for stem in _SITE_DATA:
        for suffix in (".json", ".yaml", ".yml", *_SCRIPTS):
            name = f"{data}/{stem}{suffix}"
            if name in files:
                values = _values(name, files[name])
                if values.get("title") or values.get("name") or values.get("url"):
                    return name, _common(values)
    # The feed plugin is told about the site in the configuration itself.
    told = source.partition("metadata:")[2]
    return path, _common(_scripted(told)) if told else {}


def _common(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": fields.first_text(values, "title", "name", "siteName"),
        "description": fields.first_text(values, "description", "subtitle"),
        "url": fields.first_text(values, "url", "base", "siteUrl", "baseUrl", "siteURL", "domain"),
        "lang": fields.first_text(values, "language", "lang", "locale"),
        "timezone": fields.first_text(values, "timezone", "timeZone"),
        "author": values.get("author") or values.get("authorName"),
    }


def _values(path: str, data: bytes) -> dict[str, Any]:
    if path.endswith(_SCRIPTS):
        return _scripted(uncommented(data))
    return read_config(path, data)


def _scripted(source: str) -> dict[str, Any]:
    """The literal strings of a script under the keys that are asked for anywhere, and `tags`."""
    keys = (
        "title", "name", "siteName", "description", "subtitle", "url", "base", "siteUrl", "baseUrl", "siteURL",
        "domain", "language", "lang", "locale", "timezone", "timeZone", "authorName", "permalink", "tags", "date",
    )  # fmt: skip
    before, _, about = source.partition("author:")
    values: dict[str, Any] = {key: text for key in keys if (text := literal(before, key) or literal(source, key))}
    listed = _LIST.search(source)
    if listed:
        values["tags"] = re.findall(r"[\"']([^\"']+)[\"']", listed[1])
    if about.lstrip().startswith("{"):
        inner = about.partition("}")[0]
        values["author"] = {key: literal(inner, key) for key in ("name", "email", "url")}
    else:
        values["author"] = literal(source, "author")
    return values


def _directory(files: Mapping[str, bytes], data: str) -> dict[str, dict[str, Any]]:
    """The data of folders (`posts/posts.json` as `posts/posts`) and single posts, by path without suffix."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(files):
        if posixpath.dirname(path) == data or not is_data_file(path, data):
            continue
        stem = re.sub(r"(?:\.11tydata)?\.(?:json|[cm]?js)$", "", path)
        try:
            found[stem] = {**found.get(stem, {}), **_values(path, files[path])}
        except LoadError as e:
            # JSON below the input folder need not be data: a list, say, that a page of the site draws.
            if path.endswith(".11tydata.json"):
                raise LoadError(e.message, e.hint, problem=e.problem) from e
    return found
