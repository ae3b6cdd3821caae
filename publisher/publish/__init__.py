"""The only writer: artifacts -> files of the output folder, whole or not at all.

    lock ─ clear what a killed run left ─ stage (temporary files) ─ sync ─ intent ─ cards ─ feeds ─ remove ─ manifest

The intent is a manifest that says what is about to appear, so that a kill leaves no file that nobody knows and no
fingerprint that is no longer true.

Pages of the site's generator are not ours: `rewrite` replaces them in place, under the same lock.

Every file is replaced by a rename, so a reader sees the old bytes or the new ones. Cards come before the feeds that
name them, and a file that nothing names any more stays for two more publishes, so whoever holds a feed finds its cards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.lazy import exports

if TYPE_CHECKING:
    from publisher.publish.alone import write_file
    from publisher.publish.folder import Published, publish
    from publisher.publish.memory import Memory, recall, remember
    from publisher.publish.pages import rewrite
    from publisher.publish.state import intact, missing, read_manifest

__all__ = [
    "Memory",
    "Published",
    "intact",
    "missing",
    "publish",
    "read_manifest",
    "recall",
    "remember",
    "rewrite",
    "write_file",
]

__getattr__ = exports(
    __name__,
    {
        "alone": ("write_file",),
        "folder": ("Published", "publish"),
        "memory": ("Memory", "recall", "remember"),
        "pages": ("rewrite",),
        "state": ("intact", "missing", "read_manifest"),
    },
)
