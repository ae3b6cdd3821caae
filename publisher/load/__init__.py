"""Files -> Site and Posts.

    folder ──scan──▶ Scan (bytes, digest) ──load──▶ Loaded (Site, Posts, Hidden, Problems)
                                                       └─ a Post ──render_content──▶ Content (HTML for feeds)

`scan` is the only function that reads files; the rest is pure. What a file means is a dialect's business (`dialects/`).
"""

from publisher.load.content import Content, render_content
from publisher.load.discover import Scan, SourceFile, scan
from publisher.load.loader import Loaded, load
from publisher.load.titles import split_title

__all__ = ["Content", "Loaded", "Scan", "SourceFile", "load", "render_content", "scan", "split_title"]
