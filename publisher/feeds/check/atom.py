"""The rules of Atom 1.0 (RFC 4287) and Media RSS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from publisher.errors import Problem
from publisher.feeds.check import xml
from publisher.feeds.check.values import is_rfc3339_date, is_uri
from publisher.feeds.check.xml import A, Element, finding

_REQUIRED = (f"{A}id", f"{A}title", f"{A}updated")
# IANA link relations that feeds use: RFC 4287, 4685, 4946, 5005, 5023, 5988 and WebSub.
_RELS = (
    frozenset({"alternate", "enclosure", "related", "self", "via"})
    | frozenset({"appendix", "author", "bookmark", "canonical", "collection", "contents", "copyright", "describedby"})
    | frozenset({"archives", "current", "first", "last", "next", "next-archive", "prev", "prev-archive", "previous"})
    | frozenset({"edit", "edit-media", "help", "hub", "icon", "license", "payment", "replies", "service", "tag", "up"})
)


def check_atom(data: bytes) -> Iterator[Problem]:
    """The findings about an Atom document, their path left open."""
    try:
        root = xml.parse(data)
    except etree.XMLSyntaxError as error:
        yield xml.not_xml(error)
        return
    if root.tag != f"{A}feed":
        yield finding(root, "not-atom", "the document is not an Atom <feed>")
        return
    entries = root.findall(f"{A}entry")
    yield from xml.self_links(root)
    yield from xml.dates(root, (f"{A}updated", f"{A}published"), is_rfc3339_date)
    yield from xml.languages(root)
    yield from xml.unique(entries, f"{A}id")
    yield from xml.urls(root)
    yield from _common(root)
    for entry in entries:
        yield from _entry(entry)


def _entry(entry: Element) -> Iterator[Problem]:
    yield from _common(entry)
    # A feed's author would do by §4.2.1, but readers do not look there.
    yield from xml.required(entry, (f"{A}author/{A}name",))
    if entry.find(f"{A}content") is None and entry.find(f"{A}summary") is None:
        yield finding(entry, "missing", "<entry> has neither <content> nor <summary>", level="warning")
    yield from xml.enclosures(entry.findall(f"{A}link[@rel='enclosure']"))
    yield from xml.content(entry, entry.findtext(f"{A}content[@type='html']"))
    yield from xml.media(entry)


def _common(element: Element) -> Iterator[Problem]:
    """What §4.1.1 and §4.1.2 ask of a feed and of an entry alike."""
    yield from xml.required(element, _REQUIRED)
    identity = (element.findtext(f"{A}id") or "").strip()
    if identity and not is_uri(identity):
        yield finding(element, "id", f'<id> is no URI in ASCII: "{identity}"')
    links = element.findall(f"{A}link")
    alternates = Counter((link.get("type"), link.get("hreflang")) for link in links if _rel(link) == "alternate")
    if any(count > 1 for count in alternates.values()):
        yield finding(element, "alternate", "two alternate links of one type and language")
    if not alternates and element.find(f"{A}content") is None:
        yield finding(element, "missing", f"<{xml.local_name(element.tag)}> has neither an alternate link nor content")
    for link in links:
        if _rel(link) not in _RELS and not is_uri(_rel(link)):
            yield finding(link, "rel", f'not a registered link relation: "{_rel(link)}"')


def _rel(link: Element) -> str:
    """RFC 4287 §4.2.7.2: a link without `rel` is the alternate."""
    return str(link.get("rel", "alternate"))
