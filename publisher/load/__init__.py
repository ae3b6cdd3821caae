"""Files -> Site and Posts.

    folder ──scan──▶ Scan (bytes, digest) ──load──▶ Loaded (Site, Posts, Hidden, Problems)
                                                       └─ a Post ──render_content──▶ Content (HTML for feeds)
    the generator's output ──built_site──▶ Built (pages) ── an article ──built_content──▶ HTML for feeds

`scan` and `built_site` are the only ones that read a site's files. What a file means is a dialect's business
(`dialects/`); what files meant the last time may lie in a cache folder (`readings`). A build that finds nothing changed
stops after `scan`, so the rest is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.lazy import exports

if TYPE_CHECKING:
    from publisher.load.built import Built, Stamp, built_content, built_site
    from publisher.load.content import Content, render_content
    from publisher.load.dialects import GENERATORS
    from publisher.load.discover import Scan, scan
    from publisher.load.loader import Loaded, load
    from publisher.load.sources import SourceFile
    from publisher.load.titles import split_title

__all__ = [
    "GENERATORS",
    "Built",
    "Content",
    "Loaded",
    "Scan",
    "SourceFile",
    "Stamp",
    "built_content",
    "built_site",
    "load",
    "render_content",
    "scan",
    "split_title",
]

__getattr__ = exports(
    __name__,
    {
        "built": ("Built", "Stamp", "built_content", "built_site"),
        "content": ("Content", "render_content"),
        "dialects": ("GENERATORS",),
        "discover": ("Scan", "scan"),
        "loader": ("Loaded", "load"),
        "sources": ("SourceFile",),
        "titles": ("split_title",),
    },
)
