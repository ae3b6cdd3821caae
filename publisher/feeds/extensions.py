"""What feedgen 1.0.0 leaves out or gets wrong, answered through its own extension hooks.

Document: no hub links in RSS; the date of the build as a date of the feed; no stylesheet; `setlocale` for each date.
Entry: links of Atom entries lose `rel` and all else but `href`; RSS has no `via`, no author without an e-mail address
and no language of its own; media is wrapped in a group and has no description; `setlocale` again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from publisher.feeds.text import rfc822
from publisher.model import Enclosure, Feed, FeedItem, Source

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
XML = "http://www.w3.org/XML/1998/namespace"

# lxml publishes no types; an element is what lxml.etree.Element returns.
Element = Any


class NoDate(datetime):
    """A moment that counts as absent, so that feedgen neither writes it nor calls `setlocale` to format it."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Say no: feedgen asks a date for its truth before it writes it."""
        return False


NO_DATE = NoDate(1970, 1, 1, tzinfo=UTC)


class DocumentExtension(BaseExtension):
    """Everything about a feed that feedgen does not write."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes in use; feedgen declares `atom` and `content` itself, and only in RSS."""
        return {"media": MEDIA, **({"fh": HISTORY} if self.feed.current_url else {})}

    def extend_atom(self, feed: Element) -> Element:
        """Add the mark of an archive, and the stylesheet before the root element."""
        self._mark_archive(feed)
        self._add_stylesheet(feed)
        return feed

    def extend_rss(self, rss: Element) -> Element:
        """Add language, links, dates and the stylesheet; `rss` is the root, its first child the channel."""
        if self.feed.lang:
            rss.set(f"{{{XML}}}lang", self.feed.lang)
        channel = rss[0]
        for rel, href in feed_links(self.feed):
            etree.SubElement(channel, f"{{{ATOM}}}link", href=href, rel=rel)
        if self.feed.items:
            _add_text(channel, "pubDate", rfc822(max(item.published for item in self.feed.items)))
        if self.feed.updated is not None:
            _add_text(channel, "lastBuildDate", rfc822(self.feed.updated))
        self._mark_archive(channel)
        self._add_stylesheet(rss)
        return rss

    def _mark_archive(self, parent: Element) -> None:
        """RFC 5005 §4: an archive document says that it is one."""
        if self.feed.current_url:
            etree.SubElement(parent, f"{{{HISTORY}}}archive")

    def _add_stylesheet(self, root: Element) -> None:
        if self.feed.stylesheet:
            # xml-stylesheet 1.0 §2: the pseudo-attributes are escaped as attributes are.
            attributes = f'type="text/css" href="{escape(self.feed.stylesheet)}"'
            root.addprevious(etree.ProcessingInstruction("xml-stylesheet", attributes))


class RssDocumentExtension(DocumentExtension):
    """The same for RSS, whose entries use Dublin Core as well."""

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes that RSS items use beside `atom` and `content`."""
        return {"dc": DC, **super().extend_ns()}


class EntryExtension(BaseEntryExtension):
    """Everything about an entry that feedgen does not write."""

    def __init__(self, item: FeedItem) -> None:
        self.item = item

    def extend_atom(self, entry: Element) -> Element:
        """Add the source article, the enclosure, the image and the language of an Atom entry."""
        if self.item.source:
            _add_via(entry, "link", self.item.source)
        if self.item.enclosure:
            _add_enclosure(entry, self.item.enclosure)
        _add_image(entry, self.item)
        if self.item.lang:
            entry.set(f"{{{XML}}}lang", self.item.lang)
        return entry

    def extend_rss(self, item: Element) -> Element:
        """Add authors, unless one has an address, date, source article, image and language of an RSS item."""
        for author in () if has_address(self.item) else self.item.authors:
            _add_text(item, f"{{{DC}}}creator", author.name)
        _add_text(item, "pubDate", rfc822(self.item.published))
        if self.item.source:
            _add_via(item, f"{{{ATOM}}}link", self.item.source)
        _add_image(item, self.item)
        if self.item.lang:
            item.set(f"{{{XML}}}lang", self.item.lang)
        return item


def feed_links(feed: Feed) -> Iterator[tuple[str, str]]:
    """The (relation, URL) of the feed's links beyond itself and its page: hubs (WebSub §4), archives (RFC 5005 §4)."""
    yield from (("hub", hub) for hub in feed.hubs)
    archives = (
        ("current", feed.current_url),
        ("prev-archive", feed.prev_archive_url),
        ("next-archive", feed.next_archive_url),
    )
    yield from ((rel, href) for rel, href in archives if href)


def has_address(item: FeedItem) -> bool:
    """True when RSS can name the item's author in <author>: there may be one, with an address, and no dc:creator."""
    return len(item.authors) == 1 and bool(item.authors[0].email)


def _add_text(parent: Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text


def _add_via(parent: Element, tag: str, source: Source) -> None:
    """RFC 4287 §4.2.7.2 `via`: where the information comes from. Never RSS <source>, which is for a feed's URL."""
    link = etree.SubElement(parent, tag, href=source.url, rel="via")
    if source.title:
        link.set("title", source.title)


def _add_enclosure(entry: Element, enclosure: Enclosure) -> None:
    """RFC 4287 §4.2.7.2 `enclosure`; `length` is a hint (§4.2.7.6), 0 where it is not known, as in RSS."""
    length = str(enclosure.length)
    etree.SubElement(entry, "link", href=enclosure.url, rel="enclosure", type=enclosure.type, length=length)


def _add_image(parent: Element, item: FeedItem) -> None:
    """Media RSS 1.5.1: the card as content and thumbnail, without a group, which is for several forms of one thing.

    Its description is left out of entries without both summary and content: feedparser would read it as the other one.
    """
    image = item.image
    if image is None:
        return
    size = {"width": str(image.width), "height": str(image.height)} if image.width and image.height else {}
    content = etree.SubElement(parent, f"{{{MEDIA}}}content", url=image.url, medium="image")
    if image.type:
        content.set("type", image.type)
    if image.size:
        content.set("fileSize", str(image.size))
    content.attrib.update(size)
    if image.alt and item.summary and item.content_html:
        etree.SubElement(content, f"{{{MEDIA}}}description", type="plain").text = image.alt
    etree.SubElement(parent, f"{{{MEDIA}}}thumbnail", url=image.url, **size)
