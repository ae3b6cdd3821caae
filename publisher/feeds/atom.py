"""Atom 1.0 (RFC 4287), written by feedgen with our extensions."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from publisher.feeds.extensions import MEDIA, DocumentExtension, EntryExtension, feed_links
from publisher.feeds.format import Format
from publisher.feeds.shapes import filling
from publisher.feeds.text import rfc3339, whole_minutes
from publisher.model import Author, Feed, FeedItem

MEDIA_TYPE = "application/atom+xml"
_NAMESPACES = {"media": MEDIA}
# RFC 4287 §4.1.1 requires a date even of a feed that has no entries, and the clock must not give it.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def entry_by_feedgen(item: FeedItem) -> bytes:
    """One entry, as feedgen and our extensions write it."""
    entry = FeedEntry()
    entry.id(item.id)
    entry.title(item.title or item.url)
    entry.updated(whole_minutes(item.updated))
    entry.published(whole_minutes(item.published))
    # The only link that feedgen writes whole: it drops `rel`, and a link without one is the alternate.
    entry.link(href=item.url)
    entry.author([_person(author) for author in item.authors])
    entry.category([{"term": tag} for tag in item.tags])
    if item.content_html:
        entry.content(item.content_html, type="html")
    if item.summary or not item.content_html:
        # §4.1.1.1: an entry should have text that people can read.
        entry.summary(item.summary or item.title or item.url)
    entry.register_extension("publisher", partial(EntryExtension, item))
    return _in_feed(entry.atom_entry())


def _person(author: Author) -> dict[str, str]:
    """RFC 4287 §3.2; a fresh dict, because feedgen changes those it is given."""
    return {"name": author.name, "uri": author.url, "email": author.email}


def _in_feed(entry: etree._Element) -> bytes:
    """The entry's bytes as they stand in a document: prefixes declared there, not here."""
    feed = etree.Element("feed", nsmap=_NAMESPACES)
    feed.append(entry)
    data: bytes = etree.tostring(feed, encoding="UTF-8", xml_declaration=False, pretty_print=True)
    return data[data.index(b">\n") + len(b">\n") : data.rindex(b"</feed>")]


def _document(feed: Feed, entries: tuple[bytes, ...]) -> bytes:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.updated(_NEVER if feed.updated is None else whole_minutes(feed.updated))
    generator.author([_person(author) for author in feed.authors])
    generator.link(href=feed.self_url, rel="self", type=MEDIA_TYPE)
    generator.link(href=feed.home_url, rel="alternate", type="text/html")
    for rel, href in feed_links(feed):
        generator.link(href=href, rel=rel)
    if feed.description:
        generator.subtitle(feed.description)
    generator.language(feed.lang)
    generator.generator("publisher")
    generator.register_extension("publisher", partial(DocumentExtension, feed))
    data: bytes = generator.atom_str(pretty=True)
    end = data.rindex(b"</feed>")
    return b"".join((data[:end], *entries, data[end:]))


ATOM_FORMAT = Format(name="atom", media_type=MEDIA_TYPE, entry=filling(entry_by_feedgen, rfc3339), document=_document)
