"""The built site: the pages a generator has written, and their article as a feed carries it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from publisher.lazy import dataclass

_SUFFIXES = (".html", ".htm", ".xhtml")
_SKIPPED = frozenset({"node_modules"})

Stamp = tuple[int, int]
"""A file's size in bytes and its modification time in nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The pages of a built site: the folder, and the stamp of every HTML file by its path (POSIX), sorted by path."""

    folder: Path
    stamps: Mapping[str, Stamp] = field(default_factory=dict, repr=False)

    @property
    def digest(self) -> str:
        """What changes when a page is written, added or removed."""
        known = hashlib.blake2b(digest_size=16)
        for path, (size, modified) in self.stamps.items():
            known.update(f"{path}\0{size} {modified}\n".encode("utf-8", "surrogateescape"))
        return known.hexdigest()

    def read(self, path: str) -> bytes:
        """A page's bytes. Raises OSError."""
        return (self.folder / path).read_bytes()


def built_site(folder: Path) -> Built:
    """The pages below `folder`; none when it is no folder. Dot-folders, node_modules and links are left aside.

    A folder or a file that cannot be looked at is left aside too: a page that then fails its post is reported there.
    """
    return Built(folder=folder, stamps=dict(sorted(_walk(str(folder)))))


def built_content(markup: str, base: str) -> str:
    """The HTML of an article, as it stands in the page served at `base`, safe for feeds; "" when it is too much.

    Too much is what the same text in Markdown would be: over `MAX_BODY` characters or `MAX_DEPTH` elements deep.
    """
    # To see that no page has changed takes neither a sanitiser nor a Markdown parser.
    from publisher.load.content import MAX_BODY, MAX_DEPTH, depth, frames_as_links  # noqa: PLC0415
    from publisher.load.html import sanitise  # noqa: PLC0415

    if len(markup) > MAX_BODY or depth(markup) > MAX_DEPTH:
        return ""
    return sanitise(frames_as_links(markup), base)


def _walk(root: str) -> Iterator[tuple[str, Stamp]]:
    stack = [""]
    while stack:
        folder = stack.pop()
        try:
            entries = os.scandir(f"{root}/{folder}")
        except OSError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") and entry.name not in _SKIPPED:
                        stack.append(f"{folder}{entry.name}/")
                elif entry.name.lower().endswith(_SUFFIXES) and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    yield folder + entry.name, (status.st_size, status.st_mtime_ns)
