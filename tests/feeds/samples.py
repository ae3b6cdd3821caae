"""A site, its posts and its feeds, as the tests of this room need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from lxml import etree

from publisher.feeds import make_feed, make_item, render
from publisher.model import Author, Enclosure, Feed, FeedFormat, FeedItem, Image, Post, Site, Source

JST = timezone(timedelta(hours=9))
MORNING = datetime(2026, 1, 17, 9, 30, 15, tzinfo=JST)
NAMESPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

SITE = Site(
    title="朝の要約",
    url="https://demo.example",
    base_path="/blog",
    description="海外の技術ニュースを、毎朝短く。",
    authors=(Author(name="編集部", url="https://demo.example/about/"),),
)
CARD = Image(
    url="https://demo.example/cards/a.1234abcd.png",
    alt="海水淡水化の記事",
    type="image/png",
    width=1200,
    height=630,
    size=31415,
)
TALK = Enclosure(url="https://demo.example/音/第1回 話.mp3?a=1&b=2", type="audio/mpeg", length=12_345_678_901)
FILM = Enclosure(url="https://demo.example/film.mp4", type="video/mp4")
POST = Post(
    path="_posts/2026-01-17-a.md",
    slug="a",
    id="https://demo.example/blog/2026/01/17/a",
    url="https://demo.example/blog/2026/01/17/a.html",
    title="Seawater, cheaper - 海水淡水化の電力が過去最低に",
    headline="海水淡水化の電力が過去最低に",
    subhead="Seawater, cheaper",
    date=MORNING,
    updated=MORNING + timedelta(hours=2),
    summary="新しい膜は、従来の半分の圧力で動く。",
    categories=("環境",),
    tags=("C++", "環境", "R&D"),
    source=Source(url="https://example.com/a?x=1&y=2", title="Seawater | Science | Example Times"),
)
HTML = '<p>本文 &amp; <a href="https://demo.example/x">リンク</a></p>'


def item(**changes: Any) -> FeedItem:
    """A whole item, with `changes`."""
    return replace(make_item(POST, content_html=HTML, image=CARD, site=SITE), **changes)


def feed(*items: FeedItem, **changes: Any) -> Feed:
    """The site's feed of `items`, with `changes`."""
    return replace(make_feed(SITE, items, self_url="https://demo.example/blog/feed"), **changes)


def xml(document: Feed | FeedItem, format_: FeedFormat) -> Any:
    """The parsed document; an item alone is put in a feed."""
    whole = feed(document) if isinstance(document, FeedItem) else document
    return etree.fromstring(render(whole, format_), etree.XMLParser(huge_tree=True))


def rss_item(**changes: Any) -> Any:
    """The <item> of an item with `changes`."""
    return xml(item(**changes), "rss").find("channel/item")


def atom_entry(**changes: Any) -> Any:
    """The <entry> of an item with `changes`."""
    return xml(item(**changes), "atom").find("a:entry", NAMESPACES)


MIDNIGHT = MORNING.replace(hour=0, minute=0, second=0)
HOSTILE = {
    "whole": item(),
    "control characters": item(title="a\x00b\x1b", summary="c\x0bd", content_html="<p>e\x7ff\ud800</p>"),
    "cdata end": item(title="a ]]> b", summary="c ]]> d", content_html="<p>e ]]&gt; f</p>"),
    "angle brackets": item(title="Map<T> & Vec<U>", summary="x < y && z > w; &lt; &copy", tags=("C++", "<T>", "R&D")),
    "japanese url": item(id="https://例え.jp/記事", url="https://例え.jp/記事/%E4%B8%80?q=値#節"),
    "date only": item(published=MIDNIGHT, updated=MIDNIGHT),
    "equal dates": item(published=MIDNIGHT, updated=MIDNIGHT, title="同じ日のもう一つ"),
    "an id that is no address": item(id="urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    "an id that is its address": item(id=POST.url),
    "emoji": item(title="👩‍👩‍👧 が来た 🇯🇵", summary="🧑‍💻", tags=("🦀",)),
    "right to left": item(title="عنوان المقال", summary="ملخص", lang="ar"),
    "no title": make_item(replace(POST, title=""), content_html=HTML, image=CARD, site=SITE),
    "no author": item(authors=()),
    "authors with addresses": item(authors=(Author(name="Kim", email="kim@example.com"),)),
    "a film of its own": item(enclosure=FILM, image=None),
    "a talk of its own": item(enclosure=TALK),
    "no source, image, tags": item(source=None, image=None, tags=()),
    "summary alone": item(content_html=""),
    "full-width spaces": item(title="一　二", summary="　字下げ"),
    "long": item(content_html="<p>" + "長い本文。" * 350_000 + "</p>"),
}
