"""The rules that RSS and Atom share, over elements of lxml; each finding knows its line and its entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from publisher.errors import Level, Problem
from publisher.feeds.check.values import is_language_tag, is_uri, unsafe_html
from publisher.feeds.extensions import ATOM, DC, MEDIA, XML

# lxml publishes no types.
Element = Any

A = f"{{{ATOM}}}"
_LANG = f"{{{XML}}}lang"
_MEDIA_CONTENT = f"{{{MEDIA}}}content"
_WITH_URL = ("link", "url", "uri", f"{A}link", f"{A}uri", "enclosure", _MEDIA_CONTENT, f"{{{MEDIA}}}thumbnail")


def parse(data: bytes) -> Element:
    """The root element of `data`, entities left alone; raises etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def not_xml(error: Any) -> Problem:
    """The finding that the document does not parse."""
    return Problem(path="", line=error.lineno or 0, code="not-xml", message=f"the feed is not well-formed: {error.msg}")


def finding(element: Element, code: str, message: str, hint: str = "", level: Level = "error") -> Problem:
    """The finding about `element`, with its line and the entry it is in."""
    return Problem(
        path="",
        line=element.sourceline or 0,
        code=code,
        message=f"{message}{_entry_of(element)}",
        hint=hint,
        level=level,
    )


def _entry_of(element: Element) -> str:
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in {"item", f"{A}entry"}:
            name = ancestor.findtext("link") or ancestor.findtext("guid") or ancestor.findtext(f"{A}id") or "no id"
            return f" (entry {name})"
    return ""


def local_name(tag: str) -> str:
    """`tag` without its namespace."""
    return tag.rpartition("}")[2]


def required(element: Element, tags: Iterable[str]) -> Iterator[Problem]:
    """Each of `tags` is there and not empty; a path such as `author/name` counts as a tag."""
    for tag in tags:
        if not (element.findtext(tag) or "").strip():
            yield finding(element, "missing", f"<{local_name(element.tag)}> has no <{re.sub(r'{.*?}', '', tag)}>")


def self_links(element: Element) -> Iterator[Problem]:
    """One link says where the feed is (RSS profile, atom:link; RFC 4287 §4.1.1)."""
    links = element.findall(f"{A}link[@rel='self']")
    if not links:
        yield finding(element, "self-missing", "no link says where the feed is (rel=self)", level="warning")
    if len(links) > 1:
        yield finding(links[1], "self-duplicate", f"{len(links)} links say where the feed is (rel=self)")


def dates(root: Element, tags: Iterable[str], is_date: Callable[[str], bool]) -> Iterator[Problem]:
    """Every date is one, in the form its format wants."""
    for element in root.iter(*tags):
        if not is_date(element.text or ""):
            yield finding(element, "date", f'<{local_name(element.tag)}> is not a date: "{element.text or ""}"')


def languages(root: Element) -> Iterator[Problem]:
    """Every language, element or xml:lang, is a BCP 47 tag."""
    tags = [(element, element.text or "") for element in root.iter("language", f"{{{DC}}}language")]
    tags += [(element, element.get(_LANG)) for element in root.iter("*") if element.get(_LANG) is not None]
    for element, tag in tags:
        if not is_language_tag(tag):
            yield finding(element, "language", f'not a language tag: "{tag}"', "write it as ja or zh-Hans")


def unique(entries: Iterable[Element], tag: str) -> Iterator[Problem]:
    """No two entries have the same id; the first keeps it."""
    counts: Counter[str] = Counter()
    for entry in entries:
        name = entry.findtext(tag) or ""
        counts[name] += 1
        if name and counts[name] > 1:
            yield finding(entry, "id-duplicate", f'an entry before has the same id: "{name}"')


def enclosures(found: list[Element]) -> Iterator[Problem]:
    """At most one enclosure, because readers show one, with its length in bytes."""
    for enclosure in found[1:]:
        yield finding(enclosure, "enclosure", "more than one enclosure")
    for enclosure in found:
        if not (enclosure.get("length") or "").isdecimal():
            yield finding(enclosure, "enclosure", f'the length is no number: "{enclosure.get("length", "")}"')


def content(entry: Element, html: str | None) -> Iterator[Problem]:
    """Nothing in the content that readers take out or cannot resolve."""
    for unsafe in unsafe_html(html or ""):
        yield finding(
            entry, "content", f"readers lose {unsafe}", "write URLs whole and leave scripts out", level="warning"
        )


def media(entry: Element) -> Iterator[Problem]:
    """Media RSS: a group is for several forms of one thing; no file is both enclosure and media."""
    for group in entry.iter(f"{{{MEDIA}}}group"):
        if len(group.findall(_MEDIA_CONTENT)) < 2:
            yield finding(group, "media-group", "<media:group> holds fewer than two contents")
    enclosed = {link.get("url") for link in entry.findall("enclosure")}
    enclosed |= {link.get("href") for link in entry.findall(f"{A}link[@rel='enclosure']")}
    for element in entry.iter(_MEDIA_CONTENT):
        if element.get("url") in enclosed:
            yield finding(element, "media-twice", "the same file is enclosure and media", level="warning")


def urls(root: Element) -> Iterator[Problem]:
    """Every URL outside the content is absolute and ASCII."""
    for element in root.iter(*_WITH_URL):
        url = element.get("href") or element.get("url") or element.text or ""
        if not is_uri(url.strip()):
            yield finding(element, "url", f'not an absolute URL in ASCII: "{url}"')
