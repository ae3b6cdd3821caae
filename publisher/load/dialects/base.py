"""What a dialect is: how one site generator's files become a `Site` and `Post`s. Pure; no dialect reads a file.

A new dialect is a module of this package with a `DIALECT` and a class that fulfils `Reader`, and a line in `signs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from publisher.config import SiteSettings
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load.text import Text
from publisher.model import Hidden, Post, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file gave: a post, or a hidden post, or neither (the file is no post), and warnings.

    `body` is the post's source (Markdown, HTML ...) behind the front matter. A reading holds until `until`, or for ever
    when that is None: a post of tomorrow is hidden today, one may expire.
    """

    post: Post | None = None
    body: str = field(default="", repr=False)
    hidden: Hidden | None = None
    problems: tuple[Problem, ...] = ()
    until: datetime | None = None


Linking = Callable[[Post, str], str]
"""A post and its body -> the body as it is to be rendered."""


def as_it_is(_post: Post, body: str) -> str:
    """The body: the `Linking` of dialects whose posts do not name each other."""
    return body


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

    def linking(self, posts: Sequence[Post]) -> Linking:
        """What resolves those places of a post's body that name others of the posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A site generator: its name, where its configuration lies, and its reader.

    `config_globs` are patterns relative to the root. `configure` takes those files' bytes by path, the user's settings
    and the language the posts seem to be written in. `beside` is a text of whatever else in the files, by path, decides
    what a post means; by default a post means what it and the configuration say.
    """

    name: str
    config_globs: tuple[str, ...]
    configure: Callable[[Mapping[str, bytes], SiteSettings, str], Reader]
    beside: Callable[[Mapping[str, bytes]], str] = lambda _: ""
