"""The types that pass between rooms: frozen, without I/O, without the clock.

Every datetime is aware. Every URL in a `Post` or a `Feed` is absolute and ASCII (percent-encoded, punycode host).
"""

from __future__ import annotations

import hashlib
from dataclasses import field
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from publisher.errors import Problem
from publisher.lazy import dataclass

FeedFormat = Literal["rss", "atom", "json"]

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})  # noqa: S104 - addresses that are nobody's


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a post; `url` and `email` may be empty."""

    name: str
    url: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The article elsewhere that a post reports on (`source_url`, `source_title`)."""

    url: str
    title: str = ""

    @property
    def name(self) -> str:
        """The publication: the last part of a `Headline | Section | Publication` title, else the host."""
        parts = [part.strip() for part in self.title.replace("｜", "|").split("|")]
        if len(parts) > 1 and parts[-1]:
            return parts[-1]
        return self.url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture on the web; `width`, `height` (pixels) and `size` (bytes) are 0 and `type` is "" when unknown."""

    url: str
    alt: str = ""
    type: str = ""
    width: int = 0
    height: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A media file that comes with a post; `length` (bytes) is 0 when unknown."""

    url: str
    type: str
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A blog as a whole.

    `url` is scheme and host without a trailing slash, `base_path` is "" or "/blog"; `lang` is a BCP 47 tag; `timezone`
    an IANA name; `generator` the dialect that read it ("jekyll", "plain" ...).
    """

    title: str
    url: str
    base_path: str = ""
    description: str = ""
    lang: str = "ja"
    timezone: str = "UTC"
    authors: tuple[Author, ...] = ()
    generator: str = "plain"

    @property
    def host(self) -> str:
        """The address without its scheme; "" when it is one that only the reader's own machine has."""
        host = self.url.split("://", 1)[-1]
        return "" if (urlsplit(self.url).hostname or "") in LOCAL_HOSTS else host

    @property
    def home(self) -> str:
        """The front page's absolute URL, with a trailing slash."""
        return f"{self.url}{self.base_path}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One published post.

    `path` is its file relative to the site (POSIX); `slug` names its card and is unique in the site; `title` is whole,
    `headline` its part in the site's language and `subhead` the other part or "". `id` is what its generator's own feed
    knows it by, `guid` the URI that its front matter gives in place of that, "" for none. `collection` is the one (or
    the section) its generator has it in, "" for none. `summary` is plain text; `aliases` are the addresses it had
    before; `in_feeds` is False for one that is published and not shown to readers of feeds. `body_line` is the line of
    the file where its body starts, behind the front matter.
    """

    path: str
    slug: str
    id: str
    url: str
    title: str
    headline: str
    subhead: str = ""
    date: datetime
    updated: datetime
    lang: str = "ja"
    guid: str = ""
    summary: str = ""
    collection: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    image: Image | None = None
    source: Source | None = None
    enclosure: Enclosure | None = None
    in_feeds: bool = True
    aliases: tuple[str, ...] = ()
    body_line: int = 1


def face_of(post: Post) -> bytes:
    """A digest of what a card may show of the post, its slug and URL aside, which the whole site decides.

    The same on every machine and under every hash seed.
    """
    names = (post.title, post.headline, post.subhead, post.summary, post.lang, post.date.isoformat())
    told = (names, post.categories, post.tags, post.authors, post.image, post.source)
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_dated(post: Post) -> bool:
    """False for a post that says no date: it is given the first second of 1970, so that it comes last."""
    return post.date.timestamp() != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed; `content_html` is sanitised HTML with absolute URLs, `summary` plain text."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    lang: str = "ja"
    summary: str = ""
    content_html: str = field(default="", repr=False)
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    image: Image | None = None
    source: Source | None = None
    enclosure: Enclosure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, whatever its format.

    `id` is an absolute URI that never changes, `self_url` where this document will be served, `home_url` the page it is
    the feed of. Items come newest first. `updated` is the newest item's, or None for a feed without items.

    RFC 5005 §4: `prev_archive_url` and `next_archive_url` are the documents of older and of newer items, "" for none;
    `current_url` is "" except in an archive document, where it is the feed that archive belongs to.
    """

    id: str
    title: str
    home_url: str
    self_url: str
    description: str = ""
    lang: str = "ja"
    updated: datetime | None = None
    authors: tuple[Author, ...] = ()
    hubs: tuple[str, ...] = ()
    stylesheet: str = ""
    current_url: str = ""
    prev_archive_url: str = ""
    next_archive_url: str = ""
    items: tuple[FeedItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file to publish: `path` is relative to the output folder, POSIX, without `..`."""

    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A post that is not published, and why ("draft", "future", "published: false" ...)."""

    path: str
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. `seconds` is wall time; the other numbers count posts, cards, files and pages.

    `pages` are the built site's, `pages_tagged` those of them whose tags were written.
    """

    posts: int = 0
    hidden: int = 0
    cards_drawn: int = 0
    cards_unchanged: int = 0
    feeds: int = 0
    files_written: int = 0
    files_removed: int = 0
    pages: int = 0
    pages_tagged: int = 0
    seconds: float = 0.0
    out: str = ""
    dry_run: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """True when any problem is an error."""
        return any(problem.level == "error" for problem in self.problems)
