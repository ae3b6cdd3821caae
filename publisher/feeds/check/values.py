"""Whether one value of a feed is what its format calls for: URLs, dates, language tags, content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from lxml import etree

# RFC 3986 §3.1 and §2: a scheme, then only characters that URIs have, each "%" the start of an escape.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RFC822 = re.compile(
    rf"({'|'.join(_DAYS)}), (\d{{2}}) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d{{2}}:\d{{2}}:\d{{2}}) ([+-]\d{{2}})(\d{{2}})"
)
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")

_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]*(?:\s*;.*)?")
_MAIL = re.compile(r"[^\s@()]+@[^\s@()]+\.[^\s@()]+(?: \(.+\))?")

_FORBIDDEN_TAGS = frozenset({"script", "iframe", "object", "embed", "form", "style", "link", "meta", "base"})
_URL_ATTRIBUTES = frozenset({"href", "src", "poster"})
_REMEMBERED = 1 << 16  # characters; longer content is looked over each time, so that memory stays small
# Without any of these there is nothing to find, and most content is never parsed. It starts with a set of characters,
# outside the part that ignores case, because only then does `re` run through prose without trying each alternative.
_SUSPECT = re.compile(
    rf"[<OoSsHhPp](?i:(?<=<)(?:{'|'.join(sorted(_FORBIDDEN_TAGS))})"
    r"|(?<=o)n[^\s\"'<>/=]*\s*=|(?<=s)(?:tyle|rcset)\s*="
    r"|(?:(?<=s)rc|(?<=h)ref|(?<=p)oster)(?!\s*=\s*[\"']?(?:https?|mailto):))"
)


def is_uri(text: str) -> bool:
    """True for an absolute URI in ASCII."""
    return _URI.fullmatch(text) is not None


def is_rfc822_date(text: str) -> bool:
    """True for a real moment in RFC 822's form, with English names, a four-digit year and a numeric zone."""
    found = _RFC822.fullmatch(text)
    if found is None:
        return False
    name, day, month, year, clock, hours, minutes = found.groups()
    try:
        moment = datetime.fromisoformat(f"{year}-{_MONTHS.index(month) + 1:02}-{day}T{clock}{hours}:{minutes}")
    except ValueError:
        return False
    return _DAYS[moment.weekday()] == name


def is_rfc3339_date(text: str) -> bool:
    """True for a real moment in RFC 3339's form, with its zone."""
    if _RFC3339.fullmatch(text) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_language_tag(text: str) -> bool:
    """True for the shape of a BCP 47 tag: `ja`, `zh-Hans`, never `ja_JP`."""
    return _LANGUAGE.fullmatch(text) is not None


def is_media_type(text: str) -> bool:
    """True for the shape of a media type: `text/html`, `image/svg+xml`."""
    return _MEDIA_TYPE.fullmatch(text) is not None


def is_mail(text: str) -> bool:
    """True for an e-mail address, alone or as RSS has it: `mail@example.com (Name)`."""
    return _MAIL.fullmatch(text) is not None


def unsafe_html(html: str) -> tuple[str, ...]:
    """What readers remove from content or cannot resolve, in words, each once: `<script>`, `onclick`, `src="a.png"`."""
    return _remembered(html) if len(html) <= _REMEMBERED else tuple(_looked_over(html))


# An entry is in many feeds and in three formats.
@lru_cache(maxsize=512)
def _remembered(html: str) -> tuple[str, ...]:
    return tuple(_looked_over(html))


def _looked_over(html: str) -> Iterator[str]:
    return unsafe_elements(html) if _SUSPECT.search(html) else iter(())


def unsafe_elements(html: str) -> Iterator[str]:
    """The same, by looking at every element."""
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
        if name.startswith("on") and value:
            yield name
        if name == "style" and re.search(r"position\s*:", value):
            yield "position:"
