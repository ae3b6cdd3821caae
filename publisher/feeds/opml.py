"""OPML 2.0: the list of a site's feeds, which feed readers take as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from lxml import etree

from publisher.feeds.build import clean_feed
from publisher.feeds.text import language_tag, one_line
from publisher.model import Feed

# In Japanese, and in any other language.
_HEADINGS = {
    "tag": ("タグ", "Tags"),
    "category": ("カテゴリー", "Categories"),
    "author": ("著者", "Authors"),
    "lang": ("言語", "Languages"),
    "collection": ("コレクション", "Collections"),
}


def write_opml(title: str, listed: Iterable[tuple[str, Feed]], *, lang: str = "") -> bytes:
    """The list of `listed`, (kind, feed) by kind, as an OPML document in UTF-8.

    Feeds of kind "site" stand alone; those of a tag, an author, a collection ... under a heading in `lang`.
    """
    opml = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(opml, "head"), "title").text = one_line(title) or "feeds"
    body = etree.SubElement(opml, "body")
    column = 0 if language_tag(lang).lower().split("-")[0] == "ja" else 1
    for kind, group in groupby(listed, key=lambda pair: pair[0]):
        parent = body if kind not in _HEADINGS else etree.SubElement(body, "outline", text=_HEADINGS[kind][column])
        for _, feed in group:
            _outline(parent, clean_feed(feed))
    data: bytes = etree.tostring(opml, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data


def _outline(parent: etree._Element, feed: Feed) -> None:
    """OPML 2.0, Subscription lists: `type` is "rss" whatever the format."""
    outline = etree.SubElement(parent, "outline", type="rss", text=feed.title, title=feed.title)
    outline.set("xmlUrl", feed.self_url)
    outline.set("htmlUrl", feed.home_url)
    if feed.description:
        outline.set("description", feed.description)
    if feed.lang:
        outline.set("language", feed.lang)
