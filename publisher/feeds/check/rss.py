"""The rules of RSS 2.0.11, the RSS Advisory Board's profile, RFC 5005 and Media RSS."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.errors import Problem
from publisher.feeds.check import xml
from publisher.feeds.check.grammar import LANGUAGE, MANY, ONE, OPTIONAL, Rule, Value, broken
from publisher.feeds.check.rules import Rules
from publisher.feeds.check.values import is_mail, is_media_type, is_rfc822_date, is_uri
from publisher.feeds.check.xml import URL_HINT, A, Element, Parts, finding
from publisher.feeds.extensions import CONTENT, DC

_ENCODED = f"{{{CONTENT}}}encoded"
_IMAGE_MOST = (("width", 144), ("height", 400))
_ONE_OF_EACH = (("pubDate", f"{{{DC}}}date"), ("source", f"{{{DC}}}source"), ("author", f"{{{DC}}}creator"))
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})

_URL = Value("url", is_uri, "is not an absolute URL in ASCII", URL_HINT)
_DATE = Value("date", is_rfc822_date, "is not a date", "write it as Sat, 31 Jan 2026 09:00:00 +0900")
_MAIL = Value("author", is_mail, "is no e-mail address", "use <dc:creator>")
_NUMBER = Value("number", str.isdecimal, "is no number", "write a whole number")
_HOUR = Value("number", lambda text: text.isdecimal() and int(text) < 24, "is no hour", "write 0 to 23")
_DAY = Value("day", _DAYS.__contains__, "is no day", "write Monday, Tuesday ...")
_BOOLEAN = Value("attribute", {"true", "false"}.__contains__, "is neither true nor false", "write true or false")
_MEDIA_TYPE = Value("attribute", is_media_type, "is no media type", "write it as audio/mpeg")
_NOT_EMPTY = Value("missing", bool, "is empty", "say something in it")


def _findings(root: Element) -> Iterator[Problem]:
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        hint = "write <rss version='2.0'><channel>...</channel></rss>"
        yield finding(root, "not-rss", "the document is not <rss version='2.0'> with a <channel>", hint)
        return
    yield from broken(root, _GRAMMAR, "")
    yield from _channel(channel)
    yield from xml.unique(channel.findall("item"), "guid")


def _channel(channel: Element) -> Iterator[Problem]:
    yield from xml.self_links(channel)
    yield from xml.archives(channel)
    if channel.find("description") is not None and not (channel.findtext("description") or "").strip():
        yield finding(channel, "missing", "<description> of the channel is empty", "say what the feed is about")
    behind = False
    for child in channel.iterchildren("*"):
        behind = behind or child.tag == "item"
        if behind and child.tag != "item":
            message = f"<{xml.local_name(child.tag)}> stands behind an <item>"
            yield finding(child, "order", message, "write what is about the channel before its items")
    for tag, most in _IMAGE_MOST:
        value = channel.findtext(f"image/{tag}")
        if value is not None and not (value.isdecimal() and int(value) <= most):
            message = f"the feed's image has a {tag} of {value}; at most {most} pixels"
            yield finding(channel, "image-size", message, "use a smaller picture, or leave the size out")


def _item(item: Element, parts: Parts) -> Iterator[Problem]:
    descriptions, encoded = parts.get("description", []), parts.get(_ENCODED, [])
    if not any(element.text for element in (*parts.get("title", ()), *descriptions)):
        yield finding(item, "missing", "<item> has neither <title> nor <description>", "give it a <title>")
    for guid in parts.get("guid", ()):
        if guid.get("isPermaLink", "true") == "true" and not is_uri(guid.text or ""):
            yield finding(guid, "guid", f'<guid> is no URL: "{guid.text}"', 'give it isPermaLink="false"')
    for author in parts.get("author", ())[1:]:
        yield finding(author, "author", "more than one <author>", "use <dc:creator> for each of several")
    for one, other in _ONE_OF_EACH:
        if one in parts and other in parts:
            message = f"both <{one}> and <dc:{xml.local_name(other)}>"
            yield finding(item, "twice", message, f"keep <{one}>")
    if encoded and descriptions and item.index(descriptions[-1]) > item.index(encoded[0]):
        hint = "some readers show the last one; write the description first"
        yield finding(item, "order", "<description> stands behind <content:encoded>", hint)
    yield from xml.enclosures(parts.get("enclosure", []))
    for text in (*descriptions, *encoded):
        yield from xml.content(item, text.text)
    yield from xml.media(parts)


_ONCE = (
    *("language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate", "generator", "docs"),
    *("cloud", "ttl", "image", "rating", "textInput", "skipHours", "skipDays"),
)
_ITEM_ONCE = ("title", "link", "description", "comments", "pubDate", "source", _ENCODED)
_GRAMMAR = {
    "rss": Rule({"channel": ONE}, {"version": None}),
    "channel": Rule(
        dict.fromkeys(("title", "link", "description"), ONE)
        | dict.fromkeys(_ONCE, OPTIONAL)
        | {"category": MANY, "item": MANY}
    ),
    # Several authors or enclosures are found below, each with its own hint.
    "item": Rule(
        dict.fromkeys(_ITEM_ONCE, OPTIONAL) | {"category": MANY, "author": MANY, "enclosure": MANY, "guid": ONE},
        more=_item,
    ),
    "image": Rule(
        dict.fromkeys(("url", "title", "link"), ONE) | dict.fromkeys(("width", "height", "description"), OPTIONAL)
    ),
    "textInput": Rule(dict.fromkeys(("title", "description", "name", "link"), ONE)),
    "skipHours": Rule({"hour": (1, 24)}),
    "skipDays": Rule({"day": (1, 7)}),
    "cloud": Rule(
        attributes=dict.fromkeys(("domain", "port", "path", "registerProcedure", "protocol")),
        needed=("domain", "port", "path", "registerProcedure", "protocol"),
    ),
    "enclosure": Rule(attributes={"url": _URL, "length": None, "type": _MEDIA_TYPE}, needed=("url", "type")),
    "guid": Rule(attributes={"isPermaLink": _BOOLEAN}, text=_NOT_EMPTY),
    "source": Rule(attributes={"url": _URL}, needed=("url",)),
    "category": Rule(attributes={"domain": None}, text=_NOT_EMPTY),
    "title": Rule(text=_NOT_EMPTY),
    "link": Rule(text=_URL),
    "url": Rule(text=_URL),
    "docs": Rule(text=_URL),
    "comments": Rule(text=_URL),
    "managingEditor": Rule(text=_MAIL),
    "webMaster": Rule(text=_MAIL),
    "author": Rule(text=_MAIL),
    "pubDate": Rule(text=_DATE),
    "lastBuildDate": Rule(text=_DATE),
    "language": Rule(text=LANGUAGE),
    f"{{{DC}}}language": Rule(text=LANGUAGE),
    f"{A}link": Rule(attributes=dict.fromkeys(("rel", "type", "hreflang", "title", "length")) | {"href": _URL}),
    "ttl": Rule(text=_NUMBER),
    "hour": Rule(text=_HOUR),
    "day": Rule(text=_DAY),
}

RSS_RULES = Rules(
    read=xml.read, findings=_findings, ids=lambda root: [guid.text or "" for guid in root.iterfind("channel/item/guid")]
)
