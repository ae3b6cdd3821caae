"""`publisher head`: the tags of a post, or of all posts for templates."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from publisher import head
from publisher.cli.options import now, settings_for, shared_options
from publisher.cli.output import say, say_json, show_problems
from publisher.errors import LoadError
from publisher.pipeline import Heads, PostHead, Request, heads_of, site_root


@click.command("head")
@click.argument("post", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Where the cards are. [default: as `build` has it]")
@click.option(
    "--site",
    "pages",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The built site. [default: the generator's output folder]",
)
@shared_options
def command(post: Path, out: Path | None, pages: Path | None, **options: Any) -> int:
    """Print the head tags of POST, a Markdown file.

    POST may be the folder of a site: then the tags of all its posts are printed as JSON, which the includes in
    templates/head/ read: `publisher head . > _data/publisher.json`.
    """
    as_json, verbose = options.pop("as_json"), options.pop("verbose")
    root = post if post.is_dir() else site_root(post)
    request = Request(root=root, out=out, pages=pages, settings=settings_for(root, options))
    only = "" if post.is_dir() else Path(os.path.relpath(post.absolute(), root.absolute())).as_posix()
    heads = heads_of(request, now=now(), only=only)
    if only and not heads.posts:
        raise _refused(heads, only)
    show_problems(heads.problems, everything=bool(verbose))
    if as_json or not only:
        say_json({"posts": {one.post.path: _fields(one) for one in heads.posts}, "urls": _urls(heads)})
    else:
        say(_markup(heads.posts[0]))
    return int(any(problem.level == "error" for problem in heads.problems))


def _refused(heads: Heads, path: str) -> LoadError:
    for problem in heads.problems:
        if problem.path == path and problem.level == "error":
            return LoadError(str(problem), problem.hint)
    return LoadError(f"{path} is not a published post of this site", "give a post that `publisher build` publishes")


def _markup(one: PostHead) -> str:
    return "\n".join(head.render(tag) for tag in one.tags)


def _fields(one: PostHead) -> dict[str, object]:
    """A post for templates: its URL, its tags one by one, and all of them as markup."""
    tags = [{"tag": tag.name, "attributes": dict(tag.attributes), "text": tag.text} for tag in one.tags]
    return {"url": one.post.url, "tags": tags, "html": _markup(one)}


def _urls(heads: Heads) -> dict[str, str]:
    """Post paths by the path of their URL inside the site."""
    base = heads.site.base_path
    return {urlsplit(one.post.url).path.removeprefix(base): one.post.path for one in heads.posts}
