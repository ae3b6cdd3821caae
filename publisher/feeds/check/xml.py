"""The rules that RSS and Atom share, over elements of lxml; each finding knows its line and its entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from publisher.errors import Level, Problem
from publisher.feeds.check.values import is_media_type, is_uri, unsafe_html
from publisher.feeds.extensions import ATOM, HISTORY, MEDIA

# lxml publishes no types.
Element = Any

Parts = dict[str, list[Element]]

A = f"{{{ATOM}}}"
_MEDIA_CONTENT = f"{{{MEDIA}}}content"
CONTENT_HINT = "write URLs whole and leave scripts out"
URL_HINT = "write it whole, with scheme and host, and percent-encoded"


def read(data: bytes) -> Element | Problem:
    """The root element of `data`, entities left alone, or the finding that it does not parse."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return _not_xml(error)


def _not_xml(error: Any) -> Problem:
    message = f"the feed is not well-formed: {error.msg}"
    hint = "escape & and < in text, and close every element"
    return Problem(path="", line=error.lineno or 0, code="not-xml", message=message, hint=hint)


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


def parts_of(element: Element) -> Parts:
    """The children of an element by tag, in their order."""
    parts: Parts = {}
    for child in element:
        if isinstance(child.tag, str):
            parts.setdefault(child.tag, []).append(child)
    return parts


def self_links(element: Element) -> Iterator[Problem]:
    """One link says where the feed is (RSS profile, atom:link; RFC 4287 §4.1.1)."""
    links = element.findall(f"{A}link[@rel='self']")
    if not links:
        message = "no link says where the feed is (rel=self)"
        yield finding(element, "self-missing", message, "add a link with rel=self and the feed's own URL", "warning")
    if len(links) > 1:
        message = f"{len(links)} links say where the feed is (rel=self)"
        yield finding(links[1], "self-duplicate", message, "keep the one with the feed's own URL")


def archives(element: Element) -> Iterator[Problem]:
    """RFC 5005 §2 and §4: an archive says what it is the archive of, and no document is its own neighbour."""
    links = {link.get("rel"): link for link in element.findall(f"{A}link")}
    here = links["self"].get("href") if "self" in links else None
    if element.find(f"{{{HISTORY}}}archive") is not None and "current" not in links:
        hint = "add a link with rel=current and the URL of the feed"
        yield finding(element, "archive", "an archive without a link to its feed (rel=current)", hint, "warning")
    if element.find(f"{{{HISTORY}}}complete") is not None and "prev-archive" in links:
        yield finding(
            element, "archive", "a complete feed has no archives", "leave out <fh:complete> or rel=prev-archive"
        )
    for rel in ("prev-archive", "next-archive"):
        if here and rel in links and links[rel].get("href") == here:
            yield finding(links[rel], "archive", f"the document is its own rel={rel}", "give each archive its own URL")


def unique(entries: Iterable[Element], tag: str) -> Iterator[Problem]:
    """No two entries have the same id; the first keeps it."""
    counts: Counter[str] = Counter()
    for entry in entries:
        name = entry.findtext(tag) or ""
        counts[name] += 1
        if name and counts[name] > 1:
            message = f'an entry before has the same id: "{name}"'
            yield finding(entry, "id-duplicate", message, "readers show one of the two; give each post its own id")


def enclosures(found: list[Element]) -> Iterator[Problem]:
    """At most one enclosure, because readers show one, with its length in bytes."""
    for enclosure in found[1:]:
        yield finding(enclosure, "enclosure", "more than one enclosure", "readers show one; keep the first")
    for enclosure in found:
        if not (enclosure.get("length") or "").isdecimal():
            message = f'the length is no number: "{enclosure.get("length", "")}"'
            yield finding(enclosure, "enclosure", message, "write the file's size in bytes")


def content(entry: Element, html: str | None) -> Iterator[Problem]:
    """Nothing in the content that readers take out or cannot resolve."""
    for unsafe in unsafe_html(html or ""):
        yield finding(entry, "content", f"readers lose {unsafe}", CONTENT_HINT, "warning")


def media(parts: Parts) -> Iterator[Problem]:
    """Media RSS: a group is for several forms of one thing; no file is both enclosure and media."""
    contents = list(parts.get(_MEDIA_CONTENT, ()))
    for group in parts.get(f"{{{MEDIA}}}group", ()):
        grouped = group.findall(_MEDIA_CONTENT)
        contents += grouped
        if len(grouped) < 2:
            message = "<media:group> holds fewer than two contents"
            yield finding(group, "media-group", message, "write <media:content> without a group")
    enclosed = {link.get("url") for link in parts.get("enclosure", ())}
    enclosed |= {link.get("href") for link in parts.get(f"{A}link", ()) if link.get("rel") == "enclosure"}
    for element in contents:
        if element.get("url") in enclosed:
            message = "the same file is enclosure and media"
            yield finding(element, "media-twice", message, "readers show it twice; keep one of the two", "warning")
    for element in (*contents, *parts.get(f"{{{MEDIA}}}thumbnail", ())):
        yield from _media_values(element)


def _media_values(element: Element) -> Iterator[Problem]:
    name = f"media:{local_name(element.tag)}"
    url = element.get("url")
    played = url is None and element.find(f"{{{MEDIA}}}player") is not None
    if not (played or is_uri(url or "")):
        message = f'<{name}> is not an absolute URL in ASCII: "{url or ""}"'
        yield finding(element, "url", message, URL_HINT)
    for key in ("fileSize", "width", "height"):
        if not (element.get(key) or "0").isdecimal():
            message = f"'{key}' of <{name}> is no number: \"{element.get(key)}\""
            yield finding(element, "media", message, "write whole bytes or pixels, or leave it out")
    if element.get("type") is not None and not is_media_type(element.get("type")):
        message = f'<{name}> has no media type: "{element.get("type")}"'
        yield finding(element, "media", message, "write it as image/png")
