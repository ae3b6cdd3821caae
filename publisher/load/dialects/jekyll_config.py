"""`_config.yml` and `_data/authors.yml` -> what the reader of posts must know."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dialects.common import checked_permalink, plan_site, read_config
from publisher.load.permalinks import STYLES
from publisher.model import Site

CONFIG_FILES = ("_config.yml", "_config.yaml", "_config.toml")
AUTHOR_FILES = ("_data/authors.yml", "_data/authors.yaml", "_data/authors.json")

_EXCLUDES = (
    ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle/",
    "vendor/cache/", "vendor/gems/", "vendor/ruby/",
)  # fmt: skip
_TOKEN_NAMES = ("collection", "output_ext", "name", "title", "slug", "path", "categories", "slugified_categories")


@dataclass(frozen=True, slots=True)
class Patterns:
    """`exclude` or `include` as `EntryFilter` reads it: the starts of paths, and globs whose `*` matches `/` too."""

    starts: tuple[str, ...]
    folders: frozenset[str]
    globs: tuple[str, ...]

    @classmethod
    def of(cls, patterns: Iterable[str]) -> Patterns:
        """The patterns as the configuration lists them."""
        listed = tuple(pattern.removeprefix("/") for pattern in patterns if pattern.strip("/"))
        folders = frozenset(pattern[:-1] for pattern in listed if pattern.endswith("/"))
        return cls(listed, folders, tuple(pattern for pattern in listed if set(pattern) & set("*?[")))

    def match(self, path: str) -> bool:
        """Whether a file or folder is meant."""
        if path.startswith(self.starts) or path in self.folders:
            return True
        return bool(self.globs) and any(fnmatch.fnmatchcase(path, pattern) for pattern in self.globs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One entry of `defaults`: the values for documents below `path` (a glob when it holds `*`) of type `type`."""

    path: str
    type: str | None
    values: Mapping[str, Any]

    def applies(self, path: str, collection: str) -> bool:
        """Whether the values are meant for a document."""
        if self.type is not None and self.type not in (collection, collection.removesuffix("s")):
            return False
        if "*" not in self.path:
            return path.startswith(self.path)
        parts = path.split("/")
        prefixes = ("/".join(parts[: i + 1]) for i in range(len(parts)))
        pattern = _glob(self.path)
        return any(pattern.fullmatch(prefix) for prefix in prefixes)

    def outranks(self, other: Scope | None) -> bool:
        """Whether these values win over `other`'s: the longer path, then the one with a type, then the later."""
        if other is None or len(self.path) != len(other.path):
            return other is None or len(self.path) > len(other.path)
        return self.type is not None or other.type is None


@lru_cache(maxsize=1024)
def _collection_in(folder: str, collections: tuple[str, ...]) -> str | None:
    """The collection of the files of a folder below `source`: thousands of posts lie in a few."""
    folders = folder.split("/")
    if "_posts" in folders:
        return "posts"
    if "_drafts" in folders:
        return "drafts"
    return next((name for name in collections if folders[0] == f"_{name}"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllConfig:
    """The configuration's values, each of the type it must have."""

    site: Site
    zone: tzinfo
    problems: tuple[Problem, ...]
    destination: str
    base: str
    permalink: str
    templates: Mapping[str, str]
    collections: tuple[str, ...]
    excluded: Patterns
    included: Patterns
    scopes: tuple[Scope, ...]
    markdown_suffixes: frozenset[str]
    excerpt_separator: str
    drafts: bool
    future: bool
    unpublished: bool
    people: Mapping[str, Any]

    def excludes(self, path: str) -> bool:
        """`EntryFilter#excluded?`: a glob that matches, or the start of the path."""
        return self.excluded.match(path) and not self.included.match(path)

    def relative(self, path: str) -> str:
        """A path as Jekyll knows it: below `source` and `collections_dir`."""
        return path.removeprefix(self.base)

    def collection_of(self, path: str) -> str | None:
        """`posts`, `drafts` or the collection a file belongs to; None for any other file."""
        if not path.startswith(self.base):
            return None
        return _collection_in(path[len(self.base) : max(len(self.base), path.rfind("/"))], self.collections)

    def is_collection_folder(self, folder: str) -> bool:
        """Whether a folder is, or leads to, one whose name may start with `_`."""
        return self.base.startswith(folder + "/") or self.included.match(folder)

    def category_root(self, collection: str) -> str:
        """The folder above which folders are categories."""
        return f"_{collection}"

    def template(self, collection: str) -> str:
        """The permalink template of a collection's documents."""
        return self.templates.get(collection, self.permalink)

    def output_suffix(self, suffix: str) -> str:
        """`.html` for Markdown, else the suffix itself."""
        return ".html" if suffix.lower() in self.markdown_suffixes else suffix

    def merged(self, path: str, collection: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Front matter above the defaults for its path; categories are joined, the other lists replaced."""
        values: dict[str, Any] = {}
        last: Scope | None = None
        for scope in self.scopes:
            if scope.applies(path, collection):
                above = scope.outranks(last)
                values = _merge(values, scope.values) if above else _merge(scope.values, values)
                last = scope if above else last
        merged = _merge(values, data)
        if values.get("categories") and data.get("categories"):
            merged["categories"] = [*_words(values["categories"]), *_words(data["categories"])]
        return merged


def _words(value: object) -> list[object]:
    return list(value.split()) if isinstance(value, str) else fields.flatten(value)


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`Utils.deep_merge_hashes`: mappings are merged, a None above does not hide a value below."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge(below, value)
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def _glob(pattern: str) -> re.Pattern[str]:
    """A glob in which `*` stays within a folder and `**` does not (Ruby's `Dir.glob`)."""
    parts = re.split(r"(\*\*/|\*|\?)", pattern.strip("/"))
    kinds = {"**/": r"(?:[^/]+/)*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(kinds.get(part) or re.escape(part) for part in parts))


def jekyll_config(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> JekyllConfig:
    """The configuration from the bytes of `_config.*` and `_data/authors.*`. Raises `LoadError` when it is broken."""
    name = next((name for name in CONFIG_FILES if name in files), "_config.yml")
    config = read_config(name, files[name]) if name in files else {}
    people = next((read_config(path, files[path]) for path in AUTHOR_FILES if path in files), {})
    known = {
        **config,
        "title": config.get("title") or config.get("name"),
        "lang": config.get("lang") or config.get("locale"),
    }
    known["author"] = people.get(fields.scalar_text(config.get("author")), config.get("author"))
    plan = plan_site(known, settings, lang, generator="jekyll", path=name)
    given = settings.permalink or fields.scalar_text(config.get("permalink"))
    permalink, problems = checked_permalink(given or "date", STYLES["date"], _TOKEN_NAMES, name)
    collections = _mapping(config.get("collections"))
    return JekyllConfig(
        site=plan.site,
        zone=plan.zone,
        problems=plan.problems + problems,
        destination=posixpath.normpath(fields.scalar_text(config.get("destination")) or "_site").removeprefix("./"),
        base=_base(config),
        permalink=permalink,
        templates=_templates(collections, permalink),
        collections=_feed_collections(config, collections),
        excluded=Patterns.of((*_texts(config.get("exclude")), *_EXCLUDES)),
        included=Patterns.of(_texts(config.get("include"))),
        scopes=_scopes(config.get("defaults")),
        markdown_suffixes=_suffixes(config),
        excerpt_separator=_separator(config),
        drafts=config.get("show_drafts") is True,
        future=config.get("future") is True,
        unpublished=config.get("unpublished") is True,
        people=people,
    )


def _templates(collections: Mapping[str, Any], permalink: str) -> dict[str, str]:
    """A template per collection: its own `permalink`, else `/:collection/:path` with the site's ending."""
    ending = "/" if permalink.endswith("/") else ":output_ext" if permalink.endswith(":output_ext") else ""
    templates = {"posts": permalink}
    for name, options in collections.items():
        own = fields.scalar_text(_mapping(options).get("permalink"))
        if own or name != "posts":
            templates[name] = STYLES.get(own, own) or f"/:collection/:path{ending}"
    return {"drafts": templates["posts"], **templates}


def _feed_collections(config: Mapping[str, Any], collections: Mapping[str, Any]) -> tuple[str, ...]:
    """The collections that jekyll-feed makes feeds of and Jekyll writes pages for."""
    named = _mapping(config.get("feed")).get("collections")
    names = tuple(named) if isinstance(named, dict) else _texts(named)
    return tuple(name for name in names if name != "posts" and _mapping(collections.get(name)).get("output") is True)


def _base(config: Mapping[str, Any]) -> str:
    parts = (fields.scalar_text(config.get(key)).strip("./") for key in ("source", "collections_dir"))
    base = "/".join(part for part in parts if part)
    return f"{base}/" if base else ""


def _scopes(value: object) -> tuple[Scope, ...]:
    entries = [_mapping(entry) for entry in fields.flatten(value)]
    return tuple(
        Scope(
            path=fields.scalar_text(_mapping(entry.get("scope")).get("path")).strip("/"),
            type=fields.scalar_text(_mapping(entry.get("scope")).get("type")) or None,
            values=_mapping(entry.get("values")),
        )
        for entry in entries
    )


def _suffixes(config: Mapping[str, Any]) -> frozenset[str]:
    listed = fields.scalar_text(config.get("markdown_ext")) or "markdown,mkdown,mkdn,mkd,md"
    return frozenset(f".{suffix.strip().lower()}" for suffix in listed.split(","))


def _separator(config: Mapping[str, Any]) -> str:
    value = config.get("excerpt_separator")
    return value.strip() if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return fields.strings(value)
