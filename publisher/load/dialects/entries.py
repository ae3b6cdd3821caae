"""A `Post` from what a dialect has decided and the keys that most generators share."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import UNDATED
from publisher.load.enclosures import enclosure
from publisher.load.fields import Warnings
from publisher.load.frontmatter import FrontMatter
from publisher.load.html import field_text
from publisher.load.ids import KEYS, own_id
from publisher.load.languages import language_tag
from publisher.load.slugs import card_slug
from publisher.load.summary import cut, first_heading, summarise, without_title
from publisher.load.titles import split_title
from publisher.load.urls import normal_path, resolve
from publisher.model import Author, Post, Site

IMAGE_KEYS = (
    "image", "cover", "cover_image", "coverImage", "thumbnail", "heroImage", "hero", "images", "og_image", "ogImage",
    "banner", "banner_img", "index_img", "featured_image", "eyecatch",
)  # fmt: skip
SUMMARY_KEYS = ("description", "summary", "excerpt", "about", "abstract")

_HTML = (".html", ".htm")
_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a dialect decides about a post. `id` is the URL when it is ""; `title` may be "" too, `name` stands in.

    `id_keys` are the front matter keys that give a post its own id.
    """

    front: FrontMatter
    site: Site
    url: str
    slug: str
    date: datetime
    title: str = ""
    name: str = ""
    id: str = ""
    id_keys: Sequence[str] = KEYS
    updated: datetime | None = None
    lang: str = ""
    summary: str = ""
    collection: str = ""
    categories: Sequence[str] = ()
    tags: Sequence[str] = ()
    authors: Sequence[Author] = ()


def post_of(entry: Entry, warnings: Warnings) -> Post:
    """The post: what was decided, and summary, picture, source and authors from front matter and body."""
    front, site = entry.front, entry.site
    title = entry.title or first_heading(front.body) or entry.name or entry.slug
    lang = language_tag(entry.lang) or site.lang
    headline, subhead = split_title(title, lang)
    pictured = next((key for key in IMAGE_KEYS if front.data.get(key)), "image")
    return Post(
        path=front.path,
        slug=card_slug(entry.slug),
        id=entry.id or entry.url,
        guid=own_id(front, site, warnings, entry.id_keys),
        url=entry.url,
        title=title,
        headline=headline,
        subhead=subhead,
        date=entry.date,
        updated=max(entry.date, entry.updated or entry.date),
        lang=lang,
        summary=_summary(entry, title),
        collection=entry.collection,
        categories=tuple(entry.categories),
        tags=tuple(entry.tags),
        authors=tuple(entry.authors) or site.authors,
        image=fields.image(front.data.get(pictured), lambda path: absolute(site, path, entry.url), warnings, pictured),
        source=fields.source(front.data),
        enclosure=enclosure(front.data, lambda path: absolute(site, path, entry.url), warnings),
        in_feeds=fields.is_in_feeds(front.data),
        body_line=front.body_line,
    )


def absolute(site: Site, path: str, page: str) -> str:
    """A picture's URL: from the site's base path when it starts with `/`, else as seen from the page."""
    if path.startswith("/"):
        return site.url + normal_path(site.base_path + path)
    return resolve(path, page) or page


def undated(warnings: Warnings, zone: tzinfo, hint: str) -> datetime:
    """1970-01-01, and a warning that the post has no date."""
    warnings.add("date", "date-missing", "no date; it is placed last, with 1970-01-01", hint)
    return UNDATED.astimezone(zone)


def first_moment(front: FrontMatter, names: Sequence[str], parse: Callable[[object], datetime]) -> datetime | None:
    """The date under the first of the keys that has a value, None when there is none."""
    for name in names:
        value = front.data.get(name)
        if value not in (None, "") and not isinstance(value, bool):
            return fields.moment(front, name, value, parse)
    return None


def stem(path: str) -> str:
    """A file's name without its folders and its suffix."""
    return posixpath.splitext(posixpath.basename(path))[0]


def _summary(entry: Entry, title: str) -> str:
    given = entry.summary or fields.first_text(entry.front.data, *SUMMARY_KEYS)
    if given:
        return cut(field_text(given))
    more = _MORE.search(entry.front.body)
    body = without_title(entry.front.body, title)
    return summarise(body, is_html=entry.front.path.endswith(_HTML), separator=more[0] if more else "")
