"""Hugo: pages below the content folders, their languages, dates, and URLs.

After Hugo 0.162 and https://gohugo.io/content-management/ (urls, front-matter, page-bundles, multilingual).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import UNDATED, DateError, iso_date
from publisher.load.dialects.base import Dialect, Linking, Reading, as_it_is
from publisher.load.dialects.hugo_config import CONFIG_GLOBS, HugoConfig, hugo_config
from publisher.load.dialects.hugo_urls import Page, page_path
from publisher.load.enclosures import enclosure
from publisher.load.fields import Warnings
from publisher.load.frontmatter import JSON, TOML, YAML, FrontMatter, read_front_matter
from publisher.load.html import field_text
from publisher.load.ids import own_id
from publisher.load.org import read_org
from publisher.load.slugs import card_slug
from publisher.load.summary import cut, first_heading, summarise, without_title
from publisher.load.text import Text
from publisher.load.titles import split_title
from publisher.load.urls import normal_path, resolve
from publisher.model import Hidden, Post, Site

SUFFIXES = (".md", ".mdown", ".markdown", ".html", ".htm", ".org")

_DATES = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
_PUBLISH_DATES = ("publishdate", "pubdate", "published")
_EXPIRY_DATES = ("expirydate", "unpublishdate")
# Go's zero time, which archetypes write for "no date".
_ZERO_TIME = "0001-01-01"
_IMAGE_KEYS = ("images", "image", "cover", "featured_image", "featureimage", "thumbnail")
_LASTMOD = ("lastmod", "modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoReader:
    """Posts by Hugo's rules: every regular page."""

    config: HugoConfig

    @property
    def site(self) -> Site:
        """The blog in its default language."""
        return self.config.site

    @property
    def output_dir(self) -> str:
        """`publishDir`."""
        return self.config.publish_dir

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the configuration."""
        return self.config.problems

    def enters(self, folder: str) -> bool:
        """Folders on the way to, or below, a content folder."""
        return any(f"{root}/".startswith(f"{folder}/") or folder.startswith(f"{root}/") for root in self.config.roots)

    def wants(self, path: str) -> bool:
        """Content files."""
        root = self.config.root_of(path)
        return root is not None and path.lower().endswith(SUFFIXES) and not posixpath.basename(path).startswith(".")

    def linking(self, posts: Sequence[Post]) -> Linking:  # noqa: ARG002
        """Nothing is; `ref` is left to the report."""
        return as_it_is

    def read(self, source: Text, now: datetime) -> Reading:
        """The page in a file; section pages and the resources of a leaf bundle are none."""
        page = self.config.page(source.path)
        if page.base == "_index" or self.config.is_resource(page):
            return Reading()
        front = read_org(source) if source.path.endswith(".org") else _front(source)
        data = {**self.config.cascaded(page), **{key.lower(): value for key, value in front.data.items()}}
        front = replace(front, data=data)
        dated, named = self._date(front, page)
        hidden = self._hidden(front, dated, now)
        if hidden:
            return Reading(hidden=hidden, problems=source.problems, until=hidden.until)
        warnings = Warnings(front, list(source.problems))
        if dated is None:
            warnings.add("date", "date-missing", "no date; it is placed last, with 1970-01-01", fields.DATE_HINT)
        post = self._post(front, page, (dated, named), warnings)
        expiry = None if self.config.expired else self._first_date(front, _EXPIRY_DATES)
        return Reading(post=post, body=front.body, problems=tuple(warnings.found), until=expiry)

    def _date(self, front: FrontMatter, page: Page) -> tuple[datetime | None, str]:
        """The page's date (None without one), and the slug that a file-name date leaves ("" when it was not used)."""
        for source in self.config.date_sources:
            if source == ":filename" and page.file_date:
                try:
                    return iso_date(page.file_date, self.config.zone), page.file_slug
                except DateError:
                    continue
            names = _DATES if source == ":default" else (source,)
            found = self._first_date(front, names)
            if found:
                return found, ""
        return None, ""

    def _first_date(self, front: FrontMatter, names: Sequence[str]) -> datetime | None:
        for name in names:
            value = front.data.get(name)
            if value not in (None, "") and not str(value).startswith(_ZERO_TIME):
                return fields.moment(front, name, value, self._parse)
        return None

    def _parse(self, value: object) -> datetime:
        return iso_date(value, self.config.zone, named_zones=False)

    def _hidden(self, front: FrontMatter, dated: datetime | None, now: datetime) -> Hidden | None:
        data = front.data
        if data.get("draft") is True and not self.config.drafts:
            return Hidden(path=front.path, reason="draft: true")
        if data.get("headless") is True or _build_option(data, "list") == "never":
            return Hidden(path=front.path, reason="not listed")
        if _build_option(data, "render") == "never":
            return Hidden(path=front.path, reason="not rendered")
        published = self._first_date(front, _PUBLISH_DATES) or dated
        if published and published > now and not self.config.future:
            return Hidden(path=front.path, reason="future", until=published)
        expiry = self._first_date(front, _EXPIRY_DATES)
        if expiry and expiry <= now and not self.config.expired:
            return Hidden(path=front.path, reason="expired")
        return None

    def _post(self, front: FrontMatter, page: Page, dated: tuple[datetime | None, str], warnings: Warnings) -> Post:
        data = front.data
        given = fields.title_text(front, data.get("title"), warnings)
        title = given or first_heading(front.body) or page.name.replace("-", " ")
        headline, subhead = split_title(title, page.tag)
        slug = fields.first_text(data, "slug") or dated[1]
        path = page_path(page, self.config, slug=slug, title=given, url=fields.first_text(data, "url"), date=dated[0])
        home, base = self.config.home(page.lang)
        url = home + normal_path(base + path)
        date = (dated[0] or UNDATED).astimezone(self.config.zone)
        pictured = next((key for key in _IMAGE_KEYS if data.get(key)), "images")
        updated = self._first_date(front, self.config.lastmod_sources or _LASTMOD)
        return Post(
            path=front.path,
            slug=card_slug(slug or page.name),
            id=url,
            guid=own_id(front, self.site, warnings),
            url=url,
            title=title,
            headline=headline,
            subhead=subhead,
            date=date,
            updated=max(date, updated.astimezone(self.config.zone)) if updated else date,
            lang=page.tag,
            summary=self._summary(front, title),
            collection=page.sections[0] if page.sections else "",
            categories=fields.strings(data.get("categories")),
            tags=fields.strings(data.get("tags")),
            aliases=tuple(self._absolute(old, url, page) for old in fields.strings(data.get("aliases"))),
            authors=fields.authors(data.get("authors") or data.get("author")) or self.site.authors,
            image=fields.image(data.get(pictured), lambda image: self._absolute(image, url, page), warnings, pictured),
            source=fields.source(data),
            enclosure=enclosure(data, lambda file: self._absolute(file, url, page), warnings),
            in_feeds=fields.is_in_feeds(data),
            body_line=front.body_line,
        )

    def _summary(self, front: FrontMatter, title: str) -> str:
        given = fields.first_text(front.data, "summary", "description")
        if given:
            return cut(field_text(given))
        is_html = front.path.lower().endswith((".html", ".htm"))
        return summarise(without_title(front.body, title), is_html=is_html, separator="<!--more-->")

    def _absolute(self, image: str, url: str, page: Page) -> str:
        if page.base == "index" and not image.startswith("/"):
            return resolve(image, url) or url
        home, base = self.config.home(page.lang)
        return home + normal_path(posixpath.join(base or "/", image.lstrip("/")))


def _front(source: Text) -> FrontMatter:
    return read_front_matter(source, blocks=(YAML, TOML, JSON), flavour="core", skip_blank=True)


def _build_option(data: Mapping[str, Any], name: str) -> str:
    options = data.get("build") or data.get("_build")
    value = options.get(name) if isinstance(options, dict) else None
    return "never" if value is False else fields.scalar_text(value)


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> HugoReader:
    return HugoReader(config=hugo_config(files, settings, lang))


def _beside(files: Mapping[str, bytes]) -> str:
    """The section pages, which hand values down, and where the bundles are."""
    pages = sorted(path for path in files if posixpath.basename(path).startswith(("_index.", "index.")))
    return repr([(path, files[path] if posixpath.basename(path).startswith("_") else b"") for path in pages])


DIALECT = Dialect(name="hugo", config_globs=CONFIG_GLOBS, configure=_configure, beside=_beside)
