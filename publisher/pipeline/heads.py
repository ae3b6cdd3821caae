"""The head tags of posts, for whoever writes them himself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from publisher import head
from publisher.errors import Problem
from publisher.lazy import dataclass
from publisher.load import built_site, load, scan
from publisher.manifest import Manifest
from publisher.model import Post, Site
from publisher.pipeline.pages import find_pages
from publisher.pipeline.request import Request
from publisher.pipeline.tags import card_image, feed_links
from publisher.pipeline.whole import default_out, pages_folder
from publisher.publish import read_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHead:
    """A post, with the URL of its page, and the tags that page should have."""

    post: Post
    tags: tuple[head.Tag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The tags of a site's posts, newest first, and what was found on the way."""

    site: Site
    posts: tuple[PostHead, ...]
    problems: tuple[Problem, ...]


def heads_of(request: Request, *, now: datetime, only: str = "") -> Heads:
    """The tags of the posts as of `now`, of the one at the path `only` if given; cards as the last build left them."""
    found = scan(request.root, request.settings, out=request.out or request.root / "public", only=only)
    out = request.out or default_out(request.root, found)
    loaded = load(found, request.settings, now=now)
    pages = find_pages(loaded, built_site(request.pages or pages_folder(request.root, found, out)))
    manifest = read_manifest(out)
    missing = () if only and pages.posts and not pages.of else pages.problems
    return Heads(
        site=loaded.site,
        posts=tuple(_head(request, loaded.site, post, manifest) for post in pages.posts),
        problems=(*loaded.problems, *missing, *_without_card(pages.posts, manifest)),
    )


def _head(request: Request, site: Site, post: Post, manifest: Manifest) -> PostHead:
    settings, entry = request.settings, manifest.cards.get(post.path)
    known = manifest.files.get(entry.file) if entry else None
    image = card_image(site, post, entry, known.size) if entry and known else None
    links = feed_links(site, settings.feeds)
    return PostHead(post=post, tags=head.post_tags(post, site, image=image, feeds=links, json_ld=settings.head.json_ld))


def _without_card(posts: tuple[Post, ...], manifest: Manifest) -> Iterator[Problem]:
    for post in posts:
        entry = manifest.cards.get(post.path)
        if entry is None or entry.file not in manifest.files:
            yield Problem(
                path=post.path,
                code="card-missing",
                message="it has no card yet, so its tags name no picture",
                hint="run `publisher build` first, and name the same output folder here with --out",
                level="warning",
            )
