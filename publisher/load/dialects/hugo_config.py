"""`hugo.toml`, `config/_default/` and the cascades of section pages -> what the reader of pages must know."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dialects.common import plan_site, read_config
from publisher.load.dialects.hugo_cascade import Cascade, cascaded, lowered, read_cascades
from publisher.load.dialects.hugo_urls import Page, unknown_tokens
from publisher.load.languages import language_tag
from publisher.load.urls import split_site
from publisher.model import Site

_SUFFIXES = ("toml", "yaml", "yml", "json")
CONFIG_GLOBS = tuple(f"{stem}.{suffix}" for stem in ("hugo", "config", "config/_default/*") for suffix in _SUFFIXES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the site: its key, its BCP 47 tag, its content folder, and its own address if it has one."""

    key: str
    tag: str
    root: str
    home: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoConfig:
    """The configuration's values, each of the type it must have. `bundles` are the folders of leaf bundles."""

    site: Site
    zone: tzinfo
    problems: tuple[Problem, ...]
    publish_dir: str
    content_dir: str
    languages: tuple[Language, ...]
    default_lang: str
    default_in_subdir: bool
    permalinks: Mapping[str, str]
    ugly: bool
    keeps_case: bool
    date_sources: tuple[str, ...]
    lastmod_sources: tuple[str, ...]
    drafts: bool
    future: bool
    expired: bool
    bundles: frozenset[str]
    section_folders: frozenset[str]
    cascades: tuple[Cascade, ...]
    multihost: bool

    @property
    def roots(self) -> tuple[str, ...]:
        """The content folders."""
        return tuple(dict.fromkeys((self.content_dir, *(language.root for language in self.languages))))

    def root_of(self, path: str) -> str | None:
        """The content folder a file lies in, the innermost if there are several; None outside all."""
        found = [root for root in self.roots if path.startswith(f"{root}/")]
        return max(found, key=len) if found else None

    def prefix(self, lang: str) -> str:
        """The language's folder on the site, "" for none."""
        if self.multihost or len(self.languages) < 2 or (lang == self.default_lang and not self.default_in_subdir):
            return ""
        return f"/{lang}"

    def page(self, path: str) -> Page:
        """A content file by its place, with the language that its folder or its name gives."""
        root = self.root_of(path) or self.content_dir
        folder, name = posixpath.split(path.removeprefix(f"{root}/"))
        base = posixpath.splitext(name)[0]
        stem, _, ending = base.rpartition(".")
        language = next((one for one in self.languages if stem and one.key == ending.lower()), None)
        base = stem if language else base
        if language is None:
            language = next((one for one in self.languages if one.root == root and root != self.content_dir), None)
        parts = folder.split("/") if folder else []
        within = ["/".join((root, *parts[: i + 1])) for i in range(len(parts))]
        sections = tuple(part for i, part in enumerate(parts) if i == 0 or within[i] in self.section_folders)
        if base == "index" and len(parts) == 1:
            sections = ()
        return Page(
            folder=folder,
            base=base,
            lang=language.key if language else self.default_lang,
            tag=language.tag if language else self.site.lang,
            sections=sections,
        )

    def is_resource(self, page: Page) -> bool:
        """Whether the file lies in a leaf bundle without being its page."""
        parts = page.folder.split("/") if page.folder else []
        above = {"/".join(parts[: i + 1]) for i in range(len(parts))}
        return bool(self.bundles & (above - {page.folder} if page.base == "index" else above))

    def cascaded(self, page: Page) -> dict[str, Any]:
        """The values that the configuration and the section pages above hand down, the nearest last."""
        return cascaded(self.cascades, page)

    def home(self, lang: str) -> tuple[str, str]:
        """Scheme and host, and base path, of a language's site."""
        own = next((one.home for one in self.languages if one.key == lang), None)
        return own or (self.site.url, self.site.base_path)


def hugo_config(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> HugoConfig:
    """The configuration from the site's files. Raises `LoadError` when it is broken."""
    path, config = _merged(files)
    default = fields.scalar_text(config.get("defaultcontentlanguage")) or "en"
    languages = _mapping(config.get("languages"))
    known = _known(config, _mapping(languages.get(default.lower())))
    plan = plan_site(known, settings, default if languages else lang, generator="hugo", path=path, url_key="baseURL")
    content = fields.scalar_text(config.get("contentdir")) or "content"
    spoken = tuple(_language(key, _mapping(options), content) for key, options in languages.items())
    roots = tuple(dict.fromkeys((content.strip("/"), *(one.root for one in spoken))))
    permalinks, unknown = _permalinks(config, settings, path)
    cascades, broken = read_cascades(config, files, roots)
    dates = _mapping(config.get("frontmatter"))
    return HugoConfig(
        site=plan.site,
        zone=plan.zone,
        problems=plan.problems + broken + unknown,
        publish_dir=(fields.scalar_text(config.get("publishdir")) or "public").strip("/"),
        content_dir=content.strip("/"),
        languages=spoken,
        default_lang=default.lower(),
        default_in_subdir=config.get("defaultcontentlanguageinsubdir") is True,
        permalinks=permalinks,
        ugly=config.get("uglyurls") is True,
        keeps_case=config.get("disablepathtolower") is True,
        date_sources=_texts(dates.get("date")) or (":default",),
        lastmod_sources=tuple(name for name in _texts(dates.get("lastmod")) if not name.startswith(":")),
        drafts=config.get("builddrafts") is True,
        future=config.get("buildfuture") is True,
        expired=config.get("buildexpired") is True,
        bundles=frozenset(folder for root in roots for folder in _bundles(files, root)),
        section_folders=frozenset(posixpath.dirname(name) for name in files if _base(name) == "_index"),
        cascades=cascades,
        multihost=any(one.home for one in spoken),
    )


def _known(config: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The site's values under their common names; `own` are those of its default language."""
    return {
        "title": own.get("title") or config.get("title"),
        "description": _description(own) or _description(config),
        "url": own.get("baseurl") or config.get("baseurl"),
        "lang": own.get("locale") or own.get("languagecode") or config.get("locale") or config.get("languagecode"),
        "timezone": config.get("timezone"),
        "author": _author(own) or _author(config),
    }


def _merged(files: Mapping[str, bytes]) -> tuple[str, dict[str, Any]]:
    """The configuration with lower-case keys: the file in the root, then those of `config/_default` by their names."""
    config: dict[str, Any] = {}
    first = ""
    for stem in ("config", "hugo"):
        for name in (f"{stem}.{suffix}" for suffix in _SUFFIXES):
            if name in files:
                first = name
                config.update(lowered(read_config(name, files[name])))
    for name in sorted(files):
        if name.startswith("config/_default/") and name.endswith(_SUFFIXES):
            first = first or name
            _merge_part(config, posixpath.basename(name), lowered(read_config(name, files[name])))
    return first or "hugo.toml", config


def _merge_part(config: dict[str, Any], name: str, values: dict[str, Any]) -> None:
    """`params.toml` is the table `params`, `languages.en.toml` the table `languages.en`, `hugo.toml` the root."""
    keys = name.lower().split(".")[:-1]
    if keys[0] in ("hugo", "config"):
        config.update(values)
        return
    for key in keys[:-1]:
        config = config.setdefault(key, {})
    config[keys[-1]] = values


def _language(key: str, options: Mapping[str, Any], content: str) -> Language:
    tag = fields.first_text(options, "locale", "languagecode") or key
    root = (fields.scalar_text(options.get("contentdir")) or content).strip("/")
    return Language(key=key, tag=language_tag(tag) or key, root=root, home=_home(options))


def _home(options: Mapping[str, Any]) -> tuple[str, str] | None:
    """A language's own `baseURL`, None without one that is an address."""
    try:
        return split_site(fields.scalar_text(options.get("baseurl")))
    except ValueError:
        return None


def _description(config: Mapping[str, Any]) -> object:
    return _mapping(config.get("params")).get("description") or config.get("description")


def _author(config: Mapping[str, Any]) -> object:
    return _mapping(config.get("params")).get("author") or config.get("author")


def _permalinks(
    config: Mapping[str, Any], settings: SiteSettings, path: str
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Templates by section, from `permalinks` and `permalinks.page`; the user's own is for every section.

    A template with an unknown token is left out, with a problem.
    """
    table = _mapping(config.get("permalinks"))
    rules = {**table, **_mapping(table.get("page"))}
    if settings.permalink:
        rules = dict.fromkeys(("/", *rules), settings.permalink)
    templates = {key: value for key, value in rules.items() if isinstance(value, str)}
    unknown = {key: names for key, value in templates.items() if (names := unknown_tokens(value))}
    problems = [_unknown_token(path, key, names[0]) for key, names in unknown.items()]
    return {key: value for key, value in templates.items() if key not in unknown}, tuple(problems)


def _unknown_token(path: str, section: str, token: str) -> Problem:
    message = f"the permalink of '{section}' holds the unknown token ':{token}'"
    hint = "known are :year, :month, :day, :section, :title, :slug, :contentbasename ..."
    return Problem(path=path, code="permalink-token", message=message, hint=hint, field="permalinks")


def _base(path: str) -> str:
    """A file's name without suffix and language."""
    return posixpath.basename(path).split(".", 1)[0]


def _bundles(files: Mapping[str, bytes], root: str) -> list[str]:
    inside = (name.removeprefix(f"{root}/") for name in files if name.startswith(f"{root}/") and _base(name) == "index")
    return [posixpath.dirname(name) for name in inside if posixpath.dirname(name)]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text if text.startswith(":") else text.lower() for text in fields.strings(value))
