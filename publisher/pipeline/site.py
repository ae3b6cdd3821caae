"""What is known of a site before anything is made: its settings and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path

from publisher.config import Configured
from publisher.lazy import dataclass
from publisher.load import Loaded, built_site, load, scan
from publisher.model import Site
from publisher.pipeline.whole import default_out, pages_folder

_SITE = ("title", "url", "description", "lang", "timezone", "author", "generator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A site as it was found: what was loaded, the generator's name and configuration file ("" for none).

    `out` is where a build writes, `pages` the number of HTML pages in the built site, `values` what the generator's
    configuration says of the site, by `site.key`.
    """

    loaded: Loaded
    generator: str
    file: str
    out: Path
    pages: int
    values: Mapping[str, str] = field(default_factory=dict)


def find_site(root: Path, configured: Configured, *, now: datetime) -> Found:
    """The site at `root`; raises what a build does for a site that cannot be read."""
    scanned = scan(root, configured.settings, out=root / "public")
    loaded = load(scanned, configured.settings, now=now)
    out = default_out(root, scanned)
    names = {file.path for file in scanned.files}
    return Found(
        loaded=loaded,
        generator=scanned.dialect,
        file=next((name for name in _FILES if name in names), ""),
        out=out,
        pages=len(built_site(pages_folder(root, scanned, out)).stamps),
        values=_values(loaded.site),
    )


_FILES = (
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
)


def _values(site: Site) -> dict[str, str]:
    address = site.url + site.base_path
    author = site.authors[0].name if site.authors else ""
    values = (site.title, address, site.description, site.lang, site.timezone, author, site.generator)
    return {f"site.{key}": value for key, value in zip(_SITE, values, strict=True) if value}
