"""Whether one value of a feed is what its format calls for: URLs, dates, language tags, content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

# RFC 3986 §3.1 and §2: a scheme, then only characters that URIs have, each "%" the start of an escape.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_RFC822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} [+-]\d{4}"
)
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")

_FORBIDDEN_TAGS = frozenset({"script", "iframe", "object", "embed", "form", "style", "link", "meta", "base"})
_URL_ATTRIBUTES = frozenset({"href", "src", "poster"})


def is_uri(text: str) -> bool:
    """True for an absolute URI in ASCII."""
    return _URI.fullmatch(text) is not None


def is_rfc822_date(text: str) -> bool:
    """True for a real moment in RFC 822's form, with English names, a four-digit year and a numeric zone."""
    return _RFC822.fullmatch(text) is not None and _is_moment(text, rfc822=True)


def is_rfc3339_date(text: str) -> bool:
    """True for a real moment in RFC 3339's form, with its zone."""
    return _RFC3339.fullmatch(text) is not None and _is_moment(text, rfc822=False)


def _is_moment(text: str, *, rfc822: bool) -> bool:
    try:
        moment = parsedate_to_datetime(text) if rfc822 else datetime.fromisoformat(text)
    except ValueError:
        return False
    # The day's name is not read by the parser, so it is compared here.
    return not rfc822 or moment.weekday() == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(text[:3])


def is_language_tag(text: str) -> bool:
    """True for the shape of a BCP 47 tag: `ja`, `zh-Hans`, never `ja_JP`."""
    return _LANGUAGE.fullmatch(text) is not None


def unsafe_html(html: str) -> Iterator[str]:
    """What readers remove from content or cannot resolve, in words, each once: `<script>`, `onclick`, `src="a.png"`."""
    root = etree.HTML(html.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True)) if html.strip() else None
    found = (finding for element in (() if root is None else root.iter("*")) for finding in _unsafe(element))
    yield from dict.fromkeys(found)


def _unsafe(element: etree._Element) -> Iterator[str]:
    if element.tag in _FORBIDDEN_TAGS:
        yield f"<{element.tag}>"
    for name, value in element.attrib.items():
        relative = name in _URL_ATTRIBUTES and not _SCHEME.match(value.strip())
        if name == "srcset":
            relative = any(not _SCHEME.match(candidate) for candidate in re.split(r",\s+", value.strip()) if candidate)
        if relative:
            yield f'{name}="{value[:60]}"'
        if name.startswith("on"):
            yield name
        if name == "style" and re.search(r"position\s*:", value):
            yield "position:"
