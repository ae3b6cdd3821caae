"""One post's card, without building its site."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from publisher import cards
from publisher.config import FILE, Settings
from publisher.errors import LoadError, Problem
from publisher.lazy import dataclass
from publisher.load import Loaded, load, scan
from publisher.model import Post
from publisher.pipeline.jobs import context_of, job_of
from publisher.pipeline.pictures import picture_src, refused_pictures
from publisher.pipeline.remote import RemotePictures, remote_pictures
from publisher.pipeline.request import Request
from publisher.publish import write_file

if TYPE_CHECKING:
    from publisher.fetch import Net

_TYPES: dict[str, Literal["png", "jpeg"]] = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_MARKS = (
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    FILE,
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "config.yaml",
    "pelicanconf.py",
    "astro.config.mjs",
    "astro.config.ts",
    "eleventy.config.js",
    ".eleventy.js",
    ".git",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleCard:
    """A card that was drawn: its bytes' number, and the problems of its post."""

    size: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePage:
    """A card as a page for a browser, and the problems of its post."""

    html: str
    problems: tuple[Problem, ...]


def site_root(post: Path) -> Path:
    """The nearest folder above a post that holds a generator's or our own configuration; else the post's folder."""
    folder = post.absolute().parent
    for parent in (folder, *folder.parents):
        if any((parent / mark).exists() for mark in _MARKS):
            return parent if not (parent / ".git").exists() or _configured(parent) else folder
    return folder


def _configured(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in _MARKS if mark != ".git")


def card_of(  # noqa: PLR0913 - keywords name them
    post: Path,
    root: Path,
    out: Path,
    settings: Settings,
    *,
    now: datetime,
    debug: bool = False,
    cache: Path | None = None,
    net: Callable[[], Net] | None = None,
    make: Callable[[cards.Job], cards.Made] | None = None,
) -> SingleCard:
    """Draw the card of the post at `post`, a file of the site at `root`, to `out`; `debug` shows how it is laid out.

    `cache` and `net` are those of a `Request`; `make` is what draws, if it is not this process (`cards.ahead`). A file
    that its generator would not publish as a post is read as a plain Markdown file. Raises LoadError when the file is
    not a post or cannot be read as one, TemplateError, PublishError.
    """
    work = _work(post, root, settings, now=now, cache=cache, net=net)
    wanted = _TYPES.get(out.suffix.lower(), work.job.wanted)
    job = replace(work.job, wanted=wanted, debug=debug, kept=cache / "styles" if cache else None)
    data, refused = (make or cards.made_here)(job)
    write_file(out, data)
    return SingleCard(size=len(data), problems=(*work.problems, *refused_pictures([(work.path, refused)])))


def page_of(
    post: Path,
    root: Path,
    settings: Settings,
    *,
    now: datetime,
    cache: Path | None = None,
    net: Callable[[], Net] | None = None,
) -> SinglePage:
    """The page that shows the card of the post at `post` in a browser; raises what `card_of` raises."""
    work = _work(post, root, settings, now=now, cache=cache, net=net)
    page, refused = cards.page_of(work.job)
    return SinglePage(html=page, problems=(*work.problems, *refused_pictures([(work.path, refused)])))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What is to be drawn for a post, its path in the site, and the problems of the post and of its pictures."""

    job: cards.Job
    path: str
    problems: tuple[Problem, ...]


def _work(
    post: Path, root: Path, settings: Settings, *, now: datetime, cache: Path | None, net: Callable[[], Net] | None
) -> _Work:
    path = Path(os.path.relpath(post.absolute(), root.absolute())).as_posix()
    scanned = scan(root, settings, only=path)
    if all(file.path != path for file in scanned.files) and not scanned.problems:
        root, path, settings = post.parent, post.name, replace(settings, site=replace(settings.site, generator="plain"))
        scanned = scan(root, settings, only=path)
    loaded = load(scanned, settings, now=now)
    found = _found(loaded, path)
    template = cards.Template.find(settings.cards.template, root, cache)
    request = Request(root=root, settings=settings, cache=cache, net=net)
    remote = remote_pictures([found], loaded.site, request, now) if template.shows_images else RemotePictures()
    hero = remote.src_of(found) or picture_src(found, loaded.site, root, loaded.output_dir)
    document = template.render(context_of(found, loaded.site, settings.cards, hero))
    job = job_of(found, loaded.site, settings.cards, hero=hero, document=document, template=template, root=root)
    problems = [*(problem for problem in loaded.problems if problem.path == path), *remote.problems()]
    return _Work(job=replace(job, hero_file=remote.files.get(hero)), path=path, problems=tuple(problems))


def _found(loaded: Loaded, path: str) -> Post:
    for post in loaded.posts:
        if post.path == path:
            return post
    for hidden in loaded.hidden:
        if hidden.path == path:
            raise LoadError(
                f"{path} is not published: {hidden.reason}", "publish it, or take that out of its front matter"
            )
    for problem in loaded.problems:
        if problem.path == path and problem.level == "error":
            raise LoadError(str(problem), problem.hint)
    raise LoadError(f"{path} is not a post of this site", "a post is a Markdown file where the site keeps its posts")
