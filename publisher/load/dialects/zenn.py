"""Zenn: `articles/*.md` of a repository connected to zenn.dev.

After https://zenn.dev/zenn/articles/zenn-cli-guide and https://zenn.dev/zenn/articles/what-is-slug.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import UNDATED, DateError, iso_date
from publisher.load.dialects.base import Dialect, Linking, Reading, as_it_is
from publisher.load.fields import Warnings
from publisher.load.frontmatter import FrontMatter, read_front_matter
from publisher.load.ids import own_id
from publisher.load.summary import cut, summarise, without_title
from publisher.load.text import Text
from publisher.load.titles import split_title
from publisher.load.urls import normal_url
from publisher.model import Author, Hidden, Post, Site

HOST = "https://zenn.dev"

_SLUG = re.compile(r"[0-9a-z_-]{12,50}")
_USER = re.compile(r"[0-9A-Za-z_]{1,50}")
_FILE_DATE = re.compile(r"(\d{4}-?\d{2}-?\d{2})(?!\d)")
_TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True, kw_only=True)
class ZennReader:
    """Posts by Zenn's rules."""

    site: Site
    user: str
    zone: tzinfo
    problems: tuple[Problem, ...] = ()
    output_dir: str = "public"

    def enters(self, folder: str) -> bool:
        """`articles` alone."""
        return folder == "articles"

    def wants(self, path: str) -> bool:
        """Articles; README.md is a repository's notice."""
        folder, name = posixpath.split(path)
        return folder == "articles" and name.endswith(".md") and name.lower() != "readme.md"

    def linking(self, posts: Sequence[Post]) -> Linking:  # noqa: ARG002
        """Nothing is."""
        return as_it_is

    def read(self, source: Text, now: datetime) -> Reading:
        """The article in a file; without `published_at` it is dated by its name, else 1970-01-01, with a warning."""
        front = read_front_matter(source, flavour="core")
        warnings = Warnings(front, list(source.problems))
        _check(front, warnings)
        if front.data.get("published") is not True:
            return Reading(hidden=Hidden(path=front.path, reason="published: false"), problems=tuple(warnings.found))
        date = self._date(front, warnings)
        if date > now:
            hidden = Hidden(path=front.path, reason="future", until=date)
            return Reading(hidden=hidden, problems=tuple(warnings.found), until=date)
        return Reading(post=self._post(front, date, warnings), body=front.body, problems=tuple(warnings.found))

    def _date(self, front: FrontMatter, warnings: Warnings) -> datetime:
        if front.data.get("published_at") is not None:
            return fields.moment(front, "published_at", front.data["published_at"], self._parse)
        named = _FILE_DATE.match(posixpath.basename(front.path))
        if named:
            try:
                return self._parse(named[1])
            except DateError:
                named = None
        message = "no 'published_at'; it is placed last, with 1970-01-01"
        warnings.add("published_at", "date-missing", message, "add published_at: 2026-01-31 09:00")
        return UNDATED.astimezone(self.zone)

    def _parse(self, value: object) -> datetime:
        return iso_date(value, self.zone).astimezone(self.zone)

    def _post(self, front: FrontMatter, date: datetime, warnings: Warnings) -> Post:
        slug = posixpath.splitext(posixpath.basename(front.path))[0]
        title = fields.title_text(front, front.data.get("title"), warnings) or slug
        headline, subhead = split_title(title, self.site.lang)
        url = normal_url(f"{HOST}/{self.user}/articles/{slug}" if self.user else f"{HOST}/articles/{slug}")
        return Post(
            path=front.path,
            slug=slug,
            id=url,
            guid=own_id(front, self.site, warnings),
            url=url,
            title=title,
            headline=headline,
            subhead=subhead,
            date=date,
            updated=date,
            lang=self.site.lang,
            summary=_summary(front, title),
            collection="articles",
            categories=fields.strings(front.data.get("type")),
            tags=fields.strings(front.data.get("topics")),
            authors=self.site.authors,
            source=fields.source(front.data),
            in_feeds=fields.is_in_feeds(front.data),
            body_line=front.body_line,
        )


def _summary(front: FrontMatter, title: str) -> str:
    given = fields.first_text(front.data, "description")
    return cut(given) if given else summarise(without_title(front.body, title))


def _check(front: FrontMatter, warnings: Warnings) -> None:
    """Zenn refuses the file for these; the article is still loaded."""
    slug = posixpath.splitext(posixpath.basename(front.path))[0]
    if not _SLUG.fullmatch(slug):
        hint = "rename the file to 12 to 50 of a-z 0-9 - _"
        warnings.add("", "zenn-slug", f"'{slug}' is not a slug that Zenn takes", hint)
    if len(fields.strings(front.data.get("topics"))) > 5:
        warnings.add("topics", "zenn-topics", "more than five topics", "keep the five that say most")
    if len(fields.scalar_text(front.data.get("title"))) > 70:
        warnings.add("title", "zenn-title", "'title' is longer than 70 characters", "shorten it")


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> ZennReader:  # noqa: ARG001 - has no files
    user = settings.author or ""
    problems: tuple[Problem, ...] = ()
    if not _USER.fullmatch(user):
        message = "the Zenn user name is not known; links to articles lack it"
        problems = (
            Problem(
                path="publisher.toml", code="zenn-user", message=message, hint="set author in [site]", field="author"
            ),
        )
        user = ""
    site = Site(
        title=settings.title or (f"{user} - Zenn" if user else "Zenn"),
        url=HOST,
        base_path=f"/{user}" if user else "",
        description=settings.description or "",
        lang=settings.lang or lang,
        timezone="Asia/Tokyo",
        authors=(Author(name=user, url=f"{HOST}/{user}"),) if user else (),
        generator="zenn",
    )
    return ZennReader(site=site, user=user, zone=_TOKYO, problems=problems)


DIALECT = Dialect(name="zenn", config_globs=(), configure=_configure)
