"""Which file of the site a post's picture is. Files are only looked for here; `cards` reads and guards them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from publisher.cards.picture_files import PictureError, locate
from publisher.errors import Problem
from publisher.model import Post, Site

# Where generators keep what they publish as it is: Jekyll and Zenn in the root, Hugo, Astro and Eleventy, Hexo.
_FOLDERS = ("", "static", "public", "assets", "source", "src", "content")


def picture_src(post: Post, site: Site, root: Path, output_dir: str = "") -> str:
    """The address, relative to `root`, of the file a post's picture is; "" for none and for one on another host.

    A picture of the site whose file is not found has an address too, so that whoever opens it can say so.
    """
    if post.image is None or remote_host(post, site):
        return ""
    places = picture_places(post, site, output_dir)
    return next((src for src in places if _is_file(src, root)), places[-1])


def picture_places(post: Post, site: Site, output_dir: str = "") -> tuple[str, ...]:
    """The addresses a post's picture may have, likeliest first; the last is the one a message names."""
    return tuple(_candidates(post, site, output_dir))


def remote_host(post: Post, site: Site) -> str:
    """The host (and port) of a picture that is on the web but not on this site; "" for the site's own, or none."""
    if post.image is None:
        return ""
    parts = urlsplit(post.image.url)
    own = urlsplit(site.home)
    inside = parts.netloc == own.netloc and f"{parts.path}/".startswith(own.path)
    return parts.netloc.rpartition("@")[2] if parts.scheme in {"http", "https"} and not inside else ""


def _candidates(post: Post, site: Site, output_dir: str) -> Iterator[str]:
    if post.image is None:
        return
    parts = urlsplit(post.image.url)
    if parts.scheme not in {"http", "https"}:
        yield post.image.url
        return
    page = posixpath.dirname(urlsplit(post.url).path) + "/"
    folder = posixpath.dirname(post.path)
    if parts.path.startswith(page):
        yield posixpath.join(quote(folder), parts.path.removeprefix(page))
    path = parts.path.removeprefix(urlsplit(site.home).path).lstrip("/")
    for place in (*_FOLDERS[1:], *([output_dir] if output_dir else []), _FOLDERS[0]):
        yield posixpath.join(quote(place), path)


def _is_file(src: str, root: Path) -> bool:
    try:
        return locate(src, root).is_file()
    except (PictureError, OSError):
        return False


def refused_pictures(refusals: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Problem]:
    """A warning for each post whose picture was refused, as (code, message, hint), by path; an empty tuple is none."""
    for path, refused in sorted(refusals):
        if refused:
            code, message, hint = refused
            yield Problem(
                path=path,
                code=code,
                message=f"'image' is not shown on the card: {message}",
                hint=hint,
                field="image",
                level="warning",
            )
