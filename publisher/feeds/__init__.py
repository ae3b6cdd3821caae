"""Feeds: a `Feed` goes in, the bytes of RSS 2.0, Atom 1.0 or JSON Feed 1.1 come out.

    Site, Posts ──make_item──▶ FeedItems ──make_feed──▶ Feed ──render──▶ bytes ──check──▶ Problems

Everything is pure. A format is one module that says how an entry and a document are written, and one line in `FORMATS`.
RSS and Atom are written by feedgen: documents each time, entries once a shape (`shapes`). `extensions` answers its
faults one by one, and nothing else knows of it. `opml` lists the feeds of a site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from publisher.feeds.atom import ATOM_FORMAT
from publisher.feeds.build import make_feed, make_item
from publisher.feeds.check import Known, check
from publisher.feeds.format import Format
from publisher.feeds.format import render_all as _render_all
from publisher.feeds.jsonfeed import JSON_FEED
from publisher.feeds.opml import write_opml
from publisher.feeds.rss import RSS
from publisher.model import Feed, FeedFormat

__all__ = [
    "FORMATS",
    "Format",
    "Known",
    "check",
    "make_feed",
    "make_item",
    "render",
    "render_all",
    "render_each",
    "write_opml",
]

FORMATS: Mapping[FeedFormat, Format] = MappingProxyType({"rss": RSS, "atom": ATOM_FORMAT, "json": JSON_FEED})


def render(feed: Feed, format: FeedFormat) -> bytes:  # noqa: A002 - the field's own word
    """The document of `feed`: UTF-8 without a byte order mark, ending with a newline.

    The same feed gives the same bytes on every machine. Text is cleaned of what XML cannot carry, URLs are
    percent-encoded where they are not yet. Raises RenderError for a date without a time zone.
    """
    return FORMATS[format].render(feed)


def render_all(documents: Iterable[tuple[Feed, FeedFormat]]) -> Iterator[bytes]:
    """The documents in their order, as `render` gives them; entries that several of one format share are written once.

    Documents of one format are best given together, because the entries of the format before are forgotten.
    """
    return _render_all((feed, FORMATS[name]) for feed, name in documents)


def render_each(feeds: Iterable[Feed], format: FeedFormat) -> Iterator[bytes]:  # noqa: A002 - the field's own word
    """The documents of `feeds` in one format, as `render_all` gives them."""
    return render_all((feed, format) for feed in feeds)
