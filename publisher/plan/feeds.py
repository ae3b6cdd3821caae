"""Feeds: what there is a feed of, which documents it has, and which posts are in each.

The newest posts are in a feed's current document. With archives (RFC 5005 §4) all posts are also in blocks counted
from the oldest; a block gets its archive document once it is full and no longer whole in the current document. So an
archive is never half filled, its posts stay the same ones, and a new post changes only the newest documents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from typing import Literal
from urllib.parse import quote

from publisher.config import FeedSettings
from publisher.lazy import dataclass
from publisher.model import FeedFormat, Post, Site
from publisher.plan.names import file_names

By = Literal["site", "tag", "category", "author", "lang", "collection"]

_WORDS = re.compile(r"[^\s!-/:-@\[-`{-~]+")
_NAMES: dict[FeedFormat, tuple[str, str]] = {"rss": ("rss", "xml"), "atom": ("atom", "xml"), "json": ("feed", "json")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What there is a feed of: the site, or a tag, category, author, language or collection by `name`.

    `file` is the name as part of a path, "" for the site; posts come newest first.
    """

    by: By
    name: str = ""
    file: str = ""
    posts: tuple[Post, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """One feed document: its format, its path in the output, and its posts, newest first.

    `archive` counts archive documents from 1, the oldest, and is 0 for the current document, whose path is `current`.
    `older` and `newer` are the paths of the archive documents beside it, "" for none.
    """

    format: FeedFormat
    path: str
    channel: Channel
    posts: tuple[Post, ...] = field(repr=False)
    archive: int = 0
    current: str
    older: str = ""
    newer: str = ""


def feed_files(posts: Sequence[Post], site: Site, settings: FeedSettings) -> tuple[FeedFile, ...]:
    """Every feed document as configured, format by format; a format with an empty path is left out.

    `posts` come newest first.
    """
    formats: tuple[tuple[FeedFormat, str], ...] = (
        ("rss", settings.rss),
        ("atom", settings.atom),
        ("json", settings.json),
    )
    found = channels(posts, site, settings.by)
    return tuple(
        document
        for format_, path in formats
        if path
        for channel in found
        for document in _documents(channel, format_, path, settings)
    )


def channels(posts: Sequence[Post], site: Site, by: Iterable[str]) -> tuple[Channel, ...]:
    """The site's channel, then those of each kind in `by`, in the order of their names.

    Names that look the same (NFC) are one channel; a post is in a channel once. File names are given in the order in
    which the names first appeared on the site, so that a new post gives none of them to another.
    """
    kinds: tuple[tuple[By, Callable[[Post], Iterable[str]]], ...] = (
        ("tag", lambda post: post.tags),
        ("category", lambda post: post.categories),
        ("author", lambda post: (author.name for author in post.authors or site.authors)),
        ("lang", lambda post: ((post.lang or site.lang).replace("_", "-"),)),
        ("collection", lambda post: (post.collection,)),
    )
    grouped = (channel for kind, names in kinds if kind in by for channel in _grouped(kind, posts, names))
    return (Channel(by="site", posts=tuple(posts)), *grouped)


def page_path(channel: Channel, settings: FeedSettings) -> str:
    """The path of the page that a channel's feed is of, percent-encoded, relative to the front page; "" for that.

    In the configured template `:name` is the name and `:slug` its words in lower case, joined by hyphens.
    """
    templates = {
        "tag": settings.tag_page,
        "category": settings.category_page,
        "author": settings.author_page,
        "lang": settings.lang_page,
        "collection": settings.collection_page,
    }
    slug = "-".join(_WORDS.findall(channel.name.lower()))
    values = {":name": channel.name, ":slug": slug or channel.name}
    template = templates.get(channel.by, "").lstrip("/")
    return re.sub(":name|:slug", lambda found: quote(values[found[0]], safe=""), template)


def name_key(name: str) -> str:
    """`name` as channels compare it."""
    return unicodedata.normalize("NFC", name).strip()


def _grouped(by: By, posts: Sequence[Post], names: Callable[[Post], Iterable[str]]) -> Iterator[Channel]:
    groups: dict[str, list[Post]] = {}
    for post in reversed(posts):
        for name in dict.fromkeys(map(name_key, names(post))):
            if name:
                groups.setdefault(name, []).append(post)
    files = file_names(groups)
    for name in sorted(groups):
        yield Channel(by=by, name=name, file=files[name], posts=tuple(reversed(groups[name])))


def _documents(channel: Channel, format_: FeedFormat, path: str, settings: FeedSettings) -> Iterator[FeedFile]:
    """The current document, then the archives from the newest to the oldest."""
    limit, posts = settings.limit, channel.posts
    last = max(0, len(posts) - 1) // limit if settings.archive else 0
    name, suffix = _NAMES[format_]
    folder = "/".join(part for part in (settings.folder.strip("/"), *_place(channel)) if part)
    folder = f"{folder}/" if folder else ""
    archives = [f"{folder}{name}-{number}.{suffix}" for number in range(1, last + 1)]
    current = path.lstrip("/") if channel.by == "site" else f"{folder}{name}.{suffix}"
    paths = ["", *archives, ""]
    yield FeedFile(
        format=format_, path=current, channel=channel, posts=posts[:limit], current=current, older=paths[last]
    )
    for number in range(last, 0, -1):
        end = len(posts) - (number - 1) * limit
        yield FeedFile(
            format=format_,
            path=paths[number],
            channel=channel,
            posts=posts[end - limit : end],
            archive=number,
            current=current,
            older=paths[number - 1],
            newer=paths[number + 1],
        )


def _place(channel: Channel) -> tuple[str, ...]:
    return () if channel.by == "site" else (channel.by, channel.file)
