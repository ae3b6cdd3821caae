"""Front matter values -> the fields of a post, with a problem for each value that cannot be one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load.text import one_line
from publisher.load.urls import is_absolute, normal_url
from publisher.model import Author, Image, Source

if TYPE_CHECKING:
    from publisher.load.frontmatter import FrontMatter  # the configurations of sites need none

DATE_HINT = "write it as 2026-01-31 or 2026-01-31 09:00 +0900"
MAX_TITLE = 10_000


@dataclass(frozen=True, slots=True)
class Warnings:
    """Problems met on the way that do not cost the post."""

    front: FrontMatter
    found: list[Problem]

    def add(self, name: str, code: str, message: str, hint: str = "") -> None:
        """Note a warning about front matter key `name`."""
        line = self.front.line_of(name)
        self.found.append(
            Problem(path=self.front.path, code=code, message=message, hint=hint, line=line, field=name, level="warning")
        )


def field_error(front: FrontMatter, name: str, code: str, message: str, hint: str = "") -> LoadError:
    """The error that leaves a post out because of front matter key `name`."""
    problem = Problem(path=front.path, code=code, message=message, hint=hint, line=front.line_of(name), field=name)
    return LoadError(message, hint, problem=problem)


def shown(value: object) -> str:
    """A value as a message quotes it: at most 60 characters, in double quotes."""
    text = one_line(value if isinstance(value, str) else str(value))
    return f'"{text[:59] + "…" if len(text) > 60 else text}"'


def scalar_text(value: object) -> str:
    """A scalar as its generator prints it, on one line; "" for None and for anything that is not a scalar."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, date)):
        return str(value)
    return ""


def title_text(front: FrontMatter, value: object, warnings: Warnings) -> str:
    """The title as one line of text, "" when there is none; values that are probably a slip are warned about."""
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        hint = 'put the title in quotes: title: "[...]"'
        raise field_error(front, "title", "title-type", f"'title' is not text: {shown(value)}", hint)
    if isinstance(value, bool):
        hint = f'put it in quotes if the title is the word: title: "{_source_word(front, "title")}"'
        warnings.add("title", "title-type", f"'title' is read as {str(value).lower()}", hint)
    text = scalar_text(value)
    if len(text) > MAX_TITLE:
        warnings.add("title", "title-long", f"'title' has {len(text)} characters", "move the text into the body")
        text = text[: MAX_TITLE - 1] + "…"
    return text


def _source_word(front: FrontMatter, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*(\S+)", front.block, re.MULTILINE)
    return found[1] if found else "..."


def moment(front: FrontMatter, name: str, value: object, parse: Callable[[object], datetime]) -> datetime:
    """The date that `value`, found under key `name`, is. Raises `LoadError` with the value and how to write it."""
    from publisher.load.dates import DateError  # noqa: PLC0415 - the configurations of sites have no dates

    try:
        return parse(value)
    except DateError as e:
        message = f"'{name}' is not a date: {shown('' if value is None else value)}"
        raise field_error(front, name, "date-invalid", message, DATE_HINT) from e


def strings(value: object) -> tuple[str, ...]:
    """The scalars of a value or (nested) list as texts, in order, without empty and repeated ones."""
    found: dict[str, None] = {}
    for item in flatten(value):
        text = scalar_text(item)
        if text:
            found[text] = None
    return tuple(found)


def flatten(value: object) -> list[object]:
    """A list with the lists in it opened; a single value as a list of one; None as an empty list."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flatten(item)]
    return [value]


def first_text(data: Mapping[str, Any], *names: str) -> str:
    """The first non-empty scalar among keys `names`, on one line."""
    return next((text for name in names if (text := scalar_text(data.get(name)))), "")


def authors(value: object, people: Mapping[str, Any] | None = None) -> tuple[Author, ...]:
    """Authors from a name, a mapping (`name`, `email`, `uri`/`url`) or a list of either.

    A name that is a key of `people` (a data file of authors) stands for what is written there.
    """
    found = [_author(item, people or {}) for item in flatten(value)]
    return tuple(dict.fromkeys(author for author in found if author))


def _author(item: object, people: Mapping[str, Any]) -> Author | None:
    if not isinstance(item, dict):
        name = scalar_text(item)
        known = people.get(name)
        if not isinstance(known, dict):
            return Author(name=name) if name else None
        item = {"name": name, **known}
    name = first_text(item, "name", "display_name", "title")
    url = first_text(item, "uri", "url", "web", "link", "homepage")
    if not name:
        return None
    return Author(name=name, url=normal_url(url) if is_absolute(url) else "", email=first_text(item, "email", "mail"))


def image(value: object, absolute: Callable[[str], str], warnings: Warnings, name: str = "image") -> Image | None:
    """A picture from a URL, a mapping (`path`/`url`/`src`, `alt`, `width`, `height`) or the first of a list.

    A URL of another site is passed on untouched; others go through `absolute`. What sharing sites cannot show is warned
    about under the key `name`.
    """
    if isinstance(value, (list, tuple)):
        return image(value[0], absolute, warnings, name) if value else None
    options = value if isinstance(value, dict) else {"path": value if isinstance(value, str) else ""}
    url = first_text(options, "path", "url", "src", "image", "feature", "filename", "relative")
    if not url or url.startswith("data:"):
        return None
    url = f"https:{url}" if url.startswith("//") else url
    full = normal_url(url) if is_absolute(url) else absolute(url)
    if not _is_address(full):
        hint = "write it as /images/picture.jpg or https://host/picture.jpg"
        warnings.add(name, "image-invalid", f"'{name}' is not the address of a picture", hint)
        return None
    _check_image(full, warnings, name)
    return Image(
        url=full,
        alt=first_text(options, "alt", "caption", "description"),
        width=_pixels(options.get("width")),
        height=_pixels(options.get("height")),
    )


def _is_address(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:  # a bracket without its other
        return False
    return True


def _check_image(url: str, warnings: Warnings, name: str) -> None:
    if "&amp;" in url:
        warnings.add(name, "image-escaped", f"'{name}' holds '&amp;' in its URL", "write & in its place")
    if url.split("?", 1)[0].lower().endswith((".svg", ".svgz")):
        warnings.add(
            name, "image-svg", f"'{name}' is an SVG, which no site shows when it is shared", "give a PNG or JPEG"
        )


def _pixels(value: object) -> int:
    text = scalar_text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def is_in_feeds(data: Mapping[str, Any]) -> bool:
    """False when front matter keeps a post from readers who do not look for it.

    That is `feed: false`, `hidden`, `unlisted` or `noindex: true`, or `robots: noindex`.
    """
    is_marked = any(scalar_text(data.get(name)).lower() == "true" for name in ("hidden", "unlisted", "noindex"))
    robots = " ".join(strings(data.get("robots"))).lower()
    return not (is_marked or scalar_text(data.get("feed")).lower() == "false" or "noindex" in robots)


def source(data: Mapping[str, Any]) -> Source | None:
    """The article elsewhere a post reports on, from `source_url` and `source_title`."""
    url = first_text(data, "source_url")
    if not url.lower().startswith(("http://", "https://")):
        return None
    return Source(url=normal_url(url), title=first_text(data, "source_title"))
