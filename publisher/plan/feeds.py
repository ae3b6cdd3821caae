"""Feeds: which files there are, and which posts are in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.config import FeedSettings
from publisher.model import FeedFormat, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """One feed document: its format and its path in the output."""

    format: FeedFormat
    path: str


def feed_files(settings: FeedSettings) -> tuple[FeedFile, ...]:
    """The feeds of the site as configured; a format with an empty path is left out."""
    paths: tuple[tuple[FeedFormat, str], ...] = (
        ("rss", settings.rss),
        ("atom", settings.atom),
        ("json", settings.json),
    )
    return tuple(FeedFile(format=name, path=path.lstrip("/")) for name, path in paths if path)


def select(posts: Sequence[Post], limit: int) -> tuple[Post, ...]:
    """The newest `limit` posts; `posts` come newest first."""
    return tuple(posts[:limit])
