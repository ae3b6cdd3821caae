"""What each post is known by in feeds: one id a post, the same in every feed and format."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from publisher.errors import Problem
from publisher.model import Post, Site

_PCHAR = "-._~!$&'()*+,;=:@"


def feed_ids(posts: Sequence[Post], site: Site, kind: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The ids of `posts` (newest first) by path, and a warning for each that an older post has already.

    A post's `guid` is its id. Without one, `kind` "compat" is the id of its generator's own feed, "url" its URL, "tag"
    a tag: URI (RFC 4151) of the site, the date and the slug. A taken `guid` is not used, any other taken id gets the
    slug, which is unique in a site, as its fragment; the oldest post keeps it whole, so a new post changes no old id.
    """
    owners: dict[str, str] = {}
    ids: dict[str, str] = {}
    problems: list[Problem] = []
    for post in reversed(posts):
        wanted = post.guid or _id(post, site, kind)
        given = wanted if wanted not in owners else _id(post, site, kind)
        ids[post.path] = given if given not in owners else f"{given}#{quote(post.slug, safe='')}"
        if wanted in owners:
            problems.append(_collision(post, owners[wanted], ids[post.path]))
        owners.setdefault(ids[post.path], post.path)
    return ids, tuple(problems)


def _id(post: Post, site: Site, kind: str) -> str:
    if kind == "url":
        return post.url
    if kind == "tag":
        host = urlsplit(site.url).hostname or "localhost"
        path = quote(f"{site.base_path}/{post.slug}", safe=f"/{_PCHAR}")
        return f"tag:{host},{post.date.date().isoformat()}:{path}"
    return post.id


def _collision(post: Post, owner: str, given: str) -> Problem:
    return Problem(
        path=post.path,
        code="id-collision",
        message=f"its id in feeds is that of {owner}; here it is {given}",
        hint=f"give one of the two another {'id' if post.guid else 'slug'}",
        field="" if post.guid else "slug",
        level="warning",
    )
