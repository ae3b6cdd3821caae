"""Hexo: `source/_posts`, named by `new_post_name`, placed by `permalink`.

After Hexo 8.1 (`plugins/processor/post`, `plugins/filter/post_permalink`, `hexo-front-matter`, `hexo-util`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dates import DateError, iso_date
from publisher.load.dialects.base import Dialect, Linking, Reading
from publisher.load.dialects.entries import Entry, post_of, stem, undated
from publisher.load.dialects.hexo_config import CONFIG_FILES, HexoConfig, hexo_config
from publisher.load.dialects.hexo_urls import category_slugs, file_values, post_path
from publisher.load.fields import Warnings
from publisher.load.formats import read_json
from publisher.load.frontmatter import FrontMatter, YamlBlock, read_front_matter
from publisher.load.ids import KEYS
from publisher.load.safe_yaml import Timestamp
from publisher.load.text import Text
from publisher.load.urls import normal_path
from publisher.model import Hidden, Post, Site

SUFFIXES = (".md", ".markdown", ".mkd", ".mkdn", ".mdwn", ".mdtxt", ".mdtext", ".html", ".htm")

_DATE_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINK = re.compile(
    r"""\{%-?\s*post_(link|path)\s+["']?([^\s"'%]{1,300})["']?\s*(?:["']([^"'%\n]{0,300})["'])?[^%\n]{0,40}%\}"""
)
_TABS = re.compile(r"\n(\t+)")


class HexoBlock(YamlBlock):
    """`---` to `---`, or from the first line to `---` alone; tabs at the start of a line are two spaces each."""

    FM_BOUNDARY = re.compile(r"\A(?:-{3,}[ \t]*\n|(?=[\"']?[\w-]+[\"']?[ \t]*:(?:[ \t\n])))")
    END = re.compile(r"^-{3,}[ \t]*(?:\n|\Z)", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """Whether a block starts the text; one without its first line has to be closed."""
        return bool(self.FM_BOUNDARY.match(text)) and (text.startswith("---") or bool(self.END.search(text)))

    def load(self, fm: str, flavour: Any = "core") -> Any:
        """The block's value; raises `YamlError`."""
        return super().load(_TABS.sub(lambda found: "\n" + "  " * len(found[1]), fm), flavour)


class HexoJsonBlock(YamlBlock):
    """The inside of a JSON object, closed by `;;;`."""

    FM_BOUNDARY = re.compile(r"\A(?:;{3,}[ \t]*\n|(?=\s*\"[^\"\n]+\"\s*:))")
    END = re.compile(r"^;{3,}[ \t]*(?:\n|\Z)", re.MULTILINE)

    def detect(self, text: str) -> bool:
        """Whether a block starts the text; it has to be closed."""
        return bool(self.FM_BOUNDARY.match(text)) and bool(self.END.search(text))

    def load(self, fm: str, flavour: Any = "core") -> Any:  # noqa: ARG002 - one signature for all blocks
        """The block's value; raises `YamlError`."""
        return read_json(f"{{{fm}}}")


_BLOCKS = (HexoJsonBlock(), HexoBlock())


@dataclass(frozen=True, slots=True, kw_only=True)
class HexoReader:
    """Posts by Hexo's rules."""

    config: HexoConfig

    @property
    def site(self) -> Site:
        """The blog as `_config.yml` describes it."""
        return self.config.site

    @property
    def output_dir(self) -> str:
        """`public_dir`."""
        return self.config.public_dir

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with `_config.yml`."""
        return self.config.problems

    def enters(self, folder: str) -> bool:
        """The folders of posts and drafts, and those on the way there."""
        roots = (f"{self.config.source}/_posts", f"{self.config.source}/_drafts")
        return any(f"{root}/".startswith(f"{folder}/") or folder.startswith(f"{root}/") for root in roots)

    def wants(self, path: str) -> bool:
        """Files of these folders that Hexo renders; names that start with `_` or `.` are hidden."""
        inner = self.config.inner(path)
        if inner is None or re.search(r"(?:^|/)[_.]", inner) or inner.endswith(("~", "%")):
            return False
        if self.config.asset_folders:
            return posixpath.splitext(path)[1] == posixpath.splitext(self.config.new_post_name)[1]
        return path.lower().endswith(SUFFIXES)

    def read(self, source: Text, now: datetime) -> Reading:
        """The post in a file."""
        inner = self.config.inner(source.path) or source.path
        front = read_front_matter(source, blocks=_BLOCKS, flavour="core")
        named = file_values(self.config.new_post_name, inner)
        # What the file name says, under any other key than these, wins over front matter.
        front = replace(front, data={**front.data, **{k: v for k, v in named.items() if k not in _FILE_KEYS}})
        warnings = Warnings(front, list(source.problems))
        date = self._date(front, named, warnings)
        hidden = self._hidden(front, date, now)
        if hidden:
            return Reading(hidden=hidden, problems=source.problems, until=hidden.until)
        return Reading(
            post=self._post(front, named["title"], date, warnings), body=front.body, problems=tuple(warnings.found)
        )

    def linking(self, posts: Sequence[Post]) -> Linking:
        """`{% post_link %}` and `{% post_path %}` to posts become links; others stay."""

        @cache
        def known() -> dict[str, Post]:
            return {self._name(post.path): post for post in posts}

        def target(found: re.Match[str]) -> str:
            post = known().get(found[2])
            if post is None:
                return found[0]
            return post.url if found[1] == "path" else f"[{found[3] or post.title}]({post.url})"

        return lambda _, body: _LINK.sub(target, body)

    def _name(self, path: str) -> str:
        return file_values(self.config.new_post_name, self.config.inner(path) or path)["title"]

    def _date(self, front: FrontMatter, named: Mapping[str, str], warnings: Warnings) -> datetime:
        value = front.data.get("date")
        if value not in (None, ""):
            return fields.moment(front, "date", value, self._parse)
        month, day = named.get("month") or named.get("i_month"), named.get("day") or named.get("i_day")
        if named.get("year") and month and day:
            return fields.moment(front, "file name", Timestamp(f"{named['year']}-{month}-{day}"), self._parse)
        return undated(warnings, self.config.zone, fields.DATE_HINT)

    def _parse(self, value: object) -> datetime:
        """A moment in the site's zone.

        Hexo takes an unquoted timestamp to UTC and then reads its clock in the site's zone. Other texts are read by
        JavaScript: a bare date is UTC's, a time without zone is the site's (which is the author's machine's).
        """
        zone = self.config.zone
        if isinstance(value, Timestamp) and not _COLONLESS.search(value):
            return iso_date(value, UTC).astimezone(UTC).replace(tzinfo=zone)
        if isinstance(value, int) and not isinstance(value, bool):
            raise DateError(f"{value} is not a date")
        if isinstance(value, str) and _DATE_ONLY.fullmatch(value):
            return iso_date(value, UTC).astimezone(zone)
        return iso_date(value, zone).astimezone(zone)

    def _hidden(self, front: FrontMatter, date: datetime, now: datetime) -> Hidden | None:
        if self.config.is_draft(front.path) and not self.config.drafts:
            return Hidden(path=front.path, reason="draft")
        if front.data.get("published") is False and not self.config.drafts:
            return Hidden(path=front.path, reason="published: false")
        if front.data.get("draft") is True:
            return Hidden(path=front.path, reason="draft: true")
        if date > now and not self.config.future:
            return Hidden(path=front.path, reason="future", until=date)
        return None

    def _post(self, front: FrontMatter, name: str, date: datetime, warnings: Warnings) -> Post:
        data = front.data
        categories = data.get("categories") or data.get("category")
        updated = data.get("updated")
        path = post_path(self.config, front, name, date, category_slugs(self.config, categories))
        return post_of(
            Entry(
                front=front,
                site=self.site,
                url=self.site.url + normal_path(self.site.base_path + path),
                slug=posixpath.basename(name) or stem(front.path),
                date=date,
                # An `id` that makes the address is there for that, and is mostly a number.
                id_keys=KEYS[:1] if ":id" in self.config.permalink else KEYS,
                title=fields.title_text(front, data.get("title"), warnings),
                name=posixpath.basename(name).replace("-", " "),
                updated=fields.moment(front, "updated", updated, self._parse) if updated else None,
                lang=fields.first_text(data, "lang", "language"),
                categories=fields.strings(categories),
                tags=fields.strings(data.get("tags") or data.get("tag")),
                authors=fields.authors(data.get("author") or data.get("authors")),
            ),
            warnings,
        )


_FILE_KEYS = frozenset({"title", "year", "month", "day", "i_month", "i_day", "hash"})
# js-yaml's timestamps know `+09:00`, not `+0900`.
_COLONLESS = re.compile(r"[-+]\d{3,4}$")


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> HexoReader:
    return HexoReader(config=hexo_config(files, settings, lang))


DIALECT = Dialect(name="hexo", config_globs=CONFIG_FILES, configure=_configure)
