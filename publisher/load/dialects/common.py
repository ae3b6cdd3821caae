"""What every dialect does with a site's configuration: settings over configuration over default, each value checked."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from publisher.config import SiteSettings
from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.formats import READERS, YamlError, read_yaml
from publisher.load.languages import language_tag
from publisher.load.permalinks import KNOWN_PLACES, STYLES, PermalinkError, fill
from publisher.load.text import decode
from publisher.load.urls import split_site
from publisher.model import Author, Site

LOCALHOST = "http://localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """The site, its time zone, and what is wrong with its configuration."""

    site: Site
    zone: tzinfo
    problems: tuple[Problem, ...]


def plan_site(
    config: Mapping[str, Any], settings: SiteSettings, lang: str, *, generator: str, path: str, url_key: str = "url"
) -> SitePlan:
    """The site from the generator's configuration under the common names, with the user's settings above it.

    `config` has the keys title, description, url, baseurl, lang, timezone, author (values as loaded); `path` is the
    file that problems name, `lang` the language to fall back to.
    """
    problems: list[Problem] = []
    url, base = _address(config, settings, path, url_key, problems)
    zone_name, zone = _zone(settings.timezone or fields.scalar_text(config.get("timezone")), path, problems)
    given = settings.lang or fields.scalar_text(config.get("lang"))
    title = settings.title or fields.scalar_text(config.get("title"))
    if not title:
        problems.append(_warning(path, "site-title-missing", "the site has no title", f"set title in {path}", "title"))
    people = (Author(name=settings.author),) if settings.author else fields.authors(config.get("author"))
    site = Site(
        title=title or url.split("://", 1)[-1],
        url=url,
        base_path=base,
        description=settings.description or fields.scalar_text(config.get("description")),
        lang=language_tag(given) or lang,
        timezone=zone_name,
        authors=people,
        generator=generator,
    )
    return SitePlan(site=site, zone=zone, problems=tuple(problems))


def _address(
    config: Mapping[str, Any], settings: SiteSettings, path: str, key: str, problems: list[Problem]
) -> tuple[str, str]:
    given = settings.url or fields.scalar_text(config.get("url"))
    base = "" if settings.url and _has_path(settings.url) else fields.scalar_text(config.get("baseurl"))
    hint = f"set {key} in {path}, or give --url https://example.com"
    if given:
        try:
            return split_site(given, base)
        except ValueError:
            problems.append(
                _warning(path, "site-url-invalid", f"'{key}' is not an http(s) URL: {fields.shown(given)}", hint, key)
            )
    else:
        message = f"the site's address is not known; links start with {LOCALHOST}"
        problems.append(_warning(path, "site-url-missing", message, hint, key))
    return split_site(LOCALHOST, base)


def checked_permalink(
    permalink: str, default: str, tokens: Iterable[str], path: str
) -> tuple[str, tuple[Problem, ...]]:
    """The template (a style's name is expanded), or `default` and a problem when it holds an unknown token."""
    template = STYLES.get(permalink, permalink)
    try:
        fill(template, {**dict.fromkeys(tokens, "x"), "date": datetime(1970, 1, 1, tzinfo=UTC)})
    except PermalinkError as e:
        problem = Problem(
            path=path, code="permalink-token", message=f"'permalink': {e}", hint=KNOWN_PLACES, field="permalink"
        )
        return default, (problem,)
    return template, ()


def _has_path(url: str) -> bool:
    return bool(url.split("://", 1)[-1].partition("/")[2].strip("/"))


def _zone(name: str, path: str, problems: list[Problem]) -> tuple[str, tzinfo]:
    if not name:
        return "UTC", UTC
    try:
        return name, ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = "write an IANA name such as Asia/Tokyo"
        problems.append(
            _warning(path, "timezone-unknown", f"'timezone' is not known: {fields.shown(name)}", hint, "timezone")
        )
        return "UTC", UTC


def _warning(path: str, code: str, message: str, hint: str, name: str) -> Problem:
    return Problem(path=path, code=code, message=message, hint=hint, field=name, level="warning")


def read_config(path: str, data: bytes) -> dict[str, Any]:
    """A configuration file's mapping, by its suffix: YAML, TOML or JSON. Raises `LoadError` naming the line."""
    text = decode(path, data).text
    try:
        value = READERS.get(posixpath.splitext(path)[1], read_yaml)(text)
    except YamlError as e:
        problem = Problem(path=path, code="config-invalid", message=e.message, hint=e.hint, line=e.line)
        raise LoadError(
            f"{problem.where}: {e.message}", e.hint or "the site cannot be read without it", problem=problem
        ) from e
    if value is not None and not isinstance(value, dict):
        raise LoadError(f"{path}: not 'key: value' lines", "write title: ... and url: ...")
    return value or {}
