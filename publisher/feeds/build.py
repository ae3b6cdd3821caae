"""Site and Posts -> Feed: what a feed says, whatever its format. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from publisher.feeds.text import ascii_url, clean, language_tag, one_line, without_markup
from publisher.model import Author, Enclosure, Feed, FeedItem, Image, Post, Site, Source

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S")
_EMAIL = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+$", re.ASCII)
_TITLE_FROM_SUMMARY = 60


def make_item(post: Post, *, content_html: str, image: Image | None, site: Site) -> FeedItem:
    """The entry of `post` in any feed: `content_html` ("" for none) is its body, `image` its card.

    Authors are the post's, else the site's, else the site itself, because readers do not inherit them (RFC 4287
    §4.2.1 requires one). Tags are the categories and tags, each once. A title is plain text; an untitled post is titled
    by its summary's start, else its date. An id that is no URI (RFC 4287 §4.2.6 requires one) becomes a fragment of the
    home page.
    """
    return FeedItem(
        id=_uri(post.id or post.url, site),
        url=post.url,
        title=one_line(without_markup(post.title))
        or _title_from(one_line(post.summary))
        or post.date.date().isoformat(),
        published=post.date,
        updated=max(post.updated, post.date),
        lang=post.lang or site.lang,
        summary=post.summary,
        content_html=content_html,
        authors=post.authors or _authors(site),
        tags=tuple(dict.fromkeys(post.categories + post.tags)),
        image=image,
        source=post.source,
        enclosure=post.enclosure,
    )


def make_feed(
    site: Site,
    items: tuple[FeedItem, ...],
    *,
    self_url: str,
    hubs: Sequence[str] = (),
    stylesheet: str = "",
) -> Feed:
    """The site's feed of `items`, newest first, served at `self_url`; `stylesheet` is the URL of its browser view.

    Its id is the site's front page, the same in every format. Its date is its newest item's, None without items. For
    the feed of a tag or an author, replace `id`, `title` and `home_url`.
    """
    return Feed(
        id=site.home,
        title=site.title,
        home_url=site.home,
        self_url=self_url,
        description=site.description,
        lang=site.lang,
        updated=max((item.updated for item in items), default=None),
        authors=_authors(site),
        hubs=tuple(hubs),
        stylesheet=stylesheet,
        items=items,
    )


def clean_item(item: FeedItem, feed: Feed) -> FeedItem:
    """`item` as `feed`, which is clean, can carry it: each tag once, the feed's authors if it has none.

    Its `lang` is "" where it is the feed's.
    """
    lang = language_tag(item.lang)
    return FeedItem(
        id=ascii_url(item.id),
        url=ascii_url(item.url),
        title=one_line(item.title),
        published=item.published,
        updated=item.updated,
        lang="" if lang == feed.lang else lang,
        summary=clean(item.summary).strip(),
        content_html=clean(item.content_html).strip(),
        authors=clean_authors(item.authors) or feed.authors,
        tags=tuple(dict.fromkeys(tag for tag in map(one_line, item.tags) if tag)),
        image=_clean_image(item.image),
        source=_clean_source(item.source),
        enclosure=_clean_enclosure(item.enclosure, item.image),
    )


def clean_feed(feed: Feed) -> Feed:
    """`feed` with every string as feeds can carry it, and a title and an author in any case; its items as they are."""
    title = one_line(feed.title) or feed.home_url
    return replace(
        feed,
        id=ascii_url(feed.id),
        title=title,
        home_url=ascii_url(feed.home_url),
        self_url=ascii_url(feed.self_url),
        description=one_line(feed.description),
        lang=language_tag(feed.lang),
        authors=clean_authors(feed.authors) or (Author(name=title),),
        hubs=tuple(dict.fromkeys(map(ascii_url, feed.hubs))),
        stylesheet=ascii_url(feed.stylesheet),
        current_url=ascii_url(feed.current_url),
        prev_archive_url=ascii_url(feed.prev_archive_url),
        next_archive_url=ascii_url(feed.next_archive_url),
    )


@lru_cache(maxsize=1024)  # few people write many posts
def clean_authors(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    """The authors who have a name, once each, as feeds can carry them."""
    return tuple(dict.fromkeys(author for author in map(_clean_author, authors) if author.name))


def _clean_author(author: Author) -> Author:
    """Without what is no e-mail address: RSS would print it as one."""
    email = one_line(author.email)
    return Author(name=one_line(author.name), url=ascii_url(author.url), email=email if _EMAIL.match(email) else "")


def _authors(site: Site) -> tuple[Author, ...]:
    return site.authors or (Author(name=site.title or site.home, url=site.home),)


def _uri(id: str, site: Site) -> str:  # noqa: A002 - the model's own word
    return ascii_url(id) if _SCHEME.match(id) else f"{site.home}#{quote(one_line(id), safe='')}"


def _title_from(summary: str) -> str:
    return summary if len(summary) <= _TITLE_FROM_SUMMARY else summary[: _TITLE_FROM_SUMMARY - 1] + "…"


def _clean_image(image: Image | None) -> Image | None:
    if image is None or not image.url:
        return None
    return Image(
        url=ascii_url(image.url),
        alt=one_line(image.alt),
        type=one_line(image.type),
        width=image.width,
        height=image.height,
        size=image.size,
    )


def _clean_enclosure(enclosure: Enclosure | None, image: Image | None) -> Enclosure | None:
    """Nothing without a type, and not the picture again: readers would show it twice."""
    if enclosure is None or not (enclosure.url and enclosure.type) or (image and image.url == enclosure.url):
        return None
    return replace(enclosure, url=ascii_url(enclosure.url), type=one_line(enclosure.type))


def _clean_source(source: Source | None) -> Source | None:
    if source is None or not source.url:
        return None
    return Source(url=ascii_url(source.url), title=one_line(source.title))
