"""Pictures that front matter names and the site has not."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from publisher.errors import Problem
from publisher.model import Image, Post, Site


def missing_pictures(
    posts: Iterable[Post], site: Site, pictures: Sequence[str], sources: Mapping[str, bytes], *, built: Path
) -> tuple[Problem, ...]:
    """A warning for each post whose picture, written as a path from the site's root, is no file of the site.

    `pictures` are the picture files' paths; generators serve them from various folders (`static/`, `source/` ...), so a
    file counts whose path ends with the one written, and so does one in the generator's output, `built`. `sources` are
    the posts' files.
    """
    names: dict[str, list[str]] = {}
    for path in pictures:
        normal = f"/{unicodedata.normalize('NFC', path)}"
        names.setdefault(posixpath.basename(normal), []).append(normal)
    problems: list[Problem] = []
    for post in posts:
        if post.image is None:
            continue
        path = _own_path(post.image, site)
        known = any(one.endswith(f"/{path}") for one in names.get(posixpath.basename(path), ()))
        if not path or known or _is_built(built, path):
            continue
        line = _line(sources.get(post.path, b""), path, site)
        if line:
            problems.append(_problem(post.path, path, line))
    return tuple(problems)


def _is_built(built: Path, path: str) -> bool:
    """Whether the generator has written the file."""
    try:
        return ".." not in path.split("/") and (built / path).is_file()
    except OSError:
        return False  # no file has such a name


def _own_path(image: Image, site: Site) -> str:
    """The picture's path below the site's, "" for another site's."""
    home = site.home
    if not image.url.startswith(home):
        return ""
    path = unicodedata.normalize("NFC", unquote(image.url.removeprefix(home).split("?")[0].split("#")[0]))
    return "" if path.endswith("/") else path


def _line(data: bytes, path: str, site: Site) -> int:
    """The line on which the path is written, 0 when it is not, or with the site's address before it.

    A path relative to the page is not found by this one; a full address may be served from anywhere.
    """
    at = data.find(path.encode("utf-8", "surrogatepass"))
    return 0 if at < 0 or data[:at].endswith(site.home.encode()) else data.count(b"\n", 0, at) + 1


def _problem(post: str, path: str, line: int) -> Problem:
    message = f'the site has no such picture: "/{path}"'
    hint = "put the file there, or mend the path"
    return Problem(
        path=post, code="image-missing", message=message, hint=hint, line=line, field="image", level="warning"
    )
