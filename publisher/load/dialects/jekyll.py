"""Jekyll 4: which files are posts, and what the site is.

After Jekyll 4.3.1 (`Collection`, `PostReader`, `EntryFilter`). What a file means is in `jekyll_posts`, which is
imported when one is read: a build that finds nothing changed reads none.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass, pattern
from publisher.load.dialects.base import Dialect, Linking, Reading
from publisher.load.dialects.jekyll_config import AUTHOR_FILES, CONFIG_FILES, JekyllConfig, jekyll_config
from publisher.load.text import Text
from publisher.model import Post, Site

_LINK = pattern(r"\{%-?\s*(post_url|link)\s+(\S{1,500})\s*-?%\}")
_MEDIA = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".psd", ".pdf", ".zip", ".gz", ".mp3",
    ".mp4", ".webm", ".mov", ".woff", ".woff2", ".ttf", ".otf",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllReader:
    """Posts by Jekyll's rules."""

    config: JekyllConfig

    @property
    def site(self) -> Site:
        """The blog as `_config.yml` describes it."""
        return self.config.site

    @property
    def output_dir(self) -> str:
        """`destination`."""
        return self.config.destination

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with `_config.yml`."""
        return self.config.problems

    def enters(self, folder: str) -> bool:
        """Folders that may hold `_posts`, and those inside it."""
        if self.config.excludes(folder) or folder == self.config.destination:
            return False
        name = posixpath.basename(folder)
        inside = self.config.collection_of(folder + "/x") is not None
        return inside or not name.startswith(("_", "#", "~", ".")) or self.config.is_collection_folder(folder)

    def wants(self, path: str) -> bool:
        """Files of a `_posts` folder, of `_drafts`, and of collections that the feed names."""
        name = path[path.rfind("/") + 1 :]
        if name.startswith((".", "_", "#", "~")) or name.endswith("~") or name.lower().endswith(_MEDIA):
            return False
        return self.config.collection_of(path) is not None and not self.config.excludes(path)

    def read(self, source: Text, now: datetime) -> Reading:
        """The post in a file."""
        from publisher.load.dialects.jekyll_posts import Documents  # noqa: PLC0415 - only when there is work

        return Documents(config=self.config).read(source, now)

    def linking(self, posts: Sequence[Post]) -> Linking:
        """`{% post_url %}` and `{% link %}` to posts become URLs; others stay for the report."""

        @cache
        def tables() -> tuple[dict[str, str], dict[str, str]]:
            urls = {self.config.relative(post.path): post.url for post in posts}
            return urls, {name: url for path, url in urls.items() for name in _post_names(path)}

        def target(found: re.Match[str]) -> str:
            urls, named = tables()
            known = urls if found[1] == "link" else named
            return known.get(found[2].strip("/"), found[0])

        return lambda _, body: _LINK.sub(target, body) if "{%" in body else body


def _post_names(path: str) -> tuple[str, str]:
    """What `post_url` may call a post: its name without suffix, with and without the folders below `_posts`."""
    stem = posixpath.splitext(path)[0]
    return stem.rsplit("_posts/", 1)[-1], posixpath.basename(stem)


def _configure(files: Mapping[str, bytes], settings: SiteSettings, lang: str) -> JekyllReader:
    return JekyllReader(config=jekyll_config(files, settings, lang))


DIALECT = Dialect(name="jekyll", config_globs=(*CONFIG_FILES, *AUTHOR_FILES), configure=_configure)
