"""A post's body -> the HTML that goes into feeds."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import field
from itertools import islice

from publisher.errors import Problem
from publisher.lazy import dataclass, pattern
from publisher.load.constructs import Left, fence_languages, from_kramdown, from_liquid, from_shortcodes, from_zenn
from publisher.load.html import sanitise
from publisher.load.markdown import MARKDOWN_SUFFIXES, to_html
from publisher.model import Post, Site

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
MAX_BODY = 512 * 1024
MAX_DEPTH = 256

_MOST_KINDS = 10
# Generators that run Liquid (or Nunjucks, which looks the same) over Markdown.
_LIQUID = frozenset({"eleventy", "hexo", "jekyll"})

# Elements that stay open until they are closed; `<p>` and `<li>` end by themselves.
_TAG = pattern(
    r"<(/?)(div|section|article|aside|details|blockquote|ul|ol|dl|table|span|font|b|i|em|strong)\b",
    re.IGNORECASE,
)
_FRAME = pattern(r"<iframe\b[^<>]{0,1000}?\bsrc=[\"']?(https?://[^\"'\s<>]{1,1000})[^<>]{0,1000}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Sanitised HTML with absolute URLs, and what could not be rendered."""

    html: str = field(repr=False)
    problems: tuple[Problem, ...] = ()


def render_content(post: Post, body: str, site: Site) -> Content:
    """The post's whole `body` as a feed carries it.

    What only the generator can resolve (Liquid tags, shortcodes) is left out, and each kind is a warning. A body over
    512 KiB, nested deeper than 256 elements, or in another format becomes preformatted text, with a warning.
    """
    if len(body) > MAX_BODY:
        return _as_text(
            post, body, "content-long", "longer than 512 KiB; its feed entry holds the first part as plain text"
        )
    if not post.path.lower().endswith((*MARKDOWN_SUFFIXES, *HTML_SUFFIXES)):
        return _as_text(post, body, "content-format", "neither Markdown nor HTML; its feed entry is plain text")
    text, left = _resolved(post, body, site)
    markup = text if post.path.lower().endswith(HTML_SUFFIXES) else to_html(fence_languages(text))
    if depth(markup) > MAX_DEPTH:
        message = f"nested deeper than {MAX_DEPTH} elements; its feed entry is plain text"
        return _as_text(post, body, "content-depth", message)
    return Content(html=sanitise(frames_as_links(markup), post.url), problems=_reported(post, body, left))


def frames_as_links(markup: str) -> str:
    """The markup with a link in the place of every frame, which feed readers do not show."""
    return _FRAME.sub(lambda found: f'<p><a href="{found[1]}">{found[1]}</a></p>', markup)


def _resolved(post: Post, body: str, site: Site) -> tuple[str, tuple[Left, ...]]:
    if site.generator in _LIQUID:
        text, left = from_liquid(body, _liquid_values(post, site), site.url + site.base_path)
        return from_kramdown(text), left
    if site.generator == "hugo":
        text, left = from_shortcodes(body)
        return from_kramdown(text), left
    if site.generator == "zenn":
        return from_zenn(body)
    return from_kramdown(body), ()


def _liquid_values(post: Post, site: Site) -> dict[str, str]:
    """The variables whose values are known without running Liquid."""
    address = site.url + site.base_path
    return {
        "site.url": site.url,
        "site.baseurl": site.base_path,
        "site.url | append: site.baseurl": address,
        "site.title": site.title,
        "site.description": site.description,
        "page.title": post.title,
        "page.url": post.url.removeprefix(address),
        "page.excerpt": post.summary,
    }


def depth(markup: str) -> int:
    """How deep elements may be nested, at most; unclosed ones count to the end."""
    depth = deepest = 0
    for found in _TAG.finditer(markup):
        depth += -1 if found[1] else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    return deepest


def _as_text(post: Post, body: str, code: str, message: str) -> Content:
    hint = "write it in Markdown" if code == "content-format" else "split the post"
    problem = Problem(path=post.path, code=code, message=message, hint=hint, line=post.body_line, level="warning")
    return Content(html=f"<pre>{html.escape(body[:MAX_BODY], quote=False)}</pre>", problems=(problem,))


def _reported(post: Post, body: str, left: tuple[Left, ...]) -> tuple[Problem, ...]:
    """One warning per kind of construct (ten kinds at most), at the first place it stands."""
    counts = Counter(one.written for one in left)
    first: dict[str, int] = {}
    for one in left:
        first.setdefault(one.written, one.at)
    return tuple(
        _left_out(post, body, written, at, counts[written]) for written, at in islice(first.items(), _MOST_KINDS)
    )


def _left_out(post: Post, body: str, written: str, at: int, count: int) -> Problem:
    times = "" if count == 1 else f", {count} times"
    return Problem(
        path=post.path,
        code="construct-left-out",
        message=f"{written} left out of the feed{times}",
        hint="only the site's generator can resolve it; write Markdown or HTML instead to have it in feeds",
        line=post.body_line + body.count("\n", 0, at),
        level="warning",
    )
