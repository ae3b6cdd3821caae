"""The rules of Atom 1.0 (RFC 4287 §3 and §4), RFC 5005 and Media RSS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publisher.errors import Problem
from publisher.feeds.check import xml
from publisher.feeds.check.grammar import LANGUAGE, MANY, ONE, OPTIONAL, Rule, Value, broken
from publisher.feeds.check.relaxng import breaches
from publisher.feeds.check.rules import Rules
from publisher.feeds.check.values import is_mail, is_media_type, is_rfc3339_date, is_uri
from publisher.feeds.check.xml import URL_HINT, A, Element, Parts, finding

_XHTML = "{http://www.w3.org/1999/xhtml}"
# IANA link relations that feeds use: RFC 4287, 4685, 4946, 5005, 5023, 5988 and WebSub.
_RELS = (
    frozenset({"alternate", "enclosure", "related", "self", "via"})
    | frozenset({"appendix", "author", "bookmark", "canonical", "collection", "contents", "copyright", "describedby"})
    | frozenset({"archives", "current", "first", "last", "next", "next-archive", "prev", "prev-archive", "previous"})
    | frozenset({"edit", "edit-media", "help", "hub", "icon", "license", "payment", "replies", "service", "tag", "up"})
)

_URL = Value("url", is_uri, "is not an absolute URL in ASCII", URL_HINT)
_ID = Value("id", is_uri, "is no URI in ASCII", "write a URL or a tag: URI, percent-encoded")
_DATE = Value("date", is_rfc3339_date, "is not a date", "write it as 2026-01-31T09:00:00+09:00")
_MEDIA_TYPE = Value("attribute", is_media_type, "is no media type", "write it as text/html")
_NUMBER = Value("attribute", str.isdecimal, "is no number", "write a number of bytes")
_REL = Value("rel", lambda rel: rel in _RELS or is_uri(rel), "is not a registered link relation", "use via or related")
_TEXT_TYPE = Value("attribute", {"text", "html", "xhtml"}.__contains__, "is none of text, html, xhtml", "use html")
_NOT_EMPTY = Value("missing", bool, "is empty", "say something in it")
_MAIL = Value("author", is_mail, "is no e-mail address", "leave it out, or write name@example.com")


def _findings(root: Element) -> Iterator[Problem]:
    if root.tag != f"{A}feed":
        hint = 'its root is <feed xmlns="http://www.w3.org/2005/Atom">'
        yield finding(root, "not-atom", "the document is not an Atom <feed>", hint)
        return
    found = [*_by_rules(root)]
    yield from found
    if not any(problem.level == "error" for problem in found):
        # It says the same less plainly, and more of it.
        yield from breaches(root)


def _by_rules(root: Element) -> Iterator[Problem]:
    yield from broken(root, _GRAMMAR, A)
    yield from xml.self_links(root)
    yield from xml.archives(root)
    yield from xml.unique(root.findall(f"{A}entry"), f"{A}id")


def _entry(entry: Element, parts: Parts) -> Iterator[Problem]:
    if f"{A}author" not in parts:
        # By §4.2.1 the feed's or the source's author will do, but readers do not look there.
        feed = entry.getparent()
        elsewhere = feed is not None and feed.find(f"{A}author") is not None
        elsewhere = elsewhere or entry.find(f"{A}source/{A}author") is not None
        hint = "name it in each entry: readers do not inherit it"
        yield finding(entry, "missing", "<entry> has no <author>", hint, "warning" if elsewhere else "error")
    texts = parts.get(f"{A}content", []) + parts.get(f"{A}summary", [])
    if not texts:
        hint = "give it a <summary>"
        yield finding(entry, "missing", "<entry> has neither <content> nor <summary>", hint, "warning")
    yield from _links(entry, parts)
    yield from xml.enclosures([link for link in parts.get(f"{A}link", ()) if link.get("rel") == "enclosure"])
    for text in texts:
        if text.get("type") == "html":
            yield from xml.content(entry, text.text)
    yield from xml.media(parts)


def _content(content: Element, parts: Parts) -> Iterator[Problem]:
    """What §4.1.3 asks of content, and §4.1.2 of the summary of content that is elsewhere or no text."""
    source = content.get("src")
    kind = content.get("type", "text" if source is None else "application/octet-stream")
    if kind in {"text", "html", "xhtml"}:
        if source is not None:
            message = f"content that is elsewhere (src) cannot be of type {kind}"
            yield finding(content, "content-type", message, "write its media type, or leave type out")
        yield from _text(content, parts)
    elif not is_media_type(kind) or kind.split("/")[0].lower() in {"multipart", "message"}:
        hint = "it is text, html, xhtml or a media type such as image/png"
        yield finding(content, "content-type", f'not a type of content: "{kind}"', hint)
    if source is not None and ((content.text or "").strip() or len(content)):
        yield finding(content, "content-type", "content is here and elsewhere (src)", "leave one of the two out")
    textual = kind in {"text", "html", "xhtml"} or kind.startswith("text/") or kind.endswith(("+xml", "/xml"))
    if (source is not None or not textual) and content.getparent().find(f"{A}summary") is None:
        yield finding(
            content, "missing", "content that is no text here needs a <summary>", "give the entry a <summary>"
        )


def _text(text: Element, parts: Parts) -> Iterator[Problem]:
    """What §3.1.1 asks of texts: no elements in plain text and HTML, one div in XHTML; a title says something."""
    name, kind = xml.local_name(text.tag), text.get("type", "text")
    if kind == "xhtml":
        one_div = list(parts) == [f"{_XHTML}div"] and len(parts[f"{_XHTML}div"]) == 1
        if not one_div and text.get("src") is None:
            yield finding(text, "xhtml", f"<{name}> of type xhtml is not one <div>", "wrap it in an XHTML <div>")
    elif parts:
        yield finding(text, "markup", f"<{name}> of type {kind} holds elements", "escape its markup, and use type html")
    elif name == "title" and not (text.text or "").strip():
        yield finding(text, "missing", "<title> is empty", "say something in it")


def _links(element: Element, parts: Parts) -> Iterator[Problem]:
    """What §4.1.1 and §4.1.2 ask of the links of a feed and of an entry alike."""
    links = parts.get(f"{A}link", ())
    alternates = Counter(
        (link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"
    )
    if any(count > 1 for count in alternates.values()):
        hint = "keep one, or give them different type or hreflang"
        yield finding(element, "alternate", "two alternate links of one type and language", hint)
    if not alternates and f"{A}content" not in parts:
        name = xml.local_name(element.tag)
        message = f"<{name}> has neither an alternate link nor content"
        yield finding(element, "missing", message, "add a link to its page")


_TEXT = Rule(attributes={"type": _TEXT_TYPE}, more=_text)
_PERSON = Rule({f"{A}name": ONE, f"{A}uri": OPTIONAL, f"{A}email": OPTIONAL})
_ABOUT = {f"{A}{tag}": MANY for tag in ("author", "category", "contributor", "link")}
_ABOUT_FEED = _ABOUT | {f"{A}{tag}": OPTIONAL for tag in ("generator", "icon", "logo", "rights", "subtitle")}
_ABOUT_ENTRY = _ABOUT | {f"{A}{tag}": OPTIONAL for tag in ("content", "published", "rights", "source", "summary")}
_REQUIRED = {f"{A}{tag}": ONE for tag in ("id", "title", "updated")}
_LINK = {"href": _URL, "rel": _REL, "type": _MEDIA_TYPE, "hreflang": LANGUAGE, "title": None, "length": _NUMBER}

_GRAMMAR = {
    f"{A}feed": Rule(_ABOUT_FEED | _REQUIRED | {f"{A}entry": MANY}, more=_links),  # §4.1.1
    f"{A}entry": Rule(_ABOUT_ENTRY | _REQUIRED, more=_entry),  # §4.1.2
    f"{A}content": Rule(attributes={"type": None, "src": _URL}, more=_content),  # §4.1.3
    f"{A}author": _PERSON,  # §3.2
    f"{A}contributor": _PERSON,
    f"{A}name": Rule(text=_NOT_EMPTY),
    f"{A}uri": Rule(text=_URL),
    f"{A}email": Rule(text=_MAIL),
    f"{A}category": Rule(attributes={"term": None, "scheme": _URL, "label": None}, needed=("term",)),  # §4.2.2
    f"{A}generator": Rule(attributes={"uri": _URL, "version": None}, text=_NOT_EMPTY),  # §4.2.4
    f"{A}icon": Rule(text=_URL),
    f"{A}id": Rule(text=_ID),
    f"{A}link": Rule(attributes=_LINK, needed=("href",)),  # §4.2.7
    f"{A}logo": Rule(text=_URL),
    f"{A}published": Rule(text=_DATE),
    f"{A}updated": Rule(text=_DATE),
    f"{A}rights": _TEXT,  # §3.1
    f"{A}subtitle": _TEXT,
    f"{A}summary": _TEXT,
    f"{A}title": _TEXT,
    f"{A}source": Rule(_ABOUT_FEED | dict.fromkeys(_REQUIRED, OPTIONAL)),  # §4.2.11
}

ATOM_RULES = Rules(
    read=xml.read,
    findings=_findings,
    ids=lambda root: [entry.findtext(f"{A}id") for entry in root.findall(f"{A}entry")],
)
