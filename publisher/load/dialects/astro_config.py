"""`astro.config`, the content configuration and the routes -> what the reader of entries must know.

All of it is JavaScript: what it writes out as literals is read, nothing is run.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import tzinfo

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load.dialects.common import checked_permalink, plan_site
from publisher.load.dialects.literals import constants, filled, literal, uncommented
from publisher.model import Site

_SCRIPTS = ("js", "mjs", "cjs", "ts", "mts")
_NAMES = tuple(f"astro.config.{suffix}" for suffix in _SCRIPTS)
_CONTENT = tuple(f"src/{stem}.{suffix}" for stem in ("content.config", "content/config") for suffix in _SCRIPTS)
# Where starters and themes keep the site's name.
_ABOUT = tuple(
    f"src/{stem}.{suffix}"
    for stem in ("consts", "constants", "config", "site.config", "site-config")
    for suffix in ("ts", "js", "mjs")
)
_ROUTES = "src/pages/**/*.astro"
CONFIG_GLOBS = (*_NAMES, *_CONTENT, *_ABOUT, _ROUTES, "src/pages/**/*.ts")

_COLLECTION = re.compile(r"(\w+)\s*[:=]\s*defineCollection\s*\(")
_BASE = re.compile(r"\bbase\s*:\s*[\"'`](?P<text>[^\"'`\n]{1,200})[\"'`]")
_SHOWN = re.compile(r"\bgetCollection\s*(?:<[^>]{0,99}>)?\(\s*[\"'](\w[\w-]*)[\"']")
_PARAMETER = re.compile(r"\[(?:\.\.\.)?(\w+)\]")
# Parameters that stand for an entry; `[...page]` and `[tag]` stand for lists of them.
_OF_ENTRIES = frozenset({"slug", "id", "post", "entry", "article", "path", "name", "blog"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A content collection: its name, its folder, and its route with `{}` for an entry's id ("" when unknown).

    `takes_all` when names that start with `_` are entries too, as they are unless the glob's pattern says otherwise.
    """

    name: str
    base: str
    route: str = ""
    takes_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AstroConfig:
    """The configuration's values. `bare` URLs end without a slash; `permalink` is the user's own."""

    site: Site
    zone: tzinfo
    problems: tuple[Problem, ...]
    output: str
    bare: bool
    collections: tuple[Collection, ...]
    permalink: str

    def collection_of(self, path: str) -> Collection | None:
        """The collection a file belongs to, the innermost if there are several; None for any other file."""
        found = [one for one in self.collections if path.startswith(f"{one.base}/")]
        named = max(found, key=lambda one: len(one.base), default=None)
        if named is None or named.name:
            return named
        # Without a content configuration, each folder of src/content is a collection.
        folder = path.removeprefix(f"{named.base}/").partition("/")[0]
        return Collection(name=folder, base=f"{named.base}/{folder}", route=named.route)


def astro_config(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> AstroConfig:
    """The configuration from the files' bytes."""
    path = next((name for name in _NAMES if name in files), _NAMES[1])
    source = uncommented(files.get(path, b""))
    about = "\n".join(uncommented(files[name]) for name in _ABOUT if name in files)
    known = {
        "title": literal(about, "SITE_TITLE", "SITE_NAME", "title", "name"),
        "description": literal(about, "SITE_DESCRIPTION", "description", "desc"),
        "url": literal(source, "site") or literal(about, "SITE_URL", "website", "site", "url"),
        "baseurl": literal(source, "base"),
        "lang": literal(source, "defaultLocale") or literal(about, "LANG", "lang", "locale", "language"),
        "timezone": literal(about, "timezone", "timeZone"),
        "author": literal(about, "AUTHOR", "SITE_AUTHOR", "author"),
    }
    plan = plan_site(known, settings, lang, generator="astro", path=path, url_key="site")
    tokens = ("path", "slug", "title", "collection")
    permalink, wrong = checked_permalink(settings.permalink or "", "", tokens, "publisher.toml")
    collections, unknown = _collections(files, path, has_permalink=settings.permalink is not None)
    slash = literal(source, "trailingSlash")
    return AstroConfig(
        site=plan.site,
        zone=plan.zone,
        problems=plan.problems + wrong + unknown,
        output=posixpath.normpath(literal(source, "outDir") or "dist").strip("/"),
        bare=slash == "never" or (slash != "always" and literal(source, "format") in ("file", "preserve")),
        collections=collections,
        permalink=permalink,
    )


def _collections(
    files: Mapping[str, bytes], path: str, *, has_permalink: bool
) -> tuple[tuple[Collection, ...], tuple[Problem, ...]]:
    """The collections that routes show; all of them, with a warning, when no route says which."""
    bases = _bases(files)
    routes = _routes(files)
    shown = [replace(bases.get(name) or _folder(name), route=routes[name]) for name in routes]
    if shown:
        return tuple(shown), ()
    everything = list(bases.values()) or [Collection(name="", base="src/content")]
    if has_permalink or not any(name.startswith("src/content") for name in files):
        return tuple(everything), ()
    problem = Problem(
        path=path,
        code="route-unknown",
        message="no route in src/pages says where posts go; their URLs are /collection/id/",
        hint='set permalink = "/blog/:slug/" in [site] of publisher.toml',
        field="permalink",
        level="warning",
    )
    return tuple(everything), (problem,)


def _folder(name: str) -> Collection:
    """A collection as it was before Astro 5: a folder of src/content."""
    return Collection(name=name, base=f"src/content/{name}")


def _bases(files: Mapping[str, bytes]) -> dict[str, Collection]:
    """The collections that the content configuration defines, by name."""
    source = "\n".join(uncommented(files[name]) for name in _CONTENT if name in files)
    names = constants("\n".join([source, *(uncommented(files[name]) for name in _ABOUT if name in files)]))
    parts = _COLLECTION.split(source)
    bases: dict[str, Collection] = {}
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        found = _BASE.search(body)
        written = filled(found["text"], names) if found else ""
        if not found:
            bases[name] = _folder(name)
        elif "${" not in written:
            base = posixpath.normpath(written).strip("/")
            bases[name] = Collection(name=name, base=base, takes_all="[^_]" not in body)
    return bases


def _routes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The route of each collection, from the pages that are made of its entries; the shortest path wins."""
    routes: dict[str, str] = {}
    for name in sorted(_pages(files), key=lambda name: (len(name), name)):
        parameters = _PARAMETER.findall(name)
        if len(parameters) != 1 or parameters[0] not in _OF_ENTRIES:
            continue
        route = _PARAMETER.sub("{}", posixpath.splitext(name.removeprefix("src/pages"))[0]).removesuffix("/index")
        for collection in _SHOWN.findall(uncommented(files[name])):
            routes.setdefault(collection, route)
    return routes


def _pages(files: Mapping[str, bytes]) -> Iterable[str]:
    return (name for name in files if name.startswith("src/pages/") and name.endswith((".astro", ".ts")))
