"""The article in a built page: by the user's selector, else where themes put it.

Without a selector the first of these that the page has exactly once, and that holds something to read, is the article:

1. what says so: `[itemprop~=articleBody]`, `.e-content` (h-entry, https://microformats.org/wiki/h-entry)
2. what themes call it: `.post-content`, `.entry-content`, `.article-content`, `.post-body`, `.article-body` ...
3. `main article`, `article`, `[role=main]`, `main`, `#content`, from which navigation, asides, forms, headers, footers
   and a heading of level 1 are left out, because these hold more than the article
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import webencodings
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from publisher.errors import UsageError
from publisher.head.page import page_encoding

_NAMED = (
    "[itemprop~=articleBody]",
    ".e-content",
    ".post-content",
    ".entry-content",
    ".article-content",
    ".post-body",
    ".article-body",
    ".article__content",
    ".post__content",
    ".markdown-body",
    ".gh-content",
)
_BROAD = ("main article", "article", "[role=main]", "main", "#content", "#main")
_AROUND = "nav, aside, form, header, footer, h1, .post-meta, .share, .comments, #comments, [role=navigation]"
_NOT_READ = "script, style, noscript, template, [hidden], .anchor, .heading-anchor, a.headerlink"
_TO_SEE = "img, picture, video, audio, iframe, svg, table, pre"


def extract(data: bytes, selector: str = "") -> str:
    """The HTML inside the article element of a page, "" when none is found; not sanitised, URLs as they are written.

    With a `selector` (CSS) it is the first element that fits. Raises UsageError for what is no selector.
    """
    page = parse(data)
    for place, around in _places(selector):
        try:
            found = page.css(place)
        except SelectolaxError as error:
            raise UsageError(f"head.selector is no CSS selector: {place!r}", 'write, for instance, ".post"') from error
        if not found or (len(found) > 1 and not selector):
            continue
        markup = _inside(found[0], around)
        if markup:
            return markup
    return ""


def parse(data: bytes) -> LexborHTMLParser:
    """The page's tree, its bytes decoded as it declares."""
    text, _ = webencodings.decode(data, webencodings.lookup(page_encoding(data)), errors="replace")
    return LexborHTMLParser(text)


def headings(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The page's headings of level 1, one line each, and the moments its time elements give, as they are written."""
    page = parse(data)
    titles = (" ".join(unicodedata.normalize("NFC", node.text()).split()) for node in page.css("h1"))
    times = (node.attributes.get("datetime") or "" for node in page.css("time[datetime]"))
    return tuple(filter(None, titles)), tuple(filter(None, times))


def pictures(markup: str) -> tuple[str, ...]:
    """The addresses of the pictures in an HTML fragment, each once, as they are written."""
    nodes = LexborHTMLParser(markup).css("img[src]") if "<img" in markup else []
    return tuple(dict.fromkeys(node.attributes.get("src") or "" for node in nodes))


def _places(selector: str) -> Iterator[tuple[str, str]]:
    if selector:
        yield selector, _NOT_READ
        return
    for place in _NAMED:
        yield place, _NOT_READ
    for place in _BROAD:
        yield place, f"{_NOT_READ}, {_AROUND}"


def _inside(element: LexborNode, around: str) -> str:
    """The markup in an element without what does not belong to it, "" when nothing is left to read or see."""
    for node in element.css(around):
        if node.mem_id != element.mem_id:
            node.decompose()
    if not element.text().strip() and not element.css(_TO_SEE):
        return ""
    return (element.inner_html or "").strip()
