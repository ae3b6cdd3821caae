"""What can go wrong, and how it is told.

    PublisherError          message + hint; the command line prints both, exit code 1
    ├── UsageError          the call or its configuration is wrong, exit code 2
    ├── LoadError           a post or the site cannot be read
    ├── TemplateError       a card template breaks the card language
    ├── FontError           a font is missing or damaged
    ├── RenderError         a card or a feed cannot be made
    └── PublishError        the output folder cannot be written

A `Problem` is a finding about one input; it is collected and reported, and never stops the other inputs.
"""

from __future__ import annotations

from typing import Literal

from publisher.lazy import dataclass

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: where it is, what it is, and what to do about it.

    `path` is relative to the site (POSIX), `line` counts from 1 and is 0 when the finding has no line, `field` is the
    front matter key or "", `code` is a stable kebab-case name, `message` and `hint` are one line each.
    """

    path: str
    code: str
    message: str
    hint: str = ""
    line: int = 0
    field: str = ""
    level: Level = "error"

    @property
    def where(self) -> str:
        """`path:line`, or `path` alone when the line is unknown."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class PublisherError(Exception):
    """Any failure the user can mend: a message and, when there is one, the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PublisherError):
    """The call or its configuration is wrong."""


class LoadError(PublisherError):
    """A post or the site cannot be read; carries the problem when there is one to report."""

    def __init__(self, message: str, hint: str = "", *, problem: Problem | None = None) -> None:
        super().__init__(message, hint)
        self.problem = problem


class TemplateError(PublisherError):
    """A card template breaks the card language."""


class FontError(PublisherError):
    """A font is missing or damaged."""


class RenderError(PublisherError):
    """A card or a feed cannot be made."""


class PublishError(PublisherError):
    """The output folder cannot be written."""
