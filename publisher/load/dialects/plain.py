"""A folder of Markdown files with front matter, and nothing else known about it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import UNDATED, DateError, iso_date
from publisher.load.dialects.base import Dialect, Linking, Reading, as_it_is
from publisher.load.dialects.common import checked_permalink, plan_site
from publisher.load.enclosures import enclosure
from publisher.load.fields import Warnings
from publisher.load.frontmatter import JSON, TOML, YAML, FrontMatter, read_front_matter
from publisher.load.html import field_text
from publisher.load.ids import own_id
from publisher.load.languages import language_tag
from publisher.load.permalinks import KNOWN_PLACES, PermalinkError, fill, slugify
from publisher.load.slugs import card_slug
from publisher.load.summary import cut, first_heading, summarise, without_title
from publisher.load.text import Text
from publisher.load.titles import split_title
from publisher.load.urls import is_absolute, normal_path, normal_url, resolve
from publisher.model import Hidden, Post, Site

SUFFIXES = (".md", ".markdown", ".mkd", ".mdx")
PERMALINK = "/:path/"

_NOTICES = re.compile(
    r"(?:readme|licen[cs]e|changelog|contributing|code_of_conduct|security|todo)(?:\..*)?\.(?:md|markdown)",
    re.IGNORECASE,
)
_FILE_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[-_ ]+(.+))?")
_TOKEN_NAMES = ("path", "slug", "title")
_DATE_KEYS = (
    "date",
    "published_at",
    "publishedAt",
    "published",
    "pubDate",
    "pubdate",
    "created_at",
    "created",
    "publishDate",
)
_UPDATED_KEYS = ("updated", "updated_at", "updatedAt", "updatedDate", "last_modified_at", "lastmod", "modified")
_SUMMARY_KEYS = ("description", "summary", "excerpt", "about", "abstract")
_IMAGE_KEYS = ("image", "cover", "cover_image", "thumbnail", "heroImage", "hero", "images", "og_image", "eyecatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainReader:
    """Posts by the keys that most generators share."""

    site: Site
    zone: tzinfo
    permalink: str
    output_dir: str = "public"
    problems: tuple[Problem, ...] = ()

    def enters(self, folder: str) -> bool:
        """Every folder but the one that is written to, and those whose names start with `_` (templates, data)."""
        return folder != self.output_dir and not posixpath.basename(folder).startswith("_")

    def wants(self, path: str) -> bool:
        """Markdown files, without a repository's notices in the root."""
        name = posixpath.basename(path)
        return name.lower().endswith(SUFFIXES) and not name.startswith(("_", "#", "~")) and not _NOTICES.fullmatch(path)

    def read(self, source: Text, now: datetime) -> Reading:
        """The post in a file; without a date anywhere it is dated 1970-01-01 and warned about."""
        front = read_front_matter(source, blocks=(YAML, TOML, JSON), skip_blank=True)
        hidden = _hidden(front)
        if hidden:
            return Reading(hidden=hidden, problems=source.problems)
        warnings = Warnings(front, list(source.problems))
        date = self._date(front, warnings)
        if date > now:
            hidden = Hidden(path=front.path, reason="future", until=date)
            return Reading(hidden=hidden, problems=source.problems, until=date)
        return Reading(post=self._post(front, date, warnings), body=front.body, problems=tuple(warnings.found))

    def linking(self, posts: Sequence[Post]) -> Linking:  # noqa: ARG002
        """Nothing is."""
        return as_it_is

    def _post(self, front: FrontMatter, date: datetime, warnings: Warnings) -> Post:
        data = front.data
        title = (
            fields.title_text(front, data.get("title"), warnings) or first_heading(front.body) or _stem(front.path)[1]
        )
        lang = language_tag(fields.first_text(data, "lang", "language", "locale")) or self.site.lang
        headline, subhead = split_title(title, lang)
        slug = _slug(front)
        url = self._url(front, slug, date)
        summary = fields.first_text(data, *_SUMMARY_KEYS)
        pictured = next((key for key in _IMAGE_KEYS if data.get(key)), "image")
        return Post(
            path=front.path,
            slug=card_slug(slug),
            id=url,
            guid=own_id(front, self.site, warnings),
            url=url,
            title=title,
            headline=headline,
            subhead=subhead,
            date=date,
            updated=self._updated(front, date),
            lang=lang,
            summary=cut(field_text(summary)) if summary else summarise(without_title(front.body, title)),
            collection=_section(front.path),
            categories=fields.strings(data.get("categories") or data.get("category")),
            tags=fields.strings(data.get("tags") or data.get("tag") or data.get("topics") or data.get("keywords")),
            authors=fields.authors(data.get("authors") or data.get("author")) or self.site.authors,
            image=fields.image(data.get(pictured), lambda path: self._absolute(path, url), warnings, pictured),
            source=fields.source(data),
            enclosure=enclosure(data, lambda path: self._absolute(path, url), warnings),
            in_feeds=fields.is_in_feeds(data),
            body_line=front.body_line,
        )

    def _date(self, front: FrontMatter, warnings: Warnings) -> datetime:
        for key in _DATE_KEYS:
            if front.data.get(key) is not None and not isinstance(front.data[key], bool):
                return fields.moment(front, key, front.data[key], self._parse)
        named = _stem(front.path)[0]
        if named:
            try:
                return self._parse(named)
            except DateError:
                named = ""
        hint = "add date: 2026-01-31 to its front matter, or start its file name with 2026-01-31-"
        warnings.add("date", "date-missing", "no date; it is placed last, with 1970-01-01", hint)
        return UNDATED.astimezone(self.zone)

    def _parse(self, value: object) -> datetime:
        return iso_date(value, self.zone).astimezone(self.zone)

    def _updated(self, front: FrontMatter, date: datetime) -> datetime:
        for key in _UPDATED_KEYS:
            if front.data.get(key) is not None:
                return max(date, fields.moment(front, key, front.data[key], self._parse))
        return date

    def _url(self, front: FrontMatter, slug: str, date: datetime) -> str:
        given = fields.first_text(front.data, "canonical_url", "canonical", "url", "permalink")
        if given and is_absolute(given):
            return normal_url(given)
        try:
            path = fill(given or self.permalink, _tokens(front.path, slug, date))
        except PermalinkError as e:
            raise fields.field_error(front, "permalink", "permalink-token", f"'permalink': {e}", KNOWN_PLACES) from e
        return self.site.url + normal_path(self.site.base_path + path)

    def _absolute(self, path: str, page: str) -> str:
        if path.startswith("/"):
            return self.site.url + normal_path(self.site.base_path + path)
        return resolve(path, page) or page


def _tokens(path: str, slug: str, date: datetime) -> dict[str, str | datetime]:
    folder, name = posixpath.split(path)
    if _is_index(name):
        folder = posixpath.dirname(folder)
    return {"path": posixpath.join(folder, slug), "slug": slugify(slug), "title": slug, "date": date}


def _section(path: str) -> str:
    """The first folder, unless it is the post's own or a year: `notes` of `notes/a.md`."""
    folder, name = posixpath.split(path)
    first, _, rest = folder.partition("/")
    return "" if first.isdecimal() or (_is_index(name) and not rest) else first


def _is_index(name: str) -> bool:
    """`index.md` stands for its folder."""
    return posixpath.splitext(name)[0].lower() in ("index", "readme")


def _hidden(front: FrontMatter) -> Hidden | None:
    if front.data.get("draft") is True:
        return Hidden(path=front.path, reason="draft: true")
    if front.data.get("published") is False:
        return Hidden(path=front.path, reason="published: false")
    return None


def _slug(front: FrontMatter) -> str:
    given = fields.first_text(front.data, "slug")
    if given:
        return given.strip("/")
    folder, name = posixpath.split(front.path)
    return posixpath.basename(folder) if folder and _is_index(name) else posixpath.splitext(name)[0]


def _stem(path: str) -> tuple[str, str]:
    """The date a file name starts with ("" without one) and the rest of the name as words."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    found = _FILE_DATE.fullmatch(stem)
    if found and not found[2]:
        return found[1], stem
    words = found[2] if found else stem
    return found[1] if found else "", words.replace("-", " ").replace("_", " ").strip() or stem


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> PlainReader:  # noqa: ARG001 - has no files
    plan = plan_site({}, settings, lang, generator="plain", path="publisher.toml")
    permalink, problems = checked_permalink(settings.permalink or PERMALINK, PERMALINK, _TOKEN_NAMES, "publisher.toml")
    return PlainReader(site=plan.site, zone=plan.zone, permalink=permalink, problems=plan.problems + problems)


DIALECT = Dialect(name="plain", config_globs=(), configure=_configure)
