"""Eleventy: Markdown below the input folder, with data files beside it, placed by path or `permalink`.

After Eleventy 3.1 (`TemplateFileSlug`, `Template.getMappedDate`, `TemplatePermalink`) and https://www.11ty.dev/docs/.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import DateError, iso_date
from publisher.load.dialects.base import Dialect, Linking, Reading, as_it_is
from publisher.load.dialects.eleventy_config import CONFIG_GLOBS, EleventyConfig, eleventy_config, is_data_file
from publisher.load.dialects.eleventy_urls import DynamicPermalinkError, file_slug, page_path
from publisher.load.dialects.entries import Entry, first_moment, post_of, undated
from publisher.load.fields import Warnings
from publisher.load.formats import read_json, read_toml
from publisher.load.frontmatter import FrontMatter, YamlBlock, read_front_matter
from publisher.load.permalinks import fill
from publisher.load.text import Text
from publisher.load.urls import normal_path
from publisher.model import Hidden, Post, Site

# Markdown below these folders, or with these tags, is a post even without a date; `posts` is Eleventy's own example.
_PLACES = frozenset({"post", "posts", "blog", "blogs", "article", "articles", "note", "notes", "news", "entries"})
# Tags that are there to make collections, as the Eleventy base blog leaves them out.
_COLLECTIONS = frozenset({"all", "nav", "post", "posts"})
_FILE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UPDATED = ("updated", "modified", "lastmod", "last_modified_at")
_HINT = "start its file name with 2026-01-31-, or add date: 2026-01-31"


class MatterBlock(YamlBlock):
    """gray-matter's `---`, with the name of a format behind it or none."""

    FM_BOUNDARY = re.compile(r"\A---(?:ya?ml)?[ \t]*\n")


class JsonMatterBlock(MatterBlock):
    """`---json`."""

    FM_BOUNDARY = re.compile(r"\A---json[ \t]*\n")

    def load(self, fm: str, flavour: Any = "core") -> Any:  # noqa: ARG002 - one signature for all blocks
        """The block's value; raises `YamlError`."""
        return read_json(fm)


class TomlMatterBlock(MatterBlock):
    """`---toml`."""

    FM_BOUNDARY = re.compile(r"\A---toml[ \t]*\n")

    def load(self, fm: str, flavour: Any = "core") -> Any:  # noqa: ARG002 - one signature for all blocks
        """The block's value; raises `YamlError`."""
        return read_toml(fm)


_BLOCKS = (MatterBlock(), JsonMatterBlock(), TomlMatterBlock())


@dataclass(frozen=True, slots=True, kw_only=True)
class EleventyReader:
    """Posts by Eleventy's rules; which of its pages are posts, Eleventy itself does not say (`_is_post`)."""

    config: EleventyConfig

    @property
    def site(self) -> Site:
        """The blog as its global data describes it."""
        return self.config.site

    @property
    def output_dir(self) -> str:
        """`dir.output`."""
        return self.config.output

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the configuration."""
        return self.config.problems

    def enters(self, folder: str) -> bool:
        """The input folder and what lies below it, the global data, and the folders on the way there."""
        if folder == self.config.output or self._ignored(folder):
            return False
        if folder in (self.config.includes, self.config.layouts):
            return False
        inputs = (self.config.input, self.config.data)
        return any(not root or f"{root}/".startswith(f"{folder}/") or folder.startswith(f"{root}/") for root in inputs)

    def wants(self, path: str) -> bool:
        """Markdown of the input folder, and data files."""
        if is_data_file(path, self.config.data):
            return True
        inside = not self.config.input or path.startswith(f"{self.config.input}/")
        return inside and path.lower().endswith(".md") and not self._ignored(path) and path != "README.md"

    def _ignored(self, path: str) -> bool:
        return any(
            path == one or path.startswith(f"{one}/") or fnmatch.fnmatch(path, one) for one in self.config.ignored
        )

    def linking(self, posts: Sequence[Post]) -> Linking:  # noqa: ARG002
        """Nothing is."""
        return as_it_is

    def read(self, source: Text, now: datetime) -> Reading:  # noqa: ARG002 - Eleventy publishes the future
        """The post in a Markdown file; data files and other pages are none."""
        if not source.path.lower().endswith(".md"):
            return Reading()
        front = read_front_matter(source, blocks=_BLOCKS, flavour="core", skip_blank=True)
        front = replace(front, data=self.config.merged(source.path, front.data))
        if not self._is_post(front):
            return Reading(problems=source.problems)
        hidden = _hidden(front)
        if hidden:
            return Reading(hidden=hidden, problems=source.problems)
        warnings = Warnings(front, list(source.problems))
        return Reading(post=self._post(front, warnings), body=front.body, problems=tuple(warnings.found))

    def _is_post(self, front: FrontMatter) -> bool:
        folders = self.config.inner(front.path).split("/")[:-1]
        marked = {text.lower() for text in fields.strings(front.data.get("tags"))} | {one.lower() for one in folders}
        dated = front.data.get("date") is not None or _FILE_DATE.search(front.path)
        is_index = not folders and posixpath.basename(front.path).lower() == "index.md"
        return not is_index and (bool(dated) or bool(marked & _PLACES))

    def _post(self, front: FrontMatter, warnings: Warnings) -> Post:
        data = front.data
        title = fields.title_text(front, data.get("title"), warnings)
        date = self._date(front, warnings)
        inner = self.config.inner(front.path)
        tags = fields.strings(data.get("tags"))
        return post_of(
            Entry(
                front=front,
                site=self.site,
                url=self.site.url + normal_path(self.site.base_path + self._path(front, title, date, warnings)),
                slug=file_slug(inner) or "index",
                date=date,
                title=title,
                name=file_slug(inner).replace("-", " "),
                updated=first_moment(front, _UPDATED, self._parse),
                lang=fields.first_text(data, "lang", "language", "locale"),
                collection=next((tag for tag in tags if tag.lower() in _PLACES), ""),
                categories=fields.strings(data.get("categories") or data.get("category")),
                tags=tuple(tag for tag in tags if tag not in _COLLECTIONS),
                authors=fields.authors(data.get("author") or data.get("authors")),
            ),
            warnings,
        )

    def _path(self, front: FrontMatter, title: str, date: datetime, warnings: Warnings) -> str:
        inner = self.config.inner(front.path)
        if self.config.permalink:
            name = file_slug(inner)
            tokens = {"path": posixpath.join(posixpath.dirname(inner), name), "slug": name, "title": name}
            return fill(self.config.permalink, {**tokens, "date": date})
        try:
            return page_path(inner, front.data.get("permalink"), {**front.data, "title": title}, date)
        except DynamicPermalinkError as e:
            hint = "write the permalink out in the post, or set permalink in [site] of publisher.toml"
            message = f"'permalink' holds what only Eleventy can tell: {fields.shown(str(e))}"
            warnings.add("permalink", "permalink-dynamic", message, hint)
            return page_path(inner, None, {}, date)

    def _date(self, front: FrontMatter, warnings: Warnings) -> datetime:
        value = front.data.get("date")
        if isinstance(value, str) and value.lower() in ("git last modified", "last modified", "git created", "created"):
            return undated(warnings, self.config.zone, _HINT)
        if value not in (None, ""):
            return fields.moment(front, "date", value, self._parse)
        for named in _FILE_DATE.finditer(front.path):
            try:
                return self._parse(named[0])
            except DateError:
                continue
        return undated(warnings, self.config.zone, _HINT)

    def _parse(self, value: object) -> datetime:
        """A moment in the site's zone; a time without zone is UTC's."""
        return iso_date(value, UTC).astimezone(self.config.zone)


def _hidden(front: FrontMatter) -> Hidden | None:
    data = front.data
    permalink = data.get("permalink")
    if permalink is False or (isinstance(permalink, dict) and permalink.get("build") is False):
        return Hidden(path=front.path, reason="permalink: false")
    if data.get("eleventyExcludeFromCollections") is True:
        return Hidden(path=front.path, reason="not listed")
    # Eleventy has no drafts, but sites that say so leave them out with a few lines of their own.
    return Hidden(path=front.path, reason="draft: true") if data.get("draft") is True else None


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> EleventyReader:
    return EleventyReader(config=eleventy_config(files, settings, lang))


def _beside(files: Mapping[str, bytes]) -> str:
    """The data files, wherever they lie."""
    return repr(sorted((path, data) for path, data in files.items() if path.endswith((".json", "js", ".yaml", ".yml"))))


DIALECT = Dialect(name="eleventy", config_globs=CONFIG_GLOBS, configure=_configure, beside=_beside)
