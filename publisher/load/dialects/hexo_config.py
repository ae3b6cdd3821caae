"""Hexo's `_config.yml` -> what the reader of posts must know. Defaults are those of Hexo 8.1's `default_config`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import fields
from publisher.load.dialects.common import plan_site, read_config
from publisher.model import Site

CONFIG_FILES = ("_config.yml", "_config.yaml", "_config.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class HexoConfig:
    """The configuration's values, each of the type it must have."""

    site: Site
    zone: tzinfo
    problems: tuple[Problem, ...]
    source: str
    public_dir: str
    permalink: str
    permalink_defaults: Mapping[str, Any]
    new_post_name: str
    default_category: str
    category_map: Mapping[str, Any]
    filename_case: int
    asset_folders: bool
    trailing_index: bool
    trailing_html: bool
    drafts: bool
    future: bool

    def inner(self, path: str) -> str | None:
        """A post's or draft's path below its folder; None for any other file."""
        for folder in ("_posts", "_drafts"):
            root = f"{self.source}/{folder}/"
            if path.startswith(root):
                return path.removeprefix(root)
        return None

    def is_draft(self, path: str) -> bool:
        """Whether a file lies in the folder of drafts."""
        return path.startswith(f"{self.source}/_drafts/")


def hexo_config(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> HexoConfig:
    """The configuration from the bytes of `_config.*`. Raises `LoadError` when it is broken."""
    path = next((name for name in CONFIG_FILES if name in files), CONFIG_FILES[0])
    config = read_config(path, files[path]) if path in files else {}
    spoken = fields.strings(config.get("language"))
    known = {
        "title": config.get("title"),
        "description": config.get("description") or config.get("subtitle"),
        "url": config.get("url"),
        "timezone": config.get("timezone"),
        "author": config.get("author"),
        "lang": spoken[0] if spoken and spoken[0] != "default" else "",
    }
    plan = plan_site(known, settings, lang, generator="hexo", path=path)
    pretty = _mapping(config.get("pretty_urls"))
    case = config.get("filename_case")
    return HexoConfig(
        site=plan.site,
        zone=plan.zone,
        problems=plan.problems,
        source=(fields.scalar_text(config.get("source_dir")) or "source").strip("/"),
        public_dir=(fields.scalar_text(config.get("public_dir")) or "public").strip("/"),
        permalink=settings.permalink or fields.scalar_text(config.get("permalink")) or ":year/:month/:day/:title/",
        permalink_defaults=_mapping(config.get("permalink_defaults")),
        new_post_name=fields.scalar_text(config.get("new_post_name")) or ":title.md",
        default_category=fields.scalar_text(config.get("default_category")) or "uncategorized",
        category_map=_mapping(config.get("category_map")),
        filename_case=case if isinstance(case, int) else 0,
        asset_folders=config.get("post_asset_folder") is True,
        trailing_index=pretty.get("trailing_index") is not False,
        trailing_html=pretty.get("trailing_html") is not False,
        drafts=config.get("render_drafts") is True,
        future=config.get("future") is not False,
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
