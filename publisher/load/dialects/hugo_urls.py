"""Where a Hugo page lies in the content folder and where it goes on the site.

After Hugo's `resources/page/permalinks.go` and `common/paths` (`Sanitize`).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from urllib.parse import quote

from publisher.lazy import dataclass
from publisher.load.permalinks import date_token
from publisher.load.urls import PCHAR

_FILE_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ]+(.*))?")
_TOKEN = re.compile(r":([a-z]+)(?:\[([^\]]*)\])?")
_ALLOWED = "./\\_#+~-@"
_PAGE_TOKENS = frozenset(
    ("section", "sections", "title", "slug", "filename", "contentbasename", "slugorfilename", "slugorcontentbasename")
)
_DATE_TOKENS = {
    "year": "year", "month": "month", "day": "day", "monthname": "long_month", "weekdayname": "long_day",
    "yearday": "y_day", "weekday": "w_day",
}  # fmt: skip
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A content file: its folder below the content folder, its name without suffix and language, and its language.

    `lang` is the language's key in the configuration, `tag` its BCP 47 tag; `sections` are the folders that have a
    section page, the first one always.
    """

    folder: str
    base: str
    lang: str
    tag: str
    sections: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, or for a bundle its folder's."""
        return (posixpath.basename(self.folder) or "index") if self.base == "index" else self.base

    @property
    def file_date(self) -> str:
        """The date that the name starts with, "" without one."""
        found = _FILE_DATE.fullmatch(self.name)
        return found[1] if found else ""

    @property
    def file_slug(self) -> str:
        """The name behind the date."""
        found = _FILE_DATE.fullmatch(self.name)
        return (found[2] or "") if found else ""


class UrlRules(Protocol):
    """The part of the configuration that decides URLs."""

    @property
    def permalinks(self) -> Mapping[str, str]:
        """Templates by section."""

    @property
    def ugly(self) -> bool:
        """`uglyURLs`: `/a.html` for `/a/`."""

    @property
    def keeps_case(self) -> bool:
        """`disablePathToLower`."""

    def prefix(self, lang: str) -> str:
        """The language's folder on the site, "" for none."""


def page_path(page: Page, rules: UrlRules, *, slug: str, title: str, url: str, date: datetime | None) -> str:
    """The page's percent-encoded path below the site's base path, starting with `/`."""
    if url:
        path = url if url.startswith("/") else f"{rules.prefix(page.lang)}/{url}"
        return _encoded(_ended(path, ugly=False))
    template = rules.permalinks.get(page.sections[0] if page.sections else "/")
    if template:
        path = _filled(template, page, rules, {"slug": slug, "title": title}, date)
    else:
        folder = posixpath.dirname(page.folder) if page.base == "index" else page.folder
        path = posixpath.join("/", sanitise_path(folder, rules), sanitise_path(slug or page.name, rules))
    return _encoded(_ended(rules.prefix(page.lang) + path, ugly=rules.ugly))


def unknown_tokens(template: str) -> tuple[str, ...]:
    """The tokens of a `permalinks` template that Hugo does not know."""
    names = (found[1] for found in _TOKEN.finditer(template))
    return tuple(name for name in names if name not in _PAGE_TOKENS and name not in _DATE_TOKENS)


def _ended(path: str, *, ugly: bool) -> str:
    path = re.sub(r"/{2,}", "/", f"/{path}")
    suffix = posixpath.splitext(path)[1]
    if path.endswith("/"):
        return f"{path[:-1]}.html" if ugly and path != "/" else path
    return path if suffix in (".html", ".htm", ".xml", ".json", ".txt") else f"{path}.html" if ugly else f"{path}/"


def _encoded(path: str) -> str:
    return quote(path, safe=PCHAR.replace("'", "") + "/~%") if "%" in path else quote(path, safe=PCHAR + "/~")


def _filled(template: str, page: Page, rules: UrlRules, texts: Mapping[str, str], date: datetime | None) -> str:
    slug, title = texts["slug"], texts["title"]
    values = {
        "section": page.sections[0] if page.sections else "",
        "title": title,
        "slug": slug or title,
        "filename": page.name,
        "contentbasename": page.name,
        "slugorfilename": slug or page.name,
        "slugorcontentbasename": slug or page.name,
    }

    def replace(found: re.Match[str]) -> str:
        name = found[1]
        if name == "sections":
            return sanitise_path("/".join(_sliced(page.sections, found[2])), rules)
        if name in values:
            return sanitise_path(values[name], rules).rstrip("#")
        return _date_part(name, date)

    return _TOKEN.sub(replace, template)


def _sliced(sections: tuple[str, ...], slice_: str | None) -> tuple[str, ...]:
    """`:sections[1:]`, `:sections[:last]`, `:sections[0]`."""
    if not slice_:
        return sections
    start, colon, end = slice_.partition(":")
    first = int(start) if start.isdigit() else len(sections) - 1 if start == "last" else 0
    if not colon:
        return sections[first : first + 1]
    return sections[first : int(end)] if end.isdigit() else sections[first:-1] if end == "last" else sections[first:]


def _date_part(name: str, date: datetime | None) -> str:
    """A date token; a page without a date has Go's zero time, 1 January of the year 1."""
    moment = date or datetime(1, 1, 1)  # noqa: DTZ001 - only its year, month and day are written
    if name == "year":
        return str(moment.year)
    value = date_token(_DATE_TOKENS.get(name, ""), moment) or f":{name}"
    return value.lstrip("0") if name == "yearday" else str(int(value) % 7) if name == "weekday" else value


def sanitise_path(path: str, rules: UrlRules) -> str:
    """`path` with only letters, digits, marks and `._#+~-@/`, white space as `-`, in lower case by default."""
    kept: list[str] = []
    hyphen = False
    for i, char in enumerate(path):
        if _is_allowed(path, i, char):
            if hyphen and char != "-":
                kept.append("-")
            hyphen = False
            kept.append(char)
        elif kept and kept[-1] != "-" and char.isspace():
            hyphen = True
    text = "".join(kept)
    return text if rules.keeps_case else text.lower()


def _is_allowed(path: str, i: int, char: str) -> bool:
    if char == "%":
        return _ESCAPED.match(path, i) is not None
    return char in _ALLOWED or unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"
