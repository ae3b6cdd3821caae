"""How each generator's folder is known, most particular first. Pure: `Folder` holds all that may be looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from publisher.lazy import dataclass

# Files whose first bytes tell generators apart that share names; Zenn's articles are samples too.
SAMPLED = ("_config.yml", "package.json")

_SUFFIXES = ("js", "mjs", "cjs", "ts", "mts")
_CONFIG_SUFFIXES = ("toml", "yaml", "yml", "json")
# Keys that Hexo's _config.yml has and Jekyll's, which has the same name, has not.
_HEXO = re.compile(rb"^(?:new_post_name|public_dir|source_dir|skip_render|default_layout|titlecase):", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What detection may look at: the names in the site's root, and the first bytes of a few of its files."""

    names: frozenset[str]
    samples: tuple[tuple[str, bytes], ...] = ()

    def has(self, *names: str) -> bool:
        """Whether one of the names is in the root."""
        return not self.names.isdisjoint(names)

    def sample(self, path: str) -> bytes:
        """The first bytes of a sampled file, b"" when it is not there."""
        return dict(self.samples).get(path, b"")


def _is_astro(folder: Folder) -> bool:
    return folder.has(*(f"astro.config.{suffix}" for suffix in _SUFFIXES))


def _is_eleventy(folder: Folder) -> bool:
    named = folder.has(".eleventy.js", *(f"eleventy.config.{suffix}" for suffix in _SUFFIXES))
    return named or b'"@11ty/eleventy"' in folder.sample("package.json")


def _is_pelican(folder: Folder) -> bool:
    return folder.has("pelicanconf.py")


def _is_hexo(folder: Folder) -> bool:
    if not folder.has("_config.yml") or folder.has("_posts"):
        return False
    configured = _HEXO.search(folder.sample("_config.yml")) or b'"hexo"' in folder.sample("package.json")
    return bool(configured) or folder.names >= {"source", "scaffolds"}


def _is_hugo(folder: Folder) -> bool:
    named = folder.has(*(f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in _CONFIG_SUFFIXES))
    return (named and folder.has("content", "layouts", "archetypes", "themes")) or folder.has("hugo.toml")


def _is_jekyll(folder: Folder) -> bool:
    return folder.has("_posts", "_config.yml", "_config.yaml", "_config.toml")


def _is_zenn(folder: Folder) -> bool:
    articles = [head for path, head in folder.samples if path.startswith("articles/")]
    return any(b"\nemoji:" in head and b"\ntopics:" in head for head in articles)


SIGNS: Mapping[str, Callable[[Folder], bool]] = {
    "astro": _is_astro,
    "eleventy": _is_eleventy,
    "pelican": _is_pelican,
    "hexo": _is_hexo,
    "jekyll": _is_jekyll,
    "hugo": _is_hugo,
    "zenn": _is_zenn,
    "plain": lambda _: True,
}
