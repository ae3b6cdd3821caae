"""Astro: content collections, placed by the routes of `src/pages`; and the Markdown pages there that have a date.

After https://docs.astro.build/en/guides/content-collections/ and /routing/, and Astro 5's glob loader (ids).
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import iso_date
from publisher.load.dialects.astro_config import CONFIG_GLOBS, AstroConfig, Collection, astro_config
from publisher.load.dialects.base import Dialect, Linking, Reading, as_it_is
from publisher.load.dialects.entries import IMAGE_KEYS, Entry, first_moment, post_of, undated
from publisher.load.fields import Warnings
from publisher.load.frontmatter import TOML, YAML, FrontMatter, read_front_matter
from publisher.load.permalinks import fill
from publisher.load.safe_yaml import Timestamp
from publisher.load.text import Text
from publisher.load.urls import is_absolute, normal_path, normal_url
from publisher.model import Hidden, Post, Site

SUFFIXES = (".md", ".mdx", ".markdown")
PAGES = "src/pages"

_DATES = ("pubDate", "pubDatetime", "publishDate", "published", "publishedAt", "publishedDate", "date", "createdAt")
_UPDATES = ("updatedDate", "modDatetime", "updatedAt", "updated", "lastmod", "modifiedDate", "lastModified")
_HINT = "add pubDate: 2026-01-31 to its front matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class AstroReader:
    """Posts by Astro's rules: the entries of the collections that a route shows."""

    config: AstroConfig

    @property
    def site(self) -> Site:
        """The blog as `astro.config` and the constants beside it describe it."""
        return self.config.site

    @property
    def output_dir(self) -> str:
        """`outDir`."""
        return self.config.output

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the configuration."""
        return self.config.problems

    def enters(self, folder: str) -> bool:
        """The collections' folders and `src/pages`, and those on the way there."""
        roots = (PAGES, *(one.base for one in self.config.collections))
        return any(f"{root}/".startswith(f"{folder}/") or folder.startswith(f"{root}/") for root in roots)

    def wants(self, path: str) -> bool:
        """Markdown and MDX of collections and pages; pages whose names start with `_` are none."""
        if not path.lower().endswith(SUFFIXES):
            return False
        collection = self.config.collection_of(path)
        if collection is None and not path.startswith(f"{PAGES}/"):
            return False
        return (collection is not None and collection.takes_all) or "/_" not in path

    def linking(self, posts: Sequence[Post]) -> Linking:  # noqa: ARG002
        """Nothing is."""
        return as_it_is

    def read(self, source: Text, now: datetime) -> Reading:  # noqa: ARG002 - Astro publishes the future
        """The entry in a file; a page of `src/pages` without a date is no post."""
        front = read_front_matter(source, blocks=(YAML, TOML), flavour="core", skip_blank=True)
        collection = self.config.collection_of(source.path)
        if collection is None and first_moment(front, _DATES, self._parse) is None:
            return Reading(problems=source.problems)
        if front.data.get("draft") is True or front.data.get("isDraft") is True:
            return Reading(hidden=Hidden(path=front.path, reason="draft: true"), problems=source.problems)
        if front.data.get("published") is False:
            return Reading(hidden=Hidden(path=front.path, reason="published: false"), problems=source.problems)
        warnings = Warnings(front, list(source.problems))
        return Reading(post=self._post(front, collection, warnings), body=front.body, problems=tuple(warnings.found))

    def _post(self, front: FrontMatter, collection: Collection | None, warnings: Warnings) -> Post:
        data = front.data
        date = first_moment(front, _DATES, self._parse) or undated(warnings, self.config.zone, _HINT)
        name = entry_id(front, collection)
        return post_of(
            Entry(
                front=replace(front, data=_without_built_pictures(data)),
                site=self.site,
                url=self._url(front, collection, name, date),
                slug=posixpath.basename(name) or "index",
                date=date,
                title=fields.title_text(front, data.get("title"), warnings),
                name=posixpath.basename(name).replace("-", " "),
                updated=first_moment(front, _UPDATES, self._parse),
                lang=fields.first_text(data, "lang", "language", "locale"),
                collection=collection.name if collection else "",
                categories=fields.strings(data.get("categories") or data.get("category")),
                tags=fields.strings(data.get("tags") or data.get("tag")),
                authors=fields.authors(data.get("author") or data.get("authors")),
            ),
            warnings,
        )

    def _url(self, front: FrontMatter, collection: Collection | None, name: str, date: datetime) -> str:
        given = fields.first_text(front.data, "canonicalURL", "canonical", "canonicalUrl")
        if given and is_absolute(given):
            return normal_url(given)
        if collection is None:
            stem = posixpath.splitext(front.path.removeprefix(f"{PAGES}/"))[0]
            path = f"/{stem}".removesuffix("/index")
        elif self.config.permalink:
            tokens = {"path": name, "slug": posixpath.basename(name), "title": name, "collection": collection.name}
            path = fill(self.config.permalink, {**tokens, "date": date})
        else:
            path = (collection.route or f"/{collection.name}/{{}}").replace("{}", name)
        return self.site.url + normal_path(f"{self.site.base_path}{self._ended(path)}")

    def _ended(self, path: str) -> str:
        """The path with the ending that `trailingSlash` and `build.format` give it."""
        bare = "/" + path.strip("/")
        if bare == "/" or path.endswith(".html"):
            return bare
        return bare if self.config.bare else f"{bare}/"

    def _parse(self, value: object) -> datetime:
        """A moment in the site's zone. Unquoted dates and ISO dates without a time are UTC's, as in JavaScript."""
        is_utc = isinstance(value, Timestamp) or (isinstance(value, str) and len(value) == 10 and value[4:5] == "-")
        return iso_date(value, UTC if is_utc else self.config.zone).astimezone(self.config.zone)


def entry_id(front: FrontMatter, collection: Collection | None) -> str:
    """An entry's id: `slug` in its front matter, else its path in the collection, each part slugged."""
    given = fields.first_text(front.data, "slug")
    if given:
        return given.strip("/")
    inner = posixpath.splitext(front.path.removeprefix(f"{collection.base if collection else PAGES}/"))[0]
    parts = [github_slug(part) for part in inner.split("/")]
    return "/".join(parts[:-1] if parts[-1] == "index" and len(parts) > 1 else parts)


def github_slug(text: str) -> str:
    """`text` as github-slugger has it: lower case, letters, marks, numbers, `-` and `_`, spaces as `-`."""
    kept = (char for char in text.lower() if char in " -_" or unicodedata.category(char)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def _without_built_pictures(data: Mapping[str, Any]) -> dict[str, Any]:
    """Front matter without pictures below `src`: the build gives them names that nobody else can tell."""
    return {key: value for key, value in data.items() if key not in IMAGE_KEYS or not _is_built(value)}


def _is_built(value: object) -> bool:
    if isinstance(value, dict):
        return any(_is_built(value.get(key)) for key in ("src", "url", "path"))
    return isinstance(value, str) and not value.startswith("/") and not is_absolute(value)


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> AstroReader:
    return AstroReader(config=astro_config(files, settings, lang))


DIALECT = Dialect(name="astro", config_globs=CONFIG_GLOBS, configure=_configure)
