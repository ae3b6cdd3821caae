"""Post, Site and card -> the tags that platforms and feed readers look for in a page's head. Pure.

After https://ogp.me, X's card markup, RFC 5988's `alternate` as feed readers use it, and https://schema.org/BlogPosting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Literal

from publisher.head.locales import og_locale
from publisher.lazy import dataclass
from publisher.model import Author, FeedFormat, Image, Post, Site, is_dated

ALT_LONGEST = 420  # characters X takes as a picture's description

FEED_TYPES: dict[FeedFormat, str] = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed of the site: its absolute URL, its format and the name a reader shows."""

    url: str
    format: FeedFormat
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One element of a head.

    `key` says what it tells (`og:title`, `alternate https://...`, `json-ld`); tags of one `group` are added together or
    not at all. `attributes` are in the order they are written, unescaped; `text` is a script's.
    """

    key: str
    group: str
    name: Literal["meta", "link", "script"]
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


def post_tags(
    post: Post, site: Site, *, image: Image | None = None, feeds: Sequence[FeedLink] = (), json_ld: bool = True
) -> tuple[Tag, ...]:
    """The tags of a post's page; `image` is its card."""
    title = post.title or post.summary or site.title
    image = image if image and image.url else None
    pairs = (
        ("og:title", title),
        ("og:description", post.summary),
        ("og:type", "article"),
        ("og:url", post.url),
        ("og:site_name", site.title),
        ("og:locale", og_locale(post.lang or site.lang)),
        *(_image_pairs(image) if image else ()),
        ("article:published_time", _published(post)),
        ("article:modified_time", _modified(post)),
        *(("article:tag", tag) for tag in dict.fromkeys(post.categories + post.tags)),
        ("twitter:card", "summary_large_image" if image else "summary"),
        ("twitter:image:alt", image.alt[:ALT_LONGEST] if image else ""),
    )
    tags = (*(_meta(key, value) for key, value in pairs if one_line(value)), *_alternates(feeds))
    return (*tags, _json_ld(post, site, title, image)) if json_ld else tags


def page_tags(
    *, title: str, description: str, url: str, site: Site, lang: str = "", feeds: Sequence[FeedLink] = ()
) -> tuple[Tag, ...]:
    """The tags of a page that is no post: the front page, an archive, an about page."""
    pairs = (
        ("og:title", title or site.title),
        ("og:description", description),
        ("og:type", "website"),
        ("og:url", url),
        ("og:site_name", site.title),
        ("og:locale", og_locale(lang or site.lang)),
    )
    return (*(_meta(key, value) for key, value in pairs if one_line(value)), *_alternates(feeds))


def render(tag: Tag, *, ascii_only: bool = False, xml: bool = False) -> str:
    """The element as markup on one line.

    `ascii_only` writes every other character as a reference, for pages in another encoding than UTF-8; `xml` closes
    the element as XHTML wants.
    """
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in tag.attributes)
    if ascii_only:
        attributes = attributes.encode("ascii", "xmlcharrefreplace").decode("ascii")
    if tag.name != "script":
        return f"<{tag.name}{attributes}{' /' if xml else ''}>"
    text = _ascii_json(tag.text) if ascii_only else tag.text
    return f"<script{attributes}>{text}</script>"


def moment(date: datetime) -> str:
    """ISO 8601 with seconds and offset, as https://ogp.me/#datetime asks."""
    return date.isoformat(timespec="seconds")


def one_line(text: str) -> str:
    """The text without control characters and lone surrogates, its white space single spaces."""
    return " ".join(_CONTROLS.sub("", text).split())


def _published(post: Post) -> str:
    return moment(post.date) if is_dated(post) else ""


def _modified(post: Post) -> str:
    return moment(max(post.updated, post.date)) if is_dated(post) or post.updated > post.date else ""


def _image_pairs(image: Image) -> Iterator[tuple[str, str]]:
    yield "og:image", image.url
    if image.width and image.height:
        yield "og:image:width", str(image.width)
        yield "og:image:height", str(image.height)
    yield "og:image:type", image.type
    yield "og:image:alt", image.alt


def _meta(key: str, value: str) -> Tag:
    kind = "name" if key.startswith("twitter:") else "property"
    return Tag(key=key, group=_group(key), name="meta", attributes=((kind, key), ("content", one_line(value))))


def _group(key: str) -> str:
    return "og:image" if key.startswith("og:image") or key == "twitter:image:alt" else key


def _alternates(feeds: Sequence[FeedLink]) -> Iterator[Tag]:
    for feed in feeds:
        attributes = (
            ("rel", "alternate"),
            ("type", FEED_TYPES[feed.format]),
            ("title", one_line(feed.title)),
            ("href", feed.url),
        )
        key = f"alternate {feed.url}"
        yield Tag(key=key, group=key, name="link", attributes=attributes)


def _json_ld(post: Post, site: Site, title: str, image: Image | None) -> Tag:
    """schema.org's BlogPosting, as Google's "Article structured data" asks for it."""
    authors = post.authors or site.authors
    about: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": one_line(title),
        "description": one_line(post.summary),
        "image": [image.url] if image else [],
        "datePublished": _published(post),
        "dateModified": _modified(post),
        "inLanguage": post.lang or site.lang,
        "url": post.url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": post.url},
        "author": [_person(author) for author in authors] or [_organization(site)],
        "publisher": _organization(site),
        "keywords": [one_line(tag) for tag in dict.fromkeys(post.categories + post.tags)],
        "citation": post.source.url if post.source else "",
    }
    text = json.dumps({key: value for key, value in about.items() if value}, ensure_ascii=False, separators=(",", ":"))
    return Tag(
        key="json-ld",
        group="json-ld",
        name="script",
        attributes=(("type", "application/ld+json"),),
        # A script's text knows no references, and must hold neither `</script>` nor `<!--`.
        text=text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
    )


def _person(author: Author) -> dict[str, str]:
    about = {"@type": "Person", "name": one_line(author.name), "url": author.url}
    return {key: value for key, value in about.items() if value}


def _organization(site: Site) -> dict[str, str]:
    return {"@type": "Organization", "name": one_line(site.title) or site.home, "url": site.home}


def _ascii_json(text: str) -> str:
    return re.sub(r"[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], text)
