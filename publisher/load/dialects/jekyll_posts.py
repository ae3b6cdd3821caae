"""What a file of Jekyll's means: its front matter over the defaults, its date, its URL.

After Jekyll 4.3.1 (`Document`, `Drops::UrlDrop`, `Utils`) and jekyll-feed 0.17 (ids, summaries, authors).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from publisher.errors import Problem
from publisher.lazy import dataclass, pattern
from publisher.load import fields
from publisher.load.dates import UNDATED, ruby_date
from publisher.load.dialects.base import Reading
from publisher.load.dialects.jekyll_config import JekyllConfig
from publisher.load.enclosures import enclosure
from publisher.load.fields import Warnings
from publisher.load.frontmatter import FrontMatter, read_front_matter
from publisher.load.html import field_text
from publisher.load.ids import own_id
from publisher.load.languages import language_tag
from publisher.load.permalinks import KNOWN_PLACES, PermalinkError, fill, slugify, token_names
from publisher.load.slugs import card_slug
from publisher.load.summary import cut, summarise, without_title
from publisher.load.text import Text, one_line
from publisher.load.titles import split_title
from publisher.load.urls import is_absolute, normal_path, normal_url
from publisher.model import Author, Hidden, Post, Site

_DATED = pattern(r"(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)")
_HTML = (".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A file as a Jekyll document: the path Jekyll knows it by, its collection, its front matter over the defaults."""

    front: FrontMatter
    path: str
    collection: str
    data: Mapping[str, Any]
    date: datetime
    slug: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The reader of documents, by a site's configuration."""

    config: JekyllConfig

    @property
    def site(self) -> Site:
        """The blog as `_config.yml` describes it."""
        return self.config.site

    def read(self, source: Text, now: datetime) -> Reading:
        """The post in a file."""
        collection = self.config.collection_of(source.path)
        if collection == "drafts" and not self.config.drafts:
            return Reading(hidden=Hidden(path=source.path, reason="draft"), problems=source.problems)
        dated = _DATED.fullmatch(posixpath.basename(source.path))
        if dated is None and collection == "posts":
            return Reading(problems=(*source.problems, *_name_warning(source.path)))
        front = read_front_matter(source)
        if not front.present and collection not in ("posts", "drafts"):
            return Reading(problems=source.problems)
        entry = self._entry(front, collection or "posts", dated)
        hidden = self._hidden(entry, now)
        if hidden:
            return Reading(hidden=hidden, problems=source.problems, until=hidden.until)
        warnings = Warnings(front, list(source.problems))
        if dated is None and "date" not in entry.data:
            warnings.add("date", "date-missing", "no date; it is placed last, with 1970-01-01", fields.DATE_HINT)
        return Reading(post=self._post(entry, warnings), body=entry.front.body, problems=tuple(warnings.found))

    def _entry(self, front: FrontMatter, collection: str, dated: re.Match[str] | None) -> _Entry:
        path = self.config.relative(front.path)
        data = self.config.merged(path, collection, front.data)
        stem, suffix = posixpath.splitext(posixpath.basename(path))
        slug = (dated[2] if dated else stem).rstrip(".")
        return _Entry(
            front=front,
            path=path,
            collection=collection,
            data=data,
            date=_date(front, data, dated[1] if dated else "", self.config.zone),
            slug=fields.scalar_text(data.get("slug")) or slug,
            suffix=dated[3] if dated else suffix,
        )

    def _hidden(self, entry: _Entry, now: datetime) -> Hidden | None:
        path = entry.front.path
        if "published" in entry.data and _given(entry.data, "published") is None and not self.config.unpublished:
            return Hidden(path=path, reason="published: false")
        if entry.data.get("draft") is True and not self.config.drafts:
            return Hidden(path=path, reason="draft: true")
        if entry.date > now and not self.config.future:
            return Hidden(path=path, reason="future", until=entry.date)
        return None

    def _post(self, entry: _Entry, warnings: Warnings) -> Post:
        data, front = entry.data, entry.front
        title = fields.title_text(front, _given(data, "title"), warnings) or _titleize(entry)
        lang = language_tag(fields.first_text(data, "lang", "locale")) or self.site.lang
        headline, subhead = split_title(title, lang)
        categories = _categories(entry, self.config.category_root(entry.collection))
        path = self._url_path(entry, categories)
        return Post(
            path=front.path,
            slug=card_slug(entry.slug),
            id=self.absolute(posixpath.join(posixpath.dirname(path.rstrip("/")) or "/", entry.slug)),
            # Jekyll's own `id` is the one above, whatever the front matter says.
            guid=own_id(front, self.site, warnings),
            url=self.absolute(path),
            title=title,
            headline=headline,
            subhead=subhead,
            date=entry.date,
            updated=self._updated(entry),
            lang=lang,
            summary=self._summary(entry, title),
            collection="posts" if entry.collection == "drafts" else entry.collection,
            categories=fields.strings(categories),
            tags=fields.strings(_plural(data, "tag", "tags")),
            authors=self._authors(data),
            image=fields.image(data.get("image"), self.absolute, warnings),
            source=fields.source(data),
            enclosure=enclosure(data, self.absolute, warnings),
            in_feeds=fields.is_in_feeds(data),
            aliases=tuple(self.absolute(old) for old in fields.strings(data.get("redirect_from"))),
            body_line=front.body_line,
        )

    def absolute(self, url: str) -> str:
        """`url` through Jekyll's `absolute_url` filter."""
        if is_absolute(url):
            return normal_url(url)
        path = re.split(r"(?=[?#])", f"{self.site.base_path}{'' if url.startswith('/') else '/'}{url}", maxsplit=1)
        return self.site.url + normal_path(path[0]) + "".join(normal_url(rest) for rest in path[1:])

    def _url_path(self, entry: _Entry, categories: list[object]) -> str:
        permalink = entry.data.get("permalink")
        template = self.config.template(entry.collection) if permalink is None else fields.scalar_text(permalink)
        try:
            makers = _tokens(entry, categories, self.config.output_suffix(entry.suffix))
            values = {name: make() for name, make in makers.items() if name in token_names(template)}
            return fill(template, {**values, "date": entry.date})
        except PermalinkError as e:
            raise fields.field_error(
                entry.front, "permalink", "permalink-token", f"'permalink': {e}", KNOWN_PLACES
            ) from e

    def _updated(self, entry: _Entry) -> datetime:
        given = entry.data.get("last_modified_at")
        if given is None:
            return entry.date
        return fields.moment(entry.front, "last_modified_at", given, lambda value: ruby_date(value, self.config.zone))

    def _summary(self, entry: _Entry, title: str) -> str:
        given = fields.first_text(entry.data, "description", "excerpt", "summary")
        if given:
            return cut(field_text(given))
        separator = fields.scalar_text(entry.data.get("excerpt_separator", self.config.excerpt_separator))
        body = without_title(entry.front.body, title)
        return summarise(body, is_html=entry.suffix in _HTML, separator=separator)

    def _authors(self, data: Mapping[str, Any]) -> tuple[Author, ...]:
        found = fields.authors(data.get("author") or data.get("authors"), self.config.people)
        return found or self.site.authors


def _name_warning(path: str) -> tuple[Problem, ...]:
    message = "not a post: its name does not start with a date"
    hint = "rename it to 2026-01-31-title.md"
    return (Problem(path=path, code="post-name", message=message, hint=hint, level="warning"),)


def _date(front: FrontMatter, data: Mapping[str, Any], named: str, zone: tzinfo) -> datetime:
    if "date" in data:
        return fields.moment(front, "date", data["date"], lambda value: ruby_date(value, zone))
    if not named:
        return UNDATED.astimezone(zone)
    return fields.moment(front, "file name", named, lambda value: ruby_date(value, zone))


def _titleize(entry: _Entry) -> str:
    """`Utils.titleize_slug`: the slug's words, capitalised."""
    stem = posixpath.splitext(posixpath.basename(entry.path))[0]
    dated = _DATED.fullmatch(posixpath.basename(entry.path))
    words = (dated[2] if dated else stem).rstrip(".").split("-")
    return one_line(" ".join(word.capitalize() for word in words)) or stem


def _given(data: Mapping[str, Any], name: str) -> object:
    """The value under `name`, None for what Ruby takes for false (0 and "" are not)."""
    value = data.get(name)
    return None if value is False else value


def _plural(data: Mapping[str, Any], one: str, many: str) -> list[object]:
    """`Utils.pluralized_array_from_hash`: the singular key whole, else the plural's, a string split."""
    single = _given(data, one)
    if single is not None:
        return fields.flatten(single)
    value = data.get(many)
    return list(value.split()) if isinstance(value, str) else fields.flatten(value)


def _categories(entry: _Entry, root: str) -> list[object]:
    """Folders above `_posts`, then `categories` (defaults before front matter), then `category`."""
    above = entry.path.split(root, 1)[0] if not entry.path.startswith(root) else ""
    folders: list[object] = [part for part in above.split("/") if part]
    listed = entry.data.get("categories")
    many = listed.split() if isinstance(listed, str) else fields.flatten(listed)
    return [*folders, *many, *_plural(entry.data, "category", "categories")]


def _tokens(entry: _Entry, categories: list[object], suffix: str) -> dict[str, Callable[[], str]]:
    """What makes each token's text; a template asks for few of them."""
    stem, path = posixpath.splitext(posixpath.basename(entry.path))[0], posixpath.splitext(entry.path)[0]
    return {
        "collection": lambda: entry.collection,
        "output_ext": lambda: suffix,
        "name": lambda: slugify(stem),
        "title": lambda: slugify(entry.slug, pretty=True, cased=True),
        "slug": lambda: slugify(entry.slug),
        "path": lambda: _clean_path(entry, path),
        "categories": lambda: "/".join(dict.fromkeys(text.lower() for text in fields.strings(categories))),
        "slugified_categories": lambda: "/".join(dict.fromkeys(map(slugify, fields.strings(categories)))),
    }


def _clean_path(entry: _Entry, path: str) -> str:
    return path.replace(f"_{entry.collection}", "", 1).rstrip(".")
