"""RSS 2.0 (RSS Board, 2.0.11), written by feedgen with our extensions.

Content is escaped text, never CDATA, which cannot hold `]]>`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from publisher.feeds.extensions import (
    ATOM,
    CONTENT,
    DC,
    MEDIA,
    NO_DATE,
    EntryExtension,
    RssDocumentExtension,
    has_address,
)
from publisher.feeds.format import Format
from publisher.feeds.shapes import filling
from publisher.feeds.text import plain_as_html, rfc822
from publisher.model import Feed, FeedItem

MEDIA_TYPE = "application/rss+xml"
_NAMESPACES = {"dc": DC, "media": MEDIA, "atom": ATOM, "content": CONTENT}


def entry_by_feedgen(item: FeedItem) -> bytes:
    """One item whose summary is HTML, as feedgen and our extensions write it."""
    entry = FeedEntry()
    if item.title:
        entry.title(item.title)
    entry.link(href=item.url)
    entry.guid(item.id, permalink=item.id == item.url)
    if item.summary or not (item.title or item.content_html):
        entry.description(item.summary or item.url)
    if item.content_html:
        entry.content(item.content_html, type="html")
    if has_address(item):
        entry.author(name=item.authors[0].name, email=item.authors[0].email)
    entry.category([{"term": tag} for tag in item.tags])
    if item.enclosure:
        entry.enclosure(item.enclosure.url, str(item.enclosure.length), item.enclosure.type)
    entry.register_extension("publisher", partial(EntryExtension, item))
    return _in_channel(entry.rss_entry())


_filled = filling(entry_by_feedgen, rfc822)


def _entry(item: FeedItem) -> bytes:
    # RSS shows descriptions as HTML, so plain text is escaped here and once more as XML.
    summary = plain_as_html(item.summary)
    return _filled(item if summary == item.summary else replace(item, summary=summary))


def _in_channel(item: etree._Element) -> bytes:
    """The item's bytes as they stand in a document: prefixes declared there, not here."""
    rss = etree.Element("rss", nsmap=_NAMESPACES)
    etree.SubElement(rss, "channel").append(item)
    data: bytes = etree.tostring(rss, encoding="UTF-8", xml_declaration=False, pretty_print=True)
    return data[data.index(b"<channel>\n") + len(b"<channel>\n") : data.rindex(b"  </channel>")]


def _document(feed: Feed, entries: tuple[bytes, ...]) -> bytes:
    generator = FeedGenerator()
    generator.title(feed.title)
    generator.description(feed.description or _described(feed))
    generator.link(href=feed.self_url, rel="self", type=MEDIA_TYPE)
    # Last, because feedgen takes the last link as the channel's.
    generator.link(href=feed.home_url, rel="alternate")
    generator.language(feed.lang)
    generator.generator("publisher")
    generator.lastBuildDate(NO_DATE)
    generator.register_extension("publisher", partial(RssDocumentExtension, feed))
    data: bytes = generator.rss_str(pretty=True)
    end = data.rindex(b"  </channel>")
    return b"".join((data[:end], *entries, data[end:]))


def _described(feed: Feed) -> str:
    """What a channel without a description is about: RSS asks for a phrase, and the title stands there already."""
    phrases = {"ja": "{}の記事", "en": "Articles of {}"}
    return phrases.get(feed.lang.split("-")[0].lower(), "{}").format(feed.title)


RSS = Format(name="rss", media_type=MEDIA_TYPE, entry=_entry, document=_document)
