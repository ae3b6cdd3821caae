"""The rules of RSS 2.0.11, the RSS Advisory Board's profile and Media RSS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publisher.errors import Problem
from publisher.feeds.check import xml
from publisher.feeds.check.values import is_rfc822_date, is_uri
from publisher.feeds.check.xml import Element, finding
from publisher.feeds.extensions import CONTENT, DC

_AUTHOR = re.compile(r"[^\s@()]+@[^\s@()]+\.[^\s@()]+(?: \(.+\))?")
_ENCODED = f"{{{CONTENT}}}encoded"
_IMAGE_MOST = (("width", 144), ("height", 400))
_ONE_OF_EACH = (("pubDate", f"{{{DC}}}date"), ("source", f"{{{DC}}}source"), ("author", f"{{{DC}}}creator"))


def check_rss(data: bytes) -> Iterator[Problem]:
    """The findings about an RSS document, their path left open."""
    try:
        root = xml.parse(data)
    except etree.XMLSyntaxError as error:
        yield xml.not_xml(error)
        return
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        yield finding(root, "not-rss", "the document is not <rss version='2.0'> with a <channel>")
        return
    items = channel.findall("item")
    yield from _channel(channel)
    yield from xml.dates(root, ("pubDate", "lastBuildDate"), is_rfc822_date)
    yield from xml.languages(root)
    yield from xml.unique(items, "guid")
    yield from xml.urls(root)
    for item in items:
        yield from _item(item)


def _channel(channel: Element) -> Iterator[Problem]:
    yield from xml.required(channel, ("title", "link", "description"))
    yield from xml.self_links(channel)
    behind = False
    for child in channel.iterchildren("*"):
        behind = behind or child.tag == "item"
        if behind and child.tag != "item":
            yield finding(child, "order", f"<{xml.local_name(child.tag)}> stands behind an <item>")
    for tag, most in _IMAGE_MOST:
        value = channel.findtext(f"image/{tag}")
        if value is not None and not (value.isdecimal() and int(value) <= most):
            yield finding(channel, "image-size", f"the feed's image has a {tag} of {value}; at most {most} pixels")


def _item(item: Element) -> Iterator[Problem]:
    if not (item.findtext("title") or item.findtext("description")):
        yield finding(item, "missing", "<item> has neither <title> nor <description>")
    yield from xml.required(item, ("guid",))
    yield from _guid(item)
    yield from _authors(item)
    for one, other in _ONE_OF_EACH:
        if item.find(one) is not None and item.find(other) is not None:
            yield finding(item, "twice", f"both <{one}> and <dc:{xml.local_name(other)}>")
    tags = [child.tag for child in item.iterchildren("*")]
    if _ENCODED in tags and "description" in tags[tags.index(_ENCODED) :]:
        yield finding(item, "order", "<description> stands behind <content:encoded>")
    yield from xml.enclosures(item.findall("enclosure"))
    yield from xml.content(item, item.findtext(_ENCODED))
    yield from xml.media(item)


def _guid(item: Element) -> Iterator[Problem]:
    for guid in item.findall("guid"):
        if guid.get("isPermaLink", "true") == "true" and not is_uri(guid.text or ""):
            yield finding(guid, "guid", f'<guid> is no URL: "{guid.text}"', 'give it isPermaLink="false"')


def _authors(item: Element) -> Iterator[Problem]:
    authors = item.findall("author")
    for author in authors[1:]:
        yield finding(author, "author", "more than one <author>", "use <dc:creator> for each of several")
    for author in authors:
        if not _AUTHOR.fullmatch(author.text or ""):
            yield finding(author, "author", f'<author> is no e-mail address: "{author.text}"', "use <dc:creator>")
