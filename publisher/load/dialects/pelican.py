"""Pelican: articles below the content folder, placed by `ARTICLE_URL`.

After Pelican 4.12 (`Article`, `Readers`, `parse_path_metadata`, `slugify`) and feedgenerator's tag: ids.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import iso_date
from publisher.load.dialects.base import Dialect, Linking, Reading
from publisher.load.dialects.entries import Entry, post_of, stem
from publisher.load.dialects.pelican_config import CONFIG_FILES, PelicanConfig, pelican_config
from publisher.load.dialects.pelican_metadata import html_metadata, markdown_metadata, restructured_metadata
from publisher.load.dialects.pelican_urls import article_path, slugify, unslugged
from publisher.load.fields import Warnings
from publisher.load.frontmatter import FrontMatter, read_front_matter
from publisher.load.html import field_text, plain_text
from publisher.load.markdown import to_html
from publisher.load.text import Text
from publisher.load.urls import PCHAR, normal_path
from publisher.model import Hidden, Post, Site

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
SUFFIXES = (*MARKDOWN, ".rst", ".html", ".htm")

_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_PLACE = re.compile(r"[{|](filename|static|attach)[}|]([^\s)\"'>]{1,300})")
_STATUSES = ("published", "hidden", "draft", "skip")


@dataclass(frozen=True, slots=True, kw_only=True)
class PelicanReader:
    """Articles by Pelican's rules."""

    config: PelicanConfig

    @property
    def site(self) -> Site:
        """The blog as `pelicanconf.py` describes it."""
        return self.config.site

    @property
    def output_dir(self) -> str:
        """`OUTPUT_PATH`."""
        return self.config.output

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with `pelicanconf.py`."""
        return self.config.problems

    def enters(self, folder: str) -> bool:
        """The content folder without the folders of pages, and those on the way there."""
        root = self.config.content
        if folder == self.config.output or (root and f"{root}/".startswith(f"{folder}/")):
            return folder != self.config.output
        return (not root or folder.startswith(f"{root}/")) and not self.config.excludes(folder)

    def wants(self, path: str) -> bool:
        """Files of the article paths that Pelican has a reader for."""
        root = f"{self.config.content}/" if self.config.content else ""
        inner = path.removeprefix(root)
        inside = path.startswith(root) and any(
            not one or inner.startswith(f"{one}/") for one in self.config.article_paths
        )
        return inside and path.lower().endswith(SUFFIXES) and not self.config.excludes(path)

    def linking(self, posts: Sequence[Post]) -> Linking:
        """`{filename}`, `{static}` and `{attach}` become URLs; what is not there stays."""

        @cache
        def urls() -> dict[str, str]:
            return {self.config.inner(post.path): post.url for post in posts}

        return lambda post, body: _PLACE.sub(self._target(post.path, urls), body)

    def _target(self, path: str, addresses: Callable[[], Mapping[str, str]]) -> Callable[[re.Match[str]], str]:
        folder = posixpath.dirname(self.config.inner(path))

        def target(found: re.Match[str]) -> str:
            named, _, rest = found[2].partition("#")
            inner = posixpath.normpath(named.lstrip("/") if named.startswith("/") else posixpath.join(folder, named))
            if found[1] != "filename" or not inner.endswith(SUFFIXES):
                return self.site.url + normal_path(f"{self.site.base_path}/{inner}")
            urls = addresses()
            return urls[inner] + (f"#{rest}" if rest else "") if inner in urls else found[0]

        return target

    def read(self, source: Text, now: datetime) -> Reading:
        """The article in a file; one without title or date is none to Pelican, and is warned about."""
        front = self._front(source)
        data = self._metadata(front)
        front = replace(front, data=data)
        warnings = Warnings(front, list(source.problems))
        status = fields.scalar_text(data.get("status")) or "published"
        missing = self._missing(front, data, status)
        if missing:
            return Reading(problems=(*source.problems, missing))
        if status != "published":
            return Reading(hidden=Hidden(path=front.path, reason=f"status: {status}"), problems=source.problems)
        date = fields.moment(front, "date", data["date"], self._parse)
        if date > now and not self.config.future:
            hidden = Hidden(path=front.path, reason="future", until=date)
            return Reading(hidden=hidden, problems=source.problems, until=date)
        return Reading(post=self._post(front, date, warnings), body=front.body, problems=tuple(warnings.found))

    def _front(self, source: Text) -> FrontMatter:
        suffix = posixpath.splitext(source.path)[1].lower()
        if suffix == ".rst":
            return restructured_metadata(source)
        if suffix not in MARKDOWN:
            return html_metadata(source)
        if self.config.yaml and source.text.startswith("---"):
            front = read_front_matter(source, flavour="core")
            return replace(front, data={key.lower(): value for key, value in front.data.items()})
        return markdown_metadata(source)

    def _metadata(self, front: FrontMatter) -> dict[str, Any]:
        """The file's own metadata above what its name, its path and its folder say, above the defaults."""
        inner = self.config.inner(front.path)
        data: dict[str, Any] = {**self.config.default_metadata, "category": self.config.default_category}
        if isinstance(self.config.default_date, str | tuple):
            data["date"] = _written(self.config.default_date)
        named: dict[str, Any] = {}
        folder = posixpath.basename(posixpath.dirname(inner))
        by_folder = {"category": folder} if self.config.folder_is_category else {}
        for pattern, text in ((self.config.file_pattern, stem(inner)), (self.config.path_pattern, inner)):
            found = pattern.match(text) if pattern else None
            for key, value in (found.groupdict() if found else {}).items():
                named.setdefault(key.lower(), value) if value is not None else None
        for values in (by_folder | named, front.data):
            data.update({key: value for key, value in values.items() if value not in ("", None)})
        return data

    def _missing(self, front: FrontMatter, data: Mapping[str, Any], status: str) -> Problem | None:
        """Why Pelican would skip the file, None when it would not."""
        lacks = next((key for key in ("title", "date") if not data.get(key)), None)
        if status not in _STATUSES:
            message, code, field = f"status is {fields.shown(status)}, so Pelican skips it", "pelican-status", "status"
            hint = f"write one of {', '.join(_STATUSES)}"
        elif lacks == "title" or (lacks == "date" and status != "draft"):
            message, code, field = f"no {lacks}, so Pelican skips it", f"{lacks}-missing", lacks
            hint = f"start the file with {'Title: ...' if lacks == 'title' else 'Date: 2026-01-31 09:00'}"
        else:
            return None
        line = front.line_of(field)
        return Problem(path=front.path, code=code, message=message, hint=hint, line=line, field=field, level="warning")

    def _parse(self, value: object) -> datetime:
        """A moment in the zone it names, which URLs and ids show, else in the site's.

        `02/03/2026` has the month first unless that is none (dateutil).
        """
        if not isinstance(value, str):
            return iso_date(value, self.config.zone)
        return iso_date(_MONTH_FIRST.sub(_year_first, value.strip().replace("_", " ")), self.config.zone)

    def _post(self, front: FrontMatter, date: datetime, warnings: Warnings) -> Post:
        data = front.data
        title = field_text(fields.title_text(front, data["title"], warnings))
        lang = (fields.scalar_text(data.get("lang")) or self.config.default_lang).lower()
        slug = self._slug(front, title, warnings)
        authors = _listed(data.get("authors") or data.get("author"))
        path = article_path(self.config, data, slug=slug, date=date, lang=lang, author=authors[0] if authors else "")
        url = self.site.url + normal_path(posixpath.join(self.site.base_path or "/", path.lstrip("/")))
        modified = data.get("modified")
        return post_of(
            Entry(
                front=front,
                site=self.site,
                id=_tag_uri(url, date),
                url=url,
                slug=slug or stem(front.path),
                date=date,
                title=title,
                updated=fields.moment(front, "modified", modified, self._parse) if modified else None,
                lang=lang if lang != self.config.default_lang else "",
                summary=plain_text(to_html(fields.first_text(data, "summary", "description"))),
                categories=fields.strings(data.get("category")),
                tags=_listed(data.get("tags") or data.get("keywords")),
                authors=fields.authors(list(authors)),
            ),
            warnings,
        )

    def _slug(self, front: FrontMatter, title: str, warnings: Warnings) -> str:
        given = fields.first_text(front.data, "slug")
        if given:
            return given
        text = stem(front.path) if self.config.slug_source == "basename" else title
        left = unslugged(text) if not self.config.slug_unicode else ""
        if left:
            message = f"its slug is made by Unidecode, which is not installed: {fields.shown(left)} stays as it is"
            hint = "pip install 'feed-card-publisher[pelican]', or give the article a slug"
            warnings.add("slug", "pelican-slug", message, hint)
        return slugify(text, self.config, self.config.substitutions)


def _year_first(found: re.Match[str]) -> str:
    month, day = (found[2], found[1]) if int(found[1]) > 12 else (found[1], found[2])
    return f"{found[3]}-{month}-{day}"


def _written(date: str | tuple[object, ...]) -> str:
    """`DEFAULT_DATE` as a text; `fs`, the file's own time, is none."""
    if isinstance(date, str):
        return "" if date == "fs" else date
    return "-".join(str(part) for part in date[:3])


def _listed(value: object) -> tuple[str, ...]:
    """A list as it is; a text split at `;` if it has one, else at `,`."""
    if isinstance(value, str):
        return fields.strings([part.strip() for part in value.split(";" if ";" in value else ",")])
    return fields.strings(value)


def _tag_uri(url: str, date: datetime) -> str:
    """A tag: URI (RFC 4151) as feedgenerator's `get_tag_uri` makes it, percent-encoded."""
    parts = urlsplit(url)
    fragment = f"/{parts.fragment}" if parts.fragment else ""
    return f"tag:{parts.hostname},{date:%Y-%m-%d}:{quote(parts.path, safe=PCHAR + '/%')}{fragment}"


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> PelicanReader:
    return PelicanReader(config=pelican_config(files, settings, lang))


DIALECT = Dialect(name="pelican", config_globs=CONFIG_FILES, configure=_configure)
