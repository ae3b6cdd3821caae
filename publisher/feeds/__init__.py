"""Feeds: a `Feed` goes in, the bytes of RSS 2.0, Atom 1.0 or JSON Feed 1.1 come out.

    Site, Posts ──make_item──▶ FeedItems ──make_feed──▶ Feed ──render──▶ bytes ──check──▶ Problems

Everything is pure. A format is one module that says how an entry and a document are written, and one line in `FORMATS`.
RSS and Atom are written by feedgen; `extensions` answers its faults one by one, and nothing else knows of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from publisher.feeds.atom import ATOM_FORMAT
from publisher.feeds.build import make_feed, make_item
from publisher.feeds.check import check
from publisher.feeds.format import Format
from publisher.feeds.jsonfeed import JSON_FEED
from publisher.feeds.rss import RSS
from publisher.model import Feed, FeedFormat

__all__ = ["FORMATS", "Format", "check", "make_feed", "make_item", "render", "render_each"]

FORMATS: Mapping[FeedFormat, Format] = MappingProxyType({"rss": RSS, "atom": ATOM_FORMAT, "json": JSON_FEED})


def render(feed: Feed, format: FeedFormat) -> bytes:  # noqa: A002 - the field's own word
    """The document of `feed`: UTF-8 without a byte order mark, ending with a newline.

    The same feed gives the same bytes on every machine. Text is cleaned of what XML cannot carry, URLs are
    percent-encoded where they are not yet. Raises RenderError for a date without a time zone.
    """
    return FORMATS[format].render(feed)


def render_each(feeds: Iterable[Feed], format: FeedFormat) -> Iterator[bytes]:  # noqa: A002 - the field's own word
    """The documents of `feeds` in their order, as `render` gives them; entries that they share are written once."""
    return FORMATS[format].render_each(feeds)
