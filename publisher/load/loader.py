"""A scan -> the site and its posts: each file through its dialect, then what only the whole site can decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from publisher.config import Settings
from publisher.errors import LoadError, Problem
from publisher.load.dialects import Reader, Reading
from publisher.load.discover import Scan, configured
from publisher.load.slugs import unique_slug
from publisher.load.text import decode
from publisher.model import Hidden, Post, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The site, its posts (newest first), those not published, and every problem met on the way.

    `output_dir` is the folder the site's generator writes to, relative to the root.
    """

    site: Site
    posts: tuple[Post, ...]
    hidden: tuple[Hidden, ...]
    problems: tuple[Problem, ...]
    output_dir: str


def load(scan: Scan, settings: Settings, *, now: datetime) -> Loaded:
    """The posts in a scan as of `now` (aware).

    A file that cannot be read as a post is a problem and costs no other. Posts come newest first, equal dates by path;
    slugs and ids are unique. Raises `LoadError` when the generator's configuration cannot be read.
    """
    reader = configured(scan, settings.site)
    readings = [_read(reader, file.path, file.data, now) for file in scan.files if reader.wants(file.path)]
    posts = sorted((reading.post for reading in readings if reading.post), key=lambda post: post.path)
    posts.sort(key=lambda post: post.date)
    named, collisions = _with_own_ids(_with_own_slugs(posts))
    found = (*reader.problems, *scan.problems, *(p for reading in readings for p in reading.problems), *collisions)
    return Loaded(
        site=reader.site,
        posts=tuple(sorted(reader.link(named), key=lambda post: (-post.date.timestamp(), post.path))),
        hidden=tuple(reading.hidden for reading in readings if reading.hidden),
        problems=tuple(sorted(found, key=lambda problem: (problem.path, problem.line, problem.code))),
        output_dir=reader.output_dir,
    )


def _read(reader: Reader, path: str, data: bytes, now: datetime) -> Reading:
    try:
        return reader.read(decode(path, data), now)
    except LoadError as e:
        if e.problem is None:
            raise
        return Reading(problems=(e.problem,))


def _with_own_slugs(posts: Iterable[Post]) -> list[Post]:
    """The posts, oldest first, with later ones renamed where a slug is taken, so new posts rename no old ones."""
    taken: set[str] = set()
    named: list[Post] = []
    for post in posts:
        slug = unique_slug(post.slug, taken)
        taken.add(slug.casefold())
        named.append(post if slug == post.slug else replace(post, slug=slug))
    return named


def _with_own_ids(posts: Iterable[Post]) -> tuple[list[Post], list[Problem]]:
    """The posts, oldest first, with the URL as id where an earlier one has the id, and a warning for each shared id."""
    pages: dict[str, str] = {}
    owners: dict[str, str] = {}
    shared: dict[str, list[str]] = {}
    named: list[Post] = []
    problems: list[Problem] = []
    for post in posts:
        page = pages.setdefault(post.url, post.path)
        if page != post.path:
            problems.append(_same_page(post, page))
        owner = owners.setdefault(post.id, post.path)
        if owner == post.path:
            named.append(post)
            continue
        if page == post.path:
            shared.setdefault(owner, []).append(post.path)
        named.append(replace(post, id=_free_id(post, owners)))
    return named, [*problems, *(_collision(owner, later) for owner, later in shared.items())]


def _free_id(post: Post, owners: dict[str, str]) -> str:
    """The post's URL, with its slug (unique in the site) as fragment when even the URL is another post's."""
    candidate = post.url if post.url not in owners else f"{post.url}#{quote(post.slug)}"
    owners[candidate] = post.path
    return candidate


def _same_page(post: Post, page: str) -> Problem:
    message = f"has the same URL as {page}: {post.url}"
    hint = "give one of the two another slug or permalink"
    return Problem(path=post.path, code="url-collision", message=message, hint=hint, field="slug", level="warning")


def _collision(owner: str, later: list[str]) -> Problem:
    others = later[0] if len(later) == 1 else f"{later[0]} and {len(later) - 1} more"
    return Problem(
        path=owner,
        code="id-collision",
        message=f"the site's own feed gives its id to {others} too; the later posts have their URL as id",
        hint="give posts of the same name different slugs",
        field="slug",
        level="warning",
    )
