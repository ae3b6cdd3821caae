"""What a dialect is: how one site generator's files become a `Site` and `Post`s. Pure; no dialect reads a file.

A new dialect is a module with a `Dialect` and a class that fulfils `Reader`; it is added to `DIALECTS` in this package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.load.text import Text
from publisher.model import Hidden, Post, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file gave: a post, or a hidden post, or neither (the file is no post), and warnings."""

    post: Post | None = None
    hidden: Hidden | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What detection may look at: the names in the site's root and the first bytes of a few Markdown files below it."""

    names: frozenset[str]
    samples: tuple[tuple[str, bytes], ...] = ()


class Reader(Protocol):
    """A configured dialect. `problems` are the configuration's own."""

    @property
    def site(self) -> Site:
        """The blog as its configuration describes it."""

    @property
    def output_dir(self) -> str:
        """The folder the generator writes to, relative to the root."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the configuration."""

    def enters(self, folder: str) -> bool:
        """Whether posts may lie below a folder (POSIX, relative to the root)."""

    def wants(self, path: str) -> bool:
        """Whether a file may be a post."""

    def read(self, source: Text, now: datetime) -> Reading:
        """The post in a file. Raises `LoadError` when the file is broken."""

    def link(self, posts: Sequence[Post]) -> tuple[Post, ...]:
        """The posts with those places of their bodies resolved that name other posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A site generator: its name, how its folder is known, where its configuration lies, and its reader.

    `config_globs` are patterns relative to the root. `configure` takes those files' bytes by path, the user's settings
    and the language the posts seem to be written in.
    """

    name: str
    detects: Callable[[Folder], bool]
    config_globs: tuple[str, ...]
    configure: Callable[[Mapping[str, bytes], SiteSettings, str], Reader]
